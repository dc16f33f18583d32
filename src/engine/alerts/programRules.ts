import type { Alert, AlertCondition, AlertRule } from '../../model/alert.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';

/** What the metrics of the first program begin with, and those that others record: of no program that is known. */
export const FIRST = 'program';
const RECORDED = 'program.custom.';

export const metricsOf = (condition: AlertCondition): readonly string[] =>
  condition.kind === 'ratio' ? [condition.metric, condition.by] : [condition.metric];

export const isOfProgram = (metric: string): boolean => metric.startsWith(`${FIRST}.`) && !metric.startsWith(RECORDED);

/** The metrics that a rule looks at in each program; none where it looks at none. */
export const programMetricsOf = ({ condition }: AlertRule): readonly string[] => metricsOf(condition).filter(isOfProgram);

/** The id that a metric of the first program has in one whose metrics begin with `prefix`. */
export const metricIn = (prefix: string, metric: string): string => (isOfProgram(metric) ? prefix + metric.slice(FIRST.length) : metric);

/** The rule as it is for a program whose metrics begin with `prefix`. */
export function ruleIn(prefix: string, rule: AlertRule): AlertRule {
  const { condition } = rule;
  const metric = metricIn(prefix, condition.metric);
  return {
    ...rule,
    condition: condition.kind === 'ratio' ? { ...condition, metric, by: metricIn(prefix, condition.by) } : { ...condition, metric },
  };
}

/** Labels that say which program it is; those of the rule count where they have the same names. */
export function labelsIn(program: WatchedProgram | null, { labels }: AlertRule): Alert['labels'] {
  return program === null ? labels : { program: program.title, pid: String(program.pid), ...labels };
}

/** Whether an alert is of this program, or of none that is known. */
export function mayBeOf({ pid }: WatchedProgram, alert: Alert, { labels }: AlertRule): boolean {
  const own = alert.labels['pid'];
  return own === undefined || Object.hasOwn(labels, 'pid') || own === String(pid);
}
