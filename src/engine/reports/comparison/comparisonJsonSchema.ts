import * as v from 'valibot';
import {
  benchmarkFields,
  benchmarkIdText,
  count,
  described,
  environment,
  failure,
  formatFields,
  interval,
  list,
  machineFields,
  number,
  orNull,
  revisionFields,
  runFields,
  share,
  skipped,
  text,
  warnings,
} from '../schemaParts.ts';

/*
 * What `laptime compare --json` writes. The JSON Schema in docs/ is made from this, so every field has a description.
 * Additions keep the version; whatever could break a reader raises it.
 */

const sideName = v.picklist(['baseline', 'candidate']);
const design = v.picklist(['one-process', 'two-processes', 'separate-runs']);

const revision = v.strictObject({
  name: text('As it was asked for: HEAD~1, origin/main; "work tree" for what is on disk.'),
  ...revisionFields,
  subject: orNull(v.string(), "First line of the commit's message; null for the work tree."),
  authoredAt: orNull(v.string(), 'ISO 8601, UTC; null for the work tree.'),
});

const side = v.strictObject({
  medianNs: number('Median of the block medians, ns per iteration.'),
  blockMediansNs: list(v.number(), 'Median of each block, ns per iteration, in order.'),
});

const p = 'Two-sided probability of a difference like this without a change.';

const tests = v.strictObject({
  welch: described(
    v.strictObject({
      t: orNull(v.number(), 'Statistic; null where it is infinite.'),
      degreesOfFreedom: orNull(v.number(), 'Welch-Satterthwaite; null where there are none.'),
      p: share(p),
    }),
    "Welch's t test of the block medians.",
  ),
  mannWhitney: described(v.strictObject({ u: number('Statistic.'), p: share(p) }), 'Mann-Whitney U test of the block medians.'),
  wilcoxon: orNull(
    v.strictObject({ w: number('Statistic.'), p: share(p) }),
    'Wilcoxon signed-rank test of the log ratios of the blocks; null where blocks are not paired.',
  ),
  cohenD: orNull(
    v.number(),
    'Difference of the logarithms of block medians in standard deviations; above 0 where the candidate takes longer; null where it is infinite.',
  ),
  cliffsDelta: number('-1 to 1; above 0 where the candidate takes longer.'),
  bootstrap: described(interval, 'Bootstrap interval (BCa) of the ratio.'),
});

const comparison = v.strictObject({
  benchmark: benchmarkIdText,
  verdict: orNull(
    v.picklist(['faster', 'slower', 'same', 'inconclusive']),
    'Whether the candidate is faster, slower or the same, or cannot be told; null when nothing was compared.',
  ),
  ratio: orNull(v.number(), 'Time of the candidate over that of the baseline: 1.03 took 3 % longer; null when nothing was compared.'),
  interval: orNull(interval, 'Confidence interval of the ratio; null with fewer than 3 blocks, and when nothing was compared.'),
  blocks: count('Blocks that timed both sides.'),
  margin: orNull(v.number(), 'Changes up to this share do not matter: 0.02 for 2 %; null when nothing was compared.'),
  p: orNull(v.number(), 'Two-sided, that the ratio is 1, corrected for the looks; null with fewer than 3 blocks.'),
  adjustedP: orNull(v.number(), 'p after Benjamini and Hochberg over what was compared together; null with fewer than 3 blocks.'),
  ...benchmarkFields,
  state: described(v.picklist(['compared', 'failed', 'skipped']), 'How it ended.'),
  design: orNull(design, 'Both sides in one process, in two in lock step, or in runs that were not made together.'),
  baseline: orNull(side, 'What was; null when nothing was compared.'),
  candidate: orNull(side, 'What is judged; null when nothing was compared.'),
  blockRatios: list(v.number(), 'Ratio of each block, from the median of its rounds; empty where blocks are not paired.'),
  noise: orNull(v.number(), "Robust standard deviation of a block's log ratio, as a share; null with fewer than 3 blocks."),
  smallestDetectable: orNull(
    v.number(),
    'The smallest change, as a share, that would have been told from none with 90 % chance; null with fewer than 3 blocks.',
  ),
  toSettle: orNull(
    v.strictObject({ blocks: count('Blocks more.'), seconds: number('Seconds more.') }),
    'What would probably settle an inconclusive one; null when settled, or when nothing would.',
  ),
  twoModes: orNull(v.picklist(['baseline', 'candidate', 'ratio']), 'Where block medians fall into two groups; null where they do not.'),
  tests: orNull(tests, 'Tests that stand beside the verdict, which does not follow from them; null with fewer than 3 blocks.'),
  failure: orNull(
    v.strictObject({ side: described(sideName, 'On which side.'), ...failure.entries }),
    'Why a side could not be measured; null when both could.',
  ),
  skipped,
  warnings,
});

const counts = v.strictObject({
  slower: count('By verdict.'),
  faster: count('By verdict.'),
  same: count('By verdict.'),
  inconclusive: count('By verdict.'),
  failed: count('Benchmarks and bench files that the candidate cannot run.'),
  notComparable: count('Benchmarks and bench files that only one side has, or that the baseline cannot run.'),
  skipped: count('Marked so in the bench file.'),
});

export const comparisonJsonSchema = v.pipe(
  v.strictObject({
    ...formatFields('laptime-comparison'),
    laptimeVersion: text('Version of Laptime that compared.'),
    run: described(
      v.strictObject({
        ...runFields,
        baseline: described(revision, 'What was.'),
        candidate: described(revision, 'What is judged.'),
        benches: described(v.picklist(['candidate', 'own']), "Whose bench files ran: the candidate's on both sides, or each its own."),
        budgetMs: number('The most time for one benchmark, ms.'),
        environment: described(environment, 'Machine and runtime.'),
        baselineEnvironment: orNull(environment, "The baseline's, where it is another; null where it is the same."),
        ...machineFields,
        notes: list(v.string(), 'What to know of the revisions.'),
      }),
      'The run and what its numbers hold for.',
    ),
    counts: described(counts, 'How many came out how.'),
    comparisons: list(comparison, 'By file, and in each as the file declares them.'),
    fileFailures: list(
      v.strictObject({
        file: text('Relative to the workspace folder, with /.'),
        side: described(sideName, 'On which side.'),
        failure: described(failure, 'Why it could not be loaded.'),
      }),
      'Bench files that could not be loaded at all.',
    ),
  }),
  v.title('Laptime comparison'),
  v.description('What `laptime compare --json` writes. Times are in the unit that the name of the field ends in.'),
);

export type ComparisonJson = v.InferOutput<typeof comparisonJsonSchema>;
