import { isDeepStrictEqual, inspect } from 'node:util';
import type { Expectation, ExpectationSide } from '../../../protocol/harness.ts';
import { captureStack, type Session } from '../session.ts';

/** Marks a result that stands for a benchmark which is measured elsewhere, or that was stored earlier. */
export const SIDE = Symbol('laptime.side');

const sideOf = (value: unknown): ExpectationSide | undefined =>
  typeof value === 'object' && value !== null ? (value as { [SIDE]?: ExpectationSide })[SIDE] : undefined;

type Matcher = (received: never, ...expected: never[]) => boolean;

const includes = (received: string | Iterable<unknown>, expected: unknown): boolean =>
  typeof received === 'string' ? received.includes(String(expected)) : [...received].includes(expected);

function matchesPart(received: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null || typeof received !== 'object' || received === null)
    return isDeepStrictEqual(received, part);
  return Object.entries(part).every(([key, value]) => matchesPart((received as Record<string, unknown>)[key], value));
}

/** Equal when `undefined` members are left out of account, as `toEqual` does. */
function isLooselyEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b) || ![Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(a)))
    return isDeepStrictEqual(a, b);
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => isLooselyEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}

function throws(received: () => unknown, expected?: unknown): boolean {
  try {
    received();
    return false;
  } catch (error) {
    if (expected === undefined) return true;
    const message = error instanceof Error ? error.message : String(error);
    if (typeof expected === 'string') return message.includes(expected);
    if (expected instanceof RegExp) return expected.test(message);
    return typeof expected === 'function' ? error instanceof expected : isDeepStrictEqual(error, expected);
  }
}

/** What bench files use to check that the work they time is right. */
const MATCHERS: Readonly<Record<string, Matcher>> = {
  toBe: (received: unknown, expected: unknown) => Object.is(received, expected),
  toEqual: isLooselyEqual,
  toStrictEqual: isDeepStrictEqual,
  toMatchObject: matchesPart,
  toBeTruthy: Boolean,
  toBeFalsy: (received: unknown) => !received,
  toBeDefined: (received: unknown) => received !== undefined,
  toBeUndefined: (received: unknown) => received === undefined,
  toBeNull: (received: unknown) => received === null,
  toBeNaN: (received: unknown) => Number.isNaN(received),
  toBeTypeOf: (received: unknown, expected: string) => typeof received === expected,
  toBeInstanceOf: (received: unknown, expected: new () => unknown) => received instanceof expected,
  toBeGreaterThan: (received: number, expected: number) => received > expected,
  toBeGreaterThanOrEqual: (received: number, expected: number) => received >= expected,
  toBeLessThan: (received: number, expected: number) => received < expected,
  toBeLessThanOrEqual: (received: number, expected: number) => received <= expected,
  toBeCloseTo: (received: number, expected: number, digits = 2) => Math.abs(received - expected) < 10 ** -digits / 2,
  toContain: includes,
  toContainEqual: (received: Iterable<unknown>, expected: unknown) => [...received].some((item) => isLooselyEqual(item, expected)),
  toHaveLength: (received: { length: number }, expected: number) => received.length === expected,
  toHaveProperty: (received: object, expected: string) => expected in received,
  toMatch: (received: string, expected: string | RegExp) =>
    typeof expected === 'string' ? received.includes(expected) : expected.test(received),
  toThrow: throws,
  toThrowError: throws,
};

const RELATIONS: Readonly<Record<string, Expectation['relation']>> = { toBeFasterThan: 'faster', toBeSlowerThan: 'slower' };

type Custom = (this: object, received: unknown, ...expected: unknown[]) => { pass: boolean; message: () => string };

/** `expect` of vitest, as far as bench files need it; its two matchers for results are recorded, not judged. */
export function createExpect(session: Session) {
  const custom: Record<string, Custom> = {};

  function recordRelation(name: string, received: unknown, negated: boolean, [expected, options]: unknown[]): void {
    const [actualSide, expectedSide] = [sideOf(received), sideOf(expected)];
    if (!actualSide || !expectedSide) throw new TypeError(`${name}() compares two benchmark results.`);
    const delta = (options as { delta?: number } | undefined)?.delta ?? 0;
    session.expect({ relation: RELATIONS[name]!, negated, actual: actualSide, expected: expectedSide, delta, stack: captureStack() });
  }

  function check(name: string, received: unknown, negated: boolean, expected: unknown[], message: string | undefined): void {
    if (name in RELATIONS) return recordRelation(name, received, negated, expected);
    if (Number.isNaN(received) || sideOf(received)?.kind === 'benchmark') {
      session.warn(
        `${name}() on a number of a benchmark's result is not judged: the results come after the file has run. Use a budget, or toBeFasterThan.`,
      );
      return;
    }
    const own = custom[name];
    const outcome = own?.call({ isNot: negated, equals: isLooselyEqual, utils: {} }, received, ...expected);
    const matcher = MATCHERS[name];
    if (!outcome && !matcher) throw new Error(`expect().${name}() is not available in a run of Laptime.`);
    const pass = outcome ? outcome.pass : matcher!(received as never, ...(expected as never[]));
    if (pass !== negated) return;
    const text =
      outcome?.message() ??
      `expected ${inspect(received, { depth: 2 })} ${negated ? 'not ' : ''}${name} ${expected.map((value) => inspect(value, { depth: 2 })).join(', ')}`;
    throw new Error(message ? `${message}: ${text}` : text);
  }

  const matchersFor = (received: unknown, negated: boolean, message: string | undefined): object =>
    new Proxy(Object.create(null) as object, {
      get(_, name) {
        if (typeof name !== 'string' || name === 'then') return undefined;
        if (name === 'not') return matchersFor(received, !negated, message);
        if (name === 'resolves') return settled(Promise.resolve(received), negated, message);
        if (name === 'rejects') return settled(rejectionOf(received), negated, message);
        return (...expected: unknown[]) => check(name, received, negated, expected, message);
      },
    });

  const settled = (received: Promise<unknown>, negated: boolean, message: string | undefined): object =>
    new Proxy(Object.create(null) as object, {
      get(_, name) {
        if (typeof name !== 'string' || name === 'then') return undefined;
        if (name === 'not') return settled(received, !negated, message);
        return async (...expected: unknown[]) => {
          const value = await received;
          // `rejects.toThrow` looks at the error, as if it were thrown again.
          const isThrow = name.startsWith('toThrow') && value instanceof Error;
          check(
            name,
            isThrow
              ? () => {
                  throw value;
                }
              : value,
            negated,
            expected,
            message,
          );
        };
      },
    });

  return Object.assign((received: unknown, message?: string) => matchersFor(received, false, message), {
    extend(matchers: Record<string, Custom>) {
      Object.assign(custom, matchers);
    },
    assertions() {},
    hasAssertions() {},
    fail(message = 'expect.fail()') {
      throw new Error(message);
    },
  });
}

async function rejectionOf(received: unknown): Promise<unknown> {
  try {
    await (typeof received === 'function' ? (received as () => unknown)() : received);
  } catch (error) {
    return error;
  }
  throw new Error('expected the promise to be rejected, but it was resolved');
}
