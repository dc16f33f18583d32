import { besidesText } from '../../../base/bisectionWords.ts';
import { formatPercent } from '../../../base/units.ts';
import type { BisectOutcome } from '../../../model/bisection.ts';
import { shortHash } from '../commitText.ts';

type Found = Extract<BisectOutcome, { state: 'found' }>;

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
  const besides = besidesText({ earlierRatio, laterRatio });
  if (besides !== null) notes.push(besides);
  if (ratio !== null && noise !== null && ratio - 1 < noise) {
    notes.push('The change is smaller than what runs differ by without any change: longer runs (--time) would make the answer surer.');
  }
  return notes;
}
