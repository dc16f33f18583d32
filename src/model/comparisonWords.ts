import type { ComparisonDesign, Side, Verdict } from './comparison.ts';

/** Beside the word: what a glance finds without colour. Time goes up, or down. */
export const verdictSigns: Readonly<Record<Verdict, string>> = { slower: '▲', faster: '▼', same: '=', inconclusive: '?' };

/** How the two sides were measured. */
export const designTexts: Readonly<Record<ComparisonDesign, string>> = {
  'one-process': 'both revisions in one process, in turns',
  'two-processes': 'a process for each revision, in turns',
  'separate-runs': 'separate runs that were not interleaved: the intervals are wider',
};

/** What it means that stored runs were compared; a sentence. */
export const NOT_TOGETHER =
  'The two runs were not made together, so the machine may have changed between them; the intervals are wider for it.';

const modes: Readonly<Record<Side | 'ratio', string>> = {
  baseline: 'the blocks of the baseline',
  candidate: 'the blocks of the candidate',
  ratio: 'the ratios of the blocks',
};

/** What `ComparisonEstimate.twoModes` means; a sentence that begins in lower case. */
export const twoModesText = (where: Side | 'ratio'): string =>
  `${modes[where]} fall into two groups, probably because V8 optimizes the code in two ways: look at both, not at one number.`;
