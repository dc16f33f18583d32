import * as v from 'valibot';
import { toComparisonJson, toHistoryJson, toJsonReport } from '../../../engine/reports/index.ts';
import { missingProblem } from '../../http/httpProblem.ts';
import { count, list, nameText, number, oneOf, orNull, text, time, wholeNumber, words } from '../fields.ts';
import { operation } from '../operation.ts';
import { comparisonReport, historyReport, runReport } from '../reports.ts';

const RUNS = 'Runs';
const limit = v.optional(wholeNumber(1, 10_000, 'The most.'), '100');

const revision = {
  commit: orNull(v.string(), 'Full hash; null outside of git.'),
  branch: orNull(v.string(), 'Null where there is none.'),
  dirtyHash: orNull(v.string(), 'Of the uncommitted changes; null when there were none.'),
};
const comparedRevision = v.object({
  ...revision,
  name: text('As it was asked for.'),
  subject: orNull(v.string(), 'First line of the message; null for the work tree.'),
  authoredAtMs: orNull(v.number(), 'Milliseconds since 1970-01-01 UTC; null for the work tree.'),
});
const state = oneOf(['running', 'complete', 'cancelled', 'interrupted'], 'What became of it.');
const stored = {
  id: text('Of what is stored.'),
  startedAtMs: time('When it began.'),
  durationMs: number('How long it took, milliseconds.'),
  laptimeVersion: text('Of the Laptime that measured.'),
  environmentId: text('Of the machine and its Node.js: only what has the same is compared without a word.'),
};

export const runOperations = [
  operation({
    id: 'listRuns',
    method: 'GET',
    path: '/runs',
    tag: RUNS,
    summary: 'The stored runs, the newest first',
    query: { limit },
    result: v.object({
      runs: list(
        v.object({
          ...stored,
          state,
          source: oneOf(['editor', 'cli', 'range', 'import'], 'Who asked for it.'),
          revision: v.object(revision),
          presetName: oneOf(['quick', 'standard', 'thorough'], 'How exactly it measured.'),
          benchmarks: count('That were measured, failed or were skipped.'),
          failures: count('Benchmarks and bench files that failed.'),
        }),
        'Without what they measured.',
      ),
    }),
    run: ({ query }, { engine }) => ({ runs: engine.runOverviews(query.limit) }),
  }),
  operation({
    id: 'getRun',
    method: 'GET',
    path: '/runs/{run}',
    tag: RUNS,
    summary: 'A stored run with all that it measured, as laptime bench --json writes it',
    parameters: { run: nameText('Id of a run.') },
    result: runReport,
    run({ path }, { engine }) {
      const run = engine.storedRun(path.run);
      if (run === null) throw missingProblem('path.run', 'is the id of no run that is stored');
      return toJsonReport(run);
    },
  }),
  operation({
    id: 'getHistory',
    method: 'GET',
    path: '/history',
    tag: RUNS,
    summary: 'Benchmarks over the commits, and where they changed, as laptime history --json writes it',
    query: {
      benchmark: v.optional(nameText('The id or name of a benchmark, or a part of either; all without it.')),
      metric: v.optional(oneOf(['median', 'p99', 'heap', 'gc'], 'What the values are.'), 'median'),
      environment: v.optional(nameText('Results of another machine or Node.js: the beginning of its id.')),
      limit: v.optional(wholeNumber(1, 10_000, 'Only the newest so many commits with results.'), '1000'),
    },
    result: historyReport,
    async run({ query: { benchmark, metric, environment, limit } }, { engine }, signal) {
      const request = {
        ...{ metric, limit },
        ...(benchmark !== undefined && { benchmark }),
        ...(environment !== undefined && { environmentId: environment }),
      };
      return toHistoryJson(await engine.benchmarkHistory(request, signal), null);
    },
  }),
  operation({
    id: 'listComparisons',
    method: 'GET',
    path: '/comparisons',
    tag: RUNS,
    summary: 'The stored comparisons, the newest first',
    query: { limit },
    result: v.object({
      comparisons: list(
        v.object({
          ...stored,
          state: text('What became of it.'),
          source: text('Who asked for it.'),
          baseline: comparedRevision,
          candidate: comparedRevision,
          counts: v.record(v.string(), v.number()),
        }),
        'Without what they measured.',
      ),
    }),
    run: ({ query }, { engine }) => ({
      comparisons: engine.comparisonOverviews(query.limit).map((overview) => ({ ...overview, counts: { ...overview.counts } })),
    }),
  }),
  operation({
    id: 'getComparison',
    method: 'GET',
    path: '/comparisons/{comparison}',
    tag: RUNS,
    summary: 'A stored comparison with its verdicts, as laptime compare --json writes it',
    parameters: { comparison: nameText('Id of a comparison.') },
    result: comparisonReport,
    run({ path }, { engine }) {
      const comparison = engine.storedComparison(path.comparison);
      if (comparison === null) throw missingProblem('path.comparison', 'is the id of no comparison that is stored');
      return toComparisonJson(comparison);
    },
  }),
  operation({
    id: 'compareRuns',
    method: 'POST',
    path: '/comparisons',
    tag: RUNS,
    summary: 'Compare two stored runs, and store what that says; nothing is measured',
    body: v.strictObject(
      {
        baseline: words('last, last~2, the beginning of an id, or a revision.'),
        candidate: words('The same of the other run.'),
        nameFilter: v.optional(words('Only benchmarks whose id contains this, without regard to case.')),
        margin: v.optional(
          v.pipe(
            v.number('must be a share from 0.001 to 0.5'),
            v.minValue(0.001, 'must be a share from 0.001 to 0.5'),
            v.maxValue(0.5, 'must be a share from 0.001 to 0.5'),
            v.description('Changes up to this share do not matter: 0.02 for 2 %.'),
          ),
        ),
      },
      'must be an object with "baseline" and "candidate"',
    ),
    status: 201,
    result: comparisonReport,
    async run({ body: { baseline, candidate, nameFilter, margin } }, { engine }, signal) {
      const request = { baseline, candidate, ...(nameFilter !== undefined && { nameFilter }), ...(margin !== undefined && { margin }) };
      return toComparisonJson(await engine.compareRuns(request, signal));
    },
  }),
];
