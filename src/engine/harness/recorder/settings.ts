import type { ProfileKind } from '../../../model/profile.ts';

/** What the recorder of a program is told, in this variable, as JSON: all that the program starts has it, too. */
export const RECORDER_VARIABLE = 'LAPTIME_RECORD';

export interface RecorderSettings {
  /** Absolute path of the folder where each process puts what it recorded. */
  readonly folder: string;
  readonly kind: ProfileKind;
  readonly interval: number;
  /** Path of the socket, or name of the pipe, on which the word comes that the recording is over. */
  readonly socket: string;
}

/** What a process puts beside its profile, and after it: the file says that all is there. */
export interface RecordedFacts {
  readonly pid: number;
  /** 0: the main thread. */
  readonly threadId: number;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly nodeVersion: string;
  readonly startedAtMs: number;
  /** Microseconds in which something ran, or bytes. */
  readonly cost: number;
  readonly sourceMaps: Readonly<Record<string, string>>;
}

/** Words on the socket, each on a line of its own. */
export const STOP_WORD = 'stop';
export const STOPPED_WORD = 'stopped';
