import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { systemClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { createRingBuffer } from '../../src/base/ringBuffer.ts';
import { formatDuration, formatPercent } from '../../src/base/units.ts';
import { createExtensionHostCollector, machineCollectors, processesCollector } from '../../src/engine/collectors/index.ts';
import { systemFiles } from '../../src/engine/environment/index.ts';
import { createMonitor, type PluggableMonitor } from '../../src/engine/monitoring/index.ts';
import { findAnomalies, findChanges, findTrend, forecastSeries, seededRandom } from '../../src/engine/stats/index.ts';
import { RULES_LIMIT_NS, ruleRow } from './alerts.ts';
import { measuredRow, type Row, type Section } from './section.ts';

const ROUNDS = 9;
/** Faster than in use, so that a round is short. */
const EVERY_MS = 250;
const TICKS = 12;
const POINTS = 10_000;
const RECORDS = 200_000;
const REPETITIONS = 15;
/** What each must keep, on the machine that is measured: the command fails where one does not. */
const LIMITS = { share: 0.005, recordingNs: 1000, analysisNs: 100e6 };

export const watch: Section = {
  name: 'watch',
  title: 'Collecting metrics',
  method: `All collectors of the machine, of a program with a child, and of the process that hosts Laptime, as the monitor runs them: ${ROUNDS} rounds of ${TICKS} looks, one each ${EVERY_MS} ms, with the processor time of the whole process over that, garbage collection included. What the same process uses in the same time without a need is taken off. The share of a core is that at one look a second. Recording is one value into a full ring buffer of ${POINTS.toLocaleString('en')}, the mean of ${RECORDS.toLocaleString('en')}. The analysis is of ${POINTS.toLocaleString('en')} values with a slow wave and noise, ${REPETITIONS} times each after one that does not count; the last forecast is of as many with a trend and a season of 60 values. Rules are those of the section on alerts.`,
  run,
};

async function run(): Promise<readonly Row[]> {
  return [...(await collectingRows()), ...recordingRows(), ...analysisRows(), ruleRow(RULES_LIMIT_NS)];
}

async function collectingRows(): Promise<Row[]> {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 1e9)'], { stdio: 'ignore' });
  const monitor = createMonitor({
    clock: systemClock,
    log: silentLog,
    history: null,
    settings: () => Promise.resolve({ everyMs: EVERY_MS, points: POINTS, minutesMaxAgeDays: 7, hoursMaxAgeDays: 365 }),
  });
  try {
    for (const [name, create] of Object.entries(machineCollectors(process.platform, systemFiles, systemClock))) {
      monitor.addCollector({ name, subject: 'machine', create });
    }
    const trees = () => [{ id: 'own', pid: process.pid, prefix: 'program' }];
    const create = () => processesCollector(process.platform, systemFiles, systemClock, trees, () => {});
    monitor.addCollector({ name: 'processes', subject: 'program', create });
    monitor.addCollector({ name: 'extensionHost', subject: 'extensionHost', create: createExtensionHostCollector });
    const seconds: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const used = await usedInTicks(monitor);
      // The first one compiles, and makes what is made once.
      if (round > 0) seconds.push(used / TICKS);
    }
    const values = monitor.latest()?.values.size ?? 0;
    return [
      measuredRow('One look, processor time', seconds, (value) => formatDuration(value * 1e9)),
      measuredRow(`${values} values each second, share of a core`, seconds, formatPercent, LIMITS.share),
    ];
  } finally {
    monitor.dispose();
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

/** Seconds of processor time, less what is used without a need. */
async function usedInTicks(monitor: PluggableMonitor): Promise<number> {
  const idle = await usedWhile(() => new Promise((resolve) => setTimeout(resolve, TICKS * EVERY_MS)));
  const busy = await usedWhile(
    () =>
      new Promise<void>((resolve) => {
        let ticks = 0;
        const ticking = monitor.onTick(() => {
          if (++ticks < TICKS) return;
          ticking.dispose();
          need.dispose();
          resolve();
        });
        const need = monitor.need({ everyMs: EVERY_MS });
      }),
  );
  return Math.max(busy - idle, 1e-9);
}

async function usedWhile(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function recordingRows(): Row[] {
  const ring = createRingBuffer(POINTS);
  for (let at = 0; at < POINTS; at++) ring.push(at, at);
  let at = POINTS;
  const record = times(() => {
    for (let count = 0; count < RECORDS; count++) ring.push(++at, count);
  }).map((duration) => duration / RECORDS);
  const read = times(() => {
    if (ring.since(-Infinity).values.length !== POINTS) throw new Error('values were lost');
  });
  return [
    measuredRow('Recording a value', record, formatDuration, LIMITS.recordingNs),
    measuredRow(`Reading ${POINTS.toLocaleString('en')} values of a metric`, read, formatDuration),
  ];
}

function analysisRows(): Row[] {
  const random = seededRandom(7);
  const values = Array.from({ length: POINTS }, (_, place) => 0.4 + 0.1 * Math.sin(place / 300) + 0.05 * random.uniform());
  const places = values.map((_, place) => place);
  const seasonal = places.map((place) => 10 + place / 1000 + Math.sin((2 * Math.PI * place) / 60) + 0.3 * random.normal());
  const works: Readonly<Record<string, () => unknown>> = {
    'Anomalies by deviation': () => findAnomalies(values, 'z'),
    'Anomalies by robust deviation': () => findAnomalies(values, 'robust'),
    'Anomalies by Isolation Forest': () => findAnomalies(values, 'forest'),
    Trend: () => findTrend(places, values, 0.95),
    Changes: () => findChanges(values),
    Forecast: () => forecastSeries(values, 60, 0.95),
    'Forecast with trend and season': () => forecastSeries(seasonal, 60, 0.95),
  };
  return Object.entries(works).map(([label, work]) =>
    measuredRow(`${label}, ${POINTS.toLocaleString('en')} values`, times(work), formatDuration, LIMITS.analysisNs),
  );
}

/** Nanoseconds, after one that does not count. */
function times(work: () => unknown): number[] {
  work();
  return Array.from({ length: REPETITIONS }, () => {
    const startedAt = performance.now();
    work();
    return (performance.now() - startedAt) * 1e6;
  });
}
