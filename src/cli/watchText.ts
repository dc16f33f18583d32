import { visibleText } from '../base/text.ts';
import { formatBytes, formatCount, formatDuration, formatPercent } from '../base/units.ts';
import type { WatchSummary } from '../engine/engine.ts';

type Values = ReadonlyMap<string, number>;

const time = (ms: number) => formatDuration(ms * 1e6);
const rate = (perSecond: number) => `${perSecond >= 100 ? formatCount(perSecond) : String(Number(perSecond.toPrecision(2)))}/s`;

/** What a program does now, on one line. */
export function nowText(values: Values): string {
  const parts = [
    has(values, 'eventLoop.utilization', (share) => `loop ${formatPercent(share)}`),
    has(values, 'eventLoop.delay.max', (ms) => `longest block ${time(ms)}`),
    has(values, 'gc.share', (share) => `GC ${formatPercent(share)}`),
    has(values, 'heap.used', (bytes) => `heap ${formatBytes(bytes)}`),
    has(values, 'http.server.rate', (perSecond) => `served ${rate(perSecond)}`),
  ];
  return parts.filter((part) => part !== null).join('  ');
}

/** Of what is shorter, most is the start of Node.js, which began before watching. */
const LEAST_TOLD_MS = 100;

/** How a program fared, as lines. */
export function summaryText({ program, durationMs, values, mostHeapBytes }: WatchSummary): string {
  const head = `${visibleText(program.title)} (process ${program.pid}), ${time(durationMs)}`;
  if (durationMs < LEAST_TOLD_MS) return `${head}\n  It ended too early to tell how it fared: that takes a tenth of a second.`;
  const rows = [
    ['Event loop', loopText(values)],
    ['Main thread', has(values, 'mainThread.cpu', (cores) => `${formatPercent(cores)} of a core${waitText(values)}`)],
    ['Garbage', garbageText(values)],
    [
      'Heap',
      has(
        values,
        'heap.used',
        (bytes) => `${formatBytes(bytes)} at the end, at most ${formatBytes(mostHeapBytes)} of ${formatBytes(values.get('heap.limit')!)}`,
      ),
    ],
    ['Thread pool', has(values, 'threadPool.wait', (ms) => `longest wait ${time(ms)}`)],
    ['HTTP served', callsText(values, 'http.server')],
    ['HTTP requests', callsText(values, 'http.client')],
    ['Database', callsText(values, 'database')],
    ...customRows(values),
    ['Watching', has(values, 'watching.share', (share) => `${formatPercent(share)} of the time, by code of Laptime`)],
  ] as const;
  const shown = rows.filter((row): row is readonly [string, string] => row[1] !== null);
  const width = Math.max(...shown.map(([name]) => name.length));
  return [head, ...shown.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)].join('\n');
}

function has(values: Values, name: string, text: (value: number) => string): string | null {
  const value = values.get(name);
  return value === undefined ? null : text(value);
}

const loopText = (values: Values) =>
  has(
    values,
    'eventLoop.utilization',
    (share) =>
      `${formatPercent(share)} busy, blocked ${formatPercent(values.get('eventLoop.blocked')!)}, longest block ${time(values.get('eventLoop.delay.max')!)}`,
  );

const waitText = (values: Values) =>
  has(values, 'mainThread.runDelay', (share) => `, waited for one ${formatPercent(share)} of the time`) ?? '';

const garbageText = (values: Values) =>
  has(
    values,
    'gc.share',
    (share) =>
      `${formatPercent(share)} of the time, ${rate(values.get('gc.minor')!)} young, ${rate(values.get('gc.major')!)} whole, longest ${time(values.get('gc.pause.max')!)}`,
  );

function callsText(values: Values, name: string): string | null {
  const median = has(values, `${name}.p50`, (ms) => `, median ${time(ms)}, p99 ${time(values.get(`${name}.p99`)!)}`) ?? '';
  return has(values, `${name}.rate`, (perSecond) => `${rate(perSecond)}, errors ${rate(values.get(`${name}.errors`)!)}${median}`);
}

const MOST_CUSTOM = 20;

function customRows(values: Values): (readonly [string, string])[] {
  const names = [...values.keys()].flatMap((key) => /^custom\.(.+)\.rate$/.exec(key)?.[1] ?? []);
  return names.slice(0, MOST_CUSTOM).map((name) => {
    const times = has(values, `custom.${name}.p50`, (ms) => `, median ${time(ms)}, p99 ${time(values.get(`custom.${name}.p99`)!)}`) ?? '';
    return [name, `${rate(values.get(`custom.${name}.rate`)!)}${times}`] as const;
  });
}
