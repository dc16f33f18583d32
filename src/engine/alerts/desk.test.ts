import { describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import type { AlertSeverity } from '../../model/alert.ts';
import type { AlertRecord } from './alertRecord.ts';
import { BEGAN_MS, benchOf, busy, exampleRule } from './desk.fixture.ts';

const cpu = (share: number) => ({ 'machine.cpu': share });
const rules = [exampleRule(busy())];

describe('an alert', () => {
  it('is pending, fires once its condition held for long enough, is acknowledged, and resolves', () => {
    const { desk, tick, told, changes } = benchOf({ rules });
    tick(cpu(0.9), 5);
    expect(desk.active()).toMatchObject([{ state: 'pending', sinceMs: BEGAN_MS + 1000 }]);
    expect(told).toEqual([]);
    tick(cpu(0.94));
    expect(desk.active()).toMatchObject([{ state: 'firing', text: 'CPU has been over 80 % for 5 s (94 %).', value: 0.94, muted: null }]);
    tick(cpu(0.95), 60);
    expect(told).toEqual(['editor: Warning: The rule']);
    const [{ id } = { id: '' }] = desk.active();
    expect(desk.acknowledge(id, 'Ada', 'known')).toMatchObject({ state: 'acknowledged', acknowledged: { by: 'Ada', note: 'known' } });
    tick(cpu(0.75), 60);
    expect(desk.active()).toHaveLength(1);
    tick(cpu(0.5), 3);
    expect(desk.active()).toHaveLength(1);
    tick(cpu(0.5));
    expect(desk.active()).toEqual([]);
    expect(told).toEqual(['editor: Warning: The rule', 'editor: Resolved: The rule']);
    expect(changes).toEqual(['rule pending', 'rule firing', 'rule acknowledged', 'rule resolved']);
    expect(desk.history({ limit: 9 }).map(({ state, by, note }) => [state, by, note])).toEqual([
      ['resolved', null, null],
      ['acknowledged', 'Ada', 'known'],
      ['firing', null, null],
      ['pending', null, null],
    ]);
    expect(desk.history({ limit: 9, rule: 'other' })).toEqual([]);
  });

  it('begins anew where its condition did not hold all the time, and leaves no trace', () => {
    const { desk, tick, told } = benchOf({ rules });
    for (let round = 0; round < 20; round += 1) {
      tick(cpu(0.9), 4);
      tick(cpu(0.78), 1);
    }
    expect(told).toEqual([]);
    expect(desk.history({ limit: 9 })).toEqual([]);
  });

  it('can be resolved by hand, and fires again where its condition goes on', () => {
    const { desk, tick, told } = benchOf({ rules });
    tick(cpu(0.9), 6);
    const id = desk.active()[0]!.id;
    expect(desk.resolve(id, 'Ada').state).toBe('resolved');
    expect(() => desk.resolve(id, 'Ada')).toThrow(`There is no alert '${id}' that fires`);
    tick(cpu(0.9), 6);
    expect(desk.active()).toMatchObject([{ state: 'firing' }]);
    expect(desk.active()[0]!.id).not.toBe(id);
    expect(told).toHaveLength(3);
  });

  it('cannot be acknowledged before it fires', () => {
    const { desk, tick } = benchOf({ rules });
    tick(cpu(0.9), 2);
    expect(() => desk.acknowledge(desk.active()[0]!.id, 'Ada', '')).toThrow('does not fire yet');
  });

  it('gets graver with its ratio, which is told, and undoes that it was acknowledged', () => {
    const limits = { warning: 0.8, critical: 0.95 };
    const condition = {
      kind: 'ratio',
      metric: 'program.heap.used',
      by: 'program.heap.limit',
      limits,
      forMs: 2000,
      clearForMs: 2000,
    } as const;
    const { desk, tick, told } = benchOf({ rules: [exampleRule(condition)] });
    const heap = (used: number) => ({ 'program.heap.used': used * 1e9, 'program.heap.limit': 1e9 });
    tick(heap(0.85), 4);
    desk.acknowledge(desk.active()[0]!.id, 'Ada', '');
    tick(heap(0.97), 4);
    expect(desk.active()).toMatchObject([{ severity: 'critical', state: 'firing', acknowledged: null }]);
    expect(desk.active()[0]!.text).toBe('Heap, used has been over 95 % of Heap, limit for 2 s (970 MB of 1.00 GB).');
    tick(heap(0.2), 4);
    expect(told).toEqual(['editor: Warning: The rule', 'editor: Worse: Critical: The rule', 'editor: Resolved: The rule']);
  });

  it('ends when its metric is no more, but not because a value was late', () => {
    const { desk, tick } = benchOf({ rules });
    tick(cpu(0.9), 6);
    tick({}, 60);
    expect(desk.active()).toMatchObject([{ state: 'firing' }]);
    tick({}, 60);
    expect(desk.active()).toEqual([]);
    expect(desk.history({ limit: 1 })).toMatchObject([{ state: 'resolved', text: 'There are no values of it any more.' }]);
  });
});

describe('after a restart', () => {
  const adopting = (record: AlertRecord): AlertRecord => ({ ...record, adopt: () => record.alerts() });

  it('goes on with what fired, tells nobody again, and says when it is over', () => {
    const first = benchOf({ rules });
    first.tick(cpu(0.9), 10);
    first.desk.dispose();
    const second = benchOf({ rules }, { record: adopting(first.record) });
    second.tick(cpu(0.9), 60);
    expect(second.told).toEqual([]);
    expect(second.desk.active()).toHaveLength(1);
    second.tick(cpu(0.1), 5);
    expect(second.told).toEqual(['editor: Resolved: The rule']);
    expect(second.record.alerts()).toEqual([]);
  });

  it('does not take for over what it does not know yet', () => {
    const trend = { kind: 'trend', metric: 'machine.cpu', reaches: 1, withinMs: 7_200_000, lookBackMs: 600_000 } as const;
    const first = benchOf({ rules: [exampleRule(trend)] });
    for (let second = 0; second < 900; second += 1) first.tick(cpu(0.1 + second / 5000));
    expect(first.desk.active()).toMatchObject([{ state: 'firing' }]);
    const next = benchOf({ rules: [exampleRule(trend)] }, { record: adopting(first.record) });
    for (let second = 900; second < 1800; second += 1) next.tick(cpu(0.1 + second / 5000));
    expect([next.desk.active().length, next.changes]).toEqual([1, []]);
  });

  it('ends what has no rule any more', () => {
    const first = benchOf({ rules });
    first.tick(cpu(0.9), 10);
    const second = benchOf({ rules: [] }, { record: adopting(first.record) });
    expect(second.desk.active()).toEqual([]);
    expect(second.desk.history({ limit: 1 })).toMatchObject([{ state: 'resolved', note: 'its rule is not watched any more' }]);
  });
});

describe('time', () => {
  it('does not pass for an alert while the machine sleeps', () => {
    const { tick, jump, told } = benchOf({ rules });
    tick(cpu(0.9), 3);
    jump({ wallMs: 8 * 3_600_000, monotonicMs: 8 * 3_600_000 });
    tick(cpu(0.9), 3);
    expect(told).toEqual([]);
    tick(cpu(0.9), 2);
    expect(told).toHaveLength(1);
  });

  it.each([-86_400_000, 86_400_000])('is that of the monotonic clock, whatever the wall clock does: %i', (wallMs) => {
    const { tick, jump, told, desk } = benchOf({ rules });
    tick(cpu(0.9), 3);
    jump({ wallMs });
    tick(cpu(0.9), 2);
    expect(told).toEqual([]);
    tick(cpu(0.9), 1);
    expect(told).toHaveLength(1);
    jump({ wallMs: -wallMs });
    tick(cpu(0.1), 4);
    expect(desk.active()).toEqual([]);
  });
});

describe('the policy', () => {
  const many = (count: number, other: (index: number) => object = () => ({})) =>
    Array.from({ length: count }, (_, index) => exampleRule(busy(), { id: `rule-${index}`, title: `Rule ${index}`, ...other(index) }));

  it('puts what comes together into one message, or one for each value of a label', () => {
    const together = benchOf({ rules: many(5), groupWaitMs: 2000 });
    together.tick(cpu(0.9), 10);
    expect(together.told).toEqual(['editor: Warning: Rule 0 (and 4 more)']);
    const grouped = benchOf({ rules: many(4, (index) => ({ labels: { process: index < 2 ? 'web' : 'worker' } })), groupBy: 'process' });
    grouped.tick(cpu(0.9), 10);
    expect(grouped.told).toEqual(['editor: Warning: Rule 0 (and 1 more)', 'editor: Warning: Rule 2 (and 1 more)']);
  });

  it('sends so many messages an hour, the last of them with all that waits, and loses nothing', () => {
    const { tick, told, messages, desk } = benchOf({
      rules: Array.from({ length: 6 }, (_, index) =>
        exampleRule(busy({ forMs: 5000 + 2000 * index }), { id: `rule-${index}`, title: `Rule ${index}` }),
      ),
      maxPerHour: 2,
    });
    tick(cpu(0.9), 30);
    expect(told).toEqual(['editor: Warning: Rule 0', 'editor: Warning: Rule 1']);
    expect(desk.active().filter(({ muted }) => muted?.startsWith('the limit of messages'))).toHaveLength(4);
    tick(cpu(0.9), 3600);
    expect(told).toHaveLength(3);
    expect(new Set(messages.flatMap(({ notices }) => notices.map(({ alert }) => alert.rule))).size).toBe(6);
    expect(desk.active().every(({ muted }) => muted === null)).toBe(true);
  });

  it('tells nobody in quiet times, and those who should know afterwards if it goes on', () => {
    const { tick, told, desk } = benchOf({
      rules,
      quiet: [{ kind: 'once', fromMs: BEGAN_MS, untilMs: BEGAN_MS + 60_000, reason: 'we move' }],
    });
    tick(cpu(0.9), 59);
    expect(desk.active()).toMatchObject([{ state: 'firing', muted: 'quiet time: we move' }]);
    expect(told).toEqual([]);
    tick(cpu(0.9), 2);
    expect(told).toEqual(['editor: Warning: The rule']);
    expect(desk.active()[0]!.muted).toBe(null);
  });

  it('knows the days of the week and nights', () => {
    const local = new Date(2026, 10, 21, 23, 30).getTime();
    const night = { kind: 'weekly', days: [6], fromMinute: 23 * 60, untilMinute: 6 * 60, reason: 'night' } as const;
    const at = (beganMs: number) => {
      const { tick, told } = benchOf({ rules, quiet: [night] }, { beganMs });
      tick(cpu(0.9), 10);
      return told.length;
    };
    expect([local, local + 5 * 3_600_000, local + 8 * 3_600_000, local + 24 * 3_600_000].map(at)).toEqual([0, 0, 1, 1]);
  });

  it('silences by rule or labels, with who and why, until it ends', () => {
    const { tick, told, desk, clock } = benchOf({ rules });
    const until = { fromMs: clock.nowMs(), untilMs: clock.nowMs() + 60_000 };
    expect(() => desk.silence({ ...until, rule: null, labels: {}, by: 'Ada', reason: ' ' })).toThrow('needs who asks for it, and why');
    desk.silence({ ...until, rule: null, labels: { of: 'other' }, by: 'Ada', reason: 'elsewhere' });
    const { id } = desk.silence({ ...until, rule: 'rule', labels: {}, by: 'Ada', reason: 'accepted' });
    tick(cpu(0.9), 20);
    expect(desk.active()[0]!.muted).toBe('silenced by Ada: accepted');
    desk.endSilence(id);
    expect(() => desk.endSilence(id)).toThrow('There is no silence');
    tick(cpu(0.9));
    expect(told).toHaveLength(1);
    expect(desk.silences()).toHaveLength(1);
  });

  it('says nothing of what a graver alert of the same labels tells, or the machine explains', () => {
    const about = (id: string, severity: AlertSeverity, labels: Record<string, string>) =>
      exampleRule(busy(), { id, title: id, severity, labels });
    const { tick, told, desk } = benchOf({
      rules: [
        about('mild', 'warning', { of: 'web' }),
        about('grave', 'critical', { of: 'web' }),
        about('other', 'warning', { of: 'worker' }),
        about('slow', 'warning', { by: 'time' }),
      ],
      inhibit: [{ by: { rule: 'other' }, mutes: { labels: { by: 'time' } }, same: [] }],
    });
    tick(cpu(0.9), 10);
    expect(told).toEqual(['editor: Critical: grave (and 1 more)']);
    expect(desk.active().map(({ rule, muted }) => [rule, muted])).toEqual(
      expect.arrayContaining([
        ['mild', 'inhibited by grave'],
        ['slow', 'inhibited by other'],
      ]),
    );
    tick(cpu(0.1), 10);
    expect(told).toEqual(['editor: Critical: grave (and 1 more)', 'editor: Resolved: grave (and 1 more)']);
  });

  it('escalates what nobody acknowledges, once, and reminds', () => {
    const { tick, told, desk } = benchOf({
      rules,
      escalate: { afterMs: 60_000, channels: ['boss'] },
      remindEveryMs: 300_000,
    });
    tick(cpu(0.9), 400);
    expect(told).toEqual([
      'editor: Warning: The rule',
      'boss: Not acknowledged: Warning: The rule',
      'editor: Still: Warning: The rule',
      'boss: Still: Warning: The rule',
    ]);
    desk.acknowledge(desk.active()[0]!.id, 'Ada', '');
    tick(cpu(0.9), 1000);
    expect(told).toHaveLength(4);
    tick(cpu(0.1), 10);
    expect(told.slice(4)).toEqual(['editor: Resolved: The rule', 'boss: Resolved: The rule']);
  });

  it('does not tell of what is over unless it should', () => {
    const { tick, told } = benchOf({ rules, tellResolved: false });
    tick(cpu(0.9), 10);
    tick(cpu(0.1), 10);
    expect(told).toHaveLength(1);
  });
});

describe('the desk', () => {
  it('tells what waits for others of its group when it is to end', async () => {
    const { desk, tick, told } = benchOf({ rules, groupWaitMs: 60_000 });
    tick(cpu(0.9), 10);
    await desk.finish();
    expect(told).toEqual(['editor: Warning: The rule']);
  });

  it('says which metric of a rule nobody measures', () => {
    const told: string[] = [];
    const log = { ...silentLog, warn: (message: string) => told.push(message) };
    const misspelt = exampleRule(busy({ metric: 'machine.cpus' }), { id: 'misspelt' });
    const { tick } = benchOf({ rules: [...rules, misspelt, exampleRule(busy({ metric: 'program.later' }), { id: 'later' })] }, { log });
    tick(cpu(0.1), 90);
    expect(told).toEqual(['alerts: nothing here measures machine.cpus, which a rule looks at; did you mean machine.cpu?']);
  });

  it('says which limit is of another unit than its metric, once', () => {
    const told: string[] = [];
    const log = { ...silentLog, warn: (message: string) => told.push(message) };
    const large = exampleRule(busy({ above: 5e8, writtenAs: 'bytes' }), { id: 'large' });
    const fine = exampleRule(busy({ writtenAs: 'share' }), { id: 'fine' });
    const { tick } = benchOf({ rules: [large, fine] }, { log });
    tick(cpu(0.1), 200);
    expect(told).toEqual([`alerts: the limit of the rule 'large' is of another unit than machine.cpu: write it like "80 %"`]);
  });

  it('needs nothing without rules, and no more once it is disposed of', () => {
    expect(benchOf({ rules: [exampleRule(busy(), { enabled: false })] }).needs.count).toBe(0);
    const { desk, needs, tick, told } = benchOf({ rules, groupWaitMs: 60_000 });
    expect(needs.count).toBe(1);
    tick(cpu(0.9), 10);
    desk.dispose();
    expect(needs.count).toBe(0);
    // What waited for others of its group is not lost.
    expect(told).toEqual(['editor: Warning: The rule']);
    tick(cpu(0.9), 100);
    expect(told).toHaveLength(1);
  });
});
