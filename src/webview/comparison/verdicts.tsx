import { formatRatio } from '../../base/ratios.ts';
import type { ComparisonEstimate } from '../../model/comparison.ts';
import { verdictSigns } from '../../model/comparisonWords.ts';
import type { Outcome } from '../../model/outcomes.ts';

const signs: Readonly<Record<Outcome, string>> = { ...verdictSigns, failed: '✗', 'not comparable': '–', skipped: '–' };

/** The word with its sign, so that no one has to tell colours apart. */
export function OutcomeText({ outcome, count }: { outcome: Outcome; count?: number }) {
  return (
    <span class={`outcome outcome-${outcome.replace(' ', '-')}`}>
      <span class="outcome-sign" aria-hidden="true">
        {signs[outcome]}
      </span>
      {count === undefined ? outcome : `${count} ${outcome}`}
    </span>
  );
}

/** `+3.1 %`; beside `slower`, 2.30x needs no word. */
export function changeOf({ verdict, ratio, interval }: ComparisonEstimate): string {
  const { change } = formatRatio(ratio, interval);
  return verdict === 'slower' || verdict === 'faster' ? change.replace(/ \w+$/u, '') : change;
}
