import type { BaselineCost } from '../../../model/profile.ts';
import type { FlameView, ProfileRange } from '../../../protocol/profile.ts';
import { baselineCost, deltaOf, type ComparedCosts, type Difference } from '../difference/difference.ts';
import { noiseOf } from '../difference/noise.ts';
import type { Profile } from '../profile.ts';
import type { Functions } from '../sources/functionsOf.ts';
import { heavyRows } from '../tree/heavyRows.ts';
import type { Rows } from '../tree/rows.ts';
import { timeRows } from '../tree/timeRows.ts';
import { totalsBy, type GroupTotals } from '../tree/totals.ts';
import { calleesOf, callersOf } from './derivedTrees.ts';
import { Newest } from './newest.ts';
import { valuesOf, type Values } from './values.ts';

/** What a view is drawn from. */
export interface Layout {
  readonly rows: Rows;
  /** The function of a node of the view, which need not be one of the profile. */
  readonly functionOf: (node: number) => number;
  /** Of a difference, by node of the view: from -1 to 1. */
  readonly deltaOf: ((node: number) => number) | null;
}

/** Sums by group. */
export interface GroupCosts extends GroupTotals {
  /** Null but for a difference. */
  readonly baselineOf: (group: number) => BaselineCost | null;
}

/** A profile that is looked at, with all that was computed for it. */
export class OpenProfile {
  readonly profile: Profile;
  readonly functions: Functions;
  /** Null where the profile is compared with nothing. */
  readonly difference: Difference | null;
  readonly #values = new Newest<Values>();
  readonly #totals = new Newest<GroupCosts>();
  readonly #layouts = new Newest<Layout>();

  constructor(profile: Profile, functions: Functions, difference: Difference | null = null) {
    this.profile = profile;
    this.functions = functions;
    this.difference = difference;
  }

  values(range: ProfileRange | null): Values {
    return this.#values.of(keyOf(range), () => valuesOf(this.profile, range));
  }

  /** By function. */
  totals(range: ProfileRange | null): GroupCosts {
    const { idOf, all } = this.functions;
    return this.#totals.of(keyOf(range), () => this.totalsBy(range, idOf, all.length));
  }

  /** `groupOf`: of each frame. */
  totalsBy(range: ProfileRange | null, groupOf: Int32Array, groups: number): GroupCosts {
    const { self, total } = this.values(range);
    const sum = (values: Pick<Values, 'self' | 'total'>) => totalsBy({ ...this.profile.tree, ...values }, groupOf, groups);
    const totals = sum({ self, total });
    if (!this.difference) return { ...totals, baselineOf: () => null };
    const { costs, whole } = this.difference;
    const grouped: ComparedCosts = {
      baseline: sum(costs.baseline),
      baselineSquares: sum(costs.baselineSquares),
      candidate: totals,
      candidateSquares: sum(costs.candidateSquares),
    };
    return { ...totals, baselineOf: (group) => baselineCost(grouped, group, whole) };
  }

  /** Of a node of the profile. */
  baselineOf(node: number): BaselineCost | null {
    return this.difference && baselineCost(this.difference.costs, node, this.difference.whole);
  }

  layout(view: FlameView): Layout {
    return this.#layouts.of(JSON.stringify(view), () => this.#layOut(view));
  }

  #layOut(view: FlameView): Layout {
    const { tree, timeline } = this.profile;
    const { idOf } = this.functions;
    const functionOf = (node: number) => idOf[tree.frameOf[node]!]!;
    if (view.kind === 'time' && timeline) return { rows: timeRows(tree, timeline), functionOf, deltaOf: null };
    const range = view.kind === 'time' ? null : view.range;
    const values = this.values(range);
    const costs = this.difference?.costs;
    const isOfBaseline = costs !== undefined && view.kind !== 'time' && view.side === 'baseline';
    if (view.kind === 'time' || view.kind === 'heavy') {
      const { total } = isOfBaseline ? costs.baseline : values;
      return { rows: heavyRows({ ...tree, total }), functionOf, deltaOf: this.#deltas(totalColumns(costs)) };
    }
    const source = { tree, values, functionOf: idOf, also: totalColumns(costs) };
    const derived = view.kind === 'callers' ? callersOf(source, view.functionId) : calleesOf(source, view.functionId);
    const rows = heavyRows(isOfBaseline ? { ...derived, total: derived.also[0]! } : derived);
    return { rows, functionOf: (node) => derived.functionOf[node]!, deltaOf: this.#deltas(derived.also) };
  }

  /** By node, of the columns of `totalColumns`. */
  #deltas([baseline, baselineSquares, candidate, candidateSquares]: readonly Float64Array[]): Layout['deltaOf'] {
    const whole = this.difference?.whole;
    if (!whole || !baseline || !baselineSquares || !candidate || !candidateSquares) return null;
    return (node) => {
      const [a, b] = [baseline[node]!, candidate[node]!];
      const noise = noiseOf({ value: a, squares: baselineSquares[node]! }, { value: b, squares: candidateSquares[node]! }, whole);
      return deltaOf(a, b, noise);
    };
  }
}

const totalColumns = (costs: ComparedCosts | undefined): readonly Float64Array[] =>
  costs ? [costs.baseline.total, costs.baselineSquares.total, costs.candidate.total, costs.candidateSquares.total] : [];

const keyOf = (range: ProfileRange | null): string => (range === null ? '' : `${range.from} ${range.to}`);
