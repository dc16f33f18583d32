/** The package `laptime`: what bench files import. Works only inside `laptime bench` and the editor, which run the file. */

export type ParameterValues = Readonly<Record<string, readonly unknown[]>>;

/** One value of each parameter. */
export type ParametersOf<P extends ParameterValues> = { readonly [K in keyof P]: P[K][number] };

/**
 * Limits that the benchmark must keep; the run fails when the whole interval is beyond one. Times such as `'2 ms'` or a
 * number of nanoseconds, sizes such as `'1 MB'` or a number of bytes, rates such as `'50 k ops/s'` or a number a second.
 */
export interface BenchBudget {
  readonly median?: string | number;
  readonly p99?: string | number;
  /** Allocated on the JS heap by one iteration. */
  readonly heap?: string | number;
  /** At least so many a second. */
  readonly ops?: string | number;
}

export interface BenchOptions<P extends ParameterValues = ParameterValues, State = unknown, Input = unknown> {
  /**
   * Makes one benchmark of every combination: `{ size: [10, 1000] }`. A `$size` in the name is replaced by the value;
   * else the values are put behind the name.
   */
  readonly parameters?: P;
  readonly budget?: BenchBudget;
  /** Once in each block, before everything else; not timed. */
  readonly setup?: (parameters: ParametersOf<P>) => State | Promise<State>;
  /** Before each iteration, not timed: what it returns is the second argument of the benchmark, instead of what `setup` returned. */
  readonly each?: (parameters: ParametersOf<P>, state: Awaited<State>) => Input;
  /** Once in each block, after everything else; not timed. */
  readonly teardown?: (parameters: ParametersOf<P>, state: Awaited<State>) => void | Promise<void>;
  /** Calls of an async benchmark that are under way at once; 1 unless given. */
  readonly concurrency?: number;
  /** What the others of the group are shown relative to. */
  readonly baseline?: boolean;
}

/**
 * `bench(name, fn)`, `bench(name, options, fn)` or `bench(name, fn, options)`. In the second order TypeScript knows the type of
 * the second argument of `fn` from `setup` and `each`.
 */
export interface DeclareBenchmark {
  <P extends ParameterValues, State, Input>(
    name: string,
    options: BenchOptions<P, State, Input> & { readonly each: (parameters: ParametersOf<P>, state: Awaited<State>) => Input },
    fn: (parameters: ParametersOf<P>, input: Awaited<Input>) => unknown,
  ): void;
  <P extends ParameterValues, State>(
    name: string,
    options: BenchOptions<P, State, never>,
    fn: (parameters: ParametersOf<P>, state: Awaited<State>) => unknown,
  ): void;
  <P extends ParameterValues, State, Input>(
    name: string,
    fn: (parameters: ParametersOf<P>, input: never) => unknown,
    options?: BenchOptions<P, State, Input>,
  ): void;
}

export interface Bench extends DeclareBenchmark {
  /** Known, and not run. */
  readonly skip: DeclareBenchmark;
  /** Nothing else of the file is run. */
  readonly only: DeclareBenchmark;
  /** Still to be written. */
  readonly todo: (name: string) => void;
}

interface GroupFunction {
  (name: string, declare: () => Promise<void>): Promise<void>;
  (name: string, declare: () => void): void;
}

export interface Group extends GroupFunction {
  readonly skip: GroupFunction;
  readonly only: GroupFunction;
}

type OpenGroup = (name: string, declare: () => void | Promise<void>) => void | Promise<void>;

/** What the harness offers to this file when it runs a bench file. */
export interface LaptimeLibrary {
  readonly bench: Bench;
  readonly group: OpenGroup & { readonly skip: OpenGroup; readonly only: OpenGroup };
}

function library(called: string): LaptimeLibrary {
  const harness = (globalThis as { [key: symbol]: { laptime: LaptimeLibrary } | undefined })[Symbol.for('laptime.harness')];
  if (harness) return harness.laptime;
  throw new Error(
    `${called}() of 'laptime' works only in a benchmark run. Start it with: laptime bench FILE (or the run icon beside the benchmark in VS Code).`,
  );
}

function benchWith(modifier?: 'skip' | 'only'): DeclareBenchmark {
  return (name: string, ...rest: unknown[]): void => {
    const bench = library(modifier ? `bench.${modifier}` : 'bench').bench;
    ((modifier ? bench[modifier] : bench) as (name: string, ...rest: unknown[]) => void)(name, ...rest);
  };
}

function groupWith(modifier?: 'skip' | 'only'): GroupFunction {
  return ((name: string, declare: () => void) => {
    const group = library(modifier ? `group.${modifier}` : 'group').group;
    return (modifier ? group[modifier] : group)(name, declare);
  }) as GroupFunction;
}

/** Declares a benchmark. What `fn` returns is kept, so that the work cannot be optimized away; a promise is awaited. */
export const bench: Bench = Object.assign(benchWith(), {
  skip: benchWith('skip'),
  only: benchWith('only'),
  todo: (name: string) => library('bench.todo').bench.todo(name),
});

/** Declares benchmarks that belong together. */
export const group: Group = Object.assign(groupWith(), { skip: groupWith('skip'), only: groupWith('only') });

let kept: unknown;
let keptBefore: unknown;

/** Uses a value, so that the work that made it cannot be optimized away. Returns it. */
export function keep<T>(value: T): T {
  // Two live variables: a store that the next call is sure to overwrite could be dropped.
  keptBefore = kept;
  kept = value;
  return value;
}

/** The values last given to `keep`, newest first. Being readable, they have to be computed. */
export function lastKept(): readonly [unknown, unknown] {
  return [kept, keptBefore];
}
