import { parseBytes, parseDuration, parseRate } from '../../../base/units.ts';
import type { Budget } from '../../../model/benchmark.ts';
import type { Bench, BenchBudget, BenchOptions, DeclareBenchmark, LaptimeLibrary } from '../api.ts';
import { captureStack, type Session } from '../session.ts';
import { isThenable, openCall, type AnyFunction, type Work } from '../work.ts';
import { createGroups } from './groups.ts';
import { nameWith, valueText } from './names.ts';

type Options = BenchOptions<Record<string, readonly unknown[]>>;

function readBudget(budget: BenchBudget | undefined, name: string): Budget | null {
  if (!budget) return null;
  const read = (key: keyof BenchBudget, parse: (text: string, field?: string) => number) => {
    const value = budget[key];
    return typeof value === 'string' ? parse(value, `budget.${key} of '${name}'`) : value;
  };
  const medianNs = read('median', parseDuration);
  const p99Ns = read('p99', parseDuration);
  const heapBytes = read('heap', parseBytes);
  const opsPerSecondMin = read('ops', parseRate);
  return {
    ...(medianNs !== undefined && { medianNs }),
    ...(p99Ns !== undefined && { p99Ns }),
    ...(heapBytes !== undefined && { heapBytes }),
    ...(opsPerSecondMin !== undefined && { opsPerSecondMin }),
  };
}

/** Every combination of the values; the last parameter changes fastest. */
function combinations(parameters: Readonly<Record<string, readonly unknown[]>>): Record<string, unknown>[] {
  let all: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(parameters)) {
    if (!Array.isArray(values)) throw new TypeError(`parameters.${name} has to be an array of values.`);
    all = all.flatMap((some) => values.map((value) => ({ ...some, [name]: value })));
  }
  return all;
}

function workOf(fn: AnyFunction, options: Options, values: Record<string, unknown>): Work {
  return async () => {
    const given = options.setup?.(values);
    const state = isThenable(given) ? await given : given;
    const each = options.each;
    return openCall(fn, {
      constants: each ? [values] : [values, state],
      inputs: each ? [() => each(values, state)] : [],
      concurrency: options.concurrency ?? 1,
      close: () => options.teardown?.(values, state),
    });
  };
}

function readArguments(name: unknown, rest: readonly unknown[]): { fn: AnyFunction; options: Options } {
  if (typeof name !== 'string') throw new TypeError('bench() of laptime needs a name: bench(name, fn).');
  const fn = rest.find((argument) => typeof argument === 'function') as AnyFunction | undefined;
  if (!fn) throw new TypeError(`The benchmark '${name}' has no function: bench(name, fn).`);
  const options = (rest.find((argument) => typeof argument === 'object' && argument !== null) ?? {}) as Options;
  const { concurrency } = options;
  if (concurrency !== undefined && !(Number.isInteger(concurrency) && concurrency >= 1)) {
    throw new TypeError(`concurrency of '${name}' has to be a whole number from 1.`);
  }
  return { fn, options };
}

export function createLaptimeLibrary(session: Session): LaptimeLibrary {
  const groups = createGroups();

  const declareWith =
    (mode: 'run' | 'skip' | 'only'): DeclareBenchmark =>
    (name: string, ...rest: unknown[]): void => {
      const stack = captureStack();
      const { fn, options } = readArguments(name, rest);
      const budget = readBudget(options.budget, name);
      for (const values of combinations(options.parameters ?? {})) {
        const texts = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, valueText(value)]));
        session.declare({
          api: 'laptime',
          path: [...groups.path(), nameWith(name, texts)],
          modes: [...groups.modes(), mode],
          parameters: Object.keys(texts).length > 0 ? texts : null,
          budget,
          baseline: options.baseline ?? false,
          stack,
          work: workOf(fn, options, values),
        });
      }
    };

  const bench: Bench = Object.assign(declareWith('run'), {
    skip: declareWith('skip'),
    only: declareWith('only'),
    todo: (name: string) => {
      session.declare({
        api: 'laptime',
        path: [...groups.path(), name],
        modes: [...groups.modes(), 'todo'],
        stack: captureStack(),
        work: null,
      });
    },
  });
  const group: LaptimeLibrary['group'] = Object.assign(
    (name: string, declare: () => void | Promise<void>) => groups.inside(name, 'run', declare),
    {
      skip: (name: string, declare: () => void | Promise<void>) => groups.inside(name, 'skip', declare),
      only: (name: string, declare: () => void | Promise<void>) => groups.inside(name, 'only', declare),
    },
  );
  return { bench, group };
}
