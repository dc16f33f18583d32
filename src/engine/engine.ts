import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/lifecycle.ts';
import type { Log } from '../base/log.ts';
import type { BenchFile } from '../model/benchmark.ts';
import type { Config, ConfigProblem } from '../model/config.ts';
import type { EarlierResult, PresetName, Run, RunEvent, Selection } from '../model/run.ts';
import type { RunOverview } from './store/index.ts';

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

export interface RunRequest {
  readonly selections: readonly Selection[];
  /** Only benchmarks whose id contains this, without regard to case. */
  readonly nameFilter?: string;
  readonly preset?: PresetName;
  readonly timeSeconds?: number;
  readonly nodeExecutable?: string;
}

export type { ConfigProblem, RunOverview };

/** What an import did: runs that were added, and runs that were stored already. */
export interface ImportCount {
  readonly added: number;
  readonly known: number;
}

/** The same object for editor, command line and server. It shows nothing to anybody. */
export interface Engine extends Disposable {
  readonly root: string;
  /** Reads `laptime.config.json`; broken fields become problems and take their defaults. */
  config(): Promise<{ config: Config; problems: readonly ConfigProblem[] }>;
  /** Bench files of the workspace folder, by the globs of the config, relative with `/`, sorted. */
  findBenchFiles(signal?: AbortSignal): Promise<readonly string[]>;
  /** Parses in a worker; `text` is the content of an unsaved editor, else the file is read. Executes nothing. */
  readBenchFile(file: string, text?: string): Promise<BenchFile>;
  /** Measures, one benchmark at a time. Every finished measurement is stored before its event is sent. */
  run(request: RunRequest, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<Run>;
  /** Why there is no history, in words for the user; null when there is. */
  historyProblem(): string | null;
  /** Newest first, without measurements: for lists. */
  runOverviews(limit: number): readonly RunOverview[];
  /** Newest first, with all samples: some milliseconds for each. */
  recentRuns(limit: number): readonly Run[];
  storedRun(id: string): Run | null;
  /** Newest first, of any environment: the caller compares `environmentId`. */
  history(benchmarkId: string, limit: number): readonly EarlierResult[];
  /**
   * Writes every stored run, oldest first, as one JSON text each, without its line break; returns how many. Ends early when
   * `write` resolves to false. Throws a `UserError` where there is no history.
   */
  exportRuns(write: (line: string) => Promise<boolean>, signal?: AbortSignal): Promise<number>;
  /** Adds the runs of such lines that are not stored yet. Throws a `UserError` that names the line for one that is broken. */
  importRuns(lines: AsyncIterable<string>, signal?: AbortSignal): Promise<ImportCount>;
}
