import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { silentLog } from '../../base/log.ts';
import { createEngine } from '../../engine/engine.ts';
import type { Failures } from '../failures.ts';
import type { Folder } from '../folders.ts';
import type { AlertSecrets } from './alertSecrets.ts';
import { FolderMonitor } from './folderMonitor.ts';

/** What listens in the editor, and has not been let go. */
const held = vi.hoisted(() => {
  const all = new Set<object>();
  const hold = () => {
    const one = { dispose: () => void all.delete(one) };
    all.add(one);
    return one;
  };
  return { all, hold };
});

vi.mock('vscode', () => ({
  l10n: { t: (text: string) => text },
  // Is made with `new`, and looked at by nobody.
  RelativePattern: function RelativePattern() {},
  workspace: {
    isTrusted: true,
    onDidGrantWorkspaceTrust: held.hold,
    createFileSystemWatcher: () => ({
      ...held.hold(),
      onDidChange: held.hold,
      onDidCreate: held.hold,
      onDidDelete: held.hold,
    }),
  },
}));

const RULE = { id: 'memory', metric: 'machine.memory.used', above: 1, for: '0 s', channels: [] };

it('holds no listener, timer or need of the monitor when it is gone, however often it was there', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'laptime-folder-monitor-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
  execFileSync('git', ['init', '-q'], { cwd: root });
  writeFileSync(path.join(root, 'laptime.config.json'), JSON.stringify({ alerts: { defaults: false, rules: [RULE] } }));
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const engine = createEngine({ root, distFolder: root, laptimeVersion: '0.0.0', source: 'editor', log: silentLog, clock: systemClock });
  const { monitor } = engine;
  const reported: unknown[] = [];
  const before = timers();
  let changes = 0;
  for (let round = 0; round < 5; round += 1) {
    const folderMonitor = new FolderMonitor({
      engine,
      folder: { uri: root } as unknown as Folder,
      secrets: { onDidChange: held.hold, get: () => Promise.resolve(null) } as unknown as AlertSecrets,
      failures: { report: (_doing: string, error: unknown) => void reported.push(error) } as unknown as Failures,
      onChange: () => (changes += 1),
      onMessage: () => {},
    });
    await folderMonitor.settled();
    folderMonitor.collect({ everyMs: 250 });
    const seen = changes;
    await expect.poll(() => changes, { timeout: 30_000 }).toBeGreaterThan(seen);
    await expect.poll(() => folderMonitor.alerts.length, { timeout: 30_000 }).toBe(1);
    folderMonitor.markSave('a.ts');
    expect(held.all.size).toBeGreaterThan(0);
    folderMonitor.dispose();
    await folderMonitor.settled();
    expect([held.all.size, reported]).toEqual([0, []]);
    await expect.poll(timers, { timeout: 30_000 }).toBeLessThanOrEqual(before);
    // Nobody has anything collected any more.
    const last = monitor.latest();
    changes = 0;
    monitor.record('x', 1, 'count');
    expect([monitor.latest(), changes]).toEqual([last, 0]);
  }
  expect(monitor.marks().filter(({ kind }) => kind === 'save')).toHaveLength(5);
  engine.dispose();
  await expect.poll(timers, { timeout: 30_000 }).toBeLessThanOrEqual(before);
});
