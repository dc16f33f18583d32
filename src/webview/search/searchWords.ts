import { besidesText } from '../../base/bisectionWords.ts';
import { formatSpan } from '../../base/spans.ts';
import { formatPercent } from '../../base/units.ts';
import type { BisectOutcome, BisectProgress, BisectPurpose } from '../../model/bisection.ts';
import { plural } from '../format.ts';
import { shortHash } from '../history/historyWords.ts';

const purposes: Readonly<Record<BisectPurpose, string>> = {
  ends: 'to tell the ends apart',
  search: 'to search between them',
  proof: 'to prove the answer',
};

/** `measures 89abcde to search between them`. */
export const measuringText = (hash: string, purpose: BisectPurpose): string => `measures ${shortHash({ hash })} ${purposes[purpose]}`;

/** `12 runs, about 8 more, about 2 min left`. */
export function progressText({ runs, runsLeft, remainingMs }: BisectProgress): string {
  const left = remainingMs === null ? [] : [`about ${formatSpan(remainingMs)} left`];
  return [plural(runs, 'run'), `about ${Math.ceil(runsLeft)} more`, ...left].join(', ');
}

/** What to know besides what came out, in whole sentences. */
export function outcomeNotes(outcome: BisectOutcome): readonly string[] {
  switch (outcome.state) {
    case 'found':
      return foundNotes(outcome);
    case 'too-noisy':
      return [
        `The smallest change that could be seen is about ${formatPercent(outcome.smallestVisible)}. Free the machine of other work, or look for a larger change.`,
      ];
    case 'unsettled':
      return ['The answers so far are kept: search again to go on from them.'];
    case 'no-effect':
    case 'same-code':
      return [];
  }
}

function foundNotes(outcome: Extract<BisectOutcome, { state: 'found' }>): readonly string[] {
  const { suspects, before, ratio, noise } = outcome;
  const notes: string[] = [];
  if (suspects.length > 1) {
    notes.push(`The benchmark does not run between them. The last commit before that was measured is ${shortHash(before)}.`);
  } else if ((suspects[0]?.commit.parents.length ?? 0) > 1) {
    notes.push('It is a merge: one of the commits that it brought, or how they go together.');
  }
  const besides = besidesText(outcome);
  if (besides !== null) notes.push(besides);
  if (ratio !== null && noise !== null && ratio - 1 < noise) {
    notes.push('The change is smaller than what runs differ by without any change.');
  }
  return notes;
}

/** `98 % sure · 23 runs in 2 min 4 s · 64 commits · noise of a run 0.80 %`. */
export function closingText(outcome: BisectOutcome): string {
  const { runs, durationMs, commits, noise } = outcome;
  return [
    ...(outcome.state === 'found' ? [`${formatPercent(Math.min(outcome.chance, 0.999))} sure`] : []),
    ...(runs === 0 ? [] : [`${plural(runs, 'run')} in ${formatSpan(durationMs)}`]),
    plural(commits, 'commit'),
    ...(noise === null ? [] : [`noise of a run ${formatPercent(noise)}`]),
  ].join(' · ');
}
