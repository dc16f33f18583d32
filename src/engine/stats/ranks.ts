import { orderOf } from './orderOf.ts';

export interface Ranks {
  /** Mid-ranks from 1, in the order of the values: equal values share the mean of the ranks that they take up. */
  readonly ranks: readonly number[];
  /** Sum of t^3 - t over groups of t equal values, by which ties lessen the variance of rank statistics; 0 without ties. */
  readonly tieTerm: number;
}

/**
 * Mid-ranks and their tie term: Kruskal and Wallis (1952), "Use of ranks in one-criterion variance analysis", JASA 47.
 * @throws RangeError when a value is not finite
 */
export function ranksOf(values: ArrayLike<number>): Ranks {
  for (let index = 0; index < values.length; index += 1)
    if (!Number.isFinite(values[index])) throw new RangeError(`${values[index]} has no rank`);
  const order = orderOf(values);
  const ranks = Array.from({ length: values.length }, () => 0);
  let tieTerm = 0;
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1;
    // Places start to end - 1 hold ranks start + 1 to end.
    for (let place = start; place < end; place += 1) ranks[order[place]!] = (start + 1 + end) / 2;
    tieTerm += (end - start) ** 3 - (end - start);
    start = end;
  }
  return { ranks, tieTerm };
}
