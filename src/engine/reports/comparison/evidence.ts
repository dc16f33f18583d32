import { formatRatio } from '../../../base/ratios.ts';
import { formatPercent } from '../../../base/units.ts';
import { formatProbability, marginPercent } from '../../../base/verdicts.ts';
import type { ComparisonEstimate, ComparisonTests } from '../../../model/comparison.ts';

/** What stands for what is not known. */
export const NOTHING = '–';

interface Evidence {
  readonly title: string;
  readonly text: (estimate: ComparisonEstimate) => string;
}

const percentOrNothing = (share: number | null): string => (share === null ? NOTHING : formatPercent(share));
const ofTests =
  (text: (tests: ComparisonTests) => string) =>
  ({ tests }: ComparisonEstimate): string =>
    tests ? text(tests) : NOTHING;

const probability = (p: number | null): string => (p === null || !Number.isFinite(p) ? NOTHING : formatProbability(p));

const withP = (name: string, statistic: number, p: number): string => {
  const text = probability(p);
  return `${name} = ${Number(statistic.toFixed(2))}, p ${text.startsWith('<') || text === NOTHING ? text : `= ${text}`}`;
};

/** What a verdict rests on, and the tests that only stand beside it. */
export const verdictEvidence: readonly Evidence[] = [
  { title: 'noise', text: ({ noise }) => percentOrNothing(noise) },
  { title: 'smallest visible change', text: ({ smallestDetectable }) => percentOrNothing(smallestDetectable) },
  { title: 'margin', text: ({ margin }) => marginPercent(margin) },
  { title: 'p', text: ({ p }) => probability(p) },
  { title: 'adjusted p', text: ({ adjustedP }) => probability(adjustedP) },
];

export const testEvidence: readonly Evidence[] = [
  { title: 'Welch', text: ofTests(({ welch }) => withP('t', welch.t, welch.p)) },
  { title: 'Mann-Whitney', text: ofTests(({ mannWhitney }) => withP('U', mannWhitney.u, mannWhitney.p)) },
  { title: 'Wilcoxon', text: ofTests(({ wilcoxon }) => (wilcoxon ? withP('W', wilcoxon.w, wilcoxon.p) : NOTHING)) },
  { title: "Cohen's d", text: ofTests(({ cohenD }) => cohenD.toFixed(2)) },
  { title: "Cliff's delta", text: ofTests(({ cliffsDelta }) => cliffsDelta.toFixed(2)) },
  { title: 'bootstrap', text: bootstrapText },
];

function bootstrapText({ ratio, tests }: ComparisonEstimate): string {
  if (!tests) return NOTHING;
  const { interval } = formatRatio(ratio, tests.bootstrap);
  return interval === null ? NOTHING : `${interval} at ${formatPercent(tests.bootstrap.confidence)}`;
}
