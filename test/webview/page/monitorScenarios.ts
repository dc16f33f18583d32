import type { Alert } from '../../../src/model/alert.ts';
import type { Metric, SeriesMark } from '../../../src/model/metric.ts';
import {
  monitorRanges,
  type PanelDiagnosis,
  type PanelMonitor,
  type PanelMetricSeries,
  type PanelProgram,
  type PanelSeriesRequest,
} from '../../../src/protocol/panelMonitor.ts';
import { empty, hostileNames, type Scenario } from './scenario.ts';

/** Values do not depend on the clock: what is drawn is the same each time. */
const NOW_MS = Date.UTC(2026, 10, 21, 14, 3, 20);

type Parts = readonly [id: string, group: Metric['group'], title: string, unit: Metric['unit']];

const metricOf = ([id, group, title, unit]: Parts): Metric => ({
  id,
  subject: id.startsWith('machine') ? 'machine' : id.startsWith('program') ? 'program' : 'extensionHost',
  group,
  title,
  description: `What ${title} is.`,
  unit,
  most: null,
});

const metrics: readonly Metric[] = (
  [
    ['machine.cpu', 'cpu', 'CPU', 'share'],
    ['machine.cpu.core.0', 'cpu', 'Core 0', 'share'],
    ['machine.cpu.core.1', 'cpu', 'Core 1', 'share'],
    ['machine.load', 'cpu', 'Load', 'count'],
    ['machine.memory.used', 'memory', 'Memory', 'bytes'],
    ['machine.disk.write', 'disk', 'Disk, written', 'bytesPerSecond'],
    ['program.cpu', 'cpu', 'CPU', 'cores'],
    ['program.eventLoop.delay.max', 'eventLoop', 'Delay, longest', 'milliseconds'],
    ['program.gc.minor', 'gc', 'Minor collections', 'perSecond'],
    ['program.heap.used', 'heap', 'Heap, used', 'bytes'],
    ['extensionHost.eventLoop.utilization', 'eventLoop', 'Utilization', 'share'],
  ] as const
).map(metricOf);

const program: PanelProgram = {
  id: 'a',
  pid: 4711,
  title: 'node server.js',
  by: 'preload',
  nodeVersion: '24.1.0',
  startedAtMs: NOW_MS - 60_000,
  ended: null,
  prefix: 'program',
};

const marks: readonly SeriesMark[] = [
  { id: 'r', kind: 'run', title: 'Run', atMs: NOW_MS - 200_000, untilMs: NOW_MS - 140_000 },
  { id: 's', kind: 'save', title: 'src/server.ts', atMs: NOW_MS - 90_000, untilMs: null },
  { id: 'a', kind: 'alert', title: 'CPU is busy', atMs: NOW_MS - 40_000, untilMs: null },
];

const alert: Alert = {
  id: 'alert-1',
  rule: 'cpu',
  title: 'CPU is busy',
  severity: 'warning',
  state: 'firing',
  labels: {},
  text: 'CPU has been over 80 % for 30 s (94 %).',
  value: 0.94,
  sinceMs: NOW_MS - 70_000,
  firedAtMs: NOW_MS - 40_000,
  acknowledged: null,
  resolvedAtMs: null,
  muted: null,
};

const diagnosis: PanelDiagnosis = {
  program: 'node server.js',
  class: 'gc-pressure',
  confidence: 0.86,
  summary: 'Garbage collection takes 34 % of the time.',
  evidence: [
    {
      text: 'GC took 34 % of the time',
      metric: 'program.gc.share',
      value: 0.34,
      limit: 0.1,
      place: { file: 'src/rows.ts', line: 12, functionName: 'toRows' },
    },
  ],
  others: [{ class: 'cpu-bound', confidence: 0.4, summary: 'The main thread is busy.', evidence: [] }],
  suggestions: [
    {
      class: 'gc-pressure',
      title: 'Allocate less in toRows',
      impact: 0.3,
      effort: 'small',
      steps: ['Reuse the list.'],
      rules: [],
      hints: [],
      next: 'heap',
    },
  ],
  score: 55,
  fromMs: NOW_MS - 20_000,
  untilMs: NOW_MS,
  problems: [],
};

const folder = { id: 'file:///shop', name: 'shop' };
const otherFolder = { id: 'file:///service', name: 'service' };
const own = { folder, folders: [folder], programs: [program], alerts: [alert], diagnosis };
const monitor: PanelMonitor = { machine: 'build-7', metrics, marks, ...own };

const scales: Readonly<Record<Metric['unit'], number>> = {
  share: 1,
  cores: 1.5,
  bytes: 2e9,
  bytesPerSecond: 4e5,
  milliseconds: 40,
  perSecond: 12,
  count: 3,
};

/** Two waves, so that there is something to see, and in the minute before the last nothing, as if the machine had slept. */
function seriesOf({ id, unit }: Metric, place: number, request: PanelSeriesRequest, stepMs: number): PanelMetricSeries {
  const { durationMs, by } = monitorRanges[request.range];
  const fromMs = Math.max(request.sinceMs ?? 0, NOW_MS - durationMs);
  const all = Array.from({ length: Math.floor((NOW_MS - fromMs) / stepMs) + 1 }, (_, index) => NOW_MS - index * stepMs).toReversed();
  const atMs = Float64Array.from(all.filter((at) => by !== 'value' || at < NOW_MS - 120_000 || at > NOW_MS - 100_000));
  const wave = (at: number) => 0.5 + 0.3 * Math.sin(at / (stepMs * 23) + place) + 0.15 * Math.sin(at / (stepMs * 3.1));
  const values = atMs.map((at) => scales[unit] * wave(at));
  const isBand = by !== 'value';
  return {
    metric: id,
    atMs,
    values,
    least: isBand ? values.map((value) => value * 0.7) : null,
    most: isBand ? values.map((value) => value * 1.3) : null,
  };
}

const STEPS = { value: 1000, minute: 60_000, hour: 3_600_000 };

function withMonitor(shown: PanelMonitor, step?: number): Scenario {
  return {
    runs: [],
    snapshot: { ...empty, monitorShown: true },
    monitor: shown,
    series: (request) => ({
      range: request.range,
      fromMs: Math.max(request.sinceMs ?? 0, NOW_MS - monitorRanges[request.range].durationMs),
      untilMs: NOW_MS,
      series: shown.metrics.map((metric, place) => seriesOf(metric, place, request, step ?? STEPS[monitorRanges[request.range].by])),
    }),
  };
}

const custom = (count: number, titleOf: (index: number) => string): readonly Metric[] =>
  Array.from({ length: count }, (_, index) => metricOf([`program.custom.m${index}`, 'custom', titleOf(index), 'milliseconds']));

/** 24 metrics of 10,000 points in the hour. */
const large = (): Scenario =>
  withMonitor({ ...monitor, metrics: custom(24, (index) => `value ${index}`), alerts: [], diagnosis: null }, 360);

const hostile = (): Scenario =>
  withMonitor({
    ...monitor,
    machine: hostileNames[0]!,
    folder: { id: 'a', name: hostileNames[1]! },
    folders: hostileNames.map((name, index) => ({ id: String.fromCodePoint(97 + index), name })),
    metrics: custom(hostileNames.length, (index) => hostileNames[index]!),
    programs: hostileNames.map((title, index) => ({
      ...program,
      id: `p${index}`,
      title,
      ended: index === 0 ? null : { atMs: 0, exitCode: 1, signal: null },
    })),
    marks: hostileNames.map((title, index) => ({ id: `m${index}`, kind: 'save', title, atMs: NOW_MS - 1000 * index, untilMs: null })),
    alerts: hostileNames.map((title, index) => ({
      ...alert,
      id: `a${index}`,
      title,
      text: title,
      acknowledged: { atMs: 0, by: title, note: title },
    })),
    diagnosis: {
      ...diagnosis,
      program: hostileNames[3]!,
      summary: hostileNames[0]!,
      evidence: hostileNames.map((text) => ({ ...diagnosis.evidence[0]!, text, place: { file: text, line: 1, functionName: text } })),
      suggestions: hostileNames.map((title) => ({ ...diagnosis.suggestions[0]!, title, steps: [title] })),
      problems: hostileNames,
    },
  });

export const monitorScenarios: Readonly<Record<string, () => Scenario>> = {
  monitor: () => withMonitor(monitor),
  'monitor-empty': () => withMonitor({ ...monitor, metrics: [], programs: [], marks: [], alerts: [], diagnosis: null }),
  'monitor-programs': () =>
    withMonitor({
      ...monitor,
      folders: [folder, otherFolder],
      metrics: [...metrics, { ...metrics[6]!, id: 'program@b.cpu', title: 'CPU of the other' }],
      programs: [program, { ...program, id: 'b', pid: 4712, title: 'node other.js', prefix: 'program@b', startedAtMs: NOW_MS - 1000 }],
    }),
  'monitor-none': () => ({
    runs: [],
    snapshot: { ...empty, monitorShown: true },
    series: () => ({ range: 'minutes', fromMs: 0, untilMs: 0, series: [] }),
  }),
  'monitor-hostile': hostile,
  'monitor-large': large,
};
