/**
 * p values adjusted for having been tested together: rejecting those up to q keeps the expected share of false ones among the
 * rejected at q. Benjamini and Hochberg (1995), "Controlling the false discovery rate", JRSS B 57; the adjusted form is
 * Yekutieli and Benjamini's (1999), R's `p.adjust(method = "BH")`. In the order of `pValues`.
 * @throws RangeError when a value is not in 0 to 1
 */
export function adjustTogether(pValues: readonly number[]): number[] {
  const odd = pValues.find((p) => !(p >= 0 && p <= 1));
  if (odd !== undefined) throw new RangeError(`a p value lies in 0 to 1, not ${odd}`);
  const fromLargest = [...pValues.keys()].toSorted((one, other) => pValues[other]! - pValues[one]!);
  const adjusted = pValues.slice();
  let least = 1;
  for (const [place, index] of fromLargest.entries()) {
    least = Math.min(least, (pValues[index]! * pValues.length) / (pValues.length - place));
    adjusted[index] = least;
  }
  return adjusted;
}
