import assert from 'node:assert/strict';
import { messageOf } from '../../../base/errors.ts';
import type { BenchMode } from '../../../model/benchmark.ts';
import { captureStack, effectiveMode, type Session } from '../session.ts';
import { isThenable, type AnyFunction, type Work } from '../work.ts';
import { createExpect } from './expect.ts';
import { tinybenchWork, type BenchLikeOptions, type TaskLikeOptions } from './tinybenchWork.ts';
import { createBenchFixture } from './vitestBench.ts';
import {
  aroundEach,
  beginSuites,
  caseName,
  casesOf,
  chainOf,
  createSuite,
  endSuites,
  modesOf,
  nameOf,
  pathOf,
  type HookName,
  type Suite,
} from './vitestSuites.ts';

type Options = BenchLikeOptions & TaskLikeOptions;
type Body = (...args: unknown[]) => unknown;

interface Test {
  readonly suite: Suite;
  readonly name: string;
  readonly mode: BenchMode;
  readonly body: Body;
  readonly stack: string;
  /** What `.each` gives the body before, or `.for` instead of and before, its context. */
  readonly args: readonly unknown[];
}

/** Thrown by `skip()` of a test's context. */
class Skipped extends Error {}

/** Chains such as `describe.skip.each`: every member of `members` returns the same function with another mode. */
function withModes<T extends object>(make: (mode: BenchMode) => T, mode: BenchMode = 'run'): T {
  const self = make(mode);
  const stronger = (other: BenchMode): BenchMode => (mode === 'skip' || mode === 'todo' ? mode : other);
  const when = (isRun: boolean) => withModes(make, isRun ? mode : stronger('skip'));
  for (const other of ['skip', 'only', 'todo'] as const) {
    Object.defineProperty(self, other, { get: () => withModes(make, other === 'only' ? stronger('only') : other) });
  }
  for (const same of ['concurrent', 'sequential', 'shuffle', 'fails'])
    Object.defineProperty(self, same, { get: () => withModes(make, mode) });
  return Object.assign(self, {
    skipIf: (condition: unknown) => when(!condition),
    runIf: (condition: unknown) => when(Boolean(condition)),
  });
}

/** Whether a test can reach the context's `bench`, so that running it when collecting has a point. */
function mayDeclareBenchmarks(body: Body): boolean {
  const [parameter = ''] = /\(([^)]*)\)|^(?:async\s+)?([\w$]+)\s*=>/u.exec(String(body))?.slice(1).filter(Boolean) ?? [];
  return body.length > 0 && (/\bbench\b/u.test(String(body)) || !parameter.trimStart().startsWith('{'));
}

/** Node's strict assertions have the names of the common ones of chai. */
function createAssert(): unknown {
  const refuse = unavailable('assert') as Record<string, unknown>;
  return new Proxy(assert, {
    get: (target, member) => (member in target ? Reflect.get(target, member) : Reflect.get(refuse, member)) as unknown,
  });
}

/** What vitest exports and a run outside of its own worker cannot offer. */
function unavailable(name: string): unknown {
  const refuse = (member: string) => () => {
    throw new Error(`${name}.${member} of vitest is not available in a run of Laptime: the file runs outside of vitest's worker.`);
  };
  return new Proxy(refuse('()'), { get: (_, member) => (member === 'then' || typeof member === 'symbol' ? undefined : refuse(member)) });
}

/** A chain of types that checks nothing at run time, as vitest's `expectTypeOf`. */
function nothingAtRunTime(): unknown {
  const chain: unknown = new Proxy(() => chain, {
    get: (_, member) => (member === 'then' || typeof member === 'symbol' ? undefined : chain),
  });
  return chain;
}

export function createVitestLibrary(session: Session) {
  const root = createSuite(null, 'run', null);
  const suites = [root];
  const tests: Test[] = [];
  const expect = createExpect(session);
  let current = root;
  let loading = true;

  async function fill(suite: Suite, declare: Body, args: readonly unknown[]): Promise<void> {
    const before = current;
    current = suite;
    try {
      await declare(...args);
    } finally {
      current = before;
    }
  }

  function addSuite(name: string, mode: BenchMode, declare: Body, args: readonly unknown[] = []): void {
    const suite = createSuite(name, mode, current);
    suites.push(suite);
    // As in vitest: the bodies run when the file has been executed; inside another one at once, so that order is kept.
    if (loading || declare.constructor.name === 'AsyncFunction') return session.later(() => fill(suite, declare, args));
    const before = current;
    current = suite;
    try {
      const result = declare(...args);
      if (isThenable(result)) session.later(() => result);
    } finally {
      current = before;
    }
  }

  const bodyOf = (args: readonly unknown[]): Body | undefined =>
    args.find((argument) => typeof argument === 'function') as Body | undefined;

  const describe = withModes((mode) => {
    const declare = (name: unknown, ...rest: unknown[]) => addSuite(nameOf(name), mode, bodyOf(rest) ?? (() => {}));
    const each =
      (spread: boolean) =>
      (cases: readonly unknown[], ...values: unknown[]) =>
      (name: unknown, ...rest: unknown[]) => {
        for (const [index, args] of casesOf(cases, values).entries()) {
          const given = spread ? args : [cases[index]];
          addSuite(caseName(nameOf(name), args, index), mode, bodyOf(rest) ?? (() => {}), given);
        }
      };
    return Object.assign(declare, { each: each(true), for: each(false) });
  });

  /** A `bench` of vitest 1 to 4, between the hooks of the suites around it. */
  function workOf(suite: Suite, name: string, fn: AnyFunction, options: Options): Work {
    return async () => {
      await beginSuites(suite);
      const endEach = await aroundEach(suite, { task: { name } });
      const open = await tinybenchWork(fn, { name }, options, options)();
      return {
        ...open,
        async close() {
          await open.close();
          await endEach();
          await endSuites(chainOf(suite));
        },
      };
    };
  }

  const bench = withModes((mode) => (name: unknown, ...rest: unknown[]): void => {
    const fn = bodyOf(rest) as AnyFunction | undefined;
    if (!fn && mode !== 'todo' && mode !== 'skip') throw new TypeError(`The benchmark '${nameOf(name)}' has no function: bench(name, fn).`);
    const options = (rest.find((argument) => typeof argument === 'object' && argument !== null) ?? {}) as Options;
    session.declare({
      api: 'vitest',
      path: [...pathOf(current), nameOf(name)],
      modes: [...modesOf(current), mode],
      stack: captureStack(),
      work: fn ? workOf(current, nameOf(name), fn, options) : null,
    });
  });

  function addTest(name: string, mode: BenchMode, rest: readonly unknown[], args: readonly unknown[] = []): void {
    const body = bodyOf(rest);
    if (body && mayDeclareBenchmarks(body)) tests.push({ suite: current, name, mode, body, args, stack: captureStack() });
  }

  const test = withModes((mode) => {
    const declare = (name: unknown, ...rest: unknown[]) => addTest(nameOf(name), mode, rest);
    const each =
      (spread: boolean) =>
      (cases: readonly unknown[], ...values: unknown[]) =>
      (name: unknown, ...rest: unknown[]) => {
        for (const [index, args] of casesOf(cases, values).entries()) {
          addTest(caseName(nameOf(name), args, index), mode, rest, spread ? args : [cases[index]]);
        }
      };
    const extend = () => {
      throw new Error('test.extend() of vitest is not available in a run of Laptime: make the fixture inside the test.');
    };
    return Object.assign(declare, { each: each(true), for: each(false), extend });
  });

  async function runTest(test: Test): Promise<void> {
    const path = [...pathOf(test.suite), test.name];
    const modes = [...modesOf(test.suite), test.mode];
    let started = false;
    const fixture = createBenchFixture(session, path, modes, () => {
      started = true;
    });
    const finishers: Body[] = [];
    const context = {
      task: { name: test.name, fullTestName: path.join(' > ') },
      bench: fixture,
      expect,
      signal: new AbortController().signal,
      annotate: () => {},
      onTestFinished: (fn: Body) => finishers.push(fn),
      onTestFailed: () => {},
      skip: (condition: unknown = true) => {
        if (condition !== false) throw new Skipped();
      },
    };
    try {
      await beginSuites(test.suite);
      const endEach = await aroundEach(test.suite, context);
      try {
        await test.body(...test.args, context);
      } finally {
        for (const finish of finishers.toReversed()) await finish(context);
        await endEach();
      }
    } catch (error) {
      if (error instanceof Skipped) return;
      // A test that fails before its first benchmark is an item of its own, and fails in the same way when it is measured.
      if (!started) session.declare({ api: 'vitest', path, modes, stack: test.stack, work: null });
      else if (session.collecting) session.warn(`The test '${test.name}' failed after its benchmarks: ${messageOf(error)}`);
      if (!session.collecting && !session.timed) throw error;
    }
  }

  async function runTests(): Promise<void> {
    const onlyIsUsed = session.onlyIsUsed || tests.some((test) => [...modesOf(test.suite), test.mode].includes('only'));
    for (const test of tests) {
      const path = [...pathOf(test.suite), test.name];
      const modes = [...modesOf(test.suite), test.mode];
      const mode = effectiveMode(modes, onlyIsUsed);
      const runs = mode === 'only' || (mode === 'run' && !onlyIsUsed);
      if (!runs) session.declare({ api: 'vitest', path, modes, stack: test.stack, work: null });
      else if (session.target === null || path.every((name, index) => session.target!.path[index] === name)) await runTest(test);
    }
    if (tests.length > 0) await endSuites(suites);
  }

  session.later(() => {
    loading = false;
  });
  session.atEnd(runTests);

  const hook = (name: HookName) => (fn: Body) => {
    current.hooks[name].push(fn);
  };

  return {
    bench,
    describe,
    suite: describe,
    test,
    it: test,
    expect,
    beforeAll: hook('beforeAll'),
    afterAll: hook('afterAll'),
    beforeEach: hook('beforeEach'),
    afterEach: hook('afterEach'),
    onTestFinished() {},
    onTestFailed() {},
    assert: createAssert(),
    assertType() {},
    expectTypeOf: nothingAtRunTime,
    unavailable,
  };
}
