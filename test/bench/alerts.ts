import { Emitter } from '../../src/base/emitter.ts';
import { toDisposable } from '../../src/base/lifecycle.ts';
import { silentLog } from '../../src/base/log.ts';
import { formatDuration } from '../../src/base/units.ts';
import { createAlertDesk, createMemoryRecord, openChannels } from '../../src/engine/alerts/index.ts';
import { defaultConfig } from '../../src/engine/config/index.ts';
import { seededRandom } from '../../src/engine/stats/index.ts';
import type { AlertCondition } from '../../src/model/alert.ts';
import type { Tick } from '../../src/model/metric.ts';
import { measuredRow, type Row, type Section } from './section.ts';

const RULES = 200;
const TICKS = 10_000;
const BLOCK = 500;
/** What is required of an evaluation; the goal of the section is a tenth of it. */
export const RULES_LIMIT_NS = 50e6;

const rejected = (error: unknown) => {
  throw error;
};

export const alerts: Section = {
  name: 'alerts',
  title: 'Alerts',
  method: `${RULES} rules, as many of each kind, look at ${RULES} metrics of noise through ${TICKS} collections, a second apart by a clock that is set: the mean of each ${BLOCK} of them.`,
  run: () => Promise.resolve([ruleRow(RULES_LIMIT_NS / 10)]),
};

/** `limitNs` is the most that the median of a collection should be. */
export function ruleRow(limitNs: number): Row {
  let nowMs = Date.UTC(2026, 0, 1);
  const clock = { nowMs: () => nowMs, monotonicMs: () => nowMs };
  const onTick = new Emitter<Tick>(rejected);
  const record = createMemoryRecord();
  const parts = { record, clock, log: silentLog };
  const config = {
    ...defaultConfig().alerts,
    rules: Array.from({ length: RULES }, (_, index) => ({
      ...{ id: `rule-${index}`, title: `Rule ${index}`, severity: 'warning' as const, condition: conditionOf(index) },
      ...{ labels: {}, channels: ['editor'], enabled: true },
    })),
  };
  const desk = createAlertDesk({
    ...{ ...parts, config },
    source: {
      onTick: onTick.event,
      need: () => toDisposable(() => {}),
      metrics: () => [],
      programs: () => [],
      prefixOf: (id) => id,
      series: (metric) => ({ metric, atMs: new Float64Array(), values: new Float64Array() }),
    },
    channels: openChannels([], { ...parts, root: '.', sendsRest: false, secretOf: () => Promise.resolve(null) }),
  });
  const { normal } = seededRandom(1);
  const blocksNs: number[] = [];
  for (let block = 0; block < TICKS / BLOCK; block += 1) {
    let spentMs = 0;
    for (let tick = 0; tick < BLOCK; tick += 1) {
      nowMs += 1000;
      const values = new Map(Array.from({ length: RULES }, (_, index) => [metricOf(index), 1 + 0.03 * normal()]));
      const beganMs = performance.now();
      onTick.fire({ atMs: nowMs, values });
      spentMs += performance.now() - beganMs;
    }
    blocksNs.push((spentMs / BLOCK) * 1e6);
  }
  desk.dispose();
  return measuredRow(`${RULES} rules, one collection`, blocksNs, formatDuration, limitNs);
}

const metricOf = (index: number) => `program.custom.metric-${index}`;

function conditionOf(index: number): AlertCondition {
  const metric = metricOf(index);
  const kinds: readonly AlertCondition[] = [
    { kind: 'threshold', metric, above: 1.05, forMs: 60_000, clear: 1, clearForMs: 60_000 },
    {
      kind: 'ratio',
      metric,
      by: metricOf((index + 1) % RULES),
      limits: { warning: 1.1, critical: 1.2 },
      forMs: 60_000,
      clearForMs: 60_000,
    },
    { kind: 'trend', metric, reaches: 2, withinMs: 7_200_000, lookBackMs: 1_800_000 },
    { kind: 'anomaly', metric, score: 6, lookBackMs: 1_800_000, forMs: 60_000 },
    { kind: 'regression', metric, by: 0.2, lookBackMs: 600_000, baselineMs: 3_600_000 },
    { kind: 'absence', metric, forMs: 60_000 },
  ];
  return kinds[index % kinds.length]!;
}
