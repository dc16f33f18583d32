import { leastSquares, type LeastSquares } from './leastSquares.ts';
import { mannKendall, trendP, type MannKendall } from './mannKendall.ts';
import { theilSen, type TheilSen } from './theilSen.ts';

export interface Trend {
  readonly leastSquares: LeastSquares;
  readonly theilSen: TheilSen;
  readonly mannKendall: MannKendall;
  /** p of `mannKendall`, corrected for the autocorrelation of what the line of `theilSen` leaves: the one to judge by. */
  readonly p: number;
}

/**
 * Whether and how fast values rise or fall.
 * @param places in ascending order: the indices, or times
 * @throws RangeError with fewer than two different places, or a value that is not finite
 */
export function findTrend(places: readonly number[], values: readonly number[], confidence: number): Trend {
  const line = theilSen(places, values, confidence);
  const residuals = values.map((value, index) => value - line.slope * places[index]!);
  const order = mannKendall(values);
  return {
    leastSquares: leastSquares(places, values, confidence),
    theilSen: line,
    mannKendall: order,
    p: trendP(order, residuals),
  };
}
