import type { LatencyCounts } from '../base/latencies.ts';

/** Of what is said below: another one is not understood. */
export const WATCH_VERSION = 2;

/** The variable in which a program finds, as JSON, where to report. */
export const WATCH_VARIABLE = 'LAPTIME_WATCH';

export interface WatchSettings {
  /** Path of the socket, or name of the pipe. */
  readonly socket: string;
  /** Said first: nobody else may report. */
  readonly token: string;
  readonly everyMs: number;
  /** Whether what the program starts is to be watched as well. */
  readonly children: boolean;
}

/** How long calls took that ended since the report before, and what is under way. */
export interface CallsReport {
  readonly ended: number;
  /** Of those that ended. */
  readonly errors: number;
  readonly active: number;
  /** Of the active ones, those that wait for a connection; 0 where that cannot be seen. */
  readonly queued: number;
  readonly latencies: LatencyCounts;
}

/** What a program says of itself, for the time since its report before. */
export interface WatchReport {
  readonly kind: 'report';
  readonly atMs: number;
  /** What it is about: sums below are of this time. */
  readonly elapsedMs: number;
  /** What watching took of the main thread, as far as it is code of ours. */
  readonly ownMs: number;
  readonly loop: {
    /** In which the loop waited for something to do. */
    readonly idleMs: number;
    /** Beyond what a timer has to wait for, in all. */
    readonly blockedMs: number;
    readonly longestMs: number;
    readonly p50Ms: number;
    readonly p99Ms: number;
  };
  readonly gc: { readonly minor: number; readonly major: number; readonly totalMs: number; readonly longestMs: number };
  /** Bytes. */
  readonly heap: {
    readonly used: number;
    readonly total: number;
    readonly limit: number;
    readonly external: number;
    readonly arrayBuffers: number;
    readonly spaces: Readonly<Record<string, number>>;
  };
  /** Of the main thread; null where the system does not tell. */
  readonly mainThread: { readonly cpuMs: number; readonly runDelayMs: number | null } | null;
  /** What keeps the program alive, by kind. */
  readonly handles: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly fsRequests: number;
  /** Null before the first probe is over. */
  readonly threadPoolWaitMs: number | null;
  /** `busiest`: share of the time that the busiest one worked. */
  readonly workers: { readonly count: number; readonly busiest: number };
  /** Null as long as there was none. */
  readonly server: CallsReport | null;
  readonly client: CallsReport | null;
  readonly database: CallsReport | null;
  /** By name; marks have no times. */
  readonly custom: Readonly<Record<string, { readonly count: number; readonly latencies: LatencyCounts | null }>>;
}

/** Where a program was when its loop was blocked. */
export interface StackSample {
  /** The function that ran comes first. Where each begins, from 1. */
  readonly frames: readonly { readonly functionName: string; readonly url: string; readonly line: number; readonly column: number }[];
  /** Of the time in which the loop was blocked, 0 to 1. */
  readonly share: number;
  readonly blocks: number;
  readonly longestMs: number;
}

/** What a program writes, each as JSON on a line of its own. */
export type FromProgram =
  | {
      readonly kind: 'hello';
      readonly version: number;
      readonly token: string;
      readonly pid: number;
      readonly parentPid: number;
      readonly nodeVersion: string;
      readonly args: readonly string[];
      readonly cwd: string;
      readonly startedAtMs: number;
    }
  | WatchReport
  /** Null where there was no block. */
  | { readonly kind: 'sample'; readonly id: number; readonly sample: StackSample | null; readonly problem: string | null }
  | { readonly kind: 'exit'; readonly code: number };

/** What it is told. */
export type ToProgram =
  | { readonly kind: 'rate'; readonly everyMs: number }
  | { readonly kind: 'sample'; readonly id: number; readonly durationMs: number; readonly leastMs: number };
