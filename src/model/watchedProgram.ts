/**
 * How much is known of a program. `preload`: Laptime's preload reports from within; `attached`: asked through its inspector;
 * `outside`: only what the system says of its processes.
 */
export type WatchedBy = 'preload' | 'attached' | 'outside';

/** A program that somebody watches. */
export interface WatchedProgram {
  readonly id: string;
  readonly pid: number;
  /** Its command line as a user would write it, without what Laptime added; secrets in it are not kept. */
  readonly title: string;
  readonly by: WatchedBy;
  readonly nodeVersion: string | null;
  readonly startedAtMs: number;
  /** Null as long as it runs. */
  readonly ended: { readonly atMs: number; readonly exitCode: number | null; readonly signal: string | null } | null;
}
