import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { silentLog } from '../base/log.ts';
import { createMonitorEngine, markRun } from './monitorEngine.ts';
import { openStore, type RunStore } from './store/index.ts';

let root: string;
let store: RunStore;
const open = () => openStore({ folder: path.join(root, 'laptime'), log: silentLog, clock: systemClock });
const monitorOf = (source: 'editor' | 'cli') => createMonitorEngine({ root, source, log: silentLog, clock: systemClock, store });
const stored = (monitor: ReturnType<typeof monitorOf>) =>
  monitor.stored('machine.memory.used', 0, Infinity, 'hour', new AbortController().signal);

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'laptime-monitor-engine-'));
  store = open();
});
afterEach(() => {
  store.dispose();
  rmSync(root, { recursive: true, force: true });
});

describe('markRun', () => {
  it('has the machine beside a run, with a mark over it', async () => {
    const monitor = monitorOf('cli');
    const mark = markRun(monitor, 'Run', systemClock);
    await expect.poll(() => monitor.series('machine.memory.used').values.length).toBeGreaterThan(0);
    expect(monitor.marks()).toMatchObject([{ kind: 'run', title: 'Run', untilMs: null }]);
    mark.dispose();
    expect(monitor.marks()[0]!.untilMs).toBeGreaterThanOrEqual(monitor.marks()[0]!.atMs);
    expect(monitor.metrics().every(({ subject }) => subject === 'machine')).toBe(true);
    monitor.dispose();
  });
});

describe('the monitor', () => {
  it('has its history again after a restart', async () => {
    const earlierMs = Math.floor(Date.now() / 3_600_000 - 5) * 3_600_000;
    store.addMinutes([{ metric: 'machine.memory.used', atMs: earlierMs, min: 1, max: 1, mean: 1, count: 1 }], true);
    const first = monitorOf('cli');
    first.need({ everyMs: 250 });
    await expect.poll(() => first.series('machine.memory.used').values.length).toBeGreaterThan(1);
    const seen = first.series('machine.memory.used').values;
    first.dispose();
    store.dispose();
    store = open();
    const second = monitorOf('cli');
    const [old, ...now] = await stored(second);
    expect(old).toEqual({ atMs: earlierMs, min: 1, max: 1, mean: 1, count: 1 });
    expect(now.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(seen.length);
    expect(Math.min(...now.map(({ min }) => min))).toBeLessThanOrEqual(Math.min(...seen));
    second.dispose();
  });

  it.runIf(process.platform === 'linux')('reads the process that hosts it, in the editor, and programs that are shown', async () => {
    const monitor = monitorOf('editor');
    monitor.showProgram({
      ...{ id: 'a', pid: process.pid, title: 'tests', by: 'outside', nodeVersion: null, startedAtMs: 0 },
      ended: null,
    });
    monitor.need({ everyMs: 250 });
    await expect.poll(() => monitor.latest()?.values.get('extensionHost.heap.used')).toBeGreaterThan(0);
    expect(monitor.latest()!.values.get('program.memory')).toBeGreaterThan(0);
    monitor.dispose();
  });
});
