import { formatRatio } from '../../../base/ratios.ts';
import type { ComparisonEstimate } from '../../../model/comparison.ts';

type Judged = Pick<ComparisonEstimate, 'verdict' | 'ratio' | 'interval'>;

/** For a label: `3.1 % slower, ± 0.4 %`, `2.30x faster, ± 0.05x`, `same, +0.2 % ± 0.4 %`, `inconclusive, +2 % ± 4 %`. */
export function verdictText({ verdict, ratio, interval }: Judged): string {
  const { change, speed, error } = formatRatio(ratio, interval);
  const isChange = verdict === 'slower' || verdict === 'faster';
  return [isChange ? speed : `${verdict}, ${change}`, error].filter((part) => part !== null).join(isChange ? ', ' : ' ');
}

/** `+3.1 % [+2.7 %, +3.5 %]`. */
export function changeText({ ratio, interval }: Pick<ComparisonEstimate, 'ratio' | 'interval'>): string {
  const text = formatRatio(ratio, interval);
  return text.interval === null ? text.change : `${text.change} ${text.interval}`;
}
