import type { AlertConfig } from './alertConfig.ts';
import type { Budget } from './benchmark.ts';
import type { HintLevel } from './hint.ts';
import type { Mode } from './mode.ts';
import type { PresetName } from './run.ts';

/** `laptime.config.json`, checked and with defaults filled in: all that changes results. */
export interface Config {
  /** Globs of bench files, relative to the workspace folder. */
  readonly benchmarks: readonly string[];
  readonly exclude: readonly string[];
  readonly preset: PresetName;
  /** Seconds for one benchmark; replaces the preset's budget. */
  readonly timeSeconds: number | null;
  readonly loader: 'auto' | 'native' | 'vite';
  readonly node: {
    /** Path of the executable; null means `node` as the user's shell finds it. */
    readonly executable: string | null;
    readonly flags: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  };
  /** A block that says nothing for so long is ended, ms. */
  readonly timeoutMs: number;
  /** Limit of the JS heap of a block, bytes. */
  readonly memoryLimitBytes: number;
  /** By glob over benchmark ids or files; a budget in the bench file wins. */
  readonly budgets: readonly { readonly match: string; readonly budget: Budget }[];
  /** Runs and comparisons older than this, or beyond these numbers, are removed when one is stored. Null keeps all. */
  readonly retention: { readonly maxRuns: number | null; readonly maxComparisons: number | null; readonly maxAgeDays: number | null };
  /** How revisions are compared. */
  readonly compare: {
    /** The most time for one benchmark, ms. */
    readonly budgetMs: number;
    /** Share that does not matter: 0.02 for 2 %. */
    readonly margin: number;
    /** By glob over benchmark ids or files; the last that matches counts. */
    readonly margins: readonly { readonly match: string; readonly margin: number }[];
  };
  /** How the commit that made a benchmark slower is searched. */
  readonly bisect: {
    /** Of one run at one commit, ms. */
    readonly runMs: number;
    /** The smallest slowdown that is looked for: 0.05 for 5 %. */
    readonly threshold: number;
  };
  /** How profiles are recorded. */
  readonly profiling: {
    /** Of a benchmark: how long, ms. */
    readonly benchmarkMs: number;
    /** From one sample of a CPU profile to the next, µs. */
    readonly intervalUs: number;
    /** Allocated from one sample of a heap profile to the next, bytes. */
    readonly heapIntervalBytes: number;
  };
  /** What in the code is told to be slow. */
  readonly hints: {
    readonly level: HintLevel;
    /** Ids of rules that are turned off. */
    readonly rulesOff: readonly string[];
    /** Globs of the files that are looked at. */
    readonly files: readonly string[];
    readonly exclude: readonly string[];
    /** Path from the workspace folder; null without one. */
    readonly baseline: string | null;
  };
  /** How often it is looked at what the machine and programs do, and how much of it is kept. */
  readonly monitoring: {
    readonly everyMs: number;
    /** Values of each metric that are kept in memory. */
    readonly points: number;
    /** How long minutes, and hours, are stored. Null keeps all. */
    readonly minutesMaxAgeDays: number | null;
    readonly hoursMaxAgeDays: number | null;
  };
  readonly alerts: AlertConfig;
  /** The one that counts: what it says is in the other fields already. */
  readonly mode: Mode;
  readonly modes: readonly Mode[];
  /** How commits are made ready to be measured. */
  readonly revisions: {
    /** A shell command, run in the workspace folder of each checkout; null when nothing is to be built. */
    readonly build: string | null;
    /** Whether dependencies may run their install scripts. */
    readonly installScripts: boolean;
    /** Checkouts and dependencies of one repository, bytes. */
    readonly maxCacheBytes: number;
    readonly maxCacheAgeDays: number;
  };
}

/** A setting or field that was ignored or replaced by its default, in words for the user. */
export interface ConfigProblem {
  readonly file: string;
  /** `budgets[0].budget.median`; empty for the whole file. */
  readonly field: string;
  /** From 1; left out when the file could not be read. */
  readonly line?: number;
  /** Whole: names the field, the line and what happens instead. */
  readonly message: string;
}
