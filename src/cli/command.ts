import type { Readable } from 'node:stream';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Engine } from '../engine/engine.ts';
import type { OptionSpecs } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** 0 ok, 1 failed or over budget, 2 usage, 130 interrupted; or that of the program that a command ran for the user. */
export type ExitCode = number;

/** What a command may touch: all it knows of the world. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** The standard input. */
  readonly input: Readable;
  readonly clock: Clock;
  /** Where the command was started; relative paths begin here. */
  readonly workingFolder: string;
  readonly openEngine: (root: string) => Promise<Engine>;
  readonly laptimeVersion: string;
  /** Absolute path of the folder with what was built. */
  readonly distFolder: string;
  readonly log: Log;
}

export interface Command {
  /** After `laptime`: `bench [FILE | NAME]…`. */
  readonly usage: string;
  /** A paragraph for `--help`. */
  readonly about: string;
  readonly options: OptionSpecs;
  readonly examples: readonly (readonly [command: string, about: string])[];
  readonly run: (args: readonly string[], context: CommandContext, signal: AbortSignal) => Promise<ExitCode>;
}

/** What `laptime --help` shows of a command without loading it. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}
