import type { ProfiledFunction } from '../../../model/profile.ts';
import type { FunctionPage, FunctionQuery, PackageCost, ProfileRange } from '../../../protocol/profile.ts';
import type { OpenProfile } from './openProfile.ts';

export function functionPage(open: OpenProfile, { range, sortBy, descending, text, onlyIn, offset, limit }: FunctionQuery): FunctionPage {
  const { all } = open.functions;
  const { self, total, baselineOf } = open.totals(range);
  const isMatch = matcher(text);
  const ids: number[] = [];
  for (const [id, one] of all.entries()) {
    const baseline = baselineOf(id)?.total ?? 0;
    const isWanted = onlyIn === undefined || (onlyIn === 'baseline' ? !(total[id]! > 0) : !(baseline > 0));
    if ((total[id]! > 0 || baseline > 0) && isWanted && isMatch(one)) ids.push(id);
  }
  const orders: Readonly<Record<FunctionQuery['sortBy'], Order>> = {
    self: (a, b) => self[a]! - self[b]!,
    total: (a, b) => total[a]! - total[b]!,
    name: (a, b) => compareTexts(all[a]!.name, all[b]!.name),
    file: (a, b) => compareTexts(all[a]!.file, all[b]!.file) || all[a]!.line - all[b]!.line,
    selfChange: byChange(ids, (id) => ({ value: self[id]!, baseline: baselineOf(id)?.self, noise: baselineOf(id)?.selfNoise })),
    totalChange: byChange(ids, (id) => ({ value: total[id]!, baseline: baselineOf(id)?.total, noise: baselineOf(id)?.totalNoise })),
  };
  const order = orders[sortBy];
  ids.sort((a, b) => (descending ? order(b, a) : order(a, b)) || a - b);
  const rows = ids
    .slice(offset, offset + limit)
    .map((id) => ({ ...all[id]!, functionId: id, self: self[id]!, total: total[id]!, baseline: baselineOf(id) }));
  return { count: ids.length, rows };
}

/** By owner, packages one by one; heaviest first. */
export function packageCosts(open: OpenProfile, range: ProfileRange | null): readonly PackageCost[] {
  const { functions } = open;
  const groups: Pick<PackageCost, 'name' | 'owner'>[] = [];
  const groupIds = new Map<string, number>();
  const groupOfFunction = functions.all.map(({ name, owner, packageName }) => {
    // The root calls all that there is: its total is nobody's.
    const key = owner === 'program' && name === '(root)' ? '(root)' : `${owner} ${packageName}`;
    let id = groupIds.get(key);
    if (id === undefined) groupIds.set(key, (id = groups.push({ name: packageName, owner }) - 1));
    return id;
  });
  const root = groupIds.get('(root)');
  const groupOf = functions.idOf.map((id) => groupOfFunction[id]!);
  const { self, total, baselineOf } = open.totalsBy(range, groupOf, groups.length);
  return groups
    .map((group, id) => {
      const baseline = baselineOf(id);
      if (id !== root) return { ...group, self: self[id]!, total: total[id]!, baseline };
      const own = baseline && { ...baseline, total: baseline.self, totalNoise: baseline.selfNoise };
      return { ...group, self: self[id]!, total: self[id]!, baseline: own };
    })
    .filter((group) => group.total > 0 || (group.baseline?.total ?? 0) > 0)
    .toSorted((a, b) => b.self - a.self);
}

/** Whether a function has a text in its name or file, without regard to case. */
export function matcher(text: string): (one: ProfiledFunction) => boolean {
  const wanted = text.toLowerCase();
  return ({ name, file }) => wanted === '' || name.toLowerCase().includes(wanted) || file.toLowerCase().includes(wanted);
}

type Order = (a: number, b: number) => number;

/** By how much more it is than the baseline has. What chance may explain is neither more nor less, and comes between the two. */
function byChange(
  ids: readonly number[],
  costOf: (id: number) => { readonly value: number; readonly baseline: number | undefined; readonly noise: number | undefined },
): Order {
  let changes: ReadonlyMap<number, readonly [number, number]> | undefined;
  const change = (id: number): readonly [number, number] => {
    changes ??= new Map(
      ids.map((each) => {
        const { value, baseline = 0, noise = 0 } = costOf(each);
        const more = value - baseline;
        return [each, [Math.abs(more) <= noise ? 0 : Math.sign(more), more]];
      }),
    );
    return changes.get(id)!;
  };
  return (a, b) => change(a)[0] - change(b)[0] || change(a)[1] - change(b)[1];
}

const compareTexts: (a: string, b: string) => number = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
