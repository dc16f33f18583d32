import { cusum, findChanges } from '../../src/engine/stats/index.ts';
import { noiseKinds, plantedSeries, stationarySeries, type PlantedSeries } from '../../src/engine/stats/series/plantedSeries.fixture.ts';
import { studentTQuantile } from '../../src/engine/stats/studentT.ts';
import type { AccuracySection, AccuracyTable } from './accuracySection.ts';

const STATIONARY = 500;
const PLANTED = 600;
const MARGIN = 2;
const MOST_ALARMS = 0.01;

interface Method {
  readonly label: string;
  /** Indices at which it says that the level changed. */
  readonly detect: (values: readonly number[]) => readonly number[];
  /** What it should reach; null where it is there to be compared with. */
  readonly goal: { readonly alarms: number; readonly f1: number } | null;
}

const levelChanges = (values: readonly number[]) => findChanges(values).changePoints.map(({ index }) => index);

const methods: readonly Method[] = [
  {
    label: 'previous value + 10 %',
    detect: (values) => indicesWhere(values, (value, index) => index > 0 && Math.abs(value / values[index - 1]! - 1) > 0.1),
    goal: null,
  },
  { label: 't-test gate, 64 back, 99 %', detect: tTestGate, goal: null },
  { label: 'CUSUM, begun anew after each alarm', detect: repeatedCusum, goal: null },
  { label: 'Laptime', detect: levelChanges, goal: { alarms: MOST_ALARMS, f1: 0.82 } },
  {
    label: 'Laptime, suspects taken for changes',
    detect: (values) => [
      ...levelChanges(values),
      ...findChanges(values)
        .suspects.slice(0, 1)
        .map(({ index }) => index),
    ],
    goal: { alarms: 0.04, f1: 0.82 },
  },
];

export const changePoints: AccuracySection = {
  name: 'changepoints',
  title: 'Change points',
  method: `Made-up histories on eight kinds of noise (${noiseKinds.join(', ')}), drawn by fixed seeds: ${STATIONARY} of 40 to 400 values in which nothing changes, and ${PLANTED} of 60 to 300 values with one to three steps or drifts of 0.5 to 40 %, among them spikes and changes of the spread, which are none. A change counts as found by an index within ${MARGIN} of it, or of its values for a drift; it must be found where it is larger than the noise, and five standard errors of the difference of its sides. An index near a smaller change is neither right nor wrong. The goals: an alarm in at most 1 % of histories without a change, and an F1 of 0.82. Suspects are the newest values that look off: Laptime measures them again before it tells of them, so that they may be wrong in 4 %.`,
  run: () => Promise.resolve(table()),
};

function table(): AccuracyTable {
  const planted = Array.from({ length: PLANTED }, (_, which) => plantedSeries(noiseKinds[which % noiseKinds.length]!, 50_000 + which));
  let met = true;
  const rows = methods.map(({ label, detect, goal }) => {
    const stationary = Array.from({ length: STATIONARY }, (_, which) =>
      stationarySeries(noiseKinds[which % noiseKinds.length]!, 1000 + which),
    );
    const alarms = stationary.filter((values) => detect(values).length > 0).length / STATIONARY;
    const { precision, recall } = judge(planted, detect);
    const f1 = (2 * precision * recall) / (precision + recall);
    const misses = goal === null ? [] : [alarms > goal.alarms, f1 < goal.f1];
    met &&= !misses.includes(true);
    const cells = [`${(100 * alarms).toFixed(1)} %`, f1.toFixed(2)].map((cell, which) => (misses[which] ? `${cell}: missed` : cell));
    return [label, cells[0]!, cells[1]!, precision.toFixed(2), recall.toFixed(2)];
  });
  return { columns: ['', 'alarms where nothing changed', 'F1', 'precision', 'recall'], rows, met };
}

function judge(planted: readonly PlantedSeries[], detect: Method['detect']): { precision: number; recall: number } {
  let [right, wrong, found, missed] = [0, 0, 0, 0];
  for (const { values, changes } of planted) {
    const levels = changes.filter(({ kind }) => kind === 'step' || kind === 'drift');
    const indices = detect(values);
    const near = (index: number, { start, end }: { start: number; end: number }) => index >= start - MARGIN && index <= end + MARGIN;
    for (const level of levels.filter(({ detectable }) => detectable)) {
      if (indices.some((index) => near(index, level))) found += 1;
      else missed += 1;
    }
    for (const index of indices) {
      const nearest = levels.filter((level) => near(index, level));
      if (nearest.length === 0) wrong += 1;
      else if (nearest.some(({ detectable }) => detectable)) right += 1;
    }
  }
  return { precision: right / (right + wrong), recall: found / (found + missed) };
}

/** Each value that Student's t, over up to 64 values before it, calls another with 99 %; several in a row count once. */
function tTestGate(values: readonly number[]): number[] {
  const isOff = values.map((value, index) => {
    const before = values.slice(Math.max(0, index - 64), index);
    const n = before.length;
    if (n < 8) return false;
    const mean = before.reduce((sum, own) => sum + own / n, 0);
    const deviation = Math.sqrt(before.reduce((sum, own) => sum + (own - mean) ** 2, 0) / (n - 1));
    return Math.abs(value - mean) > studentTQuantile(0.995, n - 1) * deviation * Math.sqrt(1 + 1 / n);
  });
  return indicesWhere(values, (_, index) => isOff[index]! && !isOff[index - 1]);
}

/** By the level and spread of the 20 values after the last alarm. */
function repeatedCusum(values: readonly number[]): number[] {
  const alarms: number[] = [];
  for (let start = 0; start + 20 < values.length;) {
    const { target, slack, limit } = cusum(values.slice(start, start + 20));
    const [alarm] = cusum(values.slice(start), { target, slack, limit }).alarms;
    if (alarm === undefined) break;
    start += Math.max(1, alarm);
    alarms.push(start);
  }
  return alarms;
}

const indicesWhere = (values: readonly number[], holds: (value: number, index: number) => boolean) =>
  values.flatMap((value, index) => (holds(value, index) ? [index] : []));
