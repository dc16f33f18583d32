import { describe, expect, it, vi } from 'vitest';
import { countingCollector, monitorsForTests, pass, START_MS } from './monitor.fixture.ts';

const { makeMonitor, world } = monitorsForTests();

describe('time', () => {
  it('that the machine slept is marked', async () => {
    const { monitor, ticks } = makeMonitor();
    monitor.need({ everyMs: 1000 });
    await pass(2000);
    vi.setSystemTime(Date.now() + 3_600_000);
    world.uptimeMs += 3_600_000;
    await pass(1000);
    expect(monitor.marks()).toMatchObject([
      { kind: 'sleep', title: 'The machine was asleep', atMs: START_MS + 2000, untilMs: START_MS + 3_603_000 },
    ]);
    expect(ticks.at(-1)!.atMs).toBe(START_MS + 3_603_000);
  });

  it('is read once a tick: what takes long in it neither makes a gap nor hides one', async () => {
    const { monitor, ticks } = makeMonitor();
    const { part } = countingCollector('machine.cpu');
    let slowTick: number | undefined;
    const create = () => {
      if (ticks.length === 0) throw new Error('not yet');
      slowTick = ticks.length;
      vi.setSystemTime(Date.now() + 1500);
      return part.create();
    };
    monitor.addCollector({ ...part, create });
    monitor.need({ everyMs: 1000 });
    await pass(120_000);
    expect(slowTick).toBeGreaterThan(0);
    expect(ticks[slowTick!]!.atMs - START_MS).toBe(slowTick! * 1000);
  });

  it('that is set moves all that was, and leaves no gap', async () => {
    const { monitor } = makeMonitor();
    const { part } = countingCollector('machine.cpu');
    monitor.addCollector(part);
    monitor.mark({ kind: 'save', title: 'a.ts', atMs: START_MS, untilMs: START_MS });
    monitor.need({ everyMs: 1000 });
    await pass(3000);
    for (const jumpMs of [-7_200_000, 86_400_000]) {
      vi.setSystemTime(Date.now() + jumpMs);
      await pass(3000);
    }
    const setMs = 86_400_000 - 7_200_000;
    expect([...monitor.series('machine.cpu').atMs].map((at) => at - START_MS - setMs)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((second) => second * 1000),
    );
    expect(monitor.marks()).toMatchObject([{ kind: 'save', atMs: START_MS + setMs }]);
  });

  it('never goes back, not even by a little', async () => {
    const { monitor, ticks } = makeMonitor();
    monitor.need({ everyMs: 1000 });
    await pass(2000);
    vi.setSystemTime(Date.now() - 1500);
    await pass(4000);
    const times = ticks.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(times).size).toBe(times.length);
  });
});
