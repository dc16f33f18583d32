import { describe, expect, it } from 'vitest';
import { openCall } from '../work.ts';
import { repeatRandom } from './repeatRandom.ts';
import { witnessCall } from './witnessCall.ts';

interface Witness {
  reached(place: number): void;
  call(name: string, given: readonly unknown[]): { returned<T>(value: T): T; threw<T>(error: T): T; ended(): void };
}

const witness = () => (globalThis as { [key: symbol]: Witness | undefined })[Symbol.for('laptime.witness')];

/** A function as it is written into a file that is watched. */
function watched<Given extends readonly unknown[], Value>(name: string, fn: (...given: Given) => Value): (...given: Given) => Value {
  return (...given) => {
    const call = witness()?.call(name, given) ?? { returned: <T>(value: T) => value, threw: <T>(error: T) => error, ended() {} };
    try {
      return call.returned(fn(...given));
    } catch (error) {
      throw call.threw(error);
    } finally {
      call.ended();
    }
  };
}

const quiet = () => {};

describe('witnessCall', () => {
  it('tells of one call, between its hooks, and of nothing else', async () => {
    const order: string[] = [];
    const add = watched('add', (list: number[], value: number) => {
      witness()?.reached(3);
      return list.push(value);
    });
    const hooks = { before: (mode: string) => order.push(`before ${mode}`), after: () => order.push('after') };
    add([], 0);
    const work = openCall((list: number[]) => (order.push('call'), add(list, 7), list), {
      inputs: [() => [1]],
      callHooks: hooks,
      phaseHooks: hooks,
    });
    const report = await witnessCall(work, quiet);
    expect(order).toEqual(['before run', 'before run', 'call', 'after', 'after']);
    expect(report).toMatchObject({ isLoaded: false, reached: { 3: 1 }, callCount: 1 });
    expect(report.returned).toMatchObject({ text: 'length 2' });
    // What it was given is looked at when it has ended.
    expect(report.calls).toMatchObject([
      {
        name: 'add',
        end: 'returned',
        value: 2,
        given: {
          entries: [
            ['[0]', { text: 'length 2' }],
            ['[1]', 7],
          ],
        },
      },
    ]);
    expect(witness()).toBeUndefined();
  });

  it('waits for what is promised, and tells what is thrown', async () => {
    const late = watched('late', async (value: number) => {
      await Promise.resolve();
      if (value < 0) throw new RangeError('below');
      return value;
    });
    const report = await witnessCall(
      openCall(async () => [await late(1), await late(-1).catch(() => 'caught')]),
      quiet,
    );
    expect(report.calls).toMatchObject([
      { end: 'returned', value: 1 },
      { end: 'threw', value: { text: 'RangeError: below' } },
    ]);
    const failing = openCall(() => {
      throw new Error('no');
    });
    await expect(witnessCall(failing, quiet)).rejects.toThrow('no');
    expect(witness()).toBeUndefined();
  });

  it('takes one turn of a loop, and no own account of time for an output', async () => {
    let turns = 0;
    const loop = openCall(
      ((state: Iterable<undefined>) => {
        for (const _ of state) turns += 1;
        return 5;
      }) as never,
      { style: 'loop', constants: [() => undefined] },
    );
    expect((await witnessCall(loop, quiet)).returned).toBeUndefined();
    expect(turns).toBe(1);
    expect(
      (
        await witnessCall(
          openCall(() => ({ overriddenDuration: 3 }), { mayOverrideDuration: true }),
          quiet,
        )
      ).returned,
    ).toBeUndefined();
  });

  it('keeps so many calls as there is room for', async () => {
    const many = watched('many', (length: number) => Array.from({ length }, (_, index) => index));
    const run = (...lengths: readonly number[]) =>
      witnessCall(
        openCall(() => lengths.forEach((length) => many(length))),
        quiet,
      );
    const report = await run(...Array.from({ length: 5 }, () => 100_000));
    expect(report.calls).toHaveLength(2);
    expect(report.callCount).toBe(5);
    expect((await run(...Array.from({ length: 2000 }, () => 1))).calls).toHaveLength(1000);
    // One that is too much by itself is told, as what cannot be compared.
    expect(JSON.stringify((await run(400_000)).calls)).toContain('more than can be compared');
  });
});

describe('repeatRandom', () => {
  it('gives the same numbers each time, which look like random ones', () => {
    const { random } = Math;
    try {
      const draw = () => {
        repeatRandom();
        return Array.from({ length: 1000 }, () => Math.random());
      };
      const numbers = draw();
      expect(draw()).toEqual(numbers);
      expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
      expect(numbers.reduce((sum, number) => sum + number, 0) / 1000).toBeCloseTo(0.5, 1);
      expect(new Set(numbers).size).toBe(1000);
    } finally {
      Math.random = random;
    }
  });
});
