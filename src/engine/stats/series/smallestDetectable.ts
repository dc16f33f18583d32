import { normalCdf, normalQuantile } from '../normal.ts';
import { shrinkFactor } from './autocorrelation.ts';
import { criticalZ } from './findLevels.ts';

/** Further values in which the step is to show. */
const VALUES_AFTER = 10;
const POWER = 0.9;
/** In spreads: no two values overlap any more. */
const MOST_SPREADS = 10;

/**
 * The smallest step, in the unit of `noise`, that `VALUES_AFTER` further values would show with a chance of 90 %; null where no step would.
 * Power of the rank sum for normal noise: its mean by Noether (1987), "Sample size determination for some common nonparametric tests",
 * JASA 82, its variance by the bound of Birnbaum and Klose (1957). Not less than the noise itself, which a difference must reach.
 * @param valuesBefore since the last change
 * @param length of the whole series
 */
export function smallestDetectable(valuesBefore: number, length: number, noise: number, rho: number): number | null {
  const sides = valuesBefore + VALUES_AFTER;
  const zPerShare = Math.sqrt((12 * valuesBefore * VALUES_AFTER) / (sides + 1));
  const shrink = shrinkFactor(rho);
  const shows = (spreads: number) => {
    // Probability that a value after the step is above one before it.
    const above = normalCdf(spreads / Math.SQRT2);
    const deviation = Math.sqrt((above * (1 - above)) / Math.min(valuesBefore, VALUES_AFTER)) / shrink;
    return (above - 0.5 - normalQuantile(POWER) * deviation) * zPerShare * shrink >= criticalZ(length + VALUES_AFTER);
  };
  if (!shows(MOST_SPREADS)) return null;
  let [hidden, shown] = [0, MOST_SPREADS];
  while (shown - hidden > 0.001) {
    const middle = (hidden + shown) / 2;
    if (shows(middle)) shown = middle;
    else hidden = middle;
  }
  return noise * Math.max(1, shown);
}
