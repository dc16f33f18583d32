import type { EarlierResult, Run, RunEvent } from '../model/run.ts';

/** What the panel shows: always the whole truth of the moment, never a delta it might have missed. */
export interface PanelSnapshot {
  readonly run: Run | null;
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
}

/** What the webview asks of the host. */
export interface PanelHostApi {
  snapshot(): PanelSnapshot;
  openSource(file: string, line: number, column: number): void;
  copyMarkdown(benchmarkIds: readonly string[]): void;
  /** Runs the benchmarks with these ids; an empty list runs all. */
  run(benchmarkIds: readonly string[]): void;
  cancel(): void;
  showRun(runId: string): void;
  listRuns(): readonly { readonly id: string; readonly startedAtMs: number; readonly benchmarks: number; readonly label: string }[];
  openSettings(): void;
}

/** What the host tells the webview. */
export interface PanelViewApi {
  show(snapshot: PanelSnapshot): void;
  /** Selects a benchmark and scrolls to it. */
  reveal(benchmarkId: string): void;
}
