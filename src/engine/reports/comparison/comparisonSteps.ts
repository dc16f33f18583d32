import { BASELINE_PREFIX, WORK_TREE, type Comparison, type ComparedRevision, type ComparisonRun } from '../../../model/comparison.ts';
import { benchOption, isSafeWord, type Step } from '../nextSteps.ts';

/** Measuring so many times as long as now is advice that nobody follows. */
const MOST_TIMES_AS_LONG = 6;
/** Blocks that mostly are enough for a first interval that says something. */
const ENOUGH_BLOCKS = 6;

/** One command that is worth running after this comparison, with its reason; none when all is settled. */
export function comparisonSteps(run: ComparisonRun): readonly Step[] {
  if (run.comparisons.some((comparison) => comparison.state === 'compared' && comparison.design === 'separate-runs')) return together(run);
  const command = compareCommand(run);
  if (command === null) return [];
  const unsettled = run.comparisons.filter(isInconclusive);
  if (run.state !== 'complete') return [{ command, reason: 'to compare all of it' }];
  const seconds = secondsToSettle(run, unsettled);
  if (seconds === null) return [];
  const which = unsettled.length === 1 ? benchOption(unsettled[0]!.benchmark) : '';
  return [{ command: `${command}${which} --time ${seconds}`, reason: 'to settle what is inconclusive' }];
}

type Compared = Extract<Comparison, { state: 'compared' }>;

const isInconclusive = (comparison: Comparison): comparison is Compared =>
  comparison.state === 'compared' && comparison.estimate.verdict === 'inconclusive';

/** Of stored runs, whose revisions can be measured again where they are commits. */
function together({ baseline, candidate }: ComparisonRun): readonly Step[] {
  const [base, head] = [baseline, candidate].map(({ commit, dirtyHash }) => (dirtyHash === null ? (commit?.slice(0, 12) ?? null) : null));
  if (base == null || head == null || base === head) return [];
  return [{ command: `laptime compare ${base} ${head}`, reason: 'measures both in turns, for narrower intervals' }];
}

/** Null where a revision has no name that a shell takes as it is, and none in git. */
function compareCommand({ baseline, candidate, benches }: ComparisonRun): string | null {
  const [base, head] = [revisionWord(baseline), candidate.name === WORK_TREE ? '--worktree' : revisionWord(candidate)];
  if (base === null || head === null) return null;
  return `laptime compare ${base} ${head}${benches === 'own' ? ' --own-benches' : ''}`;
}

/** As the user named it, where any shell takes that as one word: `HEAD~1` is one. Else its commit. */
function revisionWord({ name, commit }: ComparedRevision): string | null {
  const isBaseline = name.startsWith(BASELINE_PREFIX);
  if (isSafeWord(isBaseline ? name.slice(BASELINE_PREFIX.length) : name.replaceAll(/(?<=.)~/gu, ''))) return name;
  // The commit is not all that a baseline has.
  if (isBaseline) return null;
  return commit?.slice(0, 12) ?? null;
}

/** For one benchmark in all, so that as many are settled as patience allows; null where time settles none. */
function secondsToSettle({ budgetMs }: ComparisonRun, unsettled: readonly Compared[]): number | null {
  const spent = budgetMs / 1000;
  const needed = unsettled.flatMap(({ estimate: { toSettle, interval }, blocks }) => {
    if (toSettle) return [spent + toSettle.seconds];
    return interval === null ? [(spent * ENOUGH_BLOCKS) / Math.max(blocks.length, 1)] : [];
  });
  const bearable = needed.filter((seconds) => seconds <= MOST_TIMES_AS_LONG * spent);
  return bearable.length === 0 ? null : Math.ceil(Math.max(...bearable));
}
