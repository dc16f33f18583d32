/** Places in ascending order, and the values there; at one place in ascending order too. */
export interface Points {
  readonly places: Float64Array;
  readonly values: Float64Array;
}

/** What came of merging points into the order that they have at a slope. */
interface Turned {
  /** Indices of the points, by what the slope times their place leaves of their values; equal ones stay as they were. */
  readonly order: Uint32Array;
  /** Pairs that changed their order. */
  readonly turns: number;
  /** Slopes of those of these pairs that were drawn. */
  readonly slopes: Float64Array;
}

/**
 * Takes points from the order that they have at one slope to that at a higher one. A pair changes its order where its own slope lies
 * between both, so merging (Knight 1966) counts the slopes there, but for what rounding puts on the other side, and can give some of them:
 * `drawn` are numbers from 0 of pairs that change, in ascending order. In O(n log n).
 */
export function turnPoints({ places, values }: Points, before: Uint32Array, slope: number, drawn: ArrayLike<number>): Turned {
  const n = before.length;
  let [order, nextOrder] = [before.slice(), new Uint32Array(n)];
  let [rest, nextRest] = [new Float64Array(n), new Float64Array(n)];
  for (let which = 0; which < n; which += 1) rest[which] = values[order[which]!]! - slope * places[order[which]!]!;
  const slopes = new Float64Array(drawn.length);
  let turns = 0;
  let taken = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      const end = Math.min(middle + width, n);
      let left = start;
      let right = middle;
      for (let place = start; place < end; place += 1) {
        if (left < middle && (right >= end || rest[left]! <= rest[right]!)) {
          nextOrder[place] = order[left]!;
          nextRest[place] = rest[left++]!;
          continue;
        }
        const point = order[right]!;
        for (; taken < drawn.length && drawn[taken]! < turns + middle - left; taken += 1) {
          const partner = order[left + drawn[taken]! - turns]!;
          slopes[taken] = (values[point]! - values[partner]!) / (places[point]! - places[partner]!);
        }
        turns += middle - left;
        nextOrder[place] = point;
        nextRest[place] = rest[right++]!;
      }
    }
    [order, nextOrder] = [nextOrder, order];
    [rest, nextRest] = [nextRest, rest];
  }
  return { order, turns, slopes: slopes.subarray(0, taken) };
}
