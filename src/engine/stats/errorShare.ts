import { FIRST_LOOK, looksBy } from './looks.ts';

/** Of the error, at the looks of 6, 9 and 12 blocks: few can tell much from 6, most comparisons can end at 12. */
const FIRST_SHARES = [0.1, 0.2, 0.28];
/** At the look after those, and how it shrinks from each to the next: all shares together are 0.95. */
const LATER_SHARE = 0.13;
const SHRINKS_BY = 0.65;
/** Of a measurement that ends before its first look, because its blocks take long. */
const EARLY_SHARE = 0.4;

/**
 * The share of the probability of error that a verdict over `count` blocks may use up, so that a comparison that may end at any look
 * is not more often wrong than one that was planned for one number of blocks. A test at 1 % times this share, at every look
 * (`isLook`) and when measuring ends, errs in less than 1 % of comparisons: Bonferroni's bound over the looks, an alpha spending
 * function as in Lan and DeMets (1983), "Discrete sequential boundaries for clinical trials", Biometrika 70, but bound to no last
 * look. So nobody has to know beforehand how many blocks there will be, and who goes on after an inconclusive end has not used up
 * everything.
 *
 * Simulated beside others: 40,000 comparisons, normal noise of 1 % a block. `wrong`: the interval excludes 0 at some look though there
 * is no difference, the margin aside. `found`: slowdowns of 3 % called slower, margin 2 %. `blocks`: on average until a verdict,
 * without a difference and with 3 %. The first three know the last look and have exact limits, themselves found by simulation.
 *
 * | rule | at most | wrong | found | blocks |
 * | --- | --- | --- | --- | --- |
 * | O'Brien and Fleming's spending | 12 | 1.0 % | 99.9 % | 8.8, 9.0 |
 * | | 24 | 0.9 % | 100 % | 11.7, 12.0 |
 * | spending with the square of the blocks | 12 | 1.0 % | 99.9 % | 8.4, 8.2 |
 * | | 24 | 1.0 % | 100 % | 10.2, 9.2 |
 * | Pocock's spending | 12 | 1.0 % | 99.7 % | 7.6, 7.6 |
 * | | 24 | 1.0 % | 100 % | 8.6, 8.1 |
 * | the division of `confidenceAt` | 12 | 1.3 % | 99.8 % | 7.6, 7.4 |
 * | | 24 | 1.6 % | 100 % | 7.7, 7.4 |
 * | these shares | 12 | 0.6 % | 99.8 % | 8.9, 8.5 |
 * | | 24 | 0.8 % | 100 % | 9.0, 8.5 |
 *
 * With noise of 0.5 % they take 6.9 and 7.0 blocks; with 1.5 % and at most 12 blocks they find 90 % (O'Brien and Fleming's 96 %,
 * Pocock's 87 %). At most 72 blocks: 1.0 % wrong. Of comparisons with heavy tails (t with 3 degrees of freedom) up to 0.6 % are wrong.
 * To end between two looks and go on later is to ask more often than the shares provide for: 1.0 % wrong when done once, 1.2 % when
 * done in every gap or before the first look. A limit of 0.1 % instead of 1 % is exceeded a little (0.12 %), because the trimmed t of
 * 6 normal values has wider tails than its formula.
 */
export function errorShareAt(count: number): number {
  if (count < FIRST_LOOK) return EARLY_SHARE;
  // Ending between two looks takes the place of the next.
  const looksBefore = looksBy(count - 1);
  return FIRST_SHARES[looksBefore] ?? LATER_SHARE * SHRINKS_BY ** (looksBefore - FIRST_SHARES.length);
}
