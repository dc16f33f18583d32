import { formatRatio } from './ratios.ts';
import { formatSpan } from './spans.ts';
import { formatPercent } from './units.ts';

/** What a comparison found, as far as these words need it. */
interface Found {
  /** Candidate over baseline. */
  readonly ratio: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Share that does not matter: 0.02 for 2 %. */
  readonly margin: number;
  readonly toSettle: { readonly blocks: number; readonly seconds: number } | null;
  readonly smallestDetectable: number | null;
}

interface Judged extends Pick<Found, 'ratio' | 'interval'> {
  readonly verdict: 'slower' | 'faster' | 'same' | 'inconclusive';
}

/** For a label: `3.1 % slower, ± 0.4 %`, `2.30x faster, ± 0.05x`, `same, +0.2 % ± 0.4 %`, `inconclusive, +2 % ± 4 %`. */
export function verdictText({ verdict, ratio, interval }: Judged): string {
  const { change, speed, error } = formatRatio(ratio, interval);
  const isChange = verdict === 'slower' || verdict === 'faster';
  return [isChange ? speed : `${verdict}, ${change}`, error].filter((part) => part !== null).join(isChange ? ', ' : ' ');
}

/** `+3.1 % [+2.7 %, +3.5 %]`. */
export function changeText({ ratio, interval }: Pick<Found, 'ratio' | 'interval'>): string {
  const text = formatRatio(ratio, interval);
  return text.interval === null ? text.change : `${text.change} ${text.interval}`;
}

/** As it was written: `2 %`, `0.5 %`. */
export const marginPercent = (margin: number): string => `${Number((margin * 100).toPrecision(3))} %`;

/** Why there is no verdict; `together` benchmarks were compared at once. */
export function inconclusiveReason({ ratio, interval, margin }: Found, together: number): string {
  if (interval === null) return 'fewer than 3 blocks give no interval';
  const isWithinMargin = Math.abs(Math.log(ratio)) <= Math.log1p(margin);
  if (interval.low <= 1 && interval.high >= 1) {
    return isWithinMargin
      ? `it may be the same, or differ by more than the ${marginPercent(margin)} that matter`
      : 'it may be noise, or a change that matters';
  }
  if (isWithinMargin) return `it changed, but perhaps by less than the ${marginPercent(margin)} that matter`;
  return together > 1
    ? `it seems to have changed, but that is not sure enough for one of ${together} compared together`
    : 'it seems to have changed, but that is not sure enough';
}

/** What it would take. */
export function settleText({ interval, toSettle, smallestDetectable }: Found): string {
  if (toSettle) {
    const { blocks, seconds } = toSettle;
    return `${blocks} more ${blocks === 1 ? 'block' : 'blocks'}, about ${formatSpan(Math.ceil(seconds) * 1000)}, would probably settle it`;
  }
  if (interval === null) return 'it needs more time';
  const seen = smallestDetectable === null ? '' : `, and changes under ${formatPercent(smallestDetectable)} do not show`;
  return `measuring longer would hardly settle it${seen}`;
}

/** `0.0034`; below what anybody tells apart only that. */
export function formatProbability(p: number): string {
  return p < 0.0001 ? '< 0.0001' : String(Number(p.toPrecision(2)));
}
