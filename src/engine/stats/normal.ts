import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';

/** Standard normal distribution: the share (0 to 1) below `z`, to full relative precision in the lower tail (stdlib's erfc). */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('no normal distribution value of NaN');
  return erfc(-z / Math.SQRT2) / 2;
}

/**
 * Standard normal distribution: the value below which the share `p` lies; infinite at 0 and 1 (stdlib's inverse of erfc).
 * @throws RangeError when `p` is out of range
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a normal quantile is asked for with p in 0 to 1, not ${p}`);
  return -Math.SQRT2 * erfcinv(2 * p);
}
