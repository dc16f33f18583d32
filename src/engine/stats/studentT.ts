import cdf from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';

/** Student's t distribution: the value below which the share `p` lies. By the inverse of the incomplete beta function (stdlib). */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  return inDomain(quantile(p, degreesOfFreedom), degreesOfFreedom);
}

/** Student's t distribution: the share (0 to 1) below `t`. By the incomplete beta function (stdlib). */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  return inDomain(cdf(t, degreesOfFreedom), degreesOfFreedom);
}

// The library answers NaN outside the domain, which would travel far before anybody saw it.
function inDomain(value: number, degreesOfFreedom: number): number {
  if (Number.isNaN(value)) throw new RangeError(`no t distribution value with ${degreesOfFreedom} degrees of freedom`);
  return value;
}
