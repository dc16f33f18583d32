import type { BenchMode } from '../../../model/benchmark.ts';
import { captureStack, type Session } from '../session.ts';
import { openCall, type AnyFunction, type OpenWork, type Work } from '../work.ts';
import { createGroups } from './groups.ts';
import { valueText } from './names.ts';

type Args = Record<string, unknown[]>;

/** What a generator yields instead of a function: mitata's "computed parameters" and "manual" forms. */
interface Yielded {
  readonly bench?: AnyFunction;
  readonly manual?: AnyFunction;
  readonly concurrency?: number;
  readonly [parameter: number]: () => unknown;
}

type Steps = Iterator<AnyFunction | Yielded> | AsyncIterator<AnyFunction | Yielded>;

const GENERATORS = [function* () {}.constructor, async function* () {}.constructor];

/** mitata's rule: generators yield the function, functions with a parameter run the loop themselves. */
function kindOf(fn: AnyFunction): 'call' | 'loop' | 'generator' {
  if (GENERATORS.some((Generator) => fn instanceof Generator)) return 'generator';
  return fn.length === 0 ? 'call' : 'loop';
}

async function openGenerator(fn: AnyFunction, get: (name: string) => unknown, rest: Partial<OpenWork>): Promise<OpenWork> {
  const steps = (fn as unknown as (state: { get: typeof get }) => Steps)({ get });
  const { value, done } = await steps.next();
  const concurrency = Number((value as Yielded | undefined)?.concurrency ?? get('concurrency') ?? 1);
  const close = async () => {
    if (!(await steps.next()).done) throw new TypeError('A generator benchmark has to yield once.');
  };
  if (!done && typeof value === 'function') return openCall(value, { ...rest, concurrency, close });
  const yielded = value as Yielded | undefined;
  const call = yielded?.bench ?? yielded?.manual;
  if (done || !yielded || !call)
    throw new TypeError('A generator benchmark has to yield a function, or an object with `bench` or `manual`.');
  const inputs = Array.from({ length: call.length }, (_, place) => {
    const make = yielded[place];
    if (typeof make !== 'function')
      throw new TypeError(`The benchmark takes ${call.length} parameters; there is no function [${place}] that makes one.`);
    return make;
  });
  if (yielded.manual) return openCall(call, { ...rest, style: 'own-duration', inputs, close });
  return openCall(call, { ...rest, inputs, concurrency, close });
}

function workOf(fn: AnyFunction, values: Record<string, unknown>, collectGarbageFirst: boolean): Work {
  const get = (name: string) => values[name];
  const rest = { collectGarbageFirst };
  return () => {
    const kind = kindOf(fn);
    if (kind === 'generator') return openGenerator(fn, get, rest);
    if (kind === 'loop') return openCall(fn, { ...rest, style: 'loop', constants: [get] });
    return openCall(fn, { ...rest, concurrency: Number(values['concurrency'] ?? 1) });
  };
}

/** mitata's order of combinations: the first parameter changes fastest. */
function combinationsOf(args: Args): Record<string, unknown>[] {
  let all: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(args)) all = values.flatMap((value) => all.map((some) => ({ ...some, [name]: value })));
  return all;
}

let kept: unknown;
let keptBefore: unknown;

/** Uses a value, so that the work that made it cannot be optimized away. */
function do_not_optimize(value: unknown): void {
  keptBefore = kept;
  kept = value;
}

export function createMitataLibrary(session: Session) {
  const groups = createGroups();
  let waiting: B[] = [];

  class B {
    readonly #fn: AnyFunction;
    readonly #stack = captureStack();
    readonly #path = groups.path();
    #name = '';
    #args: Args = {};
    #collectGarbageFirst = false;
    #baseline = false;

    constructor(name: string, fn: AnyFunction) {
      if (typeof fn !== 'function') throw new TypeError('expected iterator, generator or one-shot function');
      this.#fn = fn;
      this.#name = name;
      waiting.push(this);
    }

    name(name: string): this {
      this.#name = name;
      return this;
    }

    gc(when: boolean | 'once' | 'inner' = 'once'): this {
      this.#collectGarbageFirst = when === 'inner';
      return this;
    }

    highlight(): this {
      return this;
    }

    compact(): this {
      return this;
    }

    baseline(is = true): this {
      this.#baseline = is;
      return this;
    }

    range(name: string, start: number, end: number, multiplier = 8): this {
      return this.#series(name, start, end, (value) => value * multiplier);
    }

    dense_range(name: string, start: number, end: number, step = 1): this {
      return this.#series(name, start, end, (value) => value + step);
    }

    args(name: string | unknown[] | Record<string, unknown[] | null> | null, values?: unknown[] | null): this {
      if (name === null) delete this.#args['x'];
      else if (Array.isArray(name)) this.#args['x'] = name;
      else if (typeof name === 'object') for (const [key, some] of Object.entries(name)) this.args(key, some);
      else if (values === null) delete this.#args[name];
      else if (Array.isArray(values)) this.#args[name] = values;
      else throw new TypeError('invalid arguments');
      return this;
    }

    async run() {
      session.noteRun();
      waiting = waiting.filter((other) => other !== this);
      this.declare('run');
      return {
        alias: this.#name,
        args: this.#args,
        baseline: this.#baseline,
        kind: 'static',
        runs: [],
        style: { compact: false, highlight: false },
      };
    }

    #series(name: string, start: number, end: number, next: (value: number) => number): this {
      const values: number[] = [];
      for (let value = start; value <= end && values.length < 10_000; value = next(value)) values.push(value);
      if (!values.includes(end)) values.push(end);
      return this.args(name, values);
    }

    matches(filter: RegExp): boolean {
      return filter.test(this.#name);
    }

    declare(mode: BenchMode): void {
      for (const values of combinationsOf(this.#args)) {
        let name = this.#name;
        for (const [key, value] of Object.entries(values)) name = name.replaceAll(`$${key}`, () => String(value));
        const texts = Object.entries(values).map(([key, value]) => [key, valueText(value)]);
        session.declare({
          api: 'mitata',
          path: [...this.#path, name],
          modes: [mode],
          parameters: texts.length > 0 ? (Object.fromEntries(texts) as Record<string, string>) : null,
          baseline: this.#baseline,
          stack: this.#stack,
          work: workOf(this.#fn, values, this.#collectGarbageFirst),
        });
      }
    }
  }

  function declareAll(filter?: RegExp): void {
    const all = waiting;
    waiting = [];
    for (const benchmark of all) benchmark.declare(!filter || benchmark.matches(filter) ? 'run' : 'skip');
  }

  // What is still there when the file has been executed.
  session.later(() => declareAll());

  const inGroup = (name: string | null) => (declare: () => unknown) => groups.inside(name, 'run', declare);
  const plain = inGroup(null);

  return {
    B,
    bench: (name: string | AnyFunction, fn?: AnyFunction) =>
      typeof name === 'function' ? new B(name.name || 'anonymous', name) : new B(name, fn as AnyFunction),
    group: (name: string | (() => unknown), declare?: () => unknown) =>
      typeof name === 'function' ? plain(name) : inGroup(name)(declare as () => unknown),
    summary: plain,
    boxplot: plain,
    barplot: plain,
    lineplot: plain,
    compact: plain,
    do_not_optimize,
    flags: { compact: 1, baseline: 2 },
    async run({ filter }: { filter?: RegExp } = {}) {
      session.noteRun();
      declareAll(filter);
      return {
        layout: [],
        benchmarks: [],
        context: { now: 0, arch: null, runtime: 'node', version: process.version, cpu: { freq: 0, name: null }, noop: {} },
      };
    },
    async measure(): Promise<never> {
      throw new Error(
        "mitata's measure() returns its result at once, which Laptime cannot: declare the function with bench(name, fn) instead.",
      );
    },
    /** The values last given to `do_not_optimize`: being readable, they have to be computed. */
    kept: () => [kept, keptBefore],
  };
}
