import type { ProfileKind, Recording } from '../../../model/profile.ts';
import type { Selection } from '../../../model/run.ts';
import type { ProgramOutput } from '../../processes/index.ts';

/** How something is recorded, whatever it is. */
export interface RecordRequest {
  readonly kind: ProfileKind;
  /** Microseconds from one sample to the next, from 100 to 1,000, or bytes that are allocated; as the config says unless given. */
  readonly interval?: number;
  /** Of a benchmark: how long it is recorded at the most. Of all else: until it ends or is stopped, unless given. */
  readonly durationMs?: number;
  /** Ends the recording and keeps it. The `signal` of the call keeps nothing. */
  readonly stop?: AbortSignal;
  readonly onProgress?: (progress: RecordProgress) => void;
}

/** What a recording is at. */
export type RecordProgress =
  /** `message`: what is made ready, in words for the user. */
  | { readonly kind: 'preparing'; readonly message: string }
  /** `durationMs`: what it takes at the most; null where it goes on until it ends or is stopped. Of several, `done` are over. */
  | {
      readonly kind: 'recording';
      readonly title: string;
      /** Where a benchmark is recorded. */
      readonly benchmarkId?: string;
      readonly durationMs: number | null;
      readonly done: number;
      readonly total: number | null;
    }
  /** The recording is over, and is being written. */
  | { readonly kind: 'writing' }
  /** One of several could not be recorded; `message` is for the user. */
  | { readonly kind: 'failed'; readonly title: string; readonly message: string; readonly benchmarkId?: string }
  /** The program has ended. Null: it did not end by itself, or by no signal. */
  | { readonly kind: 'ended'; readonly exitCode: number | null; readonly signal: string | null };

export interface RecordBenchmarkRequest extends RecordRequest {
  readonly selections: readonly Selection[];
  /** Only benchmarks whose id contains this, without regard to case. */
  readonly nameFilter?: string;
  /** A name that git takes for a commit, or `baseline:NAME`; left out: what is on disk. */
  readonly revision?: string;
  readonly nodeExecutable?: string;
}

export interface RecordProgramRequest extends RecordRequest {
  /** The program and its arguments: no shell reads them. `node` is the workspace's own. */
  readonly command: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** `node` loads TypeScript and JSX as it does for bench files, whatever its version and without a loader of the workspace. */
  readonly typescript?: boolean;
  /** Added to the environment that the program gets. */
  readonly env?: Readonly<Record<string, string>>;
  /** `inherit`: it has our terminal for itself, its input too. */
  readonly output: 'inherit' | ProgramOutput;
  /** What is to become of the program when the recording is over before it is. */
  readonly afterwards: 'goes-on' | 'ends';
  readonly nodeExecutable?: string;
}

/** `inspector`: the address that Node prints (`ws://…`), or where its inspector listens (`127.0.0.1:9229`, `http://…`). */
export type RecordProcessRequest = RecordRequest &
  ({ readonly pid: number } | { readonly inspector: string } | { readonly debugSession: DebugSessionAddress });

/** What a debugger has a hold of, by the address at which it passes the inspector's protocol on. */
export interface DebugSessionAddress {
  readonly name: string;
  /** `ws://…` */
  readonly proxy: string;
}

/** A profile that was recorded. */
export interface RecordedProfile {
  /** Absolute path. */
  readonly file: string;
  readonly recording: Recording;
}

/** A Node process of this machine. */
export interface NodeProcess {
  readonly pid: number;
  readonly commandLine: string;
  /** Null where it cannot be read. */
  readonly cwd: string | null;
  /** Those that it listens on, sorted. */
  readonly ports: readonly number[];
  /** Host and port of its inspector, where it has one open. */
  readonly inspector: string | null;
  /** False: of another user, whose processes cannot be recorded. */
  readonly isOwn: boolean;
}
