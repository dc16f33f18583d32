import { describe, expect, it, vi } from 'vitest';
import type { MinuteOfMetric, SeriesMark, ThinnedPoint } from '../../model/metric.ts';
import type { MetricHistory } from './index.ts';
import { countingCollector, monitorsForTests, pass, START_MS } from './monitor.fixture.ts';

const signal = new AbortController().signal;
const { makeMonitor, world } = monitorsForTests();

/** Keeps in memory what a store would keep on disk. */
function memoryHistory() {
  const minutes: MinuteOfMetric[] = [];
  const state = { isWritable: true, calls: 0 };
  const history: MetricHistory = {
    addMinutes(added) {
      state.calls += 1;
      if (!state.isWritable) return false;
      minutes.push(...added);
      return true;
    },
    metricPoints: (id, { fromMs, untilMs, limit }): ThinnedPoint[] =>
      minutes
        .filter((each) => each.metric === id && each.atMs >= fromMs && each.atMs < untilMs)
        .slice(0, limit)
        .map(({ atMs, min, max, mean, count }) => ({ atMs, min, max, mean, count })),
    ...{ pruneMetrics: () => Promise.resolve(), saveMarks: () => true, marks: () => [] },
  };
  return { minutes, state, history };
}

describe('needs', () => {
  it('make it collect, and nothing is read and no timer runs without one', async () => {
    const { monitor, ticks } = makeMonitor();
    const { counts, part } = countingCollector('machine.cpu');
    monitor.addCollector(part);
    await pass(5000);
    expect(counts).toEqual({ made: 0, disposed: 0, collected: 0 });
    expect(vi.getTimerCount()).toBe(0);
    const need = monitor.need({ everyMs: 1000 });
    await pass(3100);
    expect(counts).toEqual({ made: 1, disposed: 0, collected: 4 });
    expect(ticks.map(({ atMs }) => atMs - START_MS)).toEqual([5000, 6000, 7000, 8000]);
    expect(monitor.latest()?.values.get('machine.cpu')).toBe(0.5);
    need.dispose();
    await pass(5000);
    expect(counts).toEqual({ made: 1, disposed: 1, collected: 4 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('go by the shortest, and not below 250 ms', async () => {
    const { monitor, ticks } = makeMonitor();
    monitor.need({ everyMs: 10_000 });
    await pass(100);
    const short = monitor.need({ everyMs: 1 });
    await pass(1000);
    expect(ticks).toHaveLength(5);
    short.dispose();
    ticks.length = 0;
    await pass(20_000);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks.length).toBeLessThanOrEqual(3);
  });

  it('that come at once begin once', async () => {
    const { monitor, ticks } = makeMonitor();
    for (let count = 0; count < 3; count++) monitor.need({ everyMs: 1000 });
    monitor.need({ everyMs: 1000 }).dispose();
    await pass(3000);
    expect(ticks).toHaveLength(4);
  });

  it('wake only the collectors of their subjects', async () => {
    const { monitor } = makeMonitor();
    const machine = countingCollector('machine.cpu');
    const host = countingCollector('extensionHost.heap.used');
    monitor.addCollector(machine.part);
    monitor.addCollector({ ...host.part, subject: 'extensionHost' });
    const first = monitor.need({ everyMs: 1000, subjects: ['machine'] });
    await pass(2000);
    expect(host.counts.made).toBe(0);
    const second = monitor.need({ everyMs: 1000, subjects: ['extensionHost'] });
    await pass(2000);
    expect(host.counts.collected).toBeGreaterThan(0);
    first.dispose();
    await pass(2000);
    expect(machine.counts.disposed).toBe(1);
    second.dispose();
    expect(host.counts.disposed).toBe(1);
  });

  it('do nothing after the end', async () => {
    const { monitor, ticks } = makeMonitor();
    monitor.need({ everyMs: 1000 });
    await pass(1000);
    monitor.dispose();
    ticks.length = 0;
    monitor.need({ everyMs: 1000 });
    await pass(5000);
    expect(ticks).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('ticks', () => {
  it('do not drift when one is late', async () => {
    const { monitor, ticks } = makeMonitor();
    monitor.need({ everyMs: 1000 });
    await pass(500_500);
    monitor.onTick(
      ({ atMs }) =>
        // The thread is busy for a while.
        void (atMs === START_MS + 501_000 && vi.advanceTimersByTime(300)),
    );
    await pass(499_500);
    expect(ticks.map(({ atMs }) => (atMs - START_MS) % 1000)).toEqual(ticks.map(() => 0));
    expect(ticks).toHaveLength(1001);
  });

  it('never have what is no finite number', async () => {
    const { monitor, ticks } = makeMonitor();
    const { state, part } = countingCollector('machine.cpu');
    monitor.addCollector(part);
    monitor.need({ everyMs: 1000 });
    state.value = Number.NaN;
    await pass(0);
    state.value = Infinity;
    await pass(1000);
    expect(ticks.map(({ values }) => values.size)).toEqual([0, 0]);
    expect(monitor.series('machine.cpu').values).toHaveLength(0);
  });

  it('leave out a reading that is still under way, and have it in the tick after it came', async () => {
    const { monitor, ticks } = makeMonitor();
    const { counts, state, part } = countingCollector('machine.cpu');
    let resolve = () => {};
    state.waits = new Promise((done) => (resolve = done));
    monitor.addCollector(part);
    monitor.need({ everyMs: 1000 });
    await pass(3000);
    expect(counts.collected).toBe(1);
    resolve();
    state.waits = undefined;
    state.value = 0.7;
    await pass(2000);
    expect(ticks.map(({ values }) => values.get('machine.cpu'))).toEqual([undefined, undefined, undefined, undefined, 0.7, 0.7]);
  });

  it('go on when a collector fails, which is told once and tried again', async () => {
    const { monitor, ticks } = makeMonitor();
    const good = countingCollector('machine.cpu');
    const bad = countingCollector('machine.load');
    bad.state.fails = true;
    monitor.addCollector(bad.part);
    monitor.addCollector(good.part);
    monitor.addCollector({ name: 'none', subject: 'machine', create: () => Promise.reject(new Error('not here')) });
    monitor.need({ everyMs: 1000 });
    await pass(70_000);
    expect(good.counts.collected).toBe(71);
    expect(bad.counts).toEqual({ made: 3, disposed: 3, collected: 3 });
    expect(world.warnings.toSorted()).toEqual([
      'monitoring: machine.load cannot be read, and is tried again from time to time: it is broken',
      'monitoring: none cannot be read, and is tried again from time to time: not here',
    ]);
    bad.state.fails = false;
    await pass(40_000);
    expect(ticks.at(-1)!.values.get('machine.load')).toBe(0.5);
  });

  it('reach the other listeners when one throws', async () => {
    const { monitor, ticks } = makeMonitor();
    monitor.onTick(() => {
      throw new Error('mine');
    });
    const later: number[] = [];
    monitor.onTick(({ atMs }) => later.push(atMs));
    monitor.need({ everyMs: 1000 });
    await pass(2000);
    expect(later).toHaveLength(3);
    expect(ticks).toHaveLength(3);
  });
});

describe('series', () => {
  it('keep the newest points, from a time on', async () => {
    const { monitor } = makeMonitor(null, 100);
    const { state, part } = countingCollector('machine.cpu');
    monitor.addCollector(part);
    monitor.onTick(() => (state.value += 1));
    monitor.need({ everyMs: 1000 });
    await pass(200_000);
    const { atMs, values } = monitor.series('machine.cpu');
    expect(values).toHaveLength(100);
    expect(values.at(-1)).toBe(200.5);
    expect(atMs.at(-1)).toBe(START_MS + 200_000);
    expect([...monitor.series('machine.cpu', START_MS + 199_000).values]).toEqual([199.5, 200.5]);
    expect(monitor.series('machine.none').values).toHaveLength(0);
    expect(monitor.metrics().map(({ id }) => id)).toEqual(['machine.cpu']);
  });
});

describe('records', () => {
  it('are metrics of their own, at once and in the next tick', async () => {
    const { monitor, ticks } = makeMonitor();
    const seen: string[] = [];
    monitor.onMetrics((metrics) => seen.push(...metrics.map(({ id }) => id)));
    monitor.record('queue.length', 7, 'count', START_MS - 1000);
    monitor.record('queue.length', 9, 'count');
    expect([...monitor.series('program.custom.queue.length').values]).toEqual([7, 9]);
    expect(seen).toEqual(['program.custom.queue.length']);
    monitor.need({ everyMs: 1000 });
    await pass(1000);
    expect(ticks.map(({ values }) => values.get('program.custom.queue.length'))).toEqual([9, undefined]);
    expect(monitor.series('program.custom.queue.length').values).toHaveLength(2);
  });

  it.each([
    ['', 1, undefined, 'bad-metric'],
    ['a b', 1, undefined, 'bad-metric'],
    ['x'.repeat(101), 1, undefined, 'bad-metric'],
    ['a', Number.NaN, undefined, 'bad-value'],
    ['a', Infinity, undefined, 'bad-value'],
    ['a', 1, START_MS + 3_600_000, 'bad-time'],
    ['a', 1, Number.NaN, 'bad-time'],
  ] as const)('refuse %j with %d at %s', (name, value, atMs, code) => {
    const { monitor } = makeMonitor();
    expect(() => monitor.record(name, value, 'count', atMs)).toThrow(expect.objectContaining({ name: 'UserError', code }));
    expect(monitor.metrics()).toEqual([]);
  });

  it('are bounded in number', () => {
    const { monitor } = makeMonitor();
    for (let id = 0; id < 1000; id++) monitor.record(`request-${id}`, 1, 'count');
    expect(() => monitor.record('one.more', 1, 'count')).toThrow(expect.objectContaining({ code: 'too-many-metrics' }));
    monitor.record('request-7', 2, 'count');
  });
});

describe('marks', () => {
  it('go on until they are ended', async () => {
    const { monitor } = makeMonitor();
    const heard: SeriesMark[] = [];
    monitor.onMark((mark) => heard.push(mark));
    const { id } = monitor.mark({ kind: 'run', title: 'Run', atMs: Date.now(), untilMs: null });
    await pass(2000);
    monitor.endMark(id);
    monitor.endMark(id);
    monitor.endMark('another');
    expect(heard.map(({ untilMs }) => untilMs)).toEqual([null, START_MS + 2000]);
    expect(monitor.marks(START_MS + 2001)).toEqual([]);
    expect(monitor.marks(START_MS + 1000)).toHaveLength(1);
  });
});

describe('programs', () => {
  it('are marked when they are first watched, and when they end', () => {
    const { monitor } = makeMonitor();
    const program = { id: 'a', pid: 7, title: 'node a.js', by: 'outside', nodeVersion: null, startedAtMs: START_MS, ended: null } as const;
    monitor.showProgram(program);
    monitor.showProgram({ ...program, by: 'preload' });
    monitor.showProgram({ ...program, ended: { atMs: START_MS + 1, exitCode: 3, signal: null } });
    expect(monitor.marks().map(({ kind, title }) => [kind, title])).toEqual([
      ['program', 'Process 7 is watched'],
      ['program', 'Process 7 ended with exit code 3'],
    ]);
  });

  it('leave room for other marks where one starts hundreds of others', async () => {
    const { monitor } = makeMonitor();
    const start = (pid: number) =>
      monitor.showProgram({
        ...{ id: String(pid), pid, title: 'node a.js', by: 'preload', nodeVersion: null, startedAtMs: START_MS, ended: null },
      });
    for (let pid = 1; pid <= 300; pid++) start(pid);
    expect(monitor.marks()).toHaveLength(20);
    await pass(600_000);
    start(301);
    expect(monitor.marks().at(-1)).toMatchObject({ title: 'Process 301 is watched' });
  });
});

describe('the store', () => {
  it('gets the minutes that are over, once', async () => {
    const { history, minutes, state } = memoryHistory();
    const { monitor } = makeMonitor(history);
    const collector = countingCollector('machine.cpu');
    monitor.addCollector(collector.part);
    monitor.onTick(() => (collector.state.value += 1));
    monitor.need({ everyMs: 1000 });
    await pass(150_000);
    expect(minutes).toEqual([
      { metric: 'machine.cpu', atMs: START_MS, min: 0.5, max: 59.5, mean: 30, count: 60 },
      { metric: 'machine.cpu', atMs: START_MS + 60_000, min: 60.5, max: 119.5, mean: 90, count: 60 },
    ]);
    expect(state.calls).toBeLessThanOrEqual(2);
    const stored = await monitor.stored('machine.cpu', START_MS, Infinity, 'minute', signal);
    expect(stored.map(({ count }) => count)).toEqual([60, 60, 31]);
    monitor.dispose();
    expect(minutes.map(({ count }) => count).reduce((sum, count) => sum + count)).toBe(151);
  });

  it('that cannot be written to gets all of it later', async () => {
    const { history, minutes, state } = memoryHistory();
    state.isWritable = false;
    const { monitor } = makeMonitor(history);
    const { part } = countingCollector('machine.cpu');
    monitor.addCollector(part);
    monitor.need({ everyMs: 1000 });
    await pass(600_000);
    expect(minutes).toEqual([]);
    expect(state.calls).toBeLessThanOrEqual(11);
    state.isWritable = true;
    await pass(120_000);
    expect(minutes.slice(0, 10).map(({ atMs, count }) => [atMs, count])).toEqual(
      Array.from({ length: 10 }, (_, minute) => [START_MS + minute * 60_000, 60]),
    );
    expect(world.warnings).toEqual([]);
  });
});
