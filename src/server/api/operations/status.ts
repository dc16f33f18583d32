import * as v from 'valibot';
import type { Mode } from '../../../model/mode.ts';
import { anyObject, count, list, orNull, text, time, timeText } from '../fields.ts';
import { mark, program } from '../nouns.ts';
import { operation } from '../operation.ts';

const problem = v.object({
  file: text('Where it is.'),
  field: text('budgets[0].budget.median; empty for the whole file.'),
  line: v.optional(count('From 1.')),
  message: text('What is wrong, and what happens instead.'),
});

/** Values of variables may be secrets. */
const withoutValues = <T extends { readonly env: Readonly<Record<string, string>> }>(node: T): T => ({
  ...node,
  env: Object.fromEntries(Object.keys(node.env).map((name) => [name, '…'])),
});

export const statusOperations = [
  operation({
    id: 'getStatus',
    method: 'GET',
    path: '/status',
    tag: 'Status',
    summary: 'What this server serves, and what the user should know',
    result: v.object({
      laptimeVersion: text('Of this server.'),
      root: text('Absolute path of the workspace folder.'),
      startedAtMs: time('When the server started.'),
      nowMs: time('Its clock.'),
      historyProblem: orNull(v.string(), 'Why there is no history; null when there is.'),
      notices: list(v.string(), 'What else the user should know.'),
      programs: list(program, 'Those that are watched.'),
      metrics: count('Metrics that were seen so far.'),
      alerts: v.object({
        pending: count('Whose condition holds, but not for long enough yet.'),
        firing: count('That nobody has acknowledged.'),
        acknowledged: count('That go on.'),
      }),
    }),
    run(_input, { engine, monitor, alerts, clock, laptimeVersion, startedAtMs }) {
      const active = alerts.active();
      const countOf = (state: string) => active.filter((alert) => alert.state === state).length;
      return {
        ...{ laptimeVersion, root: engine.root, startedAtMs, nowMs: Math.round(clock.nowMs()) },
        ...{ historyProblem: engine.historyProblem(), notices: [...engine.notices()], programs: monitor.programs() },
        metrics: monitor.metrics().length,
        alerts: { pending: countOf('pending'), firing: countOf('firing'), acknowledged: countOf('acknowledged') },
      };
    },
  }),
  operation({
    id: 'listPrograms',
    method: 'GET',
    path: '/programs',
    tag: 'Status',
    summary: 'The programs that are watched',
    result: v.object({ programs: list(program, 'Those that ended lately, too.') }),
    run: (_input, { monitor }) => ({ programs: monitor.programs() }),
  }),
  operation({
    id: 'listMarks',
    method: 'GET',
    path: '/marks',
    tag: 'Status',
    summary: 'What happened: runs, alerts, saves, sleep; also before a restart',
    query: { fromMs: v.optional(timeText('Only what ended after it.')) },
    result: v.object({ marks: list(mark, 'In order of time.') }),
    run: ({ query }, { monitor }) => ({ marks: [...monitor.allMarks(query.fromMs)] }),
  }),
  operation({
    id: 'getConfiguration',
    method: 'GET',
    path: '/configuration',
    tag: 'Status',
    summary: 'laptime.config.json, checked and with its defaults; of environment variables only the names',
    result: v.object({
      configuration: anyObject('By its fields; sizes and times in base units.'),
      problems: list(problem, 'What was ignored, or replaced by its default.'),
    }),
    async run(_input, { engine }) {
      const { config, problems } = await engine.config();
      const ofMode = (mode: Mode) => ({ ...mode, node: withoutValues(mode.node) });
      const { node, mode, modes } = config;
      return { configuration: { ...config, node: withoutValues(node), mode: ofMode(mode), modes: modes.map(ofMode) }, problems };
    },
  }),
];
