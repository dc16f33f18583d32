import type { BenchApi, BenchMode, Budget } from '../model/benchmark.ts';
import type { Side } from '../model/comparison.ts';
import type { Block } from '../model/measurement.ts';
import type { ProfileKind } from '../model/profile.ts';

/** The modules that a bench file can import a known library from, and which it is. */
const LIBRARY_MODULES: Readonly<Record<string, BenchApi>> = {
  vitest: 'vitest',
  // Vite+ brings vitest under its own name; `vp` is its short one.
  'vite-plus/test': 'vitest',
  'vp/test': 'vitest',
  tinybench: 'tinybench',
  mitata: 'mitata',
  laptime: 'laptime',
};

export const libraryModules: readonly string[] = Object.keys(LIBRARY_MODULES);

export function libraryOfModule(specifier: string): BenchApi | undefined {
  return Object.hasOwn(LIBRARY_MODULES, specifier) ? LIBRARY_MODULES[specifier] : undefined;
}

/** How to load one bench file. */
export interface LoadRequest {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  /** Absolute path of the bench file. */
  readonly file: string;
  readonly loader: 'native' | 'vite';
  /** Folder to work in, absolute; left out, the one that the process was started in. */
  readonly cwd?: string;
  /**
   * Folder of the other side of a comparison, absolute: nothing of it may be loaded, but for installed packages. Where it is the same as
   * `root`, a revision is compared with itself.
   */
  readonly foreignRoot?: string;
  /** Files that are loaded as ES modules although their package does not say so: they use top-level await. */
  readonly esmFiles: readonly string[];
}

/** How long one block may measure. Milliseconds. */
export interface BlockPlan {
  readonly blockMs: number;
  readonly warmupMs: number;
  /** Blocks the measurement will have at the least: a bench file's own minimum of time or iterations is spread over them. */
  readonly minBlocks: number;
  /** A bench file that asks for more time than `blockMs` and `warmupMs` gets so much for each of them at the most. */
  readonly mostMs: number;
}

export interface BlockRequest extends LoadRequest {
  readonly path: readonly string[];
  /** Which of the benchmarks with this path, in order of registration, from 1. */
  readonly ordinal: number;
  readonly plan: BlockPlan;
}

/** A benchmark as it registered itself; the host adds file and id. */
export interface CollectedEntry {
  readonly path: readonly string[];
  readonly ordinal: number;
  readonly api: BenchApi;
  readonly mode: BenchMode;
  readonly line: number | null;
  readonly column: number | null;
  readonly parameters: Readonly<Record<string, string>> | null;
  readonly budget: Budget | null;
  readonly baseline: boolean;
}

/** One side of a recorded expectation: a benchmark of the file, or a result that was stored earlier. */
export type ExpectationSide =
  | { readonly kind: 'benchmark'; readonly path: readonly string[]; readonly ordinal: number }
  | { readonly kind: 'stored'; readonly name: string; readonly meanNs: number };

/** `expect(actual).toBeFasterThan(expected, { delta })`, recorded and judged when both are measured. */
export interface Expectation {
  readonly relation: 'faster' | 'slower';
  readonly negated: boolean;
  readonly actual: ExpectationSide;
  readonly expected: ExpectationSide;
  /** 0.1 asks for a difference of at least 10 %. */
  readonly delta: number;
  /** Stack of the matcher's call. */
  readonly stack: string;
}

export interface CollectReport {
  readonly entries: readonly CollectedEntry[];
  readonly expectations: readonly Expectation[];
  /** What the file does that has no effect here, in words for the user. */
  readonly warnings: readonly string[];
}

/** A failure inside the child; the host turns its stack into a location. */
export interface RawFailure {
  readonly kind: 'load' | 'threw' | 'timeout' | 'exited' | 'vanished';
  readonly message: string;
  readonly stack: string;
  /** Whose turn it was, where one process has both sides of a comparison. */
  readonly side?: Side;
}

export type HarnessOutcome<T> = { readonly state: 'done'; readonly value: T } | { readonly state: 'failed'; readonly failure: RawFailure };

/** What one block found; the host knows its index. */
export type BlockReport = Omit<Block, 'index'>;

/** One benchmark in two revisions, to be timed in turns in one process. */
export interface PairRequest {
  readonly baseline: LoadRequest;
  readonly candidate: LoadRequest;
  /** Which is loaded first. */
  readonly first: Side;
  readonly path: readonly string[];
  readonly ordinal: number;
  readonly plan: BlockPlan;
}

/** One side of a block of a comparison, with every sample. */
export interface SideReport {
  readonly report: BlockReport;
  /** By sample: how long it waited for a core, in multiples of what makes it worthless; null where that is not known. */
  readonly waiting: readonly number[] | null;
  /** By sample: how long garbage was collected in the batch, ns. */
  readonly collectingNs: readonly number[];
}

export interface PairReport {
  readonly baseline: SideReport;
  readonly candidate: SideReport;
}

/** A block that is watched rather than timed. */
export interface ObserveRequest extends BlockRequest {
  /** What marks its parts in V8's log: letters, digits and dashes. */
  readonly token: string;
  /** Whether what it allocates is sampled: of code into which V8 has inlined none of what it calls. */
  readonly allocations: boolean;
}

/** A function, as it was executed, with what it allocated itself and by calling the engine and Node. */
export interface AllocatingFunction {
  readonly name: string;
  readonly scriptId: number;
  readonly url: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly bytes: number;
}

/** What the child saw of the measured part itself. */
export interface ObserveReport {
  readonly iterations: number;
  readonly measuredMs: number;
  /** Of garbage. */
  readonly collections: number;
  readonly collectingMs: number;
  /** From samples; heaviest first. Empty where they were not asked for. */
  readonly allocating: readonly AllocatingFunction[];
}

/** One benchmark, to be run while V8 records a profile of its measured part. */
export interface ProfileRequest extends BlockRequest {
  readonly kind: ProfileKind;
  /** Microseconds from one sample to the next, or bytes that are allocated. */
  readonly interval: number;
  readonly durationMs: number;
  /** The most that the recording may take where the processor had little to do in that time. */
  readonly mostMs: number;
  /** Absolute; where the profile is written, in V8's form. */
  readonly profileFile: string;
}

export interface ProfileReport {
  /** While it was recorded. */
  readonly iterations: number;
  /** Time of an iteration while it was recorded, by that before; null where neither can be told. */
  readonly slowdown: number | null;
  readonly nodeVersion: string;
  /** By the address of a script that has no file with it: the text of its source map. */
  readonly sourceMaps: Readonly<Record<string, string>>;
}

/** How much of a benchmark is a round of a search for leaks. */
export interface LeakSize {
  readonly iterations: number;
}

/** A round of a search for leaks, and the heap snapshot at its end. */
export interface LeakRoundRequest {
  readonly iterations: number;
  /** Absolute; where the snapshot is written. */
  readonly file: string;
  /** Whether V8 begins to note who allocates what; it goes on with that. */
  readonly tracks: boolean;
}

/** A value as it was when it was looked at: plain data, whatever it was made of. */
export type SeenValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  /** Bytes, and numbers in typed arrays. */
  | { readonly kind: 'data'; readonly name: string; readonly data: Uint8Array }
  /** `name`: of its class. `text`: what it is besides its entries: a date, the pattern of a regular expression, the length of an array. */
  | { readonly kind: 'object'; readonly name: string; readonly text: string; readonly entries: readonly SeenEntry[] }
  /** Of an object that stands around it, so many levels up. */
  | { readonly kind: 'around'; readonly levels: number }
  /** Nothing that can be compared; `what`: `a function`. */
  | { readonly kind: 'opaque'; readonly what: string };

/** `key`: how it is written behind the name of what has it: `.name`, `[3]`. */
export type SeenEntry = readonly [key: string, value: SeenValue];

/** A call of a function that is watched. */
export interface SeenCall {
  readonly name: string;
  /** `open`: it had not ended. */
  readonly end: 'returned' | 'threw' | 'open';
  readonly value: SeenValue;
  /** What it was given, and what it belongs to, as they were when it ended. */
  readonly given: SeenValue;
}

/** What one call of a benchmark did. */
export interface WitnessReport {
  /** Whether a file that was made to tell is loaded. */
  readonly isLoaded: boolean;
  /** How often each marked place was come to. */
  readonly reached: Readonly<Record<number, number>>;
  /** What the benchmark returned; undefined also where that is only its own time. */
  readonly returned: SeenValue;
  /** The first calls of the watched functions, in the order in which they began. */
  readonly calls: readonly SeenCall[];
  /** All of them. */
  readonly callCount: number;
  readonly durationMs: number;
}

/** What the child offers: one call in the life of a child, but for `prepare`, after which turns are taken until `finish`. */
export interface HarnessApi {
  collect(request: LoadRequest): Promise<HarnessOutcome<CollectReport>>;
  measure(request: BlockRequest): Promise<HarnessOutcome<BlockReport>>;
  measurePair(request: PairRequest): Promise<HarnessOutcome<PairReport>>;
  /** Runs a benchmark with marks in V8's log, for a child that was started to write one. */
  observe(request: ObserveRequest): Promise<HarnessOutcome<ObserveReport>>;
  /** Calls a benchmark once, and tells what the functions do that its files were made to tell of. */
  witness(request: BlockRequest): Promise<HarnessOutcome<WitnessReport>>;
  /** Aborting the signal ends the recording, which is kept. */
  profile(request: ProfileRequest, stop?: AbortSignal): Promise<HarnessOutcome<ProfileReport>>;
  /** Loads and warms up for a search for leaks. Answers when the first round can begin; rounds follow, and `finishLeak`. */
  prepareLeak(request: BlockRequest): Promise<HarnessOutcome<LeakSize>>;
  leakRound(request: LeakRoundRequest): Promise<HarnessOutcome<null>>;
  /** Tells the source maps that scripts carry with them, by the scripts' addresses. */
  finishLeak(): Promise<HarnessOutcome<Readonly<Record<string, string>>>>;
  /** One side of a pair of processes: loads and warms up. Answers when its first turn can be taken. */
  prepare(request: BlockRequest): Promise<HarnessOutcome<TurnSize>>;
  /** Runs one turn of the size that both sides agreed about, and tells the time of all recorded turns without waiting, ns. */
  turn(record: boolean, size: TurnSize): Promise<HarnessOutcome<number>>;
  finish(): Promise<HarnessOutcome<SideReport>>;
}

/** Iterations in a batch, and batches in a turn. */
export interface TurnSize {
  readonly iterations: number;
  readonly batches: number;
}

/** What the child tells its host meanwhile. */
export interface HarnessHostApi {
  /** The file is loaded, and timing begins: from here on silence counts. */
  loaded(): void;
  /** A sign of life. */
  alive(): void;
  /** Something failed outside of the call: an unhandled rejection, `process.exit`. The host ends the child. */
  failed(failure: RawFailure): void;
}
