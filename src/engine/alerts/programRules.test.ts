import { describe, expect, it } from 'vitest';
import type { AlertCondition } from '../../model/alert.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import type { AlertRecord } from './alertRecord.ts';
import { benchOf, busy, exampleRule } from './desk.fixture.ts';

const heap = (other: object = {}): AlertCondition => busy({ metric: 'program.heap.used', above: 1e9, clear: 1e9, ...other });
const rules = [exampleRule(heap())];
const programOf = (id: string, pid: number): WatchedProgram => ({
  ...{ id, pid, title: `node ${id}.js`, by: 'preload', nodeVersion: null, startedAtMs: 0, ended: null },
});
const endedOf = (program: WatchedProgram): WatchedProgram => ({ ...program, ended: { atMs: 0, exitCode: 0, signal: null } });
const adopting = (record: AlertRecord): AlertRecord => ({ ...record, adopt: () => record.alerts() });

const full = { 'program.heap.used': 2e9 };
const otherFull = { 'program@other.heap.used': 3e9 };
const [first, other] = [programOf('first', 1), programOf('other', 2)];
const ofFirst = { program: 'node first.js', pid: '1' };
const ofOther = { program: 'node other.js', pid: '2' };

describe('a rule on programs', () => {
  it('has an alert for each of them, with which one it is', () => {
    const { desk, tick, messages } = benchOf({ rules }, { programs: [first, other] });
    tick({ ...full, 'program@other.heap.used': 1 }, 6);
    expect(desk.active()).toMatchObject([{ state: 'firing', labels: ofFirst, value: 2e9 }]);
    tick({ ...full, ...otherFull }, 6);
    expect(desk.active().map(({ labels, value, state }) => [labels, value, state])).toEqual([
      [ofOther, 3e9, 'firing'],
      [ofFirst, 2e9, 'firing'],
    ]);
    tick({ 'program.heap.used': 1, ...otherFull }, 5);
    expect(desk.active()).toMatchObject([{ labels: ofOther }]);
    expect(messages.map(({ title, notices }) => [title, notices[0]!.alert.labels['pid']])).toEqual([
      ['Warning: The rule', '1'],
      ['Warning: The rule', '2'],
      ['Resolved: The rule', '1'],
    ]);
  });

  it('groups by program, and keeps labels of its own', () => {
    const { tick, told, messages } = benchOf(
      { rules: [exampleRule(heap(), { labels: { team: 'a' } })], groupBy: 'program' },
      { programs: [first, other] },
    );
    tick({ ...full, ...otherFull }, 8);
    expect(told).toHaveLength(2);
    expect(messages.map(({ notices }) => notices[0]!.alert.labels)).toEqual([
      { ...ofFirst, team: 'a' },
      { ...ofOther, team: 'a' },
    ]);
  });

  it('has two metrics of the same program', () => {
    const limits = { warning: 0.8 };
    const ratio = { kind: 'ratio', metric: 'program.heap.used', by: 'program.heap.limit', limits, forMs: 0, clearForMs: 0 } as const;
    const { desk, tick } = benchOf({ rules: [exampleRule(ratio)] }, { programs: [first, other] });
    tick({ 'program.heap.used': 1, 'program.heap.limit': 10, 'program@other.heap.used': 9, 'program@other.heap.limit': 10 });
    expect(desk.active()).toMatchObject([{ labels: ofOther, value: 0.9 }]);
  });

  it('is over for a program that has ended, and begins anew for the next one with its metrics', () => {
    const programs = [first, other];
    const { desk, tick, changes, needs } = benchOf({ rules }, { programs });
    tick({ ...full, ...otherFull }, 6);
    programs[1] = endedOf(other);
    tick(full);
    expect(desk.active()).toMatchObject([{ labels: ofFirst }]);
    expect(desk.history({ limit: 1 })).toMatchObject([{ state: 'resolved', text: 'The program has ended.', labels: ofOther }]);
    const next = { ...programOf('next', 3) };
    programs[0] = endedOf(first);
    tick({});
    expect(desk.active()).toEqual([]);
    programs.push({ ...next, id: 'first', pid: 3 });
    tick({}, 2);
    expect(desk.active()).toEqual([]);
    tick(full, 5);
    expect(desk.active()).toMatchObject([{ state: 'pending', labels: { pid: '3' } }]);
    expect(changes.filter((change) => change === 'rule resolved')).toHaveLength(2);
    expect(needs.count).toBe(1);
  });

  it('waits for what no program tells any more, but not in one that never told of it', () => {
    const absence = { kind: 'absence', metric: 'program.http.server.rate', forMs: 10_000 } as const;
    const programs = [first, other];
    const { desk, tick } = benchOf({ rules: [exampleRule(absence)] }, { programs });
    tick({ 'program.http.server.rate': 1 }, 30);
    expect(desk.active()).toEqual([]);
    tick({ 'program.http.server.rate': 1, 'program@other.http.server.rate': 1 });
    tick({ 'program.http.server.rate': 1 }, 12);
    expect(desk.active()).toMatchObject([{ labels: ofOther }]);
    programs[1] = endedOf(other);
    programs[0] = endedOf(first);
    tick({}, 12);
    expect(desk.active()).toMatchObject([{ labels: {} }]);
  });

  it('makes none silent that is about something else in the same program', () => {
    const { desk, tick } = benchOf(
      { rules: [exampleRule(heap(), { id: 'mild' }), exampleRule(heap(), { id: 'grave', severity: 'critical' })] },
      { programs: [first] },
    );
    tick(full, 8);
    expect(desk.active().map(({ muted }) => muted)).toEqual([null, null]);
  });

  it('goes on with each program after the rules were read anew, and ends those that are gone', () => {
    const programs = [first, other];
    const before = benchOf({ rules }, { programs });
    before.tick({ ...full, ...otherFull }, 8);
    const ids = before.desk.active().map(({ id, labels }) => [labels['pid'], id]);
    const same = benchOf({ rules }, { programs, record: adopting(before.record) });
    same.tick({ ...full, ...otherFull }, 8);
    expect(Object.fromEntries(same.desk.active().map(({ id, labels }) => [labels['pid'], id]))).toEqual(Object.fromEntries(ids));
    expect(same.told).toEqual([]);
    const later = benchOf({ rules }, { programs: [programOf('first', 3)], record: adopting(before.record) });
    expect(later.desk.history({ limit: 2 }).map(({ note }) => note)).toEqual(Array(2).fill('its program is not watched any more'));
    later.tick(full, 8);
    expect(later.desk.active()).toMatchObject([{ labels: { pid: '3' } }]);
    // A program that starts only after the desk: what fired of another one is over then.
    const restarted: WatchedProgram[] = [];
    const empty = benchOf({ rules }, { programs: restarted, record: adopting(later.record) });
    expect(empty.desk.active()).toMatchObject([{ labels: { pid: '3' } }]);
    restarted.push(programOf('first', 4));
    empty.tick(full);
    expect(empty.desk.active()).toMatchObject([{ state: 'pending', labels: { pid: '4' } }]);
  });
});
