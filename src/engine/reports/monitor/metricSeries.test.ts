import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../model/metric.ts';
import { metricsToCsv, metricsToJson, type ReportedSeries } from './metricSeries.ts';

const cpu: Metric = { id: 'machine.cpu', subject: 'machine', group: 'cpu', title: 'CPU', description: '', unit: 'share', most: 1 };
const heap: Metric = {
  ...{ id: 'program.heap.used', subject: 'program', group: 'heap', title: 'Heap, used', description: '', unit: 'bytes', most: null },
};
const at = Date.UTC(2026, 10, 21, 12);
const values: ReportedSeries = {
  metric: cpu,
  atMs: Float64Array.of(at, at + 1000, at + 2000),
  values: Float64Array.of(0.5, 0.1 + 0.2, 1),
  least: null,
  most: null,
};
const minutes: ReportedSeries = {
  metric: heap,
  atMs: Float64Array.of(at, at + 60_000),
  values: Float64Array.of(2e6, 3e6),
  least: Float64Array.of(1e6, 2e6),
  most: Float64Array.of(4e6, 5e6),
};

describe('metricsToCsv', () => {
  it('writes a line for each value, with what a minute went from and to', () => {
    expect(metricsToCsv([values, minutes], at, at + 1000).split('\r\n')).toEqual([
      'time,metric,title,unit,value,least,most',
      '2026-11-21T12:00:00.000Z,machine.cpu,CPU,share,0.5,,',
      '2026-11-21T12:00:01.000Z,machine.cpu,CPU,share,0.30000000000000004,,',
      '2026-11-21T12:00:00.000Z,program.heap.used,"Heap, used",bytes,2000000,1000000,4000000',
      '',
    ]);
  });

  it('keeps text from being a formula, a quote or a line', () => {
    const hostile = { ...values, metric: { ...cpu, title: '=HYPERLINK("x")\nnext' } };
    expect(metricsToCsv([hostile], at, at)).toContain(`machine.cpu,"'=HYPERLINK(""x"")\nnext",share`);
  });
});

describe('metricsToJson', () => {
  it('has each metric with its values as they are', () => {
    expect(JSON.parse(metricsToJson([values, minutes], at, at + 1000))).toEqual({
      from: '2026-11-21T12:00:00.000Z',
      until: '2026-11-21T12:00:01.000Z',
      metrics: [
        {
          id: 'machine.cpu',
          title: 'CPU',
          unit: 'share',
          values: [
            [at, 0.5],
            [at + 1000, 0.1 + 0.2],
          ].map(([atMs, value]) => ({ atMs, value })),
        },
        { id: 'program.heap.used', title: 'Heap, used', unit: 'bytes', values: [{ atMs: at, value: 2e6, least: 1e6, most: 4e6 }] },
      ],
    });
  });
});
