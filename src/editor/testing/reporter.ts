import * as vscode from 'vscode';
import { formatCount, formatDuration, formatOps } from '../../base/units.ts';
import { adviceInEditor } from '../../model/measureLonger.ts';
import type { Measurement, Summary } from '../../model/measurement.ts';
import type { Run, RunEvent, Selection } from '../../model/run.ts';
import type { Folder } from '../folders.ts';
import type { Results } from '../results.ts';
import { latestText, machineText, oneLine, timeText } from '../wording.ts';
import type { Discovery } from './discovery.ts';
import { endFailed, failureMessage } from './messages.ts';
import { terminalText } from './terminalText.ts';
import type { BenchmarkTree } from './tree.ts';

/** Writes what the engine reports of one folder into a test run. */
export class RunReporter {
  readonly #run: vscode.TestRun;
  readonly #folder: Folder;
  readonly #tree: BenchmarkTree;
  readonly #discovery: Discovery;
  readonly #results: Results;
  readonly #selections: readonly Selection[];
  readonly #chosen: ReadonlySet<vscode.TestItem>;
  readonly #settled = new Set<vscode.TestItem>();
  #queue: Promise<void> = Promise.resolve();

  constructor(
    run: vscode.TestRun,
    selected: { readonly folder: Folder; readonly selections: readonly Selection[]; readonly items: readonly vscode.TestItem[] },
    parts: { readonly tree: BenchmarkTree; readonly discovery: Discovery; readonly results: Results },
  ) {
    this.#run = run;
    this.#folder = selected.folder;
    this.#selections = selected.selections;
    this.#chosen = new Set(selected.items);
    this.#tree = parts.tree;
    this.#discovery = parts.discovery;
    this.#results = parts.results;
    this.#enqueue(selected.items.flatMap((item) => this.#tree.benchmarksBelow(item)));
  }

  /** Events are written in order, each after the tree knows the items it is about. */
  readonly onEvent = (event: RunEvent): void => {
    this.#queue = this.#queue.then(() => this.#write(event));
  };

  /** Writes what the machine did meanwhile; settles when all is written, rejects where something could not be. */
  async finish({ machine }: Pick<Run, 'machine'>): Promise<void> {
    await this.#queue;
    this.#print(machineText(machine), undefined);
  }

  async #write(event: RunEvent): Promise<void> {
    switch (event.kind) {
      case 'loading':
        if (!this.#tree.entry(this.#folder, event.file)?.content) await this.#discovery.read(this.#folder, event.file);
        return;
      case 'collected': {
        const partial = !this.#selections.some(({ file, path: names, range }) => file === event.file && !names && !range);
        this.#tree.complete(this.#folder, event.file, event.benchmarks, partial);
        this.#enqueue(this.#chosenIn(event.file));
        return;
      }
      case 'file-failed': {
        const { file, failure, output } = event.failure;
        const item = this.#tree.entry(this.#folder, file)?.item;
        if (output) this.#print(output, item);
        // Each benchmark that was asked for says why it did not run, on its own line as well.
        for (const failed of [...(item ? [item] : []), ...this.#chosenIn(file)])
          this.#run.errored(failed, failureMessage(failure, this.#folder));
        return;
      }
      case 'started': {
        const item = this.#item(event.benchmark);
        if (item) this.#run.started(item);
        return;
      }
      case 'output':
        this.#print(event.text, event.benchmarkId === null ? undefined : this.#tree.find(this.#folder, event.file, event.benchmarkId));
        return;
      case 'finished':
        this.#finish(event.measurement);
        return;
      case 'progress':
    }
  }

  #finish(measurement: Measurement): void {
    const { benchmark } = measurement;
    const item = this.#item(benchmark);
    this.#print(this.#resultLines(measurement), item);
    if (!item) return;
    this.#settled.add(item);
    this.#tree.describe(item);
    if (measurement.state === 'skipped') this.#run.skipped(item);
    // Without a duration: VS Code would put it beside the median, and it is only how long was measured.
    else if (measurement.state === 'measured') this.#run.passed(item);
    else endFailed(this.#run, item, measurement.failure, this.#folder);
  }

  #resultLines(measurement: Measurement): string {
    const name = oneLine(measurement.benchmark.path.join(' › '));
    const warnings = measurement.warnings.map((warning) => `    ! ${adviceInEditor(warning)}`);
    const lines =
      measurement.state === 'skipped'
        ? [`- ${name}  ${vscode.l10n.t('skipped')}`]
        : measurement.state === 'measured'
          ? [`✓ ${name}  ${this.#verdict(measurement.benchmark.id, measurement.summary)}`, `    ${summaryText(measurement.summary)}`]
          : [`✗ ${name}  ${measurement.failure.message}`, ...(measurement.summary ? [`    ${summaryText(measurement.summary)}`] : [])];
    return `${[...lines, ...warnings].join('\n')}\n`;
  }

  #verdict(benchmarkId: string, summary: Summary): string {
    const latest = this.#results.latest(this.#folder, benchmarkId);
    // Without a store the newest result known is that of the run before, until this one has ended.
    if (latest && latest.result.medianNs === summary.medianNs) return latestText(latest);
    return timeText({ medianNs: summary.medianNs, interval: summary.intervalNs });
  }

  /** The benchmarks of a file that were asked for, by themselves or with something above them. */
  #chosenIn(file: string): vscode.TestItem[] {
    const isChosen = (item: vscode.TestItem | undefined): boolean =>
      item !== undefined && (this.#chosen.has(item) || isChosen(item.parent));
    const entry = this.#tree.entry(this.#folder, file);
    return entry ? this.#tree.benchmarksBelow(entry.item).filter(isChosen) : [];
  }

  #enqueue(items: readonly vscode.TestItem[]): void {
    for (const item of items) if (!this.#settled.has(item)) this.#run.enqueued(item);
  }

  #item({ file, id }: { readonly file: string; readonly id: string }): vscode.TestItem | undefined {
    return this.#tree.find(this.#folder, file, id);
  }

  #print(text: string, item: vscode.TestItem | undefined): void {
    this.#run.appendOutput(terminalText(text), undefined, item);
  }
}

function summaryText(summary: Summary): string {
  return [
    formatOps(summary.opsPerSecond),
    vscode.l10n.t('p75 {0}', formatDuration(summary.p75Ns)),
    vscode.l10n.t('p99 {0}', formatDuration(summary.p99Ns)),
    vscode.l10n.t('{0} samples in {1} blocks', formatCount(summary.samples), formatCount(summary.blocks)),
  ].join(' · ');
}
