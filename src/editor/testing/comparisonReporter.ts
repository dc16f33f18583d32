import * as vscode from 'vscode';
import { groupedBy } from '../../base/groupedBy.ts';
import { formatDuration } from '../../base/units.ts';
import { inconclusiveReason, settleText, verdictText } from '../../base/verdicts.ts';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { CompareEvent, Comparison, ComparisonRun } from '../../model/comparison.ts';
import { verdictSigns } from '../../model/comparisonWords.ts';
import { adviceInEditor } from '../../model/measureLonger.ts';
import { countOutcomes, outcomeOf, outcomeOfFailure } from '../../model/outcomes.ts';
import { inSourceOrder } from '../../model/sourceOrder.ts';
import type { Folder } from '../folders.ts';
import { againstText, blocksText, machineText, oneLine, outcomesText, uncomparedText } from '../wording.ts';
import type { Discovery } from './discovery.ts';
import { endFailed, failureMessage, itemMessage } from './messages.ts';
import { terminalText } from './terminalText.ts';
import type { BenchmarkTree } from './tree.ts';

type Compared = Extract<Comparison, { state: 'compared' }>;

/**
 * Writes a comparison of one folder into a test run. A benchmark that became slower fails, one that did not passes; what is
 * inconclusive does neither: it counts as skipped. Two commits say nothing of the items, which stand for what is on disk.
 */
export class ComparisonReporter {
  readonly #run: vscode.TestRun;
  readonly #folder: Folder;
  readonly #ofWorkTree: boolean;
  readonly #tree: BenchmarkTree;
  readonly #discovery: Discovery;
  /** The benchmarks that were asked for, as far as they are known before anything runs. */
  readonly #asked: readonly vscode.TestItem[];
  #queue: Promise<void> = Promise.resolve();

  constructor(
    run: vscode.TestRun,
    compared: { readonly folder: Folder; readonly items: readonly vscode.TestItem[]; readonly ofWorkTree: boolean },
    parts: { readonly tree: BenchmarkTree; readonly discovery: Discovery },
  ) {
    this.#run = run;
    this.#folder = compared.folder;
    this.#ofWorkTree = compared.ofWorkTree;
    this.#tree = parts.tree;
    this.#discovery = parts.discovery;
    this.#asked = compared.items.flatMap((one) => this.#tree.benchmarksBelow(one));
    for (const item of this.#asked) run.enqueued(item);
  }

  /** Events are written in order, each after the tree knows the items it is about. */
  readonly onEvent = (event: CompareEvent): void => {
    this.#queue = this.#queue.then(() => this.#write(event));
  };

  /** Writes what came of it; settles when all is written. */
  async finish(comparison: ComparisonRun): Promise<void> {
    await this.#queue;
    const { comparisons, fileFailures, notes } = comparison;
    for (const { file, side, failure, output } of fileFailures) {
      const item = this.#ofWorkTree ? this.#tree.entry(this.#folder, file)?.item : undefined;
      this.#print(`${output}✗ ${oneLine(file)}  ${failure.message}\n`, item);
      if (!item || outcomeOfFailure(side, failure) !== 'failed') continue;
      const asked = this.#asked.filter(({ uri }) => uri?.toString() === item.uri?.toString());
      for (const failed of [item, ...asked]) this.#run.errored(failed, failureMessage(failure, this.#folder));
    }
    for (const one of inSourceOrder(comparisons)) this.#finishOne(one, comparison);
    const counts = outcomesText(countOutcomes(comparison)) || vscode.l10n.t('Nothing was compared');
    const ended = comparison.state === 'complete' ? counts : `${counts}, ${vscode.l10n.t('cancelled')}`;
    this.#print(
      [...notes.map((note) => `${note}\n`), machineText(comparison.machine), `${ended} · ${againstText(comparison)}\n`].join(''),
      undefined,
    );
  }

  async #write(event: CompareEvent): Promise<void> {
    switch (event.kind) {
      case 'preparing':
        this.#print(`${oneLine(event.message)}\n`, undefined);
        return;
      case 'loading':
        if (!this.#tree.entry(this.#folder, event.file)?.content) await this.#discovery.read(this.#folder, event.file);
        return;
      case 'planned':
        if (!this.#ofWorkTree) return;
        for (const [file, ofFile] of groupedBy(event.benchmarks, (benchmark) => benchmark.file))
          this.#tree.complete(this.#folder, file, ofFile, true);
        for (const benchmark of event.benchmarks) this.#withItem(benchmark, (item) => this.#run.enqueued(item));
        return;
      case 'started':
        this.#withItem(event.benchmark, (item) => this.#run.started(item));
        return;
      case 'progress':
    }
  }

  #finishOne(comparison: Comparison, whole: ComparisonRun): void {
    const { benchmark } = comparison;
    this.#withItem(benchmark, (item) => this.#end(item, comparison, whole));
    const together = whole.comparisons.filter(({ state }) => state === 'compared').length;
    const lines = comparison.state === 'compared' ? comparedLines(comparison, together) : [uncomparedLine(comparison)];
    const warnings = comparison.warnings.map((warning) => `    ! ${adviceInEditor(warning)}`);
    this.#print(`${[...lines, ...warnings].join('\n')}\n`, this.#item(benchmark));
  }

  #end(item: vscode.TestItem, comparison: Comparison, whole: ComparisonRun): void {
    this.#tree.describe(item);
    if (comparison.state === 'failed' && outcomeOf(comparison) === 'failed') {
      endFailed(this.#run, item, comparison.failure, this.#folder);
    } else if (comparison.state !== 'compared' || comparison.estimate.verdict === 'inconclusive') this.#run.skipped(item);
    else if (comparison.estimate.verdict === 'slower') this.#run.failed(item, itemMessage(slowerText(comparison, whole), item));
    else this.#run.passed(item);
  }

  #item({ file, id }: CollectedBenchmark): vscode.TestItem | undefined {
    return this.#ofWorkTree ? this.#tree.find(this.#folder, file, id) : undefined;
  }

  #withItem(benchmark: CollectedBenchmark, act: (item: vscode.TestItem) => void): void {
    const item = this.#item(benchmark);
    if (item) act(item);
  }

  #print(text: string, item: vscode.TestItem | undefined): void {
    this.#run.appendOutput(terminalText(text), undefined, item);
  }
}

const nameOf = ({ benchmark }: Comparison): string => oneLine(benchmark.path.join(' › '));

const timesText = ({ estimate }: Compared): string => `${formatDuration(estimate.baselineNs)} → ${formatDuration(estimate.candidateNs)}`;

const slowerText = (comparison: Compared, whole: ComparisonRun): string =>
  `${verdictText(comparison.estimate)} · ${againstText(whole)} · ${timesText(comparison)}`;

function comparedLines(comparison: Compared, together: number): string[] {
  const { estimate, blocks } = comparison;
  const head = `${verdictSigns[estimate.verdict]} ${nameOf(comparison)}  ${verdictText(estimate)}`;
  const facts = `${head} · ${timesText(comparison)} · ${blocksText(blocks.length)}`;
  if (estimate.verdict !== 'inconclusive') return [facts];
  return [facts, `    ${inconclusiveReason(estimate, together)}; ${settleText(estimate)}`];
}

function uncomparedLine(comparison: Exclude<Comparison, { state: 'compared' }>): string {
  const sign = outcomeOf(comparison) === 'failed' ? '✗' : '-';
  return `${sign} ${nameOf(comparison)}  ${uncomparedText(comparison)}`;
}
