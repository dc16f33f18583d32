import { describe, expect, it } from 'vitest';
import { machineWarnings } from './index.ts';

const FROM_MS = 1_700_000_000_000;
const none = { atMs: new Float64Array(), values: new Float64Array() };

/** A value a second from `fromMs` on. */
const each = (values: readonly number[], fromMs = FROM_MS) => ({
  atMs: Float64Array.from(values, (_, second) => fromMs + (second + 1) * 1000),
  values: Float64Array.from(values),
});

const quiet = Array.from({ length: 20 }, () => 0.1);

/** What is said of twenty seconds with these values in each. */
function warningsOf(metrics: Readonly<Record<string, readonly number[]>>, clocks: readonly number[] = []) {
  const all: Readonly<Record<string, readonly number[]>> = { 'machine.cpu': quiet, ...metrics };
  const series = (metric: string) => (all[metric] === undefined ? none : each(all[metric]));
  return machineWarnings({ series, clocks: each(clocks) }, { fromMs: FROM_MS, untilMs: FROM_MS + 20_000 });
}

const messagesOf = (...parts: Parameters<typeof warningsOf>) => warningsOf(...parts)?.map(({ message }) => message);
const filled = (value: number) => quiet.map(() => value);
const between = (value: number, first: number, end: number) => quiet.map((_, at) => (at >= first && at < end ? value : 0));

describe('machineWarnings', () => {
  it('has nothing to say of a quiet machine', () => {
    const some = { 'machine.cpu.others': filled(0.3), 'machine.cpu.pressure': filled(0.1), 'machine.cpu.steal': filled(0.02) };
    const memory = { 'machine.memory.pressure': filled(0.01), 'machine.swap.used': filled(4e9), 'machine.cpu.throttled': filled(0) };
    expect(warningsOf({ ...some, ...memory }, filled(3000))).toEqual([]);
  });

  it('says how much others used, for how long and since when', () => {
    const [warning] = warningsOf({ 'machine.cpu.others': between(0.8, 4, 12).with(5, 1) })!;
    expect(warning).toEqual({
      code: 'busy-machine',
      message:
        'Other processes used 83 % of the processor, up to 100 %, for 8 s of the 20 s that were measured, first after 4 s: run again when it is quiet.',
      value: 0.825,
      extreme: 1,
      atMs: FROM_MS + 4000,
      lastedMs: 8000,
    });
  });

  it('says in one sentence that others used the processor and programs waited for it', () => {
    const both = { 'machine.cpu.others': filled(0.9), 'machine.cpu.pressure': filled(0.4) };
    expect(messagesOf(both)).toEqual([
      'Other processes used 90 % of the processor for all of the 20 s that were measured, and programs waited for it 40 % of the time: run again when it is quiet.',
    ]);
    expect(messagesOf({ 'machine.cpu.pressure': between(0.25, 0, 10) })).toEqual([
      'Programs waited for the processor 25 % of the time for 10 s of the 20 s that were measured, from their beginning on: run again when it is quiet.',
    ]);
  });

  it('leaves out what lasted for less than a fifth of the time, and a single value', () => {
    expect(warningsOf({ 'machine.cpu.others': between(1, 0, 3) })).toEqual([]);
    expect(warningsOf({ 'machine.cpu.others': between(1, 0, 4) })).toHaveLength(1);
    const short = { series: (metric: string) => each(metric === 'machine.cpu' ? [0.1, 0.1] : [1]), clocks: none };
    expect(machineWarnings(short, { fromMs: FROM_MS, untilMs: FROM_MS + 2000 })).toEqual([]);
  });

  it('knows steal, throttling, and memory that is short', () => {
    const taken = { 'machine.cpu.steal': filled(0.08), 'machine.cpu.throttled': between(0.5, 10, 20) };
    const memory = { 'machine.memory.pressure': filled(0.2), 'machine.swap.used': quiet.map((_, second) => 1e9 + second * 1e7) };
    expect(messagesOf({ ...taken, ...memory })).toEqual([
      expect.stringMatching(/^The host of this virtual machine gave 8\.0 % of its processor to others for all of the 20 s/),
      expect.stringMatching(
        /^The limit of the container stopped its processes in 50 % of its periods for 10 s of the 20 s .* first after 10 s/,
      ),
      expect.stringMatching(/^Programs waited for memory 20 % of the time for all of the 20 s/),
      expect.stringMatching(/^190 MB of memory were moved to the disk/),
    ]);
  });

  it('knows a clock that fell', () => {
    const clocks = quiet.map((_, second) => (second < 10 ? 4000 : 2500 - second));
    expect(warningsOf({}, clocks)).toMatchObject([
      { code: 'slow-clock', value: 2485.5, extreme: 2481, message: expect.stringContaining('ran at 2486 MHz instead of 4000 MHz') },
    ]);
  });

  it('counts what was measured only, and says nothing where too little was recorded', () => {
    const series = (metric: string) => (metric === 'machine.cpu' || metric === 'machine.cpu.others' ? each(filled(1)) : none);
    const after = (ms: number) => machineWarnings({ series, clocks: none }, { fromMs: FROM_MS + ms, untilMs: FROM_MS + ms + 5000 });
    expect(after(-10_000)).toBeUndefined();
    expect(after(20_000)).toBeUndefined();
    // The first value is half of a second before.
    expect(after(500)).toMatchObject([{ lastedMs: 5000, atMs: FROM_MS + 500 }]);
    expect(machineWarnings({ series: () => none, clocks: none }, { fromMs: 0, untilMs: 1e9 })).toBeUndefined();
  });
});
