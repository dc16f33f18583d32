import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import type { Monitoring } from './monitoring.ts';
import { MonitorStatus } from './monitorStatus.ts';

const { item } = vi.hoisted(() => ({
  item: { command: {}, text: '', show() {}, hide() {}, dispose() {} },
}));

vi.mock('vscode', async () => ({
  ...(await import('../vscode.fixture.ts')).vscodeForUnitTests,
  window: { createStatusBarItem: () => item },
  StatusBarAlignment: { Left: 1 },
}));

const program: WatchedProgram = {
  ...{ id: '4711', pid: 4711, title: 'node server.js', by: 'preload', nodeVersion: 'v24.1.0', startedAtMs: 0, ended: null },
};

let running: readonly WatchedProgram[] = [];
let tick = () => {};
let value = 0;

const monitor = {
  metrics: () => [{ id: 'machine.cpu', subject: 'machine', group: 'cpu', title: 'CPU', description: '', unit: 'share', most: null }],
  latest: () => ({ atMs: 0, values: new Map([['machine.cpu', value]]) }),
  series: () => ({ metric: 'machine.cpu', atMs: Float64Array.of(0), values: Float64Array.of(value) }),
  prefixOf: () => 'program',
};

/** The part that the item looks at. */
const monitoring = {
  onDidChange(listener: () => void) {
    tick = listener;
    return { dispose() {} };
  },
  get all() {
    return [{ engine: { monitor }, folder: { uri: { toString: () => 'file:///shop' } }, running }];
  },
  alerts: [],
  isStatusShown: true,
} as unknown as Monitoring;

function change(share: number): unknown {
  value = share;
  tick();
  return item.command;
}

describe('the item of the status bar', () => {
  let status: MonitorStatus;
  beforeEach(() => {
    running = [];
    status = new MonitorStatus(monitoring);
    return () => status.dispose();
  });

  it('leads to the monitor, of the folder whose program it shows', () => {
    expect(change(0.1)).toEqual({ title: 'Monitor', command: 'laptime.showMonitor' });
    running = [program];
    expect(change(0.2)).toEqual({ title: 'Monitor', command: 'laptime.showMonitor', arguments: ['file:///shop'] });
    running = [];
    expect(change(0.3)).toEqual({ title: 'Monitor', command: 'laptime.showMonitor' });
  });

  it('keeps its command while the values change, as the editor forgets another one in the middle of a click', () => {
    running = [program];
    const before = change(0.1);
    const text = item.text;
    expect(change(0.9)).toBe(before);
    expect(item.text).not.toBe(text);
  });
});
