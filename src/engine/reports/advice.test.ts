import { describe, expect, it } from 'vitest';
import { exampleBenchmark, exampleBlocks, exampleMeasured, exampleRun } from '../../model/example.fixture.ts';
import type { MeasurementWarning, Summary, WarningCode } from '../../model/measurement.ts';
import type { MachineWarning, Run } from '../../model/run.ts';
import { adviceFor, marksOf } from './advice.ts';

const warned = (name: string, warnings: readonly MeasurementWarning[], summary: Partial<Summary> = {}, waitedShare: number | null = 0) =>
  exampleMeasured(exampleBenchmark([name]), summary, {
    warnings,
    blocks: exampleBlocks([1000, 1000, 1000], { waitedShare, otherLoad: waitedShare }),
  });
const two = (code: WarningCode, changes: Partial<Run> = {}, timeSeconds?: number) =>
  exampleRun(
    [
      warned('a', [{ code, message: 'A.', ...(timeSeconds && { timeSeconds }) }], { relativeError: 0.14 }, 0.5),
      warned('b', [{ code, message: 'B.' }], { relativeError: 0.3 }, 0.5),
      warned('c', []),
    ],
    changes,
  );
const texts = (run: Run) => adviceFor(run).map(({ text }) => text);

describe('adviceFor', () => {
  it('has none for a run in which all was well', () => {
    expect(adviceFor(exampleRun([warned('a', [])]))).toEqual([]);
  });

  it('says in its own words what one benchmark is warned of', () => {
    expect(adviceFor(exampleRun([warned('a', [{ code: 'wide-interval', message: 'Wide.' }])]))).toEqual([
      { mark: '~', text: 'a: Wide.', names: [] },
    ]);
  });

  it('says once what several are warned of, with the worst and the remedy', () => {
    expect(adviceFor(two('noisy-machine', {}, 12))).toEqual([
      {
        mark: '~',
        text:
          '2 of 3 benchmarks were measured beside a busy process (up to 3 of 3 blocks; others used 5.0 % of the processor), ' +
          'and their intervals are wide, up to ± 30 %: run again when it is quiet, or use --time 12.',
        names: ['a', 'b'],
      },
    ]);
    expect(texts(two('noisy-machine'))[0]).toContain('or use --preset thorough.');
    expect(texts(two('wide-interval', {}, 12))[0]).toBe(
      'The intervals of 2 of 3 benchmarks are wide, up to ± 30 %; standard aims at ± 2.0 %: --time 12 should narrow most of them.',
    );
  });

  it('has words for every kind, and does not send the longest preset to a longer one', () => {
    const thorough = { preset: { ...exampleRun([]).preset, name: 'thorough' } } as const;
    const kinds = ['optimized-away', 'expectation-unclear', 'few-blocks', 'noisy-machine', 'wide-interval'] as const;
    const others = ['bimodal', 'not-steady', 'coarse-timer', 'no-wait-correction', 'loader', 'bench-file'] as const;
    for (const code of [...kinds, ...others]) {
      for (const text of [...texts(two(code)), ...texts(two(code, thorough))]) expect(text).toMatch(/^[^]+\.$/u);
      expect(texts(two(code, thorough)).join('')).not.toMatch(/--preset|null|undefined/u);
    }
  });

  it('leaves out what only informs', () => {
    expect(adviceFor(two('gc-heavy'))).toEqual([]);
  });

  it('puts what may be wrong before what is not exact', () => {
    const run = exampleRun([
      warned('a', [
        { code: 'wide-interval', message: 'Wide.' },
        { code: 'optimized-away', message: 'Empty.' },
      ]),
    ]);
    expect(texts(run)).toEqual(['a: Empty.', 'a: Wide.']);
  });

  it('tells once what the machine did', () => {
    const machine = { otherLoad: null, cpuPressure: 0.4, frequencyMhz: null, throttled: true };
    const blind = exampleRun([warned('a', [], {}, null)], { machine, environment: { ...exampleRun([]).environment, onBattery: true } });
    expect(texts(blind)).toEqual([
      expect.stringContaining('slowed down during the run'),
      expect.stringContaining('ran on battery'),
      'Programs waited for the processor 40 % of the time: run again when it is quiet.',
    ]);
    // Blocks that could read it have weighed it.
    expect(texts(exampleRun([warned('a', [])], { machine: { ...machine, throttled: false } }))).toEqual([]);
    expect(adviceFor(exampleRun([], { machine }))).toEqual([]);
  });

  it('says what was recorded of the machine in place of what is guessed', () => {
    const warning = { value: 0.3, extreme: 0.4, atMs: 0, lastedMs: 5000 };
    const machine = { otherLoad: null, cpuPressure: 0.4, frequencyMhz: null, throttled: true };
    const blind = (warnings: MachineWarning[]) => texts(exampleRun([warned('a', [], {}, null)], { machine: { ...machine, warnings } }));
    expect(blind([{ ...warning, code: 'throttled-cpu', message: 'Stopped.' }])).toEqual(['Stopped.']);
    expect(blind([{ ...warning, code: 'stolen-cpu', message: 'Stolen.' }])).toEqual([
      'Stolen.',
      expect.stringContaining('slowed down during the run'),
    ]);
    expect(texts(exampleRun([warned('a', [])], { machine: { ...machine, throttled: false, warnings: [] } }))).toEqual([]);
  });

  it('says once what loading a file had to say', () => {
    const message = 'Something about the file.';
    const run = exampleRun(['a', 'b'].map((name) => warned(name, [{ code: 'bench-file', message }])));
    expect(adviceFor(run)).toEqual([{ mark: null, text: `src/sort.bench.ts: ${message}`, names: [] }]);
  });
});

describe('marksOf', () => {
  const marks = (...codes: WarningCode[]) => marksOf({ warnings: codes.map((code) => ({ code, message: '' })) });

  it('tells what is not exact from what may not be what it seems', () => {
    expect(marks()).toBe('');
    expect(marks('gc-heavy', 'loader', 'bench-file', 'no-wait-correction')).toBe('');
    expect(marks('noisy-machine', 'wide-interval', 'few-blocks')).toBe('~');
    expect(marks('bimodal', 'wide-interval', 'not-steady')).toBe('~!');
  });
});
