/** Which library a bench file declares its benchmarks with. */
export type BenchApi = 'vitest' | 'tinybench' | 'mitata' | 'laptime';

/** What the source says about whether a benchmark runs. */
export type BenchMode = 'run' | 'skip' | 'only' | 'todo';

/** Lines and columns count from 1, as in stack traces; the end is exclusive. */
export interface SourceRange {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One group or benchmark as the syntax tree shows it, before anything was executed. */
export interface BenchNode {
  readonly kind: 'group' | 'benchmark';
  /** `benchmarkId(file, path)`: stable over moves of lines. */
  readonly id: string;
  /** The last part of the path; where a name is computed its unknown parts read `…`. */
  readonly name: string;
  readonly path: readonly string[];
  /** True when the name or the number of entries is known only after a run: one node stands for all of them. */
  readonly dynamic: boolean;
  readonly mode: BenchMode;
  /** The whole call, so that a benchmark registered at a line inside it belongs to it. */
  readonly range: SourceRange;
  readonly children: readonly BenchNode[];
}

/** A problem of a file that did not keep the rest from being read. */
export interface Problem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export interface BenchFile {
  /** Relative to the workspace folder, with `/`. */
  readonly file: string;
  /** Undefined when the file imports none of the known libraries. */
  readonly api: BenchApi | undefined;
  readonly nodes: readonly BenchNode[];
  readonly problems: readonly Problem[];
}

/** A limit that a benchmark must keep, in base units. */
export interface Budget {
  readonly medianNs?: number;
  readonly p99Ns?: number;
  readonly heapBytes?: number;
  readonly opsPerSecondMin?: number;
}

/** One benchmark as it was registered when its file was executed. */
export interface CollectedBenchmark {
  readonly id: string;
  readonly file: string;
  readonly path: readonly string[];
  /** `other`: of another tool, whose results were imported. */
  readonly api: BenchApi | 'other';
  readonly mode: BenchMode;
  /** Where it was registered, mapped to the source that was written; null when the stack did not tell. */
  readonly line: number | null;
  readonly column: number | null;
  readonly parameters: Readonly<Record<string, string>> | null;
  readonly budget: Budget | null;
  /** mitata's `.baseline()` and the first of a vitest 5 `compare`: what its group is shown relative to. */
  readonly baseline: boolean;
  /** Place among the benchmarks of its file in order of registration, from 0; runs of before it was kept leave it out. */
  readonly place?: number;
}

const SEPARATOR = ' > ';

/**
 * The identity of a benchmark: file and path of names. The `ordinal` tells equal paths of one file apart, in order of
 * registration, from 1.
 */
export function benchmarkId(file: string, path: readonly string[], ordinal = 1): string {
  return [file, ...path].join(SEPARATOR) + (ordinal > 1 ? ` #${ordinal}` : '');
}
