import { describe, expect, it } from 'vitest';
import type { SeenCall, WitnessReport } from '../../protocol/harness.ts';
// oxlint-disable-next-line laptime/walls -- what the harness sees is what is compared
import { seeValue } from '../harness/witness/seeValue.ts';
import { compareOutputs, type SideOutput } from './compareOutputs.ts';

const see = (value: unknown) => seeValue(value, { left: 10_000 });

const call = (value: unknown, given: readonly unknown[] = [], end: SeenCall['end'] = 'returned'): SeenCall => ({
  name: 'pick',
  end,
  value: see(value),
  given: see(given),
});

function did(returned: unknown, calls: readonly SeenCall[] = [], rest: Partial<WitnessReport> = {}): SideOutput {
  const report = { isLoaded: true, reached: { 0: 1 }, returned: see(returned), calls, callCount: calls.length, durationMs: 1, ...rest };
  return { state: 'done', report };
}

const compare = (before: SideOutput, after: SideOutput, again = before) => compareOutputs([{ benchmark: 'b', before, again, after }], true);

describe('compareOutputs', () => {
  it('finds what benchmarks return equal, whatever classes and places it is made of', () => {
    const make = () =>
      new (class Row {
        id = 1;
        tags = new Set(['a']);
        bytes = Buffer.from('x');
        at = new Date(1);
      })();
    expect(compare(did(make()), did(make()))).toEqual({ state: 'equal', calls: 0, allCalls: 0, everywhere: true });
    expect(compare(did({ a: 1, b: 2 }), did({ b: 2, a: 1 }))).toEqual({ state: 'equal', calls: 0, allCalls: 0, everywhere: true });
  });

  it.each([
    [[1, { name: 'x' }], [1, { name: 'y' }], '[1].name', '"x"', '"y"'],
    [[1], [1, 2], '[1]', 'nothing', '2'],
    [[1, 2], [1], '[1]', '2', 'nothing'],
    [{ a: undefined }, {}, '.a', 'undefined', 'nothing'],
    [0, -0, '', '0', '-0'],
    ['1', 1, '', '"1"', '1'],
    [new Map([['k', 1]]), new Map([['k', 2]]), '.get("k")', '1', '2'],
    [new Set([1, 2]), new Set([2, 1]), '.values()[0]', '1', '2'],
    [new Float64Array([1]), new Float64Array([2]), '', 'Float64Array of 8 bytes', 'Float64Array of 8 bytes'],
    [new Date(1), new Date(2), '', 'Date, 1', 'Date, 2'],
    [Object.assign([], { 0: 1, 2: 3 }), [1, undefined, 3], '[1]', 'nothing', 'undefined'],
    [null, {}, '', 'null', 'an object'],
  ])('names the first difference of %j and %j', (before, after, place, was, is) => {
    expect(compare(did(before), did(after))).toEqual({
      state: 'differ',
      benchmark: 'b',
      place: `what the benchmark returns${place}`,
      before: was,
      after: is,
    });
  });

  it('compares what changed functions return, throw and do to what they are given', () => {
    expect(compare(did(undefined, [call([1])]), did(undefined, [call([1])]))).toEqual({
      state: 'equal',
      calls: 1,
      allCalls: 1,
      everywhere: true,
    });
    expect(compare(did(undefined, [call(1), call(2)]), did(undefined, [call(1), call(3)]))).toMatchObject({
      place: 'pick() → ',
      before: '2',
    });
    const threw = call(new TypeError('no'), [], 'threw');
    expect(compare(did(undefined, [call(1)]), did(undefined, [threw]))).toMatchObject({ place: 'pick()', after: 'it throws' });
    expect(compare(did(undefined, [threw]), did(undefined, [call(new TypeError('yes'), [], 'threw')]))).toMatchObject({
      place: 'pick() throws ',
    });
    expect(compare(did(undefined, [call(1, [[]])]), did(undefined, [call(1, [[5]])]))).toMatchObject({
      place: 'what pick() was given[0][0]',
    });
  });

  it('takes a throw with the fix for a difference, and the same throw for none', () => {
    const threw: SideOutput = { state: 'threw', message: 'x is not a function' };
    expect(compare(did(1), threw)).toMatchObject({ state: 'differ', after: 'it throws: x is not a function' });
  });

  it('never pretends', () => {
    const reasonOf = (before: SideOutput, after: SideOutput, again?: SideOutput) => {
      const outputs = compare(before, after, again);
      return outputs.state === 'not-compared' ? outputs.reason : outputs.state;
    };
    expect(reasonOf(did(undefined), did(undefined))).toMatch(/return nothing/);
    expect(reasonOf(did({ f: () => 1 }), did({ f: () => 2 }))).toMatch(/a function/);
    expect(reasonOf(did(1), did(1), did(2))).toMatch(/something else each time/);
    const more = { callCount: 5 };
    expect(reasonOf(did(undefined, [call(1)], more), did(undefined, [call(1)]))).toMatch(/return nothing/);
    // What is given may hold functions, which is no output.
    expect(reasonOf(did(undefined, [call(1, [() => 1])]), did(undefined, [call(1, [() => 1])]))).toBe('equal');
  });
});
