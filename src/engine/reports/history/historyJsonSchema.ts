import * as v from 'valibot';
import {
  benchmarkIdText,
  count,
  described,
  environment,
  failure,
  formatFields,
  interval,
  list,
  number,
  orNull,
  share,
  text,
} from '../schemaParts.ts';

/*
 * What `laptime history --json` writes. The JSON Schema in docs/ is made from this, so every field has a description.
 * Additions keep the version; whatever could break a reader raises it.
 */

const loader = described(v.picklist(['native', 'vite']), 'How the bench file was loaded.');

const commit = v.strictObject({
  commit: text('Full hash.'),
  author: text('As the commit has it.'),
  authoredAt: orNull(v.string(), 'ISO 8601, UTC; null where git has no such time.'),
  subject: text('First line of the message.'),
  behind: count('Commits after it on the line of first parents that ends in HEAD; 0 for HEAD.'),
});

const change = v.strictObject({
  kind: described(
    v.picklist(['step', 'drift', 'reversal', 'spike', 'variance']),
    'Another level; a run of small steps; a drift that turns; one or two values that return; another spread around the same level.',
  ),
  index: count('In `points`: the first value after the change.'),
  commit: text('Full hash of the first measured commit after it: the most likely.'),
  before: orNull(v.string(), 'Full hash of the newest measured commit that is certainly from before it; null where there is none.'),
  last: text('Full hash of the newest commit that may have brought it.'),
  candidates: count('Commits after `before`, up to `last`, with those that were not measured.'),
  direction: described(v.picklist(['up', 'down']), 'Up is worse.'),
  size: number('After over before, or after minus before, as `scale` says; for variance always the ratio of the spreads.'),
  from: number('Level, or spread, before.'),
  to: number('Level, or spread, after.'),
  confidence: share('One minus the probability of such a change by chance.'),
});

const check = v.strictObject({
  verdict: orNull(
    v.picklist(['faster', 'slower', 'same', 'inconclusive']),
    'Of the newest commit against `baseline`; null when that failed.',
  ),
  ratio: orNull(v.number(), 'Time at the newest commit over that at the baseline; null when that failed.'),
  interval: orNull(interval, 'Of the ratio; null with fewer than 3 blocks.'),
  baseline: text('Full hash of the last commit before the suspects.'),
  candidate: text('Full hash of the newest commit.'),
  failure: orNull(failure, 'Why it could not be measured again; null when it could.'),
});

const benchmark = v.strictObject({
  benchmark: benchmarkIdText,
  file: text('Relative to the workspace folder, with /.'),
  path: list(v.string(), 'Names of the groups around it and its own, outermost first.'),
  environment: text('Id of the environment of all its points.'),
  loader,
  points: list(
    v.strictObject({
      commit: text('Full hash.'),
      value: number('Median over the runs of the commit, in the unit of the metric.'),
      runs: count('Runs at the commit.'),
    }),
    'One value a commit, oldest commit first.',
  ),
  scale: described(v.picklist(['ratio', 'difference']), 'Of sizes and noise: ratio where all values are above 0.'),
  level: number('Median since the last change.'),
  noise: number('Robust standard deviation since the last change, a share or a difference.'),
  smallestDetectable: orNull(v.number(), 'The smallest step that ten more values would show; null while there are too few.'),
  changes: list(change, 'All that happened, oldest first.'),
  suspects: list(
    v.strictObject({ index: count('In `points`.'), score: number('Distance from the level in median absolute deviations.') }),
    'The newest values, where they look off and no change is sure yet: measure them again.',
  ),
  check: orNull(check, 'What measuring the suspects again said; null without suspects, or without --check.'),
  twoModes: orNull(
    v.strictObject({ lower: number('One level.'), upper: number('The other.'), upperShare: share('Share of the values near it.') }),
    'Two levels between which it switches; null where it does not.',
  ),
  others: list(
    v.strictObject({ environment: text('Its id.'), loader, commits: count('With results.') }),
    'Results of the same benchmark that are not mixed in.',
  ),
});

export const historyJsonSchema = v.pipe(
  v.strictObject({
    ...formatFields('laptime-history'),
    metric: described(v.picklist(['median', 'p99', 'heap', 'gc']), 'What the values are.'),
    unit: described(v.picklist(['ns', 'bytes', 'share']), 'Of the values: per iteration, or a share of the time.'),
    commits: list(commit, 'Those with results, oldest first.'),
    environments: list(environment, 'Machines and runtimes, also those of results that are not shown.'),
    benchmarks: list(benchmark, 'In the order in which they were first measured.'),
    elsewhere: count('Commits with results that are not on the line of HEAD.'),
  }),
  v.title('Laptime history'),
  v.description('What `laptime history --json` writes: benchmarks over the commits of the branch.'),
);

export type HistoryJson = v.InferOutput<typeof historyJsonSchema>;
