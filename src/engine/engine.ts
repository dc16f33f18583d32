import path from 'node:path';
import type { Clock } from '../base/clock.ts';
import { DisposableStore, type Disposable } from '../base/lifecycle.ts';
import type { Log } from '../base/log.ts';
import type { BenchFile } from '../model/benchmark.ts';
import type { BisectEvent, BisectOutcome } from '../model/bisection.ts';
import type { CompareEvent, ComparisonRun, EarlierComparison } from '../model/comparison.ts';
import type { Config, ConfigProblem } from '../model/config.ts';
import type { BenchmarkHistory, RangeEvent, RangeOutcome, SuspectCheck } from '../model/history.ts';
import type { InsightReport } from '../model/insight.ts';
import type { EarlierResult, Run, RunEvent } from '../model/run.ts';
import { createAlertEngine, type AlertEngine } from './alertEngine.ts';
import { loadConfig } from './config/index.ts';
import { createDiagnoseEngine, type DiagnoseEngine } from './diagnoseEngine.ts';
import { createDiscovery } from './discovery/index.ts';
import { createNodeLookup } from './environment/index.ts';
import { createFixEngine, type FixEngine } from './fixEngine.ts';
import { createFunctionEngine, type FunctionEngine } from './functionEngine.ts';
import { createHeapEngine, type HeapEngine } from './heapEngine.ts';
import { createHintsEngine, type HintsEngine } from './hintsEngine.ts';
import type { RangeChoice } from './history/index.ts';
import type { ImportOutcome, ImportRequest } from './importing/index.ts';
import type { ObserveEvent } from './insight/index.ts';
import { createModeEngine, type ModeEngine } from './modeEngine.ts';
import { createMonitorEngine, markRun } from './monitorEngine.ts';
import type { Monitor } from './monitoring/index.ts';
import { createOptimizationEngine, type OptimizationEngine } from './optimizationEngine.ts';
import { createProfileEngine, type ProfileEngine } from './profileEngine.ts';
import type {
  BisectionRequest,
  CheckRequest,
  CompareRequest,
  CompareRunsRequest,
  HistoryRequest,
  InsightRequest,
  RangeRequest,
  RunRequest,
} from './requests.ts';
import type { CommitChanges, FileChange, RevisionChoices, Revisions, SavedBaseline } from './revisions/index.ts';
import type { PullOutcome, PushOutcome, PushRequest } from './sharing/index.ts';
import {
  exportRuns,
  openStore,
  storeFolder,
  type ComparisonOverview,
  type ExportCounts,
  type RunOverview,
  type WriteLine,
} from './store/index.ts';
import { createWatchEngine, type WatchEngine } from './watchEngine.ts';

export interface EngineOptions {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  /** Absolute path of the folder with the built harness, loader and workers (`dist`). */
  readonly distFolder: string;
  readonly laptimeVersion: string;
  readonly source: 'editor' | 'cli';
  readonly log: Log;
  readonly clock: Clock;
}

export type {
  BisectionRequest,
  CheckRequest,
  CompareRequest,
  CompareRunsRequest,
  HistoryRequest,
  InsightRequest,
  RangeRequest,
  RunRequest,
} from './requests.ts';

export type {
  CommitChanges,
  ComparisonOverview,
  ConfigProblem,
  FileChange,
  ImportOutcome,
  ImportRequest,
  ObserveEvent,
  PullOutcome,
  PushOutcome,
  PushRequest,
  RangeChoice,
  RevisionChoices,
  RunOverview,
  SavedBaseline,
};

export type {
  DebugSessionAddress,
  NodeProcess,
  OpenedProfile,
  ProfileOverview,
  RecordBenchmarkRequest,
  RecordedProfile,
  RecordProcessRequest,
  RecordProgramRequest,
  RecordProgress,
} from './profiling/index.ts';
export type { AlertDesk, AlertDeskRequest, AlertEntry, AlertMessage, Silence } from './alertEngine.ts';
export type { DiagnoseProgress, DiagnoseRequest } from './diagnoseEngine.ts';
export type { LeakProgress } from './heap/index.ts';
export type { Monitor } from './monitoring/index.ts';
export type { BenchmarkAddress, LeakRequest, ProcessAddress } from './heapEngine.ts';
export type { HintFixEvent, HintFixesRequest } from './fixEngine.ts';
export type { BenchmarkFunctionRequest, FunctionAddress } from './functionEngine.ts';
export type { ProgramOutput } from './processes/index.ts';
export type { FixOutcome, HintsRequest } from './hintsEngine.ts';
export type { ProfileDifferenceRequest } from './profileEngine.ts';
export type { WatchEvent, WatchOutcome, WatchSummary } from './watching/index.ts';

/** The same object for editor, command line and server. It shows nothing to anybody. */
export interface Engine
  extends
    ProfileEngine,
    HeapEngine,
    FixEngine,
    FunctionEngine,
    HintsEngine,
    OptimizationEngine,
    WatchEngine,
    DiagnoseEngine,
    AlertEngine,
    ModeEngine,
    Disposable {
  readonly root: string;
  /** What the machine and programs do. Nothing is read before somebody needs it. */
  readonly monitor: Monitor;
  /** Reads `laptime.config.json`; broken fields become problems and take their defaults. */
  config(): Promise<{ config: Config; problems: readonly ConfigProblem[] }>;
  /** Bench files of the workspace folder, by the globs of the config, relative with `/`, sorted. */
  findBenchFiles(signal?: AbortSignal): Promise<readonly string[]>;
  /** Parses in a worker; `text` is the content of an unsaved editor, else the file is read. Executes nothing. */
  readBenchFile(file: string, text?: string): Promise<BenchFile>;
  /** Measures, one benchmark at a time. Every finished measurement is stored before its event is sent. */
  run(request: RunRequest, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<Run>;
  /**
   * Runs one benchmark once more, and tells what V8 does with it that costs time. Nothing of it is stored. Throws a `UserError` where
   * the request means no benchmark, or several, and where the benchmark fails.
   */
  explain(request: InsightRequest, onEvent: (event: ObserveEvent) => void, signal: AbortSignal): Promise<InsightReport>;
  /**
   * Measures two revisions in turns. The comparison is stored when it has ended. Throws a `UserError` for a revision that is not
   * there or cannot be made ready.
   */
  compare(request: CompareRequest, onEvent: (event: CompareEvent) => void, signal: AbortSignal): Promise<ComparisonRun>;
  /**
   * Finds the commit that made a benchmark slower. Each answer is saved at once: what is cancelled can be taken up again. Throws
   * a `UserError` where there is nothing to search.
   */
  bisect(request: BisectionRequest, onEvent: (event: BisectEvent) => void, signal: AbortSignal): Promise<BisectOutcome>;
  /** Compares two stored runs, and measures nothing. Throws a `UserError` where one is not there, or where they do not compare. */
  compareRuns(request: CompareRunsRequest, signal: AbortSignal): Promise<ComparisonRun>;
  /** Branches, tags and commits to compare with. Throws a `UserError` where there is no repository, or no commit in it. */
  revisionChoices(signal: AbortSignal): Promise<RevisionChoices>;
  /** Saves what is on disk, uncommitted files too, to be compared with as `baseline:NAME`. Throws a `UserError` for a name that is taken. */
  saveBaseline: Revisions['saveBaseline'];
  /** Newest first. Throws a `UserError` where there is no repository. */
  savedBaselines: Revisions['baselines'];
  /** Throws a `UserError` where there is none of that name. */
  removeBaseline: Revisions['removeBaseline'];
  /** Files that differ between two commits. Throws a `UserError` where one is not there. */
  fileChanges(from: string, to: string, signal: AbortSignal): Promise<readonly FileChange[]>;
  /** What a commit changed against its first parent. Throws a `UserError` where it is not there. */
  commitChanges(name: string, signal: AbortSignal): Promise<CommitChanges>;
  /**
   * Measures commits of a range, and stores a run at each. Throws a `UserError` where the range or the benchmarks are none, or where
   * there is no store; what is wrong with one commit is in the outcome.
   */
  runRange(request: RangeRequest, onEvent: (event: RangeEvent) => void, signal: AbortSignal): Promise<RangeOutcome>;
  /** Benchmarks over the commits of HEAD's line; empty where nothing is stored. Throws a `UserError` for a name that means none. */
  benchmarkHistory(request: HistoryRequest, signal: AbortSignal): Promise<BenchmarkHistory>;
  /** Measures the newest values that look off again, in turns with the last commit before them. */
  checkSuspects(
    history: BenchmarkHistory,
    request: CheckRequest,
    onEvent: (event: CompareEvent) => void,
    signal: AbortSignal,
  ): Promise<readonly SuspectCheck[]>;
  /** Why there is no history, in words for the user; null when there is. */
  historyProblem(): string | null;
  /** What the user should know besides results: that a damaged history was set aside, and where; why git did not answer. */
  notices(): readonly string[];
  /** Newest first, without measurements: for lists. Runs of what was on disk, not of the commits of a range. */
  runOverviews(limit: number): readonly RunOverview[];
  /** Newest first, with all samples: some milliseconds for each. */
  recentRuns(limit: number): readonly Run[];
  storedRun(id: string): Run | null;
  /** Newest first, of any environment: the caller compares `environmentId`. Without the commits of ranges, as `runOverviews`. */
  history(benchmarkId: string, limit: number): readonly EarlierResult[];
  /** Newest first, without what was compared. */
  comparisonOverviews(limit: number): readonly ComparisonOverview[];
  /** With all samples: some milliseconds for each benchmark. */
  storedComparison(id: string): ComparisonRun | null;
  /** Newest first, of any revisions, environment and design. */
  comparisonHistory(benchmarkId: string, limit: number): readonly EarlierComparison[];
  /**
   * Writes every finished run, then every comparison, as one line of JSON with its line break, oldest first; resolves to how many.
   * Ends early when `write` returns false. Throws a `UserError` when the store cannot be read.
   */
  exportRuns(write: WriteLine, signal?: AbortSignal): Promise<ExportCounts>;
  /**
   * Adds the runs and comparisons of an export, or the runs of another tool's file, that are not stored yet; what is broken is a
   * problem and leaves the rest be. `text` comes in pieces of any size. Throws a `UserError` when the file is of no known format.
   */
  importRuns(text: AsyncIterable<string> | Iterable<string>, request: ImportRequest, signal?: AbortSignal): Promise<ImportOutcome>;
  /** Adds the stored runs of commits to those that are shared on the remote. Throws a `UserError` that says what is in the way. */
  pushRuns(request: PushRequest, signal?: AbortSignal): Promise<PushOutcome>;
  /** Stores the runs that others shared on the remote. Throws a `UserError` that says what is in the way. */
  pullRuns(request: { readonly remote: string }, signal?: AbortSignal): Promise<PullOutcome>;
}

export function createEngine(options: EngineOptions): Engine {
  const { root, distFolder, source, log, clock } = options;
  const owned = new DisposableStore();
  const discovery = owned.add(createDiscovery({ workerFile: path.join(distFolder, 'workers', 'discovery.js'), log }));
  const store = owned.add(openStore({ folder: storeFolder(root), log, clock }));
  // A terminal has its shell's environment already; an editor that was started by a click has not.
  const nodeLookup = createNodeLookup({ log, askShell: source === 'editor' });
  const notices = new Set<string>();
  const notice = (message: string) => void notices.add(message);
  let madeRevisions: Promise<Revisions> | undefined;
  const revisions = () => (madeRevisions ??= import('./revisions/index.ts').then(({ createRevisions }) => createRevisions(options)));
  const profiles = owned.add(
    createProfileEngine({ ...options, store, nodeLookup, revisions, notice, findBenchFiles: discovery.findFiles }),
  );
  // After the store: what was collected last is written when it ends.
  const monitor = owned.add(createMonitorEngine({ ...options, store }));
  const modes = owned.add(createModeEngine({ ...options, monitor }));
  const watching = owned.add(createWatchEngine({ ...options, nodeLookup, monitor }));
  const hints = createHintsEngine({ ...options, openProfile: profiles.openProfile });
  const diagnosing = owned.add(createDiagnoseEngine({ ...options, ...hints, nodeLookup, monitor, programs: watching.programs }));
  /** What the machine does meanwhile is in the series, with a mark. */
  const beside = async <T>(title: string, work: () => Promise<T>): Promise<T> => {
    const mark = markRun(monitor, title, clock);
    try {
      return await work();
    } finally {
      mark.dispose();
    }
  };
  const optimization = createOptimizationEngine({ store, clock });
  const discovered = { findBenchFiles: discovery.findFiles, readImports: discovery.readImports };

  return {
    ...createHeapEngine({ ...options, nodeLookup }),
    ...createFunctionEngine({ ...options, nodeLookup, findBenchFiles: discovery.findFiles, readBenchFile: discovery.readFile }),
    ...hints,
    ...optimization,
    ...createFixEngine({ ...options, ...hints, ...optimization, ...discovered, nodeLookup, revisions }),
    root,
    monitor,
    config: () => loadConfig(root),
    async findBenchFiles(signal) {
      const { config } = await loadConfig(root);
      return discovery.findFiles(root, config, signal);
    },
    readBenchFile: (file, text) => discovery.readFile(root, file, text),
    async run(request, onEvent, signal) {
      // What measures is loaded with the first run: neither a list nor a new window needs it.
      const { measureRun } = await import('./measureRun.ts');
      return beside('Run', () => measureRun(request, { ...options, store, nodeLookup, monitor, notice }, onEvent, signal));
    },
    async explain(request, onEvent, signal) {
      const { observeSelected } = await import('./observeSelected.ts');
      return observeSelected(request, { ...options, nodeLookup }, onEvent, signal);
    },
    async compare(request, onEvent, signal) {
      const { compareRevisions } = await import('./compareRevisions.ts');
      const parts = { ...options, store, nodeLookup, monitor, revisions: await revisions(), notice, findBenchFiles: discovery.findFiles };
      return beside('Comparison', () => compareRevisions(request, parts, onEvent, signal));
    },
    async bisect(request, onEvent, signal) {
      const { bisectRevisions } = await import('./bisectRevisions.ts');
      const { findFiles: findBenchFiles, readFile: readBenchFile, readImports } = discovery;
      const parts = {
        ...options,
        store,
        nodeLookup,
        monitor,
        revisions: await revisions(),
        notice,
        findBenchFiles,
        readBenchFile,
        readImports,
      };
      return beside('Bisection', () => bisectRevisions(request, parts, onEvent, signal));
    },
    async runRange(request, onEvent, signal) {
      const { measureRange } = await import('./measureRange.ts');
      const { findFiles: findBenchFiles, readFile: readBenchFile } = discovery;
      const parts = { ...options, store, nodeLookup, monitor, revisions: await revisions(), notice, findBenchFiles, readBenchFile };
      return beside('Run of commits', () => measureRange(request, parts, onEvent, signal));
    },
    async benchmarkHistory(request, signal) {
      const { readBenchmarkHistory } = await import('./readBenchmarkHistory.ts');
      return readBenchmarkHistory(request, { store, revisions: await revisions() }, signal);
    },
    async checkSuspects(history, request, onEvent, signal) {
      const { checkSuspects } = await import('./checkSuspects.ts');
      const parts = { ...options, store, nodeLookup, monitor, revisions: await revisions(), notice, findBenchFiles: discovery.findFiles };
      return beside('Comparison', () => checkSuspects(history, request, parts, onEvent, signal));
    },
    async compareRuns(request, signal) {
      const { compareStoredRuns } = await import('./compareStoredRuns.ts');
      return compareStoredRuns(request, { ...options, store, nodeLookup, monitor, notice, revisions: await revisions() }, signal);
    },
    async revisionChoices(signal) {
      const { readRevisionChoices } = await import('./revisions/index.ts');
      return readRevisionChoices(await revisions(), signal);
    },
    saveBaseline: async (request, signal) => (await revisions()).saveBaseline(request, signal),
    savedBaselines: async (signal) => (await revisions()).baselines(signal),
    removeBaseline: async (name, signal) => (await revisions()).removeBaseline(name, signal),
    async fileChanges(from, to, signal) {
      const { readFileChanges } = await import('./revisions/index.ts');
      return readFileChanges(root, from, to, signal);
    },
    async commitChanges(name, signal) {
      const { readCommitChanges } = await import('./revisions/index.ts');
      return readCommitChanges(root, name, signal);
    },
    ...profiles,
    ...watching,
    diagnose: diagnosing.diagnose,
    ...modes,
    ...createAlertEngine({ ...options, store, monitor, onMode: modes.onMode }),
    historyProblem: () => store.problem()?.message ?? null,
    notices: () => [...store.notices(), ...notices],
    runOverviews: (limit) => store.runOverviews(limit, 'range'),
    recentRuns: (limit) => store.recentRuns(limit),
    storedRun: (id) => store.run(id),
    history: (benchmarkId, limit) => store.history(benchmarkId, limit, 'range'),
    comparisonOverviews: (limit) => store.comparisonOverviews(limit),
    storedComparison: (id) => store.comparison(id),
    comparisonHistory: (benchmarkId, limit) => store.comparisonHistory(benchmarkId, limit),
    exportRuns: (write, signal) => exportRuns(store, write, signal),
    async importRuns(text, request, signal) {
      const { importResults } = await import('./importing/index.ts');
      return importResults(text, request, { store, root, laptimeVersion: options.laptimeVersion }, signal);
    },
    async pushRuns(request, signal) {
      const { pushRuns } = await import('./sharing/index.ts');
      return pushRuns(request, { root, store, clock }, signal);
    },
    async pullRuns({ remote }, signal) {
      const { pullRuns } = await import('./sharing/index.ts');
      const { config } = await loadConfig(root);
      return pullRuns({ remote, retention: config.retention }, { root, store, clock }, signal);
    },
    dispose: () => owned.dispose(),
  };
}
