import type { LineCost, ProfiledFunction, ProfileSummary } from '../../../model/profile.ts';
import type {
  FlameBox,
  FlameMatches,
  FlameSize,
  FlameTile,
  FlameView,
  FunctionPage,
  FunctionQuery,
  NodeFacts,
  PackageCost,
  ProfileRange,
  ProfileSessionApi,
  TileRequest,
  WantedBox,
} from '../../../protocol/profile.ts';
import type { NamedProfile, Profile } from '../profile.ts';
import { functionsOf, type Functions, type FunctionsOptions } from '../sources/functionsOf.ts';
import type { CallTree } from '../tree/callTree.ts';
import { heavyRows } from '../tree/heavyRows.ts';
import type { Rows } from '../tree/rows.ts';
import { tileOf } from '../tree/tile.ts';
import { timeRows } from '../tree/timeRows.ts';
import { totalsBy, valuesBetween, type GroupTotals } from '../tree/totals.ts';
import { boxOf } from './boxOf.ts';
import { calleesOf, callersOf } from './derivedTrees.ts';

type Values = Pick<CallTree, 'self' | 'total'>;

/** What a view is drawn from. */
interface Layout {
  readonly rows: Rows;
  /** The function of a node of the view, which need not be one of the profile. */
  readonly functionOf: (node: number) => number;
}

/** A profile that is looked at, with all that was computed for it. */
class OpenProfile {
  readonly profile: Profile;
  readonly functions: Functions;
  readonly #values = new Newest<Values>();
  readonly #totals = new Newest<GroupTotals>();
  readonly #layouts = new Newest<Layout>();

  constructor(profile: Profile, options: FunctionsOptions) {
    this.profile = profile;
    this.functions = functionsOf(profile.tree.frames, options);
  }

  values(range: ProfileRange | null): Values {
    const { tree, timeline } = this.profile;
    if (range === null || timeline === null) return tree;
    return this.#values.of(keyOf(range), () => valuesBetween(tree, timeline, range.from, range.to));
  }

  totals(range: ProfileRange | null): GroupTotals {
    const { functions, profile } = this;
    return this.#totals.of(keyOf(range), () => totalsBy({ ...profile.tree, ...this.values(range) }, functions.idOf, functions.all.length));
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
      const range = view.kind === 'heavy' ? view.range : null;
      return { rows: heavyRows({ ...tree, ...this.values(range) }), functionOf };
    }
    const source = { tree, values: this.values(view.range), functionOf: idOf };
    const derived = view.kind === 'callers' ? callersOf(source, view.functionId) : calleesOf(source, view.functionId);
    return { rows: heavyRows(derived), functionOf: (node) => derived.functionOf[node]! };
  }
}

/** Keeps the last few results: a page asks for the same ones again and again. */
class Newest<T> {
  readonly #kept = new Map<string, T>();

  of(key: string, make: () => T): T {
    const known = this.#kept.get(key);
    const value = known ?? make();
    // The newest comes last.
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size > 3) this.#kept.delete(this.#kept.keys().next().value!);
    return value;
  }
}

const keyOf = (range: ProfileRange | null): string => (range === null ? '' : `${range.from} ${range.to}`);

/** Answers for a file of profiles that was read. It holds all of it: it lives in a worker. */
export class ProfileSession implements ProfileSessionApi {
  readonly #format: string;
  readonly #profiles: readonly NamedProfile[];
  readonly #options: FunctionsOptions;
  #chosen = 0;
  #open: OpenProfile;

  constructor(format: string, profiles: readonly NamedProfile[], options: FunctionsOptions) {
    this.#format = format;
    this.#profiles = profiles;
    this.#options = options;
    this.#open = this.#opened(0);
  }

  profiles(): { readonly names: readonly string[]; readonly chosen: number } {
    return { names: this.#profiles.map(({ name }) => name), chosen: this.#chosen };
  }

  choose(profile: number): void {
    this.#open = this.#opened(profile);
    this.#chosen = profile;
  }

  summary(range: ProfileRange | null): ProfileSummary {
    const { profile, functions } = this.#open;
    const { self } = this.#open.totals(range);
    let [total, idle] = [0, 0];
    for (const [id, { owner }] of functions.all.entries()) {
      total += self[id]!;
      if (owner === 'idle') idle += self[id]!;
    }
    const { unit, problems, timeline } = profile;
    return { format: this.#format, unit, total, idle, samples: timeline?.nodes.length ?? 0, problems };
  }

  size(view: FlameView): FlameSize {
    const { rows } = this.#open.layout(view);
    return { rows: rows.count, end: rows.end };
  }

  tile(view: FlameView, request: TileRequest): FlameTile {
    const { rows, functionOf } = this.#open.layout(view);
    const tile = tileOf(rows, request);
    return { ...tile, functionIds: tile.nodes.map(functionOf) };
  }

  box(view: FlameView, wanted: WantedBox): FlameBox | null {
    return boxOf({ ...this.#open.layout(view), matchesOf: (text) => this.#matches(text) }, wanted);
  }

  functions(ids: Int32Array): readonly ProfiledFunction[] {
    const { all } = this.#open.functions;
    return Array.from(ids, (id) => all[id]!);
  }

  table({ range, sortBy, descending, text, offset, limit }: FunctionQuery): FunctionPage {
    const { functions } = this.#open;
    const { self, total } = this.#open.totals(range);
    const isMatch = matcher(text);
    const ids: number[] = [];
    for (const [id, one] of functions.all.entries()) if (total[id]! > 0 && isMatch(one)) ids.push(id);
    const order = orders[sortBy](functions.all, self, total);
    ids.sort((a, b) => (descending ? order(b, a) : order(a, b)) || a - b);
    const rows = ids
      .slice(offset, offset + limit)
      .map((id) => ({ ...functions.all[id]!, functionId: id, self: self[id]!, total: total[id]! }));
    return { count: ids.length, rows };
  }

  packages(range: ProfileRange | null): readonly PackageCost[] {
    const { functions, profile } = this.#open;
    const groups: { name: string; owner: PackageCost['owner'] }[] = [];
    const groupIds = new Map<string, number>();
    const groupOfFunction = functions.all.map(({ owner, packageName }) => {
      const key = `${owner} ${packageName}`;
      if (!groupIds.has(key)) {
        groupIds.set(key, groups.length);
        groups.push({ name: packageName, owner });
      }
      return groupIds.get(key)!;
    });
    const groupOf = functions.idOf.map((id) => groupOfFunction[id]!);
    const { self, total } = totalsBy({ ...profile.tree, ...this.#open.values(range) }, groupOf, groups.length);
    return groups
      .map((group, id) => ({ ...group, self: self[id]!, total: total[id]! }))
      .filter((group) => group.total > 0)
      .toSorted((a, b) => b.self - a.self);
  }

  node(view: FlameView, node: number): NodeFacts {
    const { tree } = this.#open.profile;
    const { idOf } = this.#open.functions;
    const values = this.#open.values(view.kind === 'time' ? null : view.range);
    const path: number[] = [];
    for (let at = node; at !== -1; at = tree.parentOf[at]!) path.unshift(at);
    const functionPath = path.map((each) => idOf[tree.frameOf[each]!]!);
    return { functionId: functionPath.at(-1)!, self: values.self[node]!, total: values.total[node]!, path, functionPath };
  }

  hottestPath(range: ProfileRange | null): readonly number[] {
    const { tree } = this.#open.profile;
    const { self, total } = this.#open.values(range);
    const { idOf, all } = this.#open.functions;
    const isIdle = (node: number) => all[idOf[tree.frameOf[node]!]!]!.owner === 'idle';
    const path = [0];
    for (;;) {
      const node = path.at(-1)!;
      let heaviest = -1;
      for (let called = node + 1; called < tree.endOf[node]!; called = tree.endOf[called]!) {
        if (!isIdle(called) && total[called]! > (heaviest === -1 ? 0 : total[heaviest]!)) heaviest = called;
      }
      if (heaviest === -1 || (node > 0 && self[node]! >= total[heaviest]!)) return path;
      path.push(heaviest);
    }
  }

  search(text: string): FlameMatches {
    const { functions, profile } = this.#open;
    const matches = this.#matches(text);
    const groupOf = functions.idOf.map((id) => matches[id]!);
    const { total } = totalsBy(profile.tree, groupOf, 2);
    return { isMatch: matches, total: total[1]!, functions: matches.reduce((sum, match) => sum + match, 0) };
  }

  lines(file: string): readonly LineCost[] {
    const { functions, profile } = this.#open;
    const { tree, lineShares } = profile;
    const sums = new Map<number, number>();
    const add = (line: number, value: number) => sums.set(line, (sums.get(line) ?? 0) + value);
    for (let node = 0; node < tree.count; node += 1) {
      const written = functions.all[functions.idOf[tree.frameOf[node]!]!]!;
      if (written.file !== file || !(tree.self[node]! > 0)) continue;
      let rest = tree.self[node]!;
      const [first, end] = lineShares ? [lineShares.firstOf[node]!, lineShares.firstOf[node + 1]!] : [0, 0];
      for (let at = first; at < end; at += 1) {
        add(lineShares!.lines[at]!, lineShares!.values[at]!);
        rest -= lineShares!.values[at]!;
      }
      // Where no line is known, the one that the function begins in.
      if (first === end && written.line > 0) add(written.line, rest);
    }
    return Array.from(sums, ([line, self]) => ({ file, line, self })).toSorted((a, b) => b.self - a.self);
  }

  #matches(text: string): Uint8Array {
    const isMatch = matcher(text);
    return Uint8Array.from(this.#open.functions.all, (one) => (text !== '' && isMatch(one) ? 1 : 0));
  }

  #opened(profile: number): OpenProfile {
    const chosen = this.#profiles[profile];
    if (!chosen) throw new Error(`there is no profile ${profile} of ${this.#profiles.length}`);
    return new OpenProfile(chosen.profile, this.#options);
  }
}

/** Whether a function has a text in its name or file, without regard to case. */
function matcher(text: string): (one: ProfiledFunction) => boolean {
  const wanted = text.toLowerCase();
  return ({ name, file }) => wanted === '' || name.toLowerCase().includes(wanted) || file.toLowerCase().includes(wanted);
}

type Order = (a: number, b: number) => number;

const orders: Readonly<
  Record<FunctionQuery['sortBy'], (all: readonly ProfiledFunction[], self: Float64Array, total: Float64Array) => Order>
> = {
  self: (_, self) => (a, b) => self[a]! - self[b]!,
  total: (_, __, total) => (a, b) => total[a]! - total[b]!,
  name: (all) => (a, b) => compareTexts(all[a]!.name, all[b]!.name),
  file: (all) => (a, b) => compareTexts(all[a]!.file, all[b]!.file) || all[a]!.line - all[b]!.line,
};

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
