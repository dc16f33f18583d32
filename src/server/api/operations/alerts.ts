import * as v from 'valibot';
import { fieldProblem, missingProblem } from '../../http/httpProblem.ts';
import { list, nameText, wholeNumber, words } from '../fields.ts';
import { alert, alertEntry, alertRule, silence } from '../nouns.ts';
import { operation, type ServedParts } from '../operation.ts';

const ALERTS = 'Alerts';
const parameters = { alert: nameText('Id of an alert that goes on.') };
const by = words('Who does it, as the history shows it.', 100);
const moment = (description: string) =>
  v.pipe(
    v.number('must be a whole number of milliseconds'),
    v.integer('must be a whole number of milliseconds'),
    v.minValue(0, 'must not be before 1970'),
    v.description(`${description} Milliseconds since 1970-01-01 UTC.`),
  );

export const alertOperations = [
  operation({
    id: 'listAlerts',
    method: 'GET',
    path: '/alerts',
    tag: ALERTS,
    summary: 'Alerts that are pending, firing or acknowledged, the gravest first',
    result: v.object({ alerts: list(alert, 'Those that go on.') }),
    run: (_input, { alerts }) => ({ alerts: alerts.active() }),
  }),
  operation({
    id: 'listAlertRules',
    method: 'GET',
    path: '/alerts/rules',
    tag: ALERTS,
    summary: 'The rules that are watched',
    result: v.object({ rules: list(alertRule, 'As laptime.config.json has them.') }),
    run: (_input, { alerts }) => ({ rules: alerts.rules() }),
  }),
  operation({
    id: 'listAlertHistory',
    method: 'GET',
    path: '/alerts/history',
    tag: ALERTS,
    summary: 'What became of alerts, the newest first',
    query: {
      limit: v.optional(wholeNumber(1, 10_000, 'The most.'), '100'),
      rule: v.optional(nameText('Only of this rule.')),
    },
    result: v.object({ entries: list(alertEntry, 'Changes of their states.') }),
    run: ({ query: { limit, rule } }, { alerts }) => ({
      entries: alerts.history({ limit, ...(rule !== undefined && { rule }) }),
    }),
  }),
  operation({
    id: 'acknowledgeAlert',
    method: 'POST',
    path: '/alerts/{alert}/acknowledge',
    tag: ALERTS,
    summary: 'Say that somebody looks after an alert: nobody is reminded of it any more',
    parameters,
    body: v.strictObject(
      { by, note: v.optional(v.pipe(v.string('must be text'), v.maxLength(2000, 'must have at most 2000 characters')), '') },
      'must be an object with "by"',
    ),
    result: v.object({ alert }),
    run({ path, body }, parts) {
      requireAlert(path.alert, parts);
      return { alert: parts.alerts.acknowledge(path.alert, body.by, body.note) };
    },
  }),
  operation({
    id: 'resolveAlert',
    method: 'POST',
    path: '/alerts/{alert}/resolve',
    tag: ALERTS,
    summary: 'End an alert',
    parameters,
    body: v.strictObject({ by }, 'must be an object with "by"'),
    result: v.object({ alert }),
    run({ path, body }, parts) {
      requireAlert(path.alert, parts);
      return { alert: parts.alerts.resolve(path.alert, body.by) };
    },
  }),
  operation({
    id: 'listSilences',
    method: 'GET',
    path: '/silences',
    tag: ALERTS,
    summary: 'What nobody is told of, for a time',
    result: v.object({ silences: list(silence, 'Those that have not ended.') }),
    run: (_input, { alerts }) => ({ silences: alerts.silences() }),
  }),
  operation({
    id: 'addSilence',
    method: 'POST',
    path: '/silences',
    tag: ALERTS,
    summary: 'Have nobody told of a rule, or of what labels match, for a time',
    body: v.strictObject(
      {
        rule: v.optional(
          v.pipe(v.nullable(v.string('must be the id of a rule')), v.description('Null for all that the labels match.')),
          null,
        ),
        labels: v.optional(v.record(v.string(), v.string('must be text'), 'must be an object of names and texts'), {}),
        fromMs: v.optional(moment('When it begins; now unless given.')),
        untilMs: moment('When it ends.'),
        by,
        reason: words('Why.', 2000),
      },
      'must be an object with "untilMs", "by" and "reason"',
    ),
    status: 201,
    result: v.object({ silence }),
    run({ body: { rule, labels, fromMs, untilMs, by, reason } }, { alerts, clock }) {
      const from = fromMs ?? Math.round(clock.nowMs());
      if (untilMs <= from) throw fieldProblem('body.untilMs', 'must be after its beginning');
      if (rule === null && Object.keys(labels).length === 0)
        throw fieldProblem('body.rule', 'is needed where `labels` has none: what silences everything is no silence of something');
      if (rule !== null && !alerts.rules().some(({ id }) => id === rule)) throw fieldProblem('body.rule', 'is the id of no rule');
      return { silence: alerts.silence({ rule, labels, fromMs: from, untilMs, by, reason }) };
    },
  }),
  operation({
    id: 'endSilence',
    method: 'DELETE',
    path: '/silences/{silence}',
    tag: ALERTS,
    summary: 'End a silence',
    parameters: { silence: nameText('Id of a silence.') },
    status: 204,
    run({ path }, { alerts }) {
      if (!alerts.silences().some(({ id }) => id === path.silence))
        throw missingProblem('path.silence', 'is the id of no silence that goes on');
      alerts.endSilence(path.silence);
      return undefined;
    },
  }),
];

function requireAlert(id: string, { alerts }: ServedParts): void {
  if (!alerts.active().some((alert) => alert.id === id)) throw missingProblem('path.alert', 'is the id of no alert that goes on');
}
