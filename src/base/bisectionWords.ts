import { formatRatio } from './ratios.ts';
import { formatPercent } from './units.ts';
import { marginPercent } from './verdicts.ts';

interface Ends {
  readonly low: number;
  readonly high: number;
}

/** What a search for a slowdown came to, as far as these words need it. */
type Ended = {
  readonly benchmark: string;
  readonly threshold: number;
  readonly runs: number;
  readonly noise: number | null;
  readonly endsRatio: number | null;
  readonly endsInterval: Ends | null;
} & (Found | { readonly state: 'no-effect' | 'same-code' | 'too-noisy' | 'unsettled' });

interface Found {
  readonly state: 'found';
  readonly suspects: readonly unknown[];
  readonly ratio: number | null;
  readonly interval: Ends | null;
}

/** What came out, in one sentence; where commits follow it ends with a colon. */
export function bisectionHeadline(outcome: Ended): string {
  const { benchmark, threshold, runs } = outcome;
  switch (outcome.state) {
    case 'found':
      return foundHeadline(benchmark, outcome);
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

function foundHeadline(benchmark: string, { suspects, ratio, interval }: Found): string {
  const what = ratio === null ? 'comes to no end within its time limit since' : `became ${speedText(ratio, interval)} with`;
  const which = suspects.length === 1 ? 'this commit' : `one of ${suspects.length} commits that cannot be told apart`;
  return `${benchmark} ${what} ${which}:`;
}

function speedText(ratio: number, interval: Ends | null): string {
  const text = formatRatio(ratio, interval);
  return text.interval === null ? text.speed : `${text.speed} ${text.interval}`;
}

function endsText({ endsRatio, endsInterval }: Ended): string {
  if (endsRatio === null) return '';
  const text = formatRatio(endsRatio, endsInterval);
  return `: from good to bad it changed by ${text.change}${text.interval === null ? '' : ` ${text.interval}`}`;
}

/** What else changed between the ends, in a sentence; null where nothing that matters did. */
export function besidesText(found: { readonly earlierRatio: number | null; readonly laterRatio: number | null }): string | null {
  const { earlierRatio, laterRatio } = found;
  const others = [
    ...(earlierRatio === null ? [] : [`${formatRatio(earlierRatio, null).change} before it`]),
    ...(laterRatio === null ? [] : [`${formatRatio(laterRatio, null).change} after it`]),
  ];
  return others.length === 0 ? null : `It is not all that changed: ${others.join(' and ')}. Search there, too.`;
}
