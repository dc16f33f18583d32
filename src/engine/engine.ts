import path from 'node:path';
import type { Clock } from '../base/clock.ts';
import { DisposableStore, type Disposable } from '../base/lifecycle.ts';
import type { Log } from '../base/log.ts';
import type { BenchFile } from '../model/benchmark.ts';
import type { BisectEvent, BisectOutcome } from '../model/bisection.ts';
import type { CompareEvent, ComparisonRun, EarlierComparison } from '../model/comparison.ts';
import type { Config, ConfigProblem } from '../model/config.ts';
import type { BenchmarkHistory, HistoryMetric, RangeEvent, RangeOutcome, SuspectCheck } from '../model/history.ts';
import type { InsightReport } from '../model/insight.ts';
import type { EarlierResult, PresetName, Run, RunEvent, Selection } from '../model/run.ts';
import { loadConfig } from './config/index.ts';
import { createDiscovery } from './discovery/index.ts';
import { createNodeLookup } from './environment/index.ts';
import { createFixEngine, type FixEngine } from './fixEngine.ts';
import { createFunctionEngine, type FunctionEngine } from './functionEngine.ts';
import { createHeapEngine, type HeapEngine } from './heapEngine.ts';
import { createHintsEngine, type HintsEngine } from './hintsEngine.ts';
import type { RangeChoice } from './history/index.ts';
import type { ImportOutcome, ImportRequest } from './importing/index.ts';
import type { ObserveEvent } from './insight/index.ts';
import { createOptimizationEngine, type OptimizationEngine } from './optimizationEngine.ts';
import { createProfileEngine, type ProfileEngine } from './profileEngine.ts';
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

export interface CompareRequest {
  /** A name that git takes for a commit, or `baseline:NAME`. */
  readonly baseline: string;
  /** Left out: the work tree with its uncommitted changes. */
  readonly candidate?: string;
  /** Left out: all bench files of the candidate. */
  readonly selections?: readonly Selection[];
  /** Only benchmarks whose id contains this, without regard to case. */
  readonly nameFilter?: string;
  /** The most time for one benchmark. */
  readonly timeSeconds?: number;
  /** Share that does not matter, for all benchmarks: 0.02 for 2 %. */
  readonly margin?: number;
  /** Each revision runs its own bench files; otherwise both run the candidate's. */
  readonly ownBenches?: boolean;
  readonly nodeExecutable?: string;
  /** Id of a stored comparison of the same revisions in the same environment: its blocks count, and more are measured. */
  readonly continueFrom?: string;
}

export interface BisectionRequest {
  /** Names that git takes for commits; the first is in the history of the second. */
  readonly good: string;
  readonly bad: string;
  /** The name of one benchmark of the bad end, or a part of it that no other has. */
  readonly benchmark: string;
  /** The smallest slowdown that is looked for: 0.05 for 5 %. Left out: as the config says, as is the time. */
  readonly threshold?: number;
  /** For one run at one commit. */
  readonly timeSeconds?: number;
  /** Answers of the same search, from before a stop: they count, they must be there, or they are forgotten. */
  readonly saved: 'used' | 'needed' | 'forgotten';
  readonly nodeExecutable?: string;
}

/** Runs by `last`, `last~2`, the beginning of an id, or a revision. */
export interface CompareRunsRequest {
  readonly baseline: string;
  readonly candidate: string;
  /** What the two are called in the comparison; as they are asked for unless given. */
  readonly shownAs?: { readonly baseline: string; readonly candidate: string };
  /** Left out: all that either has. */
  readonly selections?: readonly Selection[];
  /** Only benchmarks whose id contains this, without regard to case. */
  readonly nameFilter?: string;
  /** Share that does not matter, for all benchmarks: 0.02 for 2 %. */
  readonly margin?: number;
  /** Compares runs of different environments, which is then marked. */
  readonly force?: boolean;
}

export interface RangeRequest extends Pick<RunRequest, 'nameFilter' | 'preset' | 'timeSeconds' | 'nodeExecutable'> {
  /** `A..B`, as git has it: without A. Of what B's branch went through, not of what was merged into it. */
  readonly range: string;
  /** All commits unless given. */
  readonly choice?: RangeChoice;
  /** Each commit runs its own bench files; otherwise all run those on disk. */
  readonly ownBenches?: boolean;
  /** Measures commits that have their results in this environment too. */
  readonly again?: boolean;
}

export interface HistoryRequest {
  /** The id or name of a benchmark, or a part of either that may mean several; left out: all. */
  readonly benchmark?: string;
  /** The median unless given. */
  readonly metric?: HistoryMetric;
  /** The beginning of its id; left out: for each benchmark the environment that reaches the newest commit. */
  readonly environmentId?: string;
  /** The most commits, the newest ones with results: 1000 unless given. */
  readonly limit?: number;
  /** Whether changes are looked for, which takes some milliseconds for each benchmark; so it is unless false. */
  readonly changes?: boolean;
}

/** How suspects are measured again: as a comparison is. */
export type CheckRequest = Pick<CompareRequest, 'timeSeconds' | 'nodeExecutable'>;

export interface RunRequest {
  readonly selections: readonly Selection[];
  /** Only benchmarks whose id contains this, without regard to case. */
  readonly nameFilter?: string;
  readonly preset?: PresetName;
  readonly timeSeconds?: number;
  readonly nodeExecutable?: string;
}

export interface InsightRequest {
  /** What they select has to be one benchmark. */
  readonly selections: readonly Selection[];
  /** Only a benchmark whose id contains this, without regard to case; one whose name is just this goes before others. */
  readonly nameFilter?: string;
  readonly nodeExecutable?: string;
}

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
export type { LeakProgress } from './heap/index.ts';
export type { BenchmarkAddress, LeakRequest, ProcessAddress } from './heapEngine.ts';
export type { HintFixEvent, HintFixesRequest } from './fixEngine.ts';
export type { BenchmarkFunctionRequest, FunctionAddress } from './functionEngine.ts';
export type { ProgramOutput } from './processes/index.ts';
export type { FixOutcome, HintsRequest } from './hintsEngine.ts';
export type { ProfileDifferenceRequest } from './profileEngine.ts';

/** The same object for editor, command line and server. It shows nothing to anybody. */
export interface Engine extends ProfileEngine, HeapEngine, FixEngine, FunctionEngine, HintsEngine, OptimizationEngine, Disposable {
  readonly root: string;
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
  const hints = createHintsEngine({ ...options, openProfile: profiles.openProfile });
  const optimization = createOptimizationEngine({ store, clock });
  const discovered = { findBenchFiles: discovery.findFiles, readImports: discovery.readImports };

  return {
    ...createHeapEngine({ ...options, nodeLookup }),
    ...createFunctionEngine({ ...options, nodeLookup, findBenchFiles: discovery.findFiles, readBenchFile: discovery.readFile }),
    ...hints,
    ...optimization,
    ...createFixEngine({ ...options, ...hints, ...optimization, ...discovered, nodeLookup, revisions }),
    root,
    config: () => loadConfig(root),
    async findBenchFiles(signal) {
      const { config } = await loadConfig(root);
      return discovery.findFiles(root, config, signal);
    },
    readBenchFile: (file, text) => discovery.readFile(root, file, text),
    async run(request, onEvent, signal) {
      // What measures is loaded with the first run: neither a list nor a new window needs it.
      const { measureRun } = await import('./measureRun.ts');
      return measureRun(request, { ...options, store, nodeLookup, notice }, onEvent, signal);
    },
    async explain(request, onEvent, signal) {
      const { observeSelected } = await import('./observeSelected.ts');
      return observeSelected(request, { ...options, nodeLookup }, onEvent, signal);
    },
    async compare(request, onEvent, signal) {
      const { compareRevisions } = await import('./compareRevisions.ts');
      const parts = { ...options, store, nodeLookup, revisions: await revisions(), notice, findBenchFiles: discovery.findFiles };
      return compareRevisions(request, parts, onEvent, signal);
    },
    async bisect(request, onEvent, signal) {
      const { bisectRevisions } = await import('./bisectRevisions.ts');
      const { findFiles: findBenchFiles, readFile: readBenchFile, readImports } = discovery;
      const parts = { ...options, store, nodeLookup, revisions: await revisions(), notice, findBenchFiles, readBenchFile, readImports };
      return bisectRevisions(request, parts, onEvent, signal);
    },
    async runRange(request, onEvent, signal) {
      const { measureRange } = await import('./measureRange.ts');
      const { findFiles: findBenchFiles, readFile: readBenchFile } = discovery;
      const parts = { ...options, store, nodeLookup, revisions: await revisions(), notice, findBenchFiles, readBenchFile };
      return measureRange(request, parts, onEvent, signal);
    },
    async benchmarkHistory(request, signal) {
      const { readBenchmarkHistory } = await import('./readBenchmarkHistory.ts');
      return readBenchmarkHistory(request, { store, revisions: await revisions() }, signal);
    },
    async checkSuspects(history, request, onEvent, signal) {
      const { checkSuspects } = await import('./checkSuspects.ts');
      const parts = { ...options, store, nodeLookup, revisions: await revisions(), notice, findBenchFiles: discovery.findFiles };
      return checkSuspects(history, request, parts, onEvent, signal);
    },
    async compareRuns(request, signal) {
      const { compareStoredRuns } = await import('./compareStoredRuns.ts');
      return compareStoredRuns(request, { ...options, store, nodeLookup, notice, revisions: await revisions() }, signal);
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
