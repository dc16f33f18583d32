import type { RecordedCall } from '../../../model/recordedCall.ts';

/** What a program whose calls are recorded is told, in this variable, as JSON: all that the program starts has it, too. */
export const CALLS_VARIABLE = 'LAPTIME_CALLS';

/** By this symbol the code that is recorded finds the recorder, in whatever global it runs. */
export const CALLS_SYMBOL = 'laptime.calls';

export interface CallSettings {
  /** Absolute path of the folder where each thread puts the calls that it recorded. */
  readonly folder: string;
  /** A file of JSON: `RecordedSource`. */
  readonly source: string;
  /** What its parameters are called, for those whose names tell of secrets. */
  readonly parameters: readonly string[];
  readonly isMethod: boolean;
}

/** A file as it is, and as programs are to load it while calls are recorded. */
export interface RecordedSource {
  /** Absolute, without links. */
  readonly file: string;
  readonly text: string;
  readonly recording: string;
}

/** What a thread writes, one to a line. Of those with the same `slot` the last one counts. */
export type CallLine =
  | ({ readonly kind: 'call'; readonly slot: number } & Omit<RecordedCall, 'changed'>)
  | { readonly kind: 'changed'; readonly slot: number }
  /** Of a call that could not be recorded: why, in words for the user. */
  | { readonly kind: 'refused'; readonly call: number; readonly reason: string }
  | { readonly kind: 'end'; readonly calls: number };
