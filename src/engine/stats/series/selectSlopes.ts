import { seededRandom } from '../seededRandom.ts';
import { select } from '../select.ts';
import { turnPoints, type Points } from './turnPoints.ts';

/** So many slopes of a range are drawn. */
const SAMPLE = 8192;
/** By how many places what is drawn may mislead: three standard errors. */
const REACH = Math.ceil(1.5 * Math.sqrt(SAMPLE));
/** Of a range with no more slopes all are looked at. */
const FEW = 65_536;
/** How much closer the ends of a range come to a slope that most pairs in it have. */
const CLOSER = 2 ** -20;
/** How close they need not come any more, as a share of that slope and of the steepest one. */
const [CLOSEST, FINEST] = [2 ** -36, 2 ** -60];

/** Slopes of pairs from `low` to before `high`. */
interface SlopeRange {
  readonly low: number;
  readonly high: number;
  /** How many of all slopes are below `low`, and below `high`. */
  readonly below: number;
  readonly until: number;
  /** The points in their order at `low`. */
  readonly order: Uint32Array;
  /** Those that are wanted here, in ascending order. */
  readonly ranks: readonly number[];
}

/**
 * Of the slopes of all pairs those with the given ranks, from 0 and in ascending order; pairs at one place have no slope. In O(n log n)
 * expected: Dillencourt, Mount and Netanyahu (1992), "A randomized algorithm for slope selection", IJCGA 2. Ranges around the ranks are
 * narrowed until few slopes are left in them. What is drawn says where to look closer and decides nothing, since each range is
 * counted: the results are slopes of pairs and have their ranks, but for what rounding makes of slopes that are next to equal.
 */
export function selectSlopes(points: Points, pairs: number, ranks: readonly number[]): number[] {
  const steepest = steepestOf(points);
  if (steepest === 0) return ranks.map(() => 0);
  const { uniform } = seededRandom(1);
  const found = new Map<number, number>();
  // Beyond all slopes, so that the points lie there in the order of their places and against it.
  const all = { low: -2 * steepest, high: 2 * steepest, below: 0, until: pairs };
  const open: SlopeRange[] = [{ ...all, order: Uint32Array.from(points.places.keys()), ranks }];
  for (let range = open.pop(); range; range = open.pop()) {
    const { low, high, below, ranks } = range;
    const count = range.until - below;
    const isFew = count <= FEW;
    const numbers = isFew ? everyNumber(count) : someNumbers(count, uniform);
    const { slopes } = turnPoints(points, range.order, high, numbers);
    if (isFew) {
      for (const rank of ranks) found.set(rank, select(slopes, Math.min(rank - below, slopes.length - 1)));
      continue;
    }
    slopes.sort();
    const places = ranks.map((rank) => Math.floor(((rank - below) / count) * slopes.length));
    const slope = slopes[places[0]!]!;
    if (Math.max(slope - low, high - slope) <= Math.max(CLOSEST * Math.abs(slope), FINEST * steepest)) {
      for (const rank of ranks) found.set(rank, slope);
    } else open.push(...parts(points, range, cutsOf(slopes, places, low, high)));
  }
  return ranks.map((rank) => found.get(rank)!);
}

function steepestOf({ places, values }: Points): number {
  let [low, high, gap] = [Infinity, -Infinity, Infinity];
  for (let index = 0; index < values.length; index += 1) {
    low = Math.min(low, values[index]!);
    high = Math.max(high, values[index]!);
    if (index > 0 && places[index]! > places[index - 1]!) gap = Math.min(gap, places[index]! - places[index - 1]!);
  }
  return (high - low) / gap;
}

const everyNumber = (count: number) => Float64Array.from({ length: count }, (_, number) => number);

/** One of each of so many equal parts, which has them in order. */
const someNumbers = (count: number, uniform: () => number) =>
  Float64Array.from({ length: SAMPLE }, (_, which) => Math.floor(((which + uniform()) * count) / SAMPLE));

/** Slopes between `low` and `high` around each of the places in what was drawn, in ascending order. */
function cutsOf(drawn: Float64Array, places: readonly number[], low: number, high: number): number[] {
  const windows: [first: number, last: number][] = [];
  for (const place of places) {
    const [first, last] = [Math.max(0, place - REACH), Math.min(drawn.length - 1, place + REACH)];
    const before = windows.at(-1);
    if (before && first <= before[1]) before[1] = last;
    else windows.push([first, last]);
  }
  const cuts = windows.flatMap(([first, last]) => {
    const [from, to] = [drawn[first]!, drawn[last]!];
    return from < to ? [from, to] : [from - CLOSER * (from - low), to + CLOSER * (high - to)];
  });
  const inside = [...new Set(cuts)].filter((cut) => cut > low && cut < high).toSorted((a, b) => a - b);
  // All that was drawn lies at both ends.
  return inside.length > 0 ? inside : [(low + high) / 2];
}

/** The parts of a range between cuts, but for those in which nothing is wanted. */
function parts(points: Points, range: SlopeRange, cuts: readonly number[]): SlopeRange[] {
  let { low, below, order, ranks } = range;
  const found = cuts.map((high): SlopeRange => {
    const turned = turnPoints(points, order, high, []);
    const until = below + turned.turns;
    const part = { low, high, below, until, order, ranks: ranks.filter((rank) => rank < until) };
    [low, below, order, ranks] = [high, until, turned.order, ranks.filter((rank) => rank >= until)];
    return part;
  });
  found.push({ low, high: range.high, below, until: range.until, order, ranks });
  return found.filter(({ ranks }) => ranks.length > 0);
}
