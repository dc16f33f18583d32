import * as v from 'valibot';
import type { AlertRule } from '../../model/alert.ts';
import type { Config } from '../../model/config.ts';
import type { Mode } from '../../model/mode.ts';
import { rule } from './alertRules.ts';
import { text } from './configFields.ts';
import { defaultModes } from './defaultModes.ts';
import { collectEvery, daysKept, pointsKept } from './monitoringSection.ts';
import { nodeEnv, nodeFlags } from './nodeSection.ts';

const mode = v.strictObject(
  {
    about: v.optional(text('One sentence on what it is for.')),
    every: v.optional(collectEvery),
    points: v.optional(pointsKept),
    minutesMaxAgeDays: v.optional(daysKept('minute')),
    hoursMaxAgeDays: v.optional(daysKept('hour')),
    alerts: v.optional(
      v.pipe(
        v.array(rule, 'must be a list of rules'),
        v.description('Rules of alerts that take the places of those with the same id while this mode counts.'),
      ),
      [],
    ),
    flags: v.optional(nodeFlags),
    env: v.optional(nodeEnv),
  },
  'must be an object like { "every": "5 s", "env": { "NODE_ENV": "production" } }',
);

export const modes = v.pipe(
  v.record(
    v.pipe(v.string(), v.regex(/^[a-zA-Z][\w-]{0,59}$/, 'is not a name for a mode: use letters, digits and dashes, at most 60')),
    mode,
    'must be an object of names and modes',
  ),
  v.description(
    'What counts in one kind of use, instead of the rest of this file. Laptime brings "development", "testing", "production" and "high-load"; what is said here of one of these replaces that part of it, and any other name is a mode of yours.',
  ),
);
type Modes = v.InferOutput<typeof modes>;

/** Those that Laptime brings, changed as the file says, and then those of the file. */
export function toModes(section: Modes, own: { readonly rules: readonly AlertRule[]; readonly defaults: boolean }): readonly Mode[] {
  const brought = defaultModes.map((known) => {
    // What the file says of a rule goes before what we think of it.
    const rules = own.defaults ? known.rules.filter(({ id }) => !own.rules.some((rule) => rule.id === id)) : [];
    return toMode(known.name, section[known.name], { ...known, rules });
  });
  const others = Object.entries(section).filter(([name]) => !defaultModes.some((known) => known.name === name));
  return [...brought, ...others.map(([name, fields]) => toMode(name, fields, { about: 'A mode of this workspace.', ...nothing }))];
}

const nothing = { monitoring: {}, rules: [], node: { flags: [], env: {} } };

function toMode(name: string, fields: Modes[string] | undefined, from: Omit<Mode, 'name'>): Mode {
  if (fields === undefined) return { ...from, name };
  const { about = from.about, every, points, minutesMaxAgeDays, hoursMaxAgeDays, alerts, flags, env } = fields;
  return {
    name,
    about,
    monitoring: {
      ...from.monitoring,
      ...(every !== undefined && { everyMs: every }),
      ...(points !== undefined && { points }),
      ...(minutesMaxAgeDays !== undefined && { minutesMaxAgeDays }),
      ...(hoursMaxAgeDays !== undefined && { hoursMaxAgeDays }),
    },
    rules: replaceById(from.rules, alerts),
    node: { flags: flags ?? from.node.flags, env: env ?? from.node.env },
  };
}

function replaceById(rules: readonly AlertRule[], by: readonly AlertRule[]): AlertRule[] {
  const own = new Map(by.map((one) => [one.id, one]));
  return [...rules.filter(({ id }) => !own.has(id)), ...own.values()];
}

/** The configuration as it counts in a mode. */
export function inMode(config: Config, mode: Mode): Config {
  return {
    ...config,
    mode,
    monitoring: { ...config.monitoring, ...mode.monitoring },
    node: {
      ...config.node,
      flags: [...config.node.flags, ...mode.node.flags],
      env: { ...config.node.env, ...mode.node.env },
    },
    alerts: { ...config.alerts, rules: replaceById(config.alerts.rules, mode.rules) },
  };
}
