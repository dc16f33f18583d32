import { describe, expect, it, vi } from 'vitest';
import type { Alert } from '../../model/alert.ts';
import type { Diagnosis } from '../../model/finding.ts';
import type { Metric } from '../../model/metric.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import { monitorItems } from './monitorItems.ts';
import { monitorShown } from './monitorStatusTexts.ts';
import { programName } from './programWords.ts';
import { trendBars } from './trend.ts';

vi.mock('vscode', async () => (await import('../vscode.fixture.ts')).vscodeForUnitTests);

const HOSTILE = '[click](command:evil) $(flame) | <b>\u202E\n';

function metric(id: string, unit: Metric['unit'], group: Metric['group'], title = id): Metric {
  const subject = id.startsWith('machine') ? 'machine' : 'program';
  return { id, subject, group, title, description: `What ${id} is.`, unit, most: null };
}

const values: readonly (readonly [Metric, readonly number[]])[] = [
  [metric('machine.memory.used', 'bytes', 'memory', 'Memory'), [2.6e9, 2.64e9]],
  [metric('machine.cpu', 'share', 'cpu', 'CPU'), [0, 0.5, 1, 0.34]],
  [metric('machine.cpu.core.0', 'share', 'cpu'), [0.3]],
  [metric('machine.cpu.steal', 'share', 'cpu'), [0, 0]],
  [metric('program.cpu', 'cores', 'cpu'), [1.12]],
  [metric('program.memory', 'bytes', 'memory'), [312e6]],
  [metric('program.custom.x', 'count', 'custom', HOSTILE), [7]],
];

const source = {
  metrics: () => values.map(([one]) => one),
  latest: () => ({ atMs: 5000, values: new Map(values.map(([{ id }, all]) => [id, all.at(-1)!])) }),
  series(id: string) {
    const all = values.find(([one]) => one.id === id)?.[1] ?? [];
    return { metric: id, atMs: Float64Array.from(all.keys()), values: Float64Array.from(all) };
  },
  prefixOf: () => 'program',
};

const program: WatchedProgram = {
  ...{ id: '4711', pid: 4711, title: 'node --inspect src/server.js --port 80', by: 'preload', nodeVersion: 'v24.1.0', startedAtMs: 0 },
  ended: null,
};

const alert: Alert = {
  ...{ id: 'a1', rule: 'cpu', title: HOSTILE, severity: 'warning', state: 'firing', labels: {}, text: HOSTILE, value: 1, sinceMs: 0 },
  ...{ firedAtMs: 1, acknowledged: null, resolvedAtMs: null, muted: null },
};

const diagnosis: Diagnosis = {
  ...{
    class: 'cpu-bound',
    confidence: 0.9,
    summary: 'It computes.',
    others: [],
    score: 42.4,
    fromMs: 0,
    untilMs: 1,
    problems: ['No inspector.'],
  },
  evidence: [
    { text: 'Its hottest line', metric: null, value: 1, limit: null, place: { file: 'src/a.ts', line: 3, functionName: 'f' } },
    { text: 'Another machine', metric: null, value: 1, limit: null, place: { file: '//host/share/a.ts', line: 3, functionName: 'f' } },
  ],
  suggestions: [
    {
      class: 'cpu-bound',
      title: 'Profile',
      impact: 0.5,
      effort: 'small',
      steps: ['One', 'Two'],
      rules: ['no-await-in-loop'],
      hints: [{ rule: 'no-await-in-loop', file: 'src/a.ts', line: 5, message: 'Waits.' }],
      next: 'profile',
    },
  ],
};

describe('trends', () => {
  it('begin at zero, and end at what cannot be exceeded', () => {
    expect(trendBars([0, 0.5, 1], 1, 8)).toBe('▁▅█');
    expect(trendBars([0.02, 0.02], 1, 8)).toBe('▁▁');
    expect(trendBars([1, 2, 4], null, 2)).toBe('▅█');
    expect(trendBars([0, 0], null, 8)).toBe('▁▁');
    expect(trendBars([], 1, 8)).toBe('');
  });
});

describe('names of programs', () => {
  it('are those of their scripts, or their commands', () => {
    expect(programName(program)).toBe('server.js');
    expect(programName({ title: 'npm run dev' })).toBe('npm run dev');
  });
});

describe('the status bar', () => {
  it('says what the machine and the program take', () => {
    const { text, icon, label, isWarning } = monitorShown({
      source,
      program: { program, prefix: 'program', source, folder: 'file:///shop' },
      alerts: [],
    });
    expect(text).toBe('34 % ▁▅█▃ 2.64 GB · server.js 1.12 cores █ 312 MB');
    expect([icon, isWarning]).toEqual(['pulse', false]);
    expect(label).not.toMatch(/[▁-█]/);
  });

  it('draws a program that takes little flat, however that goes up and down', () => {
    const series = (id: string) => ({ metric: id, atMs: new Float64Array(3), values: Float64Array.of(0, 0.02, 0.01) });
    const shown = monitorShown({ source, program: { program, prefix: 'program', source: { ...source, series }, folder: '' }, alerts: [] });
    expect(shown.text).toContain('1.12 cores ▁▁▁ ');
  });

  it('warns of alerts, and takes nothing in their texts for markup', () => {
    const { text, icon, tooltip, isWarning } = monitorShown({ source, program: null, alerts: [alert] });
    expect([icon, isWarning]).toEqual(['bell-dot', true]);
    expect(text).toBe('34 % ▁▅█▃ 2.64 GB · 1 alert');
    expect(tooltip).not.toContain('command:evil');
    expect(tooltip).not.toContain('<b>');
  });

  it('says that it measures before there is anything', () => {
    const none = { metrics: () => [], latest: () => null, series: source.series };
    expect(monitorShown({ source: none, program: null, alerts: [] }).text).toBe('Monitor');
  });
});

describe('the view', () => {
  const shown = { source, programs: [program], alerts: [alert], diagnosed: { program, diagnosis }, root: '/home/me' };
  const items = monitorItems([shown], 60_000);

  const [alerts, finding, machine, watched] = items;

  it('lists alerts, findings, the machine and programs', () => {
    expect(items.map(({ id }) => id)).toEqual(['alerts', 'finding:4711', 'machine', 'program:4711']);
    expect(machine?.children.map(({ label }) => label)).toEqual(['CPU', 'Memory']);
    expect(watched).toMatchObject({ label: 'server.js', description: '4711 · 1.12 cores · 312 MB', context: 'program' });
    expect(alerts?.children[0]).toMatchObject({ context: 'alertFiring', alertId: 'a1', icon: 'warning' });
  });

  it('has an id of its own for each row, also where several folders have programs', () => {
    const idsOf = (all: typeof items): string[] => all.flatMap(({ id, children }) => [id, ...idsOf(children)]);
    const other = { ...shown, alerts: [{ ...alert, id: 'a2' }], root: '/other' };
    const ids = idsOf(monitorItems([shown, other], 60_000));
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
  });

  it('opens places in the code, but none of another machine', () => {
    expect(finding).toMatchObject({ label: 'It computes.', description: 'health 42 of 100' });
    expect(finding?.children.map(({ place }) => place)).toEqual([{ file: '/home/me/src/a.ts', line: 3 }, null, null, null]);
    expect(finding?.children[2]?.tooltip).toBe('1. One\n2. Two');
  });

  it('has what to do about a finding in a click: the lines of its hints, and the profile of the program', () => {
    expect(finding?.children[2]?.children.map(({ label, place, command }) => ({ label, place, command }))).toEqual([
      { label: 'Waits.', place: { file: '/home/me/src/a.ts', line: 5 }, command: null },
      { label: 'Profile Now', place: null, command: { id: 'laptime.attachToProcess', pid: 4711, root: '/home/me' } },
    ]);
  });

  it('keeps names from outside on one line, without what turns text around', () => {
    const labels = items.flatMap(({ children }) => children.map(({ label }) => label));
    expect(labels.filter((label) => /[\n\u202E]/u.test(label))).toEqual([]);
  });

  it('keeps a program that has ended, without values', () => {
    const ended = { ...program, ended: { atMs: 1, exitCode: 3, signal: null } };
    expect(monitorItems([{ ...shown, programs: [ended] }], 0).at(-1)).toMatchObject({
      description: '4711 · exit code 3',
      context: null,
      children: [],
    });
  });

  it('is empty without a folder', () => {
    expect(monitorItems([], 0)).toEqual([]);
  });
});
