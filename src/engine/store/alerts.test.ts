import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { silentLog, type Log } from '../../base/log.ts';
import type { Alert } from '../../model/alert.ts';
import type { AlertEntry } from '../alerts/index.ts';
import { openStore, type RunStore } from './index.ts';

const lockerFile = fileURLToPath(new URL('./locker.fixture.ts', import.meta.url));
const NOW_MS = Date.UTC(2026, 10, 21);

let scratch: string;
let store: RunStore;
const open = (log: Log = silentLog) =>
  openStore({ folder: scratch, log, clock: { nowMs: () => NOW_MS, monotonicMs: () => performance.now() } });
beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'laptime-alerts-'));
  store = open();
});
afterEach(() => {
  store.dispose();
  rmSync(scratch, { recursive: true, force: true });
});

const alertOf = (id: string, other: Partial<Alert> = {}): Alert => ({
  ...{ id, rule: 'cpu', title: 'CPU', severity: 'warning', state: 'firing', labels: { of: 'machine' }, text: 'It is.', value: 0.9 },
  ...{ sinceMs: NOW_MS - 5000, firedAtMs: NOW_MS, acknowledged: null, resolvedAtMs: null, muted: null },
  ...other,
});
const entryOf = (alert: Alert): AlertEntry => ({
  ...{ atMs: NOW_MS, alert: alert.id, rule: alert.rule, labels: alert.labels, state: alert.state, text: alert.text, by: null, note: null },
});
const silence = { id: 's', rule: 'cpu', labels: {}, fromMs: NOW_MS, untilMs: NOW_MS + 1000, by: 'Ada', reason: 'known' };
const delivery = (id: string) => ({
  ...{ channel: 'hook', attempts: 2, nextAtMs: NOW_MS },
  message: { id, atMs: NOW_MS, kind: 'alerts' as const, title: 'T', notices: [{ alert: alertOf('a'), kind: 'fired' as const }] },
});

describe('the record of alerts', () => {
  it('creates no store to read from', () => {
    const record = store.openAlertRecord();
    expect([record.alerts(), record.adopt(), record.entries({ limit: 9 }), record.silences(), record.adoptDeliveries()]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
    record.release();
    expect(store.problem()).toBe(null);
    expect(() => new DatabaseSync(store.file, { readOnly: true })).toThrow('unable to open');
  });

  it('gives back what was saved, the newest entries first', () => {
    const record = store.openAlertRecord();
    const [first, second] = [alertOf('a'), alertOf('b', { rule: 'heap' })];
    for (const alert of [first, second]) record.saveAlert(alert, [entryOf(alert)], true);
    expect(record.alerts()).toEqual([first, second]);
    expect(record.entries({ limit: 9 })).toEqual([entryOf(second), entryOf(first)]);
    expect(record.entries({ limit: 9, rule: 'cpu' })).toEqual([entryOf(first)]);
    expect(record.entries({ limit: 1 })).toHaveLength(1);
    record.saveSilence(silence);
    expect(record.silences()).toEqual([silence]);
    record.removeSilence('s');
    expect(record.silences()).toEqual([]);
    const ended = { ...first, state: 'resolved' as const };
    record.saveAlert(ended, [entryOf(ended)], true);
    expect(record.alerts()).toEqual([second]);
    expect(store.problem()).toBe(null);
  });

  it('reads entries of before they had labels', () => {
    const record = store.openAlertRecord();
    record.saveAlert(alertOf('a'), [entryOf(alertOf('a'))], true);
    const database = new DatabaseSync(store.file);
    database.exec(`UPDATE alert_entry SET detail = json_remove(detail, '$.labels')`);
    database.close();
    expect(record.entries({ limit: 9 })).toEqual([{ ...entryOf(alertOf('a')), labels: {} }]);
  });

  it('lets only one watch an alert, and the next one when that has ended', () => {
    const record = store.openAlertRecord();
    record.saveAlert(alertOf('a'), [entryOf(alertOf('a'))], true);
    record.saveDelivery(delivery('m'));
    const other = open();
    const next = other.openAlertRecord();
    expect([next.adopt(), next.adoptDeliveries()]).toEqual([[], []]);
    record.release();
    expect(next.adopt()).toEqual([alertOf('a')]);
    expect(next.adoptDeliveries()).toEqual([delivery('m')]);
    expect(store.openAlertRecord().adopt()).toEqual([]);
    next.removeDelivery('m', 'hook');
    next.release();
    expect(store.openAlertRecord().adoptDeliveries()).toEqual([]);
    other.dispose();
  });

  it('takes over from a process that has died', () => {
    const record = store.openAlertRecord();
    record.saveAlert(alertOf('a'), [entryOf(alertOf('a'))], true);
    const database = new DatabaseSync(store.file);
    database.exec(`UPDATE alert SET owner = json_set(owner, '$.process.pid', 1, '$.process.started', 'long ago')`);
    database.close();
    expect(store.openAlertRecord().adopt()).toHaveLength(1);
  });

  it('is told when another process has acknowledged, and does not undo it', () => {
    const record = store.openAlertRecord();
    const alert = alertOf('a');
    record.saveAlert(alert, [entryOf(alert)], true);
    const before = record.version();
    const other = open();
    const acknowledged: Alert = { ...alert, state: 'acknowledged', acknowledged: { atMs: NOW_MS, by: 'Ada', note: '' } };
    other.openAlertRecord().saveAlert(acknowledged, [entryOf(acknowledged)], false);
    other.dispose();
    expect(record.version()).not.toBe(before);
    record.saveAlert({ ...alert, muted: 'quiet' }, [], true);
    expect(record.alerts()).toEqual([acknowledged]);
    // It is still watched by the first one.
    expect(store.openAlertRecord().adopt()).toEqual([]);
  });

  it('leaves out what no Laptime has written', () => {
    const record = store.openAlertRecord();
    for (const id of ['a', 'b']) record.saveAlert(alertOf(id), [entryOf(alertOf(id))], true);
    const database = new DatabaseSync(store.file);
    database.exec(`UPDATE alert SET detail = '{}' WHERE id = 'a'; UPDATE alert_entry SET detail = 'x' WHERE alert_id = 'a'`);
    database.close();
    expect(record.alerts().map(({ id }) => id)).toEqual(['b']);
    expect(record.entries({ limit: 9 }).map(({ alert }) => alert)).toEqual(['b']);
  });
});

/** Another process writes until `release` is called. */
async function lock(): Promise<{ release: () => Promise<void> }> {
  const child = spawn(process.execPath, [lockerFile, store.file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return {
    async release() {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

describe('while another process writes', () => {
  const acknowledgedOf = (alert: Alert): Alert => ({
    ...alert,
    state: 'acknowledged',
    acknowledged: { atMs: NOW_MS, by: 'Ada', note: '' },
  });
  const history = { limit: 9 };

  it('nothing waits, all is seen here at once, and all is stored when the other one has ended', async () => {
    const told: string[] = [];
    store.dispose();
    store = open({ ...silentLog, info: (message) => told.push(message) });
    const record = store.openAlertRecord();
    const [first, second, third] = [alertOf('a'), alertOf('b'), alertOf('c')];
    for (const alert of [first, second]) record.saveAlert(alert, [entryOf(alert)], true);
    record.saveDelivery(delivery('m'));
    const { release } = await lock();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const acknowledged = acknowledgedOf(first);
    record.saveAlert(acknowledged, [entryOf(acknowledged)], true);
    const resolved: Alert = { ...second, state: 'resolved' };
    record.saveAlert(resolved, [entryOf(resolved)], true);
    record.saveAlert(third, [entryOf(third)], true);
    const muted = { ...third, muted: 'quiet' };
    record.saveAlert(muted, [], true);
    record.saveSilence(silence);
    record.removeDelivery('m', 'hook');
    record.saveDelivery(delivery('n'));
    const expected = { alerts: [acknowledged, muted], entries: [third, resolved, acknowledged, second, first].map(entryOf) };
    const seen = () => ({ alerts: record.alerts(), entries: record.entries(history) });
    expect(seen()).toEqual(expected);
    expect(record.silences()).toEqual([silence]);
    // Some attempts later.
    await expect.poll(() => delay.count).toBeGreaterThan(200);
    delay.disable();
    // Whoever waits does so for 5 s.
    expect(delay.max / 1e6).toBeLessThan(2500);
    expect(told).toEqual([expect.stringContaining('alerts wait in memory')]);
    expect(store.problem()).toBe(null);
    const other = open();
    const beside = other.openAlertRecord();
    expect(beside.alerts()).toEqual([first, second]);
    await release();
    await expect.poll(() => beside.alerts(), { timeout: 20_000 }).toEqual(expected.alerts);
    expect([seen(), beside.entries(history), beside.silences()]).toEqual([expected, expected.entries, [silence]]);
    record.release();
    expect(beside.adoptDeliveries()).toEqual([delivery('n')]);
    other.dispose();
  });

  it('what cannot be stored at all is told, and takes nothing with it that waits beside it', async () => {
    const errors: unknown[] = [];
    store.dispose();
    store = open({ ...silentLog, error: (error) => errors.push(error) });
    const record = store.openAlertRecord();
    record.saveAlert(alertOf('a'), [entryOf(alertOf('a'))], true);
    const { release } = await lock();
    const strange = alertOf('c', { sinceMs: Number.NaN });
    for (const alert of [alertOf('b'), strange, alertOf('d')]) record.saveAlert(alert, [entryOf(alert)], true);
    await release();
    const other = open();
    const stored = () =>
      other
        .openAlertRecord()
        .alerts()
        .map(({ id }) => id);
    await expect.poll(stored, { timeout: 20_000 }).toEqual(['a', 'b', 'd']);
    expect(errors.map(String)).toEqual([expect.stringContaining('NOT NULL')]);
    other.dispose();
  });

  it('the next desk goes on with what the one before left', async () => {
    const record = store.openAlertRecord();
    record.saveAlert(alertOf('a'), [entryOf(alertOf('a'))], true);
    const { release } = await lock();
    record.saveAlert(alertOf('b'), [entryOf(alertOf('b'))], true);
    record.saveDelivery(delivery('m'));
    record.release();
    const next = store.openAlertRecord();
    expect([next.adopt(), next.adoptDeliveries()]).toEqual([[alertOf('a'), alertOf('b')], [delivery('m')]]);
    expect(store.openAlertRecord().adopt()).toEqual([]);
    await release();
    const other = open();
    await expect.poll(() => other.openAlertRecord().alerts(), { timeout: 20_000 }).toHaveLength(2);
    expect(other.openAlertRecord().adopt()).toEqual([]);
    other.dispose();
  });

  it('what ends does not wait either, and is stored yet', async () => {
    const record = store.openAlertRecord();
    record.saveAlert(alertOf('a'), [entryOf(alertOf('a'))], true);
    const { release } = await lock();
    record.saveAlert(alertOf('b'), [entryOf(alertOf('b'))], true);
    record.release();
    const startedMs = performance.now();
    store.dispose();
    expect(performance.now() - startedMs).toBeLessThan(2500);
    await release();
    const other = open();
    await expect.poll(() => other.openAlertRecord().alerts(), { timeout: 20_000 }).toHaveLength(2);
    expect(other.openAlertRecord().adopt()).toHaveLength(2);
    other.dispose();
  });
});

describe('two desks of one process', () => {
  it('hear of each other', () => {
    const [first, second] = [store.openAlertRecord(), store.openAlertRecord()];
    first.saveAlert(alertOf('a'), [entryOf(alertOf('a'))], true);
    const before = { first: first.version(), second: second.version() };
    second.saveAlert(alertOf('a', { state: 'acknowledged' }), [entryOf(alertOf('a'))], false);
    expect([first.version() === before.first, second.version() === before.second]).toEqual([false, true]);
  });
});
