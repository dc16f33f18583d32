import type { FlameView, ProfileRange } from '../../../protocol/profile.ts';
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
}

/** A profile that is looked at, with all that was computed for it. */
export class OpenProfile {
  readonly profile: Profile;
  readonly functions: Functions;
  readonly #values = new Newest<Values>();
  readonly #totals = new Newest<GroupTotals>();
  readonly #layouts = new Newest<Layout>();

  constructor(profile: Profile, functions: Functions) {
    this.profile = profile;
    this.functions = functions;
  }

  values(range: ProfileRange | null): Values {
    return this.#values.of(keyOf(range), () => valuesOf(this.profile, range));
  }

  /** By function. */
  totals(range: ProfileRange | null): GroupTotals {
    const { idOf, all } = this.functions;
    return this.#totals.of(keyOf(range), () => this.totalsBy(range, idOf, all.length));
  }

  totalsBy(range: ProfileRange | null, groupOf: Int32Array, groups: number): GroupTotals {
    const { self, total } = this.values(range);
    return totalsBy({ ...this.profile.tree, self, total }, groupOf, groups);
  }

  layout(view: FlameView): Layout {
    return this.#layouts.of(JSON.stringify(view), () => this.#layOut(view));
  }

  #layOut(view: FlameView): Layout {
    const { tree, timeline } = this.profile;
    const { idOf } = this.functions;
    const functionOf = (node: number) => idOf[tree.frameOf[node]!]!;
    if (view.kind === 'time' && timeline) return { rows: timeRows(tree, timeline), functionOf };
    if (view.kind === 'time' || view.kind === 'heavy') {
      const { total } = this.values(view.kind === 'heavy' ? view.range : null);
      return { rows: heavyRows({ ...tree, total }), functionOf };
    }
    const source = { tree, values: this.values(view.range), functionOf: idOf };
    const derived = view.kind === 'callers' ? callersOf(source, view.functionId) : calleesOf(source, view.functionId);
    return { rows: heavyRows(derived), functionOf: (node) => derived.functionOf[node]! };
  }
}

const keyOf = (range: ProfileRange | null): string => (range === null ? '' : `${range.from} ${range.to}`);
