import * as vscode from 'vscode';
import { isCancellation, messageOf } from '../../base/errors.ts';
import { formatCount } from '../../base/units.ts';
import type { RecordedProfile, RecordProgress } from '../../engine/engine.ts';
import type { ProfileKind } from '../../model/profile.ts';
import { signalOf } from '../cancellation.ts';
import type { Failures } from '../failures.ts';
import type { Folder, Folders } from '../folders.ts';
import type { Notices } from '../notices.ts';
import type { Recorder } from '../profiling/recorder.ts';
import { kindText } from '../profiling/recordingTexts.ts';
import { requireTrust } from '../trust.ts';
import { oneLine } from '../wording.ts';
import type { Discovery } from './discovery.ts';
import { itemMessage } from './messages.ts';
import { labelOf, nothingToRun } from './runner.ts';
import { saveBeforeRun } from './saveBeforeRun.ts';
import { selectionsOf, type FolderSelection } from './selections.ts';
import { terminalText } from './terminalText.ts';
import type { BenchmarkTree } from './tree.ts';

export interface ProfilerParts {
  readonly controller: vscode.TestController;
  readonly folders: Folders;
  readonly tree: BenchmarkTree;
  readonly discovery: Discovery;
  readonly recorder: Recorder;
  readonly notices: Notices;
  readonly failures: Failures;
}

/** Every way to profile benchmarks of what is on disk ends here: the Testing view, a lens, the palette. */
export class BenchmarkProfiler {
  readonly #parts: ProfilerParts;

  constructor(parts: ProfilerParts) {
    this.#parts = parts;
  }

  /** What the Testing view asks for; settles when the profiles are recorded and shown. */
  async run(request: vscode.TestRunRequest, kind: ProfileKind, token: vscode.CancellationToken): Promise<void> {
    await this.#parts.failures.guard(vscode.l10n.t('recording profiles'), async () => {
      requireTrust(
        vscode.l10n.t(
          'Profiling a benchmark executes code of this workspace, and the workspace is not trusted. Trust it to record profiles.',
        ),
      );
      await this.#runTrusted(request, kind, token);
    });
  }

  /** Profiles these items as if the Testing view had asked for it. */
  async profileItems(items: readonly vscode.TestItem[], kind: ProfileKind): Promise<void> {
    await saveBeforeRun();
    const source = new vscode.CancellationTokenSource();
    try {
      await this.run(new vscode.TestRunRequest(items), kind, source.token);
    } finally {
      source.dispose();
    }
  }

  async #runTrusted(request: vscode.TestRunRequest, kind: ProfileKind, token: vscode.CancellationToken): Promise<void> {
    const { controller, discovery, folders, recorder, tree } = this.#parts;
    if (!request.include) await Promise.all(folders.all.map((folder) => discovery.searched(folder)));
    const items = request.include ?? [...controller.items].map(([, item]) => item);
    const selected = selectionsOf(tree, items, request.exclude ?? []);
    if (selected.every(({ selections }) => selections.length === 0)) throw nothingToRun(folders);
    const label = request.include ? labelOf(request.include) : vscode.l10n.t('all benchmarks');
    const recorded: RecordedProfile[] = [];
    const run = controller.createTestRun(request, kindText(kind));
    try {
      const signal = AbortSignal.any([signalOf(token), signalOf(run.token)]);
      const notes = selected.map((one) => ({ selected: one, note: new RecordingNotes(run, kind, one, this.#parts) }));
      for (const one of notes) recorded.push(...(await this.#recordFolder(run, one.selected, one.note, kind, label, signal)));
    } finally {
      run.end();
    }
    await recorder.show(recorded);
  }

  async #recordFolder(
    run: vscode.TestRun,
    { folder, selections, items }: FolderSelection,
    notes: RecordingNotes,
    kind: ProfileKind,
    label: string,
    signal: AbortSignal,
  ): Promise<readonly RecordedProfile[]> {
    try {
      const profiles = await this.#parts.recorder.benchmarks({ folder, kind, label, selections }, notes.onProgress, signal);
      await notes.finish(profiles);
      await this.#parts.notices.tell(run, folder);
      return profiles;
    } catch (error) {
      await notes.finish([]);
      const isOver = isCancellation(error);
      const message = isOver ? vscode.l10n.t('Cancelled: no profile was kept.') : messageOf(error);
      run.appendOutput(terminalText(`${message}\n`));
      // A benchmark that could not be recorded says so itself.
      if (!isOver && !notes.namedFailure) for (const item of items) run.errored(item, new vscode.TestMessage(message));
      throw error;
    }
  }
}

/** Writes what is recorded of one folder into a test run. */
class RecordingNotes {
  readonly #run: vscode.TestRun;
  readonly #kind: ProfileKind;
  readonly #folder: Folder;
  readonly #parts: Pick<ProfilerParts, 'tree' | 'discovery'>;
  #namedFailure = false;
  #queue: Promise<void>;

  constructor(
    run: vscode.TestRun,
    kind: ProfileKind,
    { folder, items }: FolderSelection,
    parts: Pick<ProfilerParts, 'tree' | 'discovery'>,
  ) {
    this.#run = run;
    this.#kind = kind;
    this.#folder = folder;
    this.#parts = parts;
    this.#queue = this.#begin(items);
  }

  /** Whether one of the Testing view's items says why it could not be recorded. */
  get namedFailure(): boolean {
    return this.#namedFailure;
  }

  readonly onProgress = (progress: RecordProgress): void => {
    this.#queue = this.#queue.then(() => this.#write(progress));
  };

  /** Settles when all is written. */
  async finish(profiles: readonly RecordedProfile[]): Promise<void> {
    await this.#queue;
    for (const { recording } of profiles) {
      const item = recording.source.kind === 'benchmark' ? this.#item(recording.source.benchmarkId) : undefined;
      if (item) this.#run.passed(item);
      this.#print(`✓ ${oneLine(recording.title)}  ${[kindText(this.#kind), ...factsOf(recording)].join(' · ')}\n`, item);
    }
  }

  /** What a file has below it is known only once it was read. */
  async #begin(items: readonly vscode.TestItem[]): Promise<void> {
    const { tree, discovery } = this.#parts;
    for (const item of items) {
      const located = tree.locate(item);
      if (located?.kind === 'file' && !tree.entry(located.folder, located.file)?.content)
        await discovery.read(located.folder, located.file);
      for (const benchmark of tree.benchmarksBelow(item)) this.#run.enqueued(benchmark);
    }
  }

  #write(progress: RecordProgress): void {
    switch (progress.kind) {
      case 'recording': {
        const item = this.#item(progress.benchmarkId);
        if (item) this.#run.started(item);
        return;
      }
      case 'failed': {
        const item = this.#item(progress.benchmarkId);
        this.#print(`✗ ${oneLine(progress.title)}  ${progress.message}\n`, item);
        if (!item) return;
        this.#namedFailure = true;
        this.#run.errored(item, itemMessage(progress.message, item));
        return;
      }
      case 'preparing':
      case 'writing':
      case 'ended':
    }
  }

  #item(benchmarkId: string | undefined): vscode.TestItem | undefined {
    const { tree } = this.#parts;
    const file =
      benchmarkId === undefined ? undefined : tree.entries(this.#folder).find((entry) => benchmarkId.startsWith(`${entry.file} > `));
    return file && tree.find(this.#folder, file.file, benchmarkId!);
  }

  #print(text: string, item: vscode.TestItem | undefined): void {
    this.#run.appendOutput(terminalText(text), undefined, item);
  }
}

/** How much of it was recorded, and what that cost. */
function factsOf({ iterations, slowdown }: RecordedProfile['recording']): string[] {
  return [
    ...(iterations === null ? [] : [vscode.l10n.t('{0} iterations', formatCount(iterations))]),
    ...(slowdown === null ? [] : [vscode.l10n.t('{0} times as long with the profiler', slowdown.toFixed(2))]),
  ];
}
