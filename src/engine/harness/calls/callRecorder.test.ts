import { describe, expect, it } from 'vitest';
import { createCallRecorder } from './callRecorder.ts';
import { createHider } from './hideSecrets.ts';
import type { CallLine } from './settings.ts';

function recorder(options: { readonly parameters?: readonly string[]; readonly isMethod?: boolean } = {}) {
  const lines: CallLine[] = [];
  const made = createCallRecorder({
    parameters: options.parameters ?? ['a', 'b'],
    isMethod: options.isMethod ?? false,
    hider: createHider({}),
    write: (line) => lines.push(line),
  });
  const calls = () => lines.filter((line) => line.kind === 'call');
  return { ...made, lines, calls };
}

describe('createCallRecorder', () => {
  it('keeps calls of the whole run, each with the same chance', () => {
    const { take, end, lines, calls } = recorder();
    for (let call = 1; call <= 10_000; call++) take(undefined, ['same']);
    end();
    const kept = new Map(calls().map((line) => [line.slot, line.call]));
    expect(kept.size).toBe(51);
    const late = [...kept.values()].filter((call) => call > 5000).length;
    // Binomial: 50 of one half. Beyond 8 to 42 once in a million.
    expect(late).toBeGreaterThan(8);
    expect(late).toBeLessThan(42);
    // Some k (1 + ln(n / k)): 315.
    expect(calls().length).toBeLessThan(600);
    expect(lines.at(-1)).toEqual({ kind: 'end', calls: 10_000 });
  });

  it('always keeps the largest', () => {
    for (let round = 0; round < 20; round++) {
      const { take, calls } = recorder();
      for (let call = 1; call <= 3000; call++) take(undefined, [call === 1500 ? 'a'.repeat(500) : 'a']);
      expect(Math.max(...calls().map(({ size }) => size))).toBeGreaterThan(500);
    }
  });

  it('records what arguments were when it was called', () => {
    const { take, calls, lines, end } = recorder();
    const list = [1];
    take(undefined, [list]);
    list.push(2);
    end();
    expect(calls()[0]!.args).toEqual([{ id: 0, kind: 'array', items: [1] }]);
    expect(lines.some(({ kind }) => kind === 'changed')).toBe(true);
  });

  it('says of what stays as it is nothing', () => {
    const { take, lines, end } = recorder();
    for (let call = 0; call < 5; call++) take(undefined, [[1]]);
    end();
    expect(lines.some(({ kind }) => kind === 'changed')).toBe(false);
  });

  it('tells of a change of what a method is called on', () => {
    const { take, lines, end } = recorder({ isMethod: true });
    const self = { count: 0 };
    take(self, []);
    self.count += 1;
    end();
    expect(lines.some(({ kind }) => kind === 'changed')).toBe(true);
  });

  it('says why a call could not be recorded, by the name of the parameter', () => {
    const { take, lines } = recorder();
    take(undefined, [1, [() => 1]]);
    expect(lines).toEqual([{ kind: 'refused', call: 1, reason: 'its argument b is or has a function' }]);
  });

  it('hides what parameters with such names have', () => {
    const { take, calls } = recorder({ parameters: ['user', 'password'] });
    take(undefined, ['me', 'open sesame']);
    expect(calls()[0]).toMatchObject({ args: ['me', 'hidden1-hid'], secrets: ['password'] });
  });

  it('stops writing at some time', () => {
    const { take, lines } = recorder();
    for (let call = 0; call < 400; call++) take(undefined, [Array.from({ length: 900 }, () => 'a'.repeat(100))]);
    const characters = lines.reduce((sum, line) => sum + JSON.stringify(line).length, 0);
    expect(characters).toBeLessThan(20_000_000);
  });

  it('leaves the random numbers of the program alone', () => {
    const { random } = Math;
    Math.random = () => {
      throw new Error('asked');
    };
    try {
      const { take, calls } = recorder();
      for (let call = 0; call < 1000; call++) take(undefined, [call]);
      expect(calls().length).toBeGreaterThan(50);
    } finally {
      Math.random = random;
    }
  });
});
