import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { openCall, type AnyFunction, type OpenWork } from '../work.ts';
import { median } from './phase.ts';
import { timeBlock } from './timeBlock.ts';

const plan = { blockMs: 60, warmupMs: 100, minBlocks: 2, mostMs: 400 };
const block = (work: OpenWork) => timeBlock(work, plan, () => {});
const medianOf = async (fn: AnyFunction) => median((await block(openCall(fn))).samplesNs);

const list = Array.from({ length: 300 }, (_, index) => index);
const sum = () => {
  let total = 0;
  for (const value of list) total += value;
  return total;
};
/** Some milliseconds of work, however long the thread has to wait for a core. */
const work = () => {
  let total = 0;
  for (let index = 0; index < 4e6; index++) total += Math.sqrt(index);
  return total;
};
const busy = (ms: number) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('timeBlock', () => {
  it('finds three times the work two to four times as slow', async () => {
    // In turns, as others may have a core for most of one of them.
    const ratios: number[] = [];
    for (let turn = 0; turn < 5; turn++) {
      const once = await medianOf(sum);
      ratios.push((await medianOf(() => [sum(), sum(), sum()])) / once);
    }
    expect(median(ratios)).toBeGreaterThan(2);
    expect(median(ratios)).toBeLessThan(4);
  });

  it('describes batches of a fast function', async () => {
    const report = await block(openCall(sum));
    expect(report).toMatchObject({ timing: 'batch', async: false, concurrency: 1, eventLoopUtilization: null });
    expect(report.iterationsPerSample).toBeGreaterThan(100);
    expect(report.sampleAtMs).toHaveLength(report.samplesNs.length);
    expect(report.sampleAtMs.toSorted((a, b) => a - b)).toEqual(report.sampleAtMs);
    expect(report.emptyNs).toBeLessThan(20);
    expect(report.timerResolutionNs).toBeGreaterThan(0);
    // A thread may wait for a core; it does not go on for seconds.
    expect(report.warmupMs).toBeLessThan(20 * plan.warmupMs);
  });

  it('finds an empty function as fast as an empty function', async () => {
    const report = await block(openCall(() => {}));
    expect(median(report.samplesNs)).toBeLessThan(3 * report.emptyNs + 1);
  });

  it('times long calls one by one', async () => {
    // Long enough that some calls need not wait for a core.
    const report = await timeBlock(openCall(work), { ...plan, blockMs: 600, mostMs: 60_000 }, () => {});
    expect(report).toMatchObject({ timing: 'single', iterationsPerSample: 1, async: false });
    expect(median(report.samplesNs)).toBeGreaterThan(1e6);
  });

  it.runIf(process.platform === 'linux')('leaves the wait for a core out', async () => {
    const helpers = Array.from({ length: 2 * availableParallelism() }, () => new Worker('for (;;);', { eval: true }));
    await Promise.all(helpers.map((helper) => once(helper, 'online')));
    // Whom the scheduler lets wait is its own affair: a block that was spared proves nothing.
    let crowded = await block(openCall(work));
    for (let again = 0; again < 5 && crowded.waitedShare! <= 0.2; again++) crowded = await block(openCall(work));
    await Promise.all(helpers.map((helper) => helper.terminate()));
    // The wall clock would say at least three times as much as the work takes.
    const alone = await block(openCall(work));
    expect(crowded.waitedShare).toBeGreaterThan(0.2);
    expect(median(crowded.samplesNs) / median(alone.samplesNs)).toBeLessThan(2);
  });

  it('awaits what is async, and divides what runs at once', async () => {
    const alone = await block(openCall(() => sleep(10)));
    expect(alone).toMatchObject({ async: true, timing: 'single' });
    expect(median(alone.samplesNs)).toBeGreaterThan(8e6);
    expect(alone.eventLoopUtilization).toBeLessThan(0.5);
    const many = await block(openCall(() => sleep(10), { concurrency: 10 }));
    expect(many).toMatchObject({ async: true, concurrency: 10, iterationsPerSample: 10 });
    expect(median(many.samplesNs)).toBeLessThan(5e6);
    const fast = await block(openCall(async () => 1));
    expect(fast).toMatchObject({ async: true, timing: 'batch' });
    expect(fast.emptyNs).toBeGreaterThan(1);
  });

  it('gives every call an input of its own, made outside of the timing', async () => {
    const seen = new Set<object>();
    const report = await block(
      openCall(
        (_: object, input: { used: boolean }) => {
          if (input.used) throw new Error('used twice');
          input.used = true;
          if (seen.size < 10_000) seen.add(input);
        },
        { constants: [{}], inputs: [() => (busy(0.001), { used: false })] },
      ),
    );
    expect(seen.size).toBeGreaterThan(1000);
    expect(median(report.samplesNs)).toBeLessThan(1000);
  });

  it('calls hooks around phases and calls, and counts only the calls', async () => {
    const calls: string[] = [];
    const report = await block(
      openCall(() => calls.push('call'), {
        phaseHooks: { before: (mode) => calls.push(`before ${mode}`), after: (mode) => calls.push(`after ${mode}`) },
        callHooks: { before: () => busy(0.05), after: () => {} },
      }),
    );
    expect(calls.filter((call) => call !== 'call')).toEqual(['before warmup', 'after warmup', 'before run', 'after run']);
    expect(calls[0]).toBe('before warmup');
    expect(median(report.samplesNs)).toBeLessThan(20_000);
  });

  it('counts what is allocated', async () => {
    const { heapBytesPerIteration } = await block(openCall(() => new Array(100).fill(1)));
    expect(heapBytesPerIteration).toBeGreaterThan(700);
    expect(heapBytesPerIteration).toBeLessThan(2000);
    const none = await block(openCall(sum));
    expect(none.heapBytesPerIteration).toBeLessThan(20);
    const wasteful = openCall(() => Array.from({ length: 1000 }, (_, index) => ({ index })));
    const garbage = await timeBlock(wasteful, { ...plan, blockMs: 600, mostMs: 60_000 }, () => {});
    expect(garbage.gcCount).toBeGreaterThan(0);
    expect(garbage.gcMs).toBeGreaterThan(0);
  });

  it('drives a loop of the benchmark itself', async () => {
    let setUps = 0;
    const loop = (state: Iterable<undefined>) => {
      setUps++;
      for (const _ of state) sum();
    };
    const report = await block(openCall(loop, { style: 'loop', constants: [() => undefined] }));
    expect(report).toMatchObject({ timing: 'batch', async: false });
    expect(median(report.samplesNs)).toBeGreaterThan(20);
    expect(setUps).toBe(3);
    const leaves = (state: Iterable<undefined>) => {
      for (const _ of state) break;
    };
    await expect(block(openCall(leaves, { style: 'loop' }))).rejects.toThrow(/left its loop/u);
  });

  it('asks for at least what the bench file asks for, within bounds', async () => {
    const minimum = { timeMs: 300, iterations: 0, warmupMs: 0, warmupIterations: 0 };
    // Seen by the calls: samples that waited for a core are left out.
    const calledAtMs: number[] = [];
    const asked = () => {
      calledAtMs.push(performance.now());
      busy(2);
    };
    await timeBlock(openCall(asked, { minimum: { ...minimum, timeMs: 2000 } }), { ...plan, mostMs: 60_000 }, () => {});
    // Half of what is asked for, of each of two blocks.
    expect(calledAtMs.at(-1)! - calledAtMs[0]!).toBeGreaterThan(1000);
    let calls = 0;
    const counted = () => {
      calls += 1;
      return work();
    };
    const many = openCall(counted, { minimum: { ...minimum, timeMs: 0, iterations: 100 } });
    await timeBlock(many, { ...plan, mostMs: 60_000 }, () => {});
    expect(calls).toBeGreaterThanOrEqual(50);
    const tooMany = openCall(work, { minimum: { ...minimum, timeMs: 0, iterations: 1e6 } });
    expect((await block(tooMany)).samplesNs.length).toBeLessThan(1000);
  });
});
