import type { CompareEvent, Comparison, ComparisonRun, Side } from '../model/comparison.ts';
import type { Block, Measurement } from '../model/measurement.ts';
import type { EarlierResult, Run, RunEvent } from '../model/run.ts';
import type { PanelBisection } from './panelBisection.ts';
import type { PanelHints, PanelHintsState } from './panelHints.ts';
import type { PanelHistory, PanelHistoryChoice } from './panelHistory.ts';
import type { PanelMonitorApi, PanelMonitorViewApi } from './panelMonitor.ts';

type WithoutBlocks<M> = M extends unknown ? Omit<M, 'blocks' | 'output'> : never;
type WithoutPairs<C> = C extends { readonly blocks: unknown } ? Omit<C, 'blocks'> & { readonly blockCounts: BlockCounts } : C;

/** A measurement without what only its detail shows: the samples and the output are asked for with `detail()`. */
export type PanelMeasurement = WithoutBlocks<Measurement>;

export interface PanelRun extends Omit<Run, 'measurements'> {
  readonly measurements: readonly PanelMeasurement[];
}

/** A block whose samples cross the boundary as typed arrays: as numbers in text, a large run would take seconds. */
export interface PanelBlock extends Omit<Block, 'samplesNs' | 'sampleAtMs'> {
  readonly samplesNs: Float64Array;
  readonly sampleAtMs: Float64Array;
}

/** How many blocks each side has: as many as the other, unless the two were not measured together. */
export type BlockCounts = Readonly<Record<Side, number>>;

/** A comparison with the number of its blocks in their place: they are asked for with `comparisonDetail()`. */
export type PanelComparison = WithoutPairs<Comparison>;

export interface PanelComparisonRun extends Omit<ComparisonRun, 'comparisons'> {
  readonly comparisons: readonly PanelComparison[];
}

/** The blocks of both sides in order; where they were measured together, those with the same place are one pair. */
export interface PanelComparisonDetail extends Readonly<Record<Side, readonly PanelBlock[]>> {
  readonly comparisonId: string;
  readonly benchmarkId: string;
}

export interface PanelDetail {
  readonly runId: string;
  readonly benchmarkId: string;
  readonly blocks: readonly PanelBlock[];
  readonly output: string;
}

/** What the panel shows: always the whole truth of the moment, never a delta it might have missed. */
export interface PanelSnapshot {
  readonly run: PanelRun | null;
  /** Shown in place of the run. */
  readonly comparison: PanelComparisonRun | null;
  /** Shown in place of both; `version` is another one when there are other results to ask for. */
  readonly history: (PanelHistoryChoice & { readonly version: number }) | null;
  /** The search that runs, or the last one that ran in this session. */
  readonly bisection: PanelBisection | null;
  /** Whether the search is what is shown, in place of everything else. */
  readonly bisectionShown: boolean;
  readonly hints: PanelHintsState;
  /** Whether the hints are what is shown, in place of everything else. */
  readonly hintsShown: boolean;
  /** Whether the monitor is what is shown, in place of everything else. */
  readonly monitorShown: boolean;
  /** True when the user chose this run or comparison; false when the panel follows the newest one. */
  readonly pinned: boolean;
  /** The run before it, by benchmark id: for "change against the last run". */
  readonly earlier: Readonly<Record<string, EarlierResult>>;
  readonly running: PanelProgress | null;
  /** Why there is no history, or null. */
  readonly historyProblem: string | null;
  readonly trusted: boolean;
  /** Bench files found so far; null while the first search is under way. */
  readonly benchFileCount: number | null;
}

export interface PanelProgress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly remainingMs: number | null;
  readonly current: Extract<RunEvent, { kind: 'progress' }> | null;
  /** Where a comparison runs. */
  readonly comparing: Extract<CompareEvent, { kind: 'progress' | 'preparing' }> | null;
}

/** One entry of the run picker, newest first. */
export interface PanelRunEntry {
  readonly kind: 'run' | 'comparison';
  readonly id: string;
  readonly startedAtMs: number;
  readonly benchmarks: number;
  /** Of a run preset, branch and commit, of a comparison both revisions; in words. */
  readonly label: string;
}

/** What the webview asks of the host. */
export interface PanelHostApi extends PanelMonitorApi {
  snapshot(): PanelSnapshot;
  /** Blocks and output of one benchmark of the run; null when the run or the benchmark is not there any more. */
  detail(runId: string, benchmarkId: string): PanelDetail | null;
  /** Null when the comparison or the benchmark is not there any more. */
  comparisonDetail(comparisonId: string, benchmarkId: string): PanelComparisonDetail | null;
  /** Measures these benchmarks of the shown comparison on, with the blocks that there are; an empty list means all that are inconclusive. */
  measureOn(benchmarkIds: readonly string[]): void;
  /** The history to show; null when there is none, or when the benchmark is not in it. Rejects with words for the user. */
  history(choice: PanelHistoryChoice): PanelHistory | null;
  /** Shows this of the history, in place of results. */
  showHistory(choice: PanelHistoryChoice): void;
  /** Shows the search. */
  showBisection(): void;
  /** The hints that were found last; null where there are none. */
  hints(): PanelHints | null;
  /** Shows the hints. */
  showHints(): void;
  /** Looks for hints in the workspace, anew where there are some. */
  findHints(): void;
  /** Ends looking for hints: those of before stay. */
  cancelHints(): void;
  /** The place of a hint; lines and columns count from 1. */
  openHint(file: string, line: number, column: number): void;
  /** The page about a rule. */
  openRule(rule: string): void;
  /** What a commit changed against its first parent. */
  openCommit(hash: string): void;
  /** What changed after one commit, up to and with another. */
  openChanges(from: string, to: string): void;
  /** Measures a benchmark at two commits in turns. */
  compareCommits(benchmarkId: string, baseline: string, candidate: string): void;
  /** Searches for the commit that made a benchmark slower; asks for the ends that are null. */
  bisect(benchmarkId: string, good: string | null, bad: string | null): void;
  /** Asks for a range of commits, and measures those that have no results. */
  measureRange(): void;
  copyText(text: string): void;
  /** Asks what to compare with, and compares. */
  compareWith(): void;
  /** What changed between the two revisions of the shown comparison. */
  openDiff(): void;
  /** Lines and columns count from 1. */
  openSource(file: string, line: number, column: number): void;
  /** Of the run or comparison that is shown; an empty list copies all of it. */
  copyMarkdown(benchmarkIds: readonly string[]): void;
  /** Runs the benchmarks with these ids; an empty list runs all. The panel then follows the newest run again. */
  run(benchmarkIds: readonly string[]): void;
  cancel(): void;
  /** Shows this run or comparison and stays with it; null follows the newest. The new snapshot comes by `show`. */
  showRun(runId: string | null): void;
  listRuns(): readonly PanelRunEntry[];
  openSettings(): void;
  /** Starts a bench file from the template. */
  newBenchFile(): void;
  /** Opens the editor's page on workspace trust. */
  manageTrust(): void;
}

/** What the host tells the webview. */
export interface PanelViewApi extends PanelMonitorViewApi {
  show(snapshot: PanelSnapshot): void;
  /** The whole progress of the moment, at most ten times a second; null when nothing runs. A `show` says the same. */
  progress(running: PanelProgress | null): void;
  /** How far looking for hints is, at most ten times a second. A `show` says the same. */
  hintsProgress(hints: PanelHintsState): void;
  /** Selects a benchmark and scrolls to it. */
  reveal(benchmarkId: string): void;
}

/** What the panel keeps over a reload that the host needs too: the state that a webview serializer is given. */
export interface PanelState {
  readonly version: 1;
  /** The run or comparison the user chose, or null when the panel follows the newest. */
  readonly pinnedRunId: string | null;
  /** Null, or left out by versions that had none, when results are shown. */
  readonly history?: PanelHistoryChoice | null;
}

export function toPanelRun(run: Run): PanelRun {
  return { ...run, measurements: run.measurements.map(withoutBlocks) };
}

/** Null when the run has no such benchmark. A skipped one has no blocks. */
export function toPanelDetail(run: Run, benchmarkId: string): PanelDetail | null {
  const measurement = run.measurements.find((candidate) => candidate.benchmark.id === benchmarkId);
  if (measurement === undefined) return null;
  const blocks = measurement.state === 'skipped' ? [] : measurement.blocks;
  return { runId: run.id, benchmarkId, blocks: blocks.map(toPanelBlock), output: measurement.output };
}

export function toPanelComparisonRun(run: ComparisonRun): PanelComparisonRun {
  return { ...run, comparisons: run.comparisons.map(withoutPairs) };
}

/** Null when the comparison has no such benchmark. One that failed or was skipped has no blocks. */
export function toPanelComparisonDetail(run: ComparisonRun, benchmarkId: string): PanelComparisonDetail | null {
  const comparison = run.comparisons.find((candidate) => candidate.benchmark.id === benchmarkId);
  if (comparison === undefined) return null;
  const blocks = comparison.state === 'compared' ? comparison.blocks : [];
  return {
    comparisonId: run.id,
    benchmarkId,
    baseline: blocks.map(({ baseline }) => toPanelBlock(baseline)),
    candidate: blocks.map(({ candidate }) => toPanelBlock(candidate)),
  };
}

const toPanelBlock = (block: Block): PanelBlock => ({
  ...block,
  samplesNs: Float64Array.from(block.samplesNs),
  sampleAtMs: Float64Array.from(block.sampleAtMs),
});

function withoutPairs(comparison: Comparison): PanelComparison {
  if (comparison.state !== 'compared') return comparison;
  const { blocks, ...rest } = comparison;
  return { ...rest, blockCounts: { baseline: blocks.length, candidate: blocks.length } };
}

function withoutBlocks(measurement: Measurement): PanelMeasurement {
  if (measurement.state === 'skipped') {
    const { output: _output, ...rest } = measurement;
    return rest;
  }
  const { blocks: _blocks, output: _output, ...rest } = measurement;
  return rest;
}
