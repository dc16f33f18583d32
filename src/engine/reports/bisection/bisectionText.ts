import { formatRatio } from '../../../base/ratios.ts';
import { formatPercent } from '../../../base/units.ts';
import { marginPercent } from '../../../base/verdicts.ts';
import type { BisectOutcome } from '../../../model/bisection.ts';
import { shortHash } from '../commitText.ts';

type Found = Extract<BisectOutcome, { state: 'found' }>;

/** What came out, in one sentence; where commits follow it ends with a colon. */
export function bisectionHeadline(outcome: BisectOutcome): string {
  const { benchmark, threshold, runs } = outcome;
  switch (outcome.state) {
    case 'found':
      return foundHeadline(outcome);
    case 'no-effect':
      return `${benchmark} did not become ${marginPercent(threshold)} slower${endsText(outcome)}.`;
    case 'same-code':
      return `No commit changes anything that ${benchmark} is made of, so nothing was measured.`;
    case 'too-noisy':
      return `This machine cannot see ${marginPercent(threshold)} now: the runs of ${benchmark} differ by ${formatPercent(outcome.noise ?? 0)} without any change.`;
    case 'unsettled':
      return `No commit is sure after ${runs} runs of ${benchmark}. The most likely:`;
  }
}

function foundHeadline({ benchmark, suspects, ratio, interval }: Found): string {
  const what = ratio === null ? 'comes to no end within its time limit since' : `became ${speedText(ratio, interval)} with`;
  const which = suspects.length === 1 ? 'this commit' : `one of ${suspects.length} commits that cannot be told apart`;
  return `${benchmark} ${what} ${which}:`;
}

function speedText(ratio: number, interval: Found['interval']): string {
  const text = formatRatio(ratio, interval);
  return text.interval === null ? text.speed : `${text.speed} ${text.interval}`;
}

function endsText({ endsRatio, endsInterval }: BisectOutcome): string {
  if (endsRatio === null) return '';
  const text = formatRatio(endsRatio, endsInterval);
  return `: from good to bad it changed by ${text.change}${text.interval === null ? '' : ` ${text.interval}`}`;
}

/** What to know besides the headline, in whole sentences. */
export function bisectionNotes(outcome: BisectOutcome): readonly string[] {
  switch (outcome.state) {
    case 'found':
      return foundNotes(outcome);
    case 'too-noisy':
      return [
        `The smallest change that could be seen is about ${formatPercent(outcome.smallestVisible)}. Make each run longer with --time, look for a larger change with --threshold, or free the machine of other work.`,
      ];
    case 'unsettled':
      return ['The answers so far are kept: the same command goes on from them. Longer runs (--time) tell more, each by itself.'];
    case 'no-effect':
    case 'same-code':
      return [];
  }
}

function foundNotes({ suspects, before, ratio, noise, earlierRatio, laterRatio }: Found): string[] {
  const notes: string[] = [];
  const [first] = suspects;
  if (suspects.length > 1)
    notes.push(`The benchmark does not run between them. The last commit before that was measured is ${shortHash(before)}.`);
  else if (first !== undefined && first.commit.parents.length > 1) {
    const [, merged] = first.commit.parents;
    notes.push(
      `It is a merge: one of the commits that it brought, or how they go together. To search those, give --good what \`git merge-base ${shortHash(before)} ${merged!.slice(0, 10)}\` prints, and --bad ${merged!.slice(0, 10)}.`,
    );
  }
  const others = [
    ...(earlierRatio === null ? [] : [`${formatRatio(earlierRatio, null).change} before it`]),
    ...(laterRatio === null ? [] : [`${formatRatio(laterRatio, null).change} after it`]),
  ];
  if (others.length > 0) notes.push(`It is not all that changed: ${others.join(' and ')}. Search there, too.`);
  if (ratio !== null && noise !== null && ratio - 1 < noise) {
    notes.push('The change is smaller than what runs differ by without any change: longer runs (--time) would make the answer surer.');
  }
  return notes;
}
