import { describe, expect, it } from 'vitest';
import type { AlertConfig } from '../../model/alertConfig.ts';
import { readConfig } from './readConfig.ts';

function read(section: object): { alerts: AlertConfig; messages: string[] } {
  const { config, problems } = readConfig(JSON.stringify({ alerts: section }));
  return { alerts: config.alerts, messages: problems.map(({ message }) => message) };
}

/** Just the rules and channels that are written. */
const own = (rules: readonly object[], channels: readonly object[] = []) => {
  const { alerts, messages } = read({ defaults: false, rules, channels });
  return { rules: alerts.rules, channels: alerts.channels.slice(1), messages };
};

describe('alerts in laptime.config.json', () => {
  it('has few rules of its own, which can be replaced or left out', () => {
    const { alerts, messages } = read({});
    expect(messages).toEqual([]);
    expect(alerts.rules.map(({ id }) => id)).toEqual(['event-loop-blocked', 'heap-limit', 'memory-pressure', 'machine-busy']);
    expect(alerts.channels).toEqual([{ kind: 'editor', name: 'editor' }]);
    expect(alerts).toMatchObject({ maxPerHour: 6, remindEveryMs: null, escalate: null, groupWaitMs: 10_000 });
    const replaced = read({ rules: [{ id: 'heap-limit', metric: 'program.heap.used', above: '1 GB' }] }).alerts;
    expect(replaced.rules.filter(({ id }) => id === 'heap-limit')).toHaveLength(1);
    expect(read({ defaults: false }).alerts).toMatchObject({ rules: [], inhibit: [] });
  });

  it('reads rules of each kind, with values in the units of metrics', () => {
    const { rules, messages } = own([
      {
        id: 'a',
        metric: 'machine.cpu',
        above: '80 %',
        for: '5 min',
        clear: '70 %',
        clearFor: '2 min',
        severity: 'error',
        labels: { of: 'machine' },
      },
      { id: 'b', metric: 'machine.memory.available', below: '500 MB' },
      { id: 'c', kind: 'ratio', metric: 'program.heap.used', of: 'program.heap.limit', limits: { warning: '80 %', critical: 0.95 } },
      { id: 'd', kind: 'trend', metric: 'program.memory', reaches: '2 GB', within: '2 h', lookBack: '1 h' },
      { id: 'e', kind: 'anomaly', metric: 'program.cpu', score: 6, for: '30 s' },
      { id: 'f', kind: 'regression', metric: 'program.http.server.p99', by: '20 %', baseline: '1 d' },
      { id: 'g', kind: 'absence', metric: 'program.custom.beat', for: '10 s', channels: [], enabled: false },
      { id: 'h', metric: 'program.eventLoop.delay.max', above: '200 ms' },
    ]);
    expect(messages).toEqual([]);
    expect(rules.map(({ condition }) => condition)).toEqual([
      { kind: 'threshold', metric: 'machine.cpu', above: 0.8, writtenAs: 'share', forMs: 300_000, clear: 0.7, clearForMs: 120_000 },
      {
        kind: 'threshold',
        metric: 'machine.memory.available',
        below: 5e8,
        writtenAs: 'bytes',
        forMs: 60_000,
        clear: 5e8,
        clearForMs: 60_000,
      },
      {
        ...{ kind: 'ratio', metric: 'program.heap.used', by: 'program.heap.limit', limits: { warning: 0.8, critical: 0.95 } },
        ...{ forMs: 60_000, clearForMs: 60_000 },
      },
      { kind: 'trend', metric: 'program.memory', reaches: 2e9, writtenAs: 'bytes', withinMs: 7_200_000, lookBackMs: 3_600_000 },
      { kind: 'anomaly', metric: 'program.cpu', score: 6, lookBackMs: 1_800_000, forMs: 30_000 },
      { kind: 'regression', metric: 'program.http.server.p99', by: 0.2, lookBackMs: 1_800_000, baselineMs: 86_400_000 },
      { kind: 'absence', metric: 'program.custom.beat', forMs: 10_000 },
      {
        kind: 'threshold',
        metric: 'program.eventLoop.delay.max',
        above: 200,
        writtenAs: 'milliseconds',
        forMs: 60_000,
        clear: 200,
        clearForMs: 60_000,
      },
    ]);
    expect(rules[0]).toMatchObject({ title: 'a', severity: 'error', labels: { of: 'machine' }, channels: ['editor'], enabled: true });
    expect(rules[6]).toMatchObject({ channels: [], enabled: false });
  });

  it('leaves out a rule that does not say enough, and names what is missing', () => {
    const { rules, messages } = own([
      { id: 'a', metric: 'machine.cpu' },
      { id: 'b', metric: 'machine.cpu', above: 0.8, clear: 0.9 },
      { id: 'c', metric: 'cpu', above: 1 },
      { id: 'd', metric: 'machine.cpu', above: 'much' },
      { id: 'e', metric: 'machine.cpu', above: 0.5 },
    ]);
    expect(rules.map(({ id }) => id)).toEqual(['e']);
    expect(messages).toEqual([
      '`alerts.rules[0]` (line 1) needs either "above" or "below". This entry is left out.',
      '`alerts.rules[1]` (line 1) needs a "clear" below its limit. This entry is left out.',
      '`alerts.rules[2].metric` (line 1) must be the id of a metric, like "machine.cpu". This entry is left out.',
      '`alerts.rules[3].above` (line 1) is wrong: \'much\' is no number, and no text like "80 %", "500 MB" or "200 ms". It is ignored.',
      '`alerts.rules[3]` (line 1) needs either "above" or "below". This entry is left out.',
    ]);
  });

  it('refuses channels that nobody declared', () => {
    const { rules, messages } = own(
      [{ id: 'a', metric: 'machine.cpu', above: 1, channels: ['editor', 'nobody', 'log'] }],
      [{ name: 'log', kind: 'file', path: 'alerts.jsonl' }],
    );
    expect(rules[0]!.channels).toEqual(['editor', 'log']);
    expect(messages).toEqual([
      '`alerts.rules[0].channels[1]` (line 1) is \'nobody\', which is none of "channels": editor, log. This entry is left out.',
    ]);
  });

  it('reads channels, with the usual ports', () => {
    const mail = { name: 'mail', kind: 'email', host: 'smtp.example.com', from: 'a@example.com', to: ['b@example.com'] };
    const { channels, messages } = own(
      [],
      [
        { name: 'hook', kind: 'webhook', url: 'https://example.com/hook', secret: 'HOOK_SECRET' },
        { name: 'team', kind: 'slack', urlSecret: 'SLACK_URL' },
        { ...mail, security: 'starttls', user: 'a', password: 'MAIL_PASSWORD' },
      ],
    );
    expect(messages).toEqual([]);
    expect(channels).toEqual([
      { kind: 'webhook', name: 'hook', url: 'https://example.com/hook', urlSecret: null, secret: 'HOOK_SECRET' },
      { kind: 'slack', name: 'team', urlSecret: 'SLACK_URL' },
      { ...mail, port: 587, security: 'starttls', certificate: null, user: 'a', password: 'MAIL_PASSWORD' },
    ]);
  });

  it.each([
    [
      'channels[0]` (line 1) has a "secret"',
      { name: 'a', kind: 'webhook', url: 'https://example.com', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
    ],
    ['channels[0]` (line 1) has a "urlSecret"', { name: 'a', kind: 'slack', urlSecret: 'https://hooks.slack.com/services/T0/B0/x' }],
    ['channels[0]` (line 1) has its address as "url"', { name: 'a', kind: 'slack', url: 'https://hooks.slack.com/services/T0/B0/x' }],
    ['channels[0].url` (line 1)', { name: 'a', kind: 'webhook', url: 'https://me:hunter2@example.com' }],
    ['channels[0].url` (line 1)', { name: 'a', kind: 'webhook', url: 'http://example.com' }],
    [
      'channels[0]` (line 1) has a "password"',
      { name: 'a', kind: 'email', host: 'h', from: 'a@b.c', to: ['a@b.c'], user: 'me', password: 'hunter2' },
    ],
    [
      'channels[0]` (line 1) has a "password"',
      { name: 'a', kind: 'email', host: 'h', from: 'a@b.c', to: ['a@b.c'], user: 'me', password: 'PASSWORD', security: 'none' },
    ],
    ['channels[0].path` (line 1)', { name: 'a', kind: 'file', path: '../alerts.jsonl' }],
  ])('refuses secrets and places that do not belong there: %s', (field, channel) => {
    const { channels, messages } = own([], [channel]);
    expect(messages[0]).toContain(`\`alerts.${field}`);
    expect(messages.join('\n')).not.toMatch(/hunter2|MfKQ9r8|T0\/B0/);
    // A webhook without its signature, or mail without its password, would not be what was asked for.
    expect(channels).toEqual([]);
  });

  it('refuses a second rule or channel of the same name, and says how times are written', () => {
    const metric = 'machine.cpu';
    const { rules, channels, messages } = own(
      [
        { id: 'a', metric, above: 1 },
        { id: 'b', metric, above: 1, for: 'soon' },
        { id: 'a', metric, above: 2 },
      ],
      [
        { name: 'log', kind: 'file', path: 'a.jsonl' },
        { name: 'log', kind: 'file', path: 'b.jsonl' },
      ],
    );
    expect(rules.map(({ id, condition }) => [id, 'above' in condition && condition.above])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect(channels).toMatchObject([{ name: 'log', path: 'a.jsonl' }]);
    expect(messages).toEqual([
      expect.stringContaining("'soon' is not a duration: write a number and one of ms, s, min, h, d, as in '5 min'."),
      expect.stringContaining("`alerts.rules[2]` (line 1) has the id 'a', as another one before it. This entry is left out."),
      expect.stringContaining("`alerts.channels[1]` (line 1) has the name 'log', as another one before it. This entry is left out."),
    ]);
  });

  it('reads quiet times of both kinds, in minutes and milliseconds', () => {
    const { alerts, messages } = read({
      quiet: [
        { days: ['mon', 'sun'], from: '22:00', until: '6:30', reason: 'night' },
        { from: '2026-11-22T10:00Z', until: '2026-11-22T12:00Z', reason: 'move', rule: 'heap-limit' },
        { days: ['mon'], from: '25:00', until: '26:00', reason: 'never' },
        { from: '22:00', until: '23:00', reason: 'no days' },
      ],
    });
    expect(alerts.quiet).toEqual([
      { kind: 'weekly', days: [1, 0], fromMinute: 1320, untilMinute: 390, reason: 'night' },
      { kind: 'once', fromMs: Date.UTC(2026, 10, 22, 10), untilMs: Date.UTC(2026, 10, 22, 12), reason: 'move', rule: 'heap-limit' },
    ]);
    expect(messages).toHaveLength(2);
    expect(messages[0]).toContain('`alerts.quiet[2]` (line 1) needs "from" and "until" as times of the day');
  });
});
