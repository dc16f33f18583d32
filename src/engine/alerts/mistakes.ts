import { nearest } from '../../base/nearest.ts';
import type { AlertRule, LimitUnit } from '../../model/alert.ts';
import type { Metric } from '../../model/metric.ts';
import { metricsOf } from './programRules.ts';

const fits: Readonly<Record<Exclude<LimitUnit, 'number'>, readonly Metric['unit'][]>> = {
  share: ['share', 'cores'],
  bytes: ['bytes', 'bytesPerSecond'],
  milliseconds: ['milliseconds'],
};
const examples: Readonly<Record<Metric['unit'], string>> = {
  share: '"80 %"',
  cores: '1.5, in cores',
  bytes: '"500 MB"',
  bytesPerSecond: '"5 MB/s"',
  milliseconds: '"200 ms"',
  perSecond: '20, a second',
  count: '100',
};

/** Of rules that never speak, or always do, because of how they are written: a message each. `known`: what has been measured so far. */
export function mistakesOf(rules: readonly AlertRule[], known: readonly Metric[]): string[] {
  const byId = new Map(known.map((metric) => [metric.id, metric]));
  return [
    ...new Set(rules.flatMap(({ condition }) => metricsOf(condition).flatMap((metric) => unmeasured(metric, byId)))),
    ...rules.flatMap((rule) => inOtherUnit(rule, byId)),
  ];
}

/** Whoever misspelt a metric would wait for its alert. Programs begin later. */
function unmeasured(metric: string, known: ReadonlyMap<string, Metric>): string[] {
  if (!metric.startsWith('machine.') || known.has(metric)) return [];
  const [near] = nearest(metric, [...known.keys()], 1);
  return [`nothing here measures ${metric}, which a rule looks at${near === undefined ? '' : `; did you mean ${near}?`}`];
}

function inOtherUnit({ id, condition }: AlertRule, known: ReadonlyMap<string, Metric>): string[] {
  const { writtenAs = 'number' } = condition.kind === 'threshold' || condition.kind === 'trend' ? condition : {};
  const unit = known.get(condition.metric)?.unit;
  if (writtenAs === 'number' || unit === undefined || fits[writtenAs].includes(unit)) return [];
  return [`the limit of the rule '${id}' is of another unit than ${condition.metric}: write it like ${examples[unit]}`];
}
