import type { AlertRule } from '../../model/alert.ts';
import { USUAL_MODE, type Mode } from '../../model/mode.ts';
import { defaultAlertRules } from './defaultAlerts.ts';

const ruleOf = (id: string): AlertRule => defaultAlertRules.find((rule) => rule.id === id)!;

function blockedFrom(above: number): AlertRule {
  const rule = ruleOf('event-loop-blocked');
  if (rule.condition.kind !== 'threshold') return rule;
  return { ...rule, condition: { ...rule.condition, above, clear: above * 0.4 } };
}

function heapFrom(warning: number, critical: number): AlertRule {
  const rule = ruleOf('heap-limit');
  if (rule.condition.kind !== 'ratio') return rule;
  return { ...rule, condition: { ...rule.condition, limits: { warning, critical } } };
}

const likeProduction = { NODE_ENV: 'production' };

/** Those that Laptime brings. The first one leaves all as it is without modes, so that results stay comparable. */
export const defaultModes: readonly Mode[] = [
  {
    name: USUAL_MODE,
    about: 'All as the rest of laptime.config.json has it.',
    monitoring: {},
    rules: [],
    node: { flags: [], env: {} },
  },
  {
    name: 'testing',
    about: 'Looks closely at what is short, keeps it for days, and is patient with programs that tests keep busy.',
    monitoring: { everyMs: 500, minutesMaxAgeDays: 2, hoursMaxAgeDays: 30 },
    rules: [blockedFrom(0.5)],
    node: { flags: [], env: { NODE_ENV: 'test' } },
  },
  {
    name: 'production',
    about: 'Looks seldom, keeps it for long, and alerts early.',
    monitoring: { everyMs: 5000, minutesMaxAgeDays: 30, hoursMaxAgeDays: 730 },
    rules: [blockedFrom(0.1), heapFrom(0.75, 0.9)],
    node: { flags: [], env: likeProduction },
  },
  {
    name: 'high-load',
    about: 'For programs under full load: more threads and a larger young generation for Node, and alerts that expect busy loops.',
    monitoring: { everyMs: 2000 },
    rules: [blockedFrom(0.4)],
    node: { flags: ['--max-semi-space-size=64'], env: { ...likeProduction, UV_THREADPOOL_SIZE: '16' } },
  },
];
