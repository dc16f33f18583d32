import { describe, expect, it } from 'vitest';
import type { Metric } from '../../model/metric.ts';
import type { PanelMonitor, PanelProgram } from '../../protocol/panelMonitor.ts';
import { sectionsOf, shownProgram } from './sections.ts';

const metric = (id: string, group: Metric['group'], title: string): Metric => ({
  ...{ id, group, title, description: '', unit: 'share', most: 1 },
  subject: id.startsWith('machine') ? 'machine' : 'program',
});
const program = (id: string, prefix: string, isOver = false): PanelProgram => ({
  ...{ id, prefix, pid: 1, title: `node ${id}.js`, by: 'preload', nodeVersion: null, startedAtMs: 0 },
  ended: isOver ? { atMs: 1, exitCode: 0, signal: null } : null,
});
const [first, second, third] = [program('a', 'program'), program('b', 'program@b'), program('c', 'program@c', true)] as const;
const monitor: PanelMonitor = {
  machine: 'here',
  ...{ folder: { id: 'file:///shop', name: 'shop' }, folders: [{ id: 'file:///shop', name: 'shop' }] },
  metrics: [
    metric('machine.cpu', 'cpu', 'CPU'),
    metric('machine.cpu.core.0', 'cpu', 'Core 0'),
    metric('machine.cpu.core.1', 'cpu', 'Core 1'),
    metric('program.cpu', 'cpu', 'CPU'),
    metric('program.heap.space.old_space', 'heap', 'old_space'),
    metric('program@b.cpu', 'cpu', 'CPU'),
    metric('program@b.heap.used', 'heap', 'Heap'),
  ],
  programs: [first, second, third],
  marks: [],
  alerts: [],
  diagnosis: null,
};
const shown = (program: PanelProgram | null, filter = '') =>
  sectionsOf(monitor, program, filter).map(({ title, groups }) => [
    title,
    groups.flatMap(({ charts }) => charts.map((chart) => chart.metrics.map(({ id }) => id))),
  ]);

describe('sectionsOf', () => {
  it('has the metrics of one program only, and one chart of all cores', () => {
    expect(shown(first)).toEqual([
      ['node a.js', [['program.cpu'], ['program.heap.space.old_space']]],
      ['here', [['machine.cpu'], ['machine.cpu.core.0', 'machine.cpu.core.1']]],
    ]);
    expect(shown(second)[0]).toEqual(['node b.js', [['program@b.cpu'], ['program@b.heap.used']]]);
    expect(shown(null)[0]?.[0]).toBe('Measured by programs and scripts');
  });

  it('keeps what has all the words in its name, id or group', () => {
    expect(shown(first, 'PROCESSOR core')).toEqual([['here', [['machine.cpu.core.0', 'machine.cpu.core.1']]]]);
    expect(shown(first, 'nothing')).toEqual([]);
  });
});

describe('shownProgram', () => {
  it('is the chosen one, or else the newest that runs, or the last', () => {
    expect(shownProgram(monitor, 'a')?.id).toBe('a');
    expect(shownProgram(monitor, 'gone')?.id).toBe('b');
    expect(shownProgram({ programs: [program('c', 'x', true)] }, null)?.id).toBe('c');
    expect(shownProgram({ programs: [] }, null)).toBeNull();
  });
});
