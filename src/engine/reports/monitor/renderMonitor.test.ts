import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { formatMetricValue } from '../../../base/metricValue.ts';
import type { Metric } from '../../../model/metric.ts';
import { renderMonitor, renderMonitorLine, type MonitorRow } from './renderMonitor.ts';

const row = (id: string, title: string, unit: Metric['unit'], trend: readonly number[], most: number | null = null): MonitorRow => ({
  metric: { id, subject: 'machine', group: 'cpu', title, description: '', unit, most },
  value: trend.at(-1) ?? null,
  trend,
});

const rows = [
  row('machine.cpu', 'CPU', 'share', [0, 0.5, 1], 1),
  row('machine.memory.used', 'Memory', 'bytes', [2e9, 4e9], 8e9),
  row('machine.disk.read', 'Disk, read', 'bytesPerSecond', [0, 1000]),
  row('machine.load', 'Load', 'count', []),
  row('program.cpu', 'CPU', 'cores', [1.5]),
];
const program = {
  ...{ id: 'a', pid: 7, title: 'node \u001b[31ma.js', by: 'outside' as const, nodeVersion: null, startedAtMs: 0, ended: null },
};

describe('renderMonitor', () => {
  it('shows the machine, then the program, with trends between nothing and the most', () => {
    const text = renderMonitor({ rows, machine: 'here', program }, { width: 100, color: false, unicode: true });
    expect(text).toEqual([
      'here',
      '  CPU                100 %  ▁▅█',
      '  Memory           4.00 GB  ▃▅                              of 8.00 GB',
      '  Disk, read     1.00 kB/s  ▁▁',
      '  Load                   –',
      'node \\u001b[31ma.js (7)',
      '  CPU           1.50 cores  █',
    ]);
  });

  it('has the values whole in a narrow terminal', () => {
    const long = row('program.mainThread.runDelay', 'Run delay of the main thread', 'share', [0.5, 0.25], 1);
    const at = (width: number) =>
      renderMonitor({ rows: [rows[1]!, long], machine: 'here', program }, { width, color: false, unicode: true });
    expect(at(39)).toEqual([
      'here',
      '  Memory                        4.00 GB',
      'node \\u001b[31ma.js (7)',
      '  Run delay of the main …          25 %',
    ]);
    expect(at(60)[1]).toBe('  Memory                             4.00 GB  ▃▅');
    expect(at(80)[1]).toBe('  Memory                             4.00 GB  ▃▅                      of 8.00 GB');
  });

  it('keeps to the width and to what the terminal can show', () => {
    for (const width of [20, 40, 60]) {
      const lines = renderMonitor({ rows, machine: 'x'.repeat(100), program }, { width, color: false, unicode: false });
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
      expect(lines.join('')).toMatch(/^[ -~]*$/);
    }
  });
});

describe('renderMonitorLine', () => {
  it('has the time and what is known', () => {
    const line = renderMonitorLine(rows, Date.UTC(2026, 10, 22, 1, 2, 3), { unicode: true, color: false });
    expect(line).toBe('01:02:03  cpu 100 %  memory.used 4.00 GB  disk.read 1.00 kB/s  program.cpu 1.50 cores');
  });
});

describe('formatMetricValue', () => {
  it.each([
    [0.456, 'share', '46 %'],
    [0, 'cores', '0.00 cores'],
    [12.3, 'milliseconds', '12.3 ms'],
    [1234.5, 'perSecond', '1,235/s'],
    [2.125, 'count', '2.13'],
    [7, 'count', '7'],
  ] as const)('writes %d %s as %s', (value, unit, text) => {
    expect(formatMetricValue(value, unit)).toBe(text);
  });
});
