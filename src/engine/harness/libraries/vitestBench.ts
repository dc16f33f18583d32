import { readFile } from 'node:fs/promises';
import type { BenchMode } from '../../../model/benchmark.ts';
import type { ExpectationSide } from '../../../protocol/harness.ts';
import { captureStack, type Session } from '../session.ts';
import type { AnyFunction } from '../work.ts';
import { SIDE } from './expect.ts';
import { pendingResult, tinybenchWork, type BenchLikeOptions, type TaskLikeOptions } from './tinybenchWork.ts';
import { nameOf } from './vitestSuites.ts';

const REGISTRATION = Symbol('laptime.registration');

interface Registration {
  readonly [REGISTRATION]: true;
  readonly name: string;
  readonly fn?: AnyFunction;
  readonly fnOpts?: TaskLikeOptions;
  run(options?: BenchLikeOptions): Promise<object>;
}

interface Registered extends Registration {
  /** Declares it, and times it when this block is for it. */
  start(options: BenchLikeOptions | undefined, baseline: boolean): Promise<object>;
}

type StoredSource = string | (() => unknown);

const isRegistration = (value: unknown): value is Registered => typeof value === 'object' && value !== null && REGISTRATION in value;

const withSide = (result: object, side: ExpectationSide): object => Object.defineProperty(result, SIDE, { value: side });

async function readStored(name: string, source: StoredSource): Promise<object> {
  if (typeof source === 'string') {
    const file = source.replaceAll('${projectName}', '');
    const text = await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new Error(`bench.from() found no result file '${file}'. vitest writes it where a benchmark has \`writeResult\`.`, { cause });
    });
    return stored(name, JSON.parse(text));
  }
  return stored(name, await source());
}

function stored(name: string, data: unknown): object {
  const result = data as { latency?: { mean?: number } } | null;
  const meanMs = result?.latency?.mean;
  if (typeof meanMs !== 'number') throw new TypeError(`The stored result of '${name}' has no latency.mean.`);
  return withSide({ ...result }, { kind: 'stored', name, meanNs: meanMs * 1e6 });
}

/**
 * The `bench` of a test's context, as of vitest 5. Running declares the benchmark; it is timed at that place of the test
 * when the block is for it. Results are placeholders: `expect` records what is asked of them.
 */
export function createBenchFixture(session: Session, path: readonly string[], modes: readonly BenchMode[], onStart: () => void) {
  function register(name: string, fn: AnyFunction, options: TaskLikeOptions & { writeResult?: string }): Registered {
    const stack = captureStack();
    if (options.writeResult !== undefined) session.warn(`writeResult of '${name}' has no effect: Laptime keeps results in its own store.`);
    const start = async (runOptions: BenchLikeOptions | undefined, baseline: boolean) => {
      onStart();
      const { side, isTarget } = session.declare({ api: 'vitest', path: [...path, name], modes, baseline, stack, work: null });
      if (isTarget) await session.time(tinybenchWork(fn, { name }, options, runOptions));
      return withSide(pendingResult(), side);
    };
    return { [REGISTRATION]: true, name, fn, fnOpts: options, start, run: (options) => start(options, false) };
  }

  function bench(name: unknown, ...rest: unknown[]): Registration {
    const [first, second] = rest;
    if (typeof first === 'function' && second !== undefined) {
      throw new TypeError('bench() takes its options second: bench(name, options, fn).');
    }
    const fn = typeof first === 'function' ? first : second;
    if (typeof fn !== 'function') throw new TypeError('bench() needs a function: bench(name, fn) or bench(name, options, fn).');
    return register(nameOf(name), fn as AnyFunction, typeof first === 'object' && first !== null ? first : {});
  }

  function from(name: unknown, source: StoredSource): Registration {
    const read = () => readStored(nameOf(name), source);
    const registration: Registered = { [REGISTRATION]: true, name: nameOf(name), run: read, start: read };
    return registration;
  }

  async function compare(...args: unknown[]) {
    const options = isRegistration(args.at(-1)) ? undefined : (args.pop() as BenchLikeOptions | undefined);
    if (args.length < 2 || !args.every(isRegistration))
      throw new SyntaxError('bench.compare() needs at least two results of bench() or bench.from().');
    const results = new Map<string, object>();
    const baseline = args.find(({ fn }) => fn !== undefined);
    for (const registration of args) results.set(registration.name, await registration.start(options, registration === baseline));
    return {
      get(name: string) {
        const result = results.get(name);
        if (!result) throw new Error(`task "${name}" was not defined`);
        return result;
      },
    };
  }

  return Object.assign(bench, { from, compare });
}
