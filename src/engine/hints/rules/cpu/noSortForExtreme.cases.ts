import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export const cheapest = (shops: Shop[]) => shops.map((shop) => [...shop.offers].sort((a, b) => a.price - b.price)[0]);',
    '// best.js\nfor (const team of teams) {\n  const best = team.players.slice().sort(function (a, b) { return b.score - a.score; })[0];\n  console.log(team.name, best.name);\n}',
    'function newest(folders: Folder[]) {\n  return folders.flatMap((folder) => {\n    const last = folder.files.toSorted((a, b) => a.time - b.time).at(-1);\n    return last ? [last] : [];\n  });\n}',
    'for (const rows of groups.values()) {\n  const [first] = rows.filter((row) => row.isOpen).sort((x, y) => x.order - y.order);\n  if (first) show(first);\n}',
    'class Chart {\n  highest(series: Series[]) {\n    const out: number[] = [];\n    for (const one of series) {\n      const values = one.points.map((point) => point.y);\n      values.sort((a, b) => a - b);\n      out.push(values.length, one.points.map((point) => point.y).sort((a, b) => a - b).pop()!);\n    }\n    return out;\n  }\n}',
    'while (open.size > 0) {\n  const next = Array.from(open).sort((a, b) => a.cost - b.cost)[0]!;\n  open.delete(next);\n  expand(next);\n}',
    'cells.forEach((cell) => {\n  const distances = anchors.map((anchor) => ({ anchor, to: distance(anchor, cell) }));\n  cell.anchor = distances.sort((l, r) => l.to - r.to).shift().anchor;\n});',
    'const oldest = users.map((user) => (Object.values(user.sessions) as Session[]).slice().sort((a, b) => b.meta.start - a.meta.start).at(-1));',
    'export function Prices({ products }: Props) {\n  return products.map((product) => <p key={product.id}>{product.prices.concat(product.base).sort((a, b) => a - b)[0]}</p>);\n}',
  ],
  silent: [
    // Not in a loop.
    'export const cheapest = (offers: Offer[]) => [...offers].sort((a, b) => a.price - b.price)[0];',
    'const best = players.toSorted((a, b) => b.score - a.score).at(0);',
    // Used again, or seen by others.
    'for (const team of teams) { const best = team.players.sort((a, b) => b.score - a.score)[0]; show(best); }',
    'for (const team of teams) { const all = team.players.slice(); const best = all.sort((a, b) => b.score - a.score)[0]; show(best, all); }',
    'const all = load().slice(); for (const round of rounds) { show(all.sort((a, b) => a.size - b.size)[0], round); }',
    'for (const team of teams) { const sorted = team.players.toSorted((a, b) => b.score - a.score); show(sorted[0], sorted[1]); }',
    'for (const team of teams) { const [first, second] = team.players.toSorted((a, b) => b.score - a.score); show(first, second); }',
    'for (const team of teams) { const [first, ...rest] = team.players.toSorted((a, b) => b.score - a.score); show(first, rest); }',
    // Another element, or more of them.
    'for (const team of teams) show(team.players.toSorted((a, b) => b.score - a.score)[1]);',
    'for (const team of teams) show(team.players.toSorted((a, b) => b.score - a.score)[team.rank]);',
    'for (const team of teams) show(team.players.toSorted((a, b) => b.score - a.score).slice(0, 3));',
    // Another order.
    'for (const team of teams) show(team.names.toSorted()[0]);',
    'for (const team of teams) show(team.players.toSorted((a, b) => a.name.localeCompare(b.name))[0]);',
    'for (const team of teams) show(team.players.toSorted((a, b) => b.score - a.score || a.age - b.age)[0]);',
    'for (const team of teams) show(team.players.toSorted(byScore)[0]);',
    'for (const team of teams) show(team.players.toSorted((a, b) => a.score - b.age)[0]);',
    'for (const team of teams) show(team.players.toSorted((a, b) => weight(a) - weight(b))[0]);',
    // Short.
    'for (const row of rows) show([row.a, row.b, row.c].sort((a, b) => a - b)[0]);',
    'for (const team of [home, guest]) show(team.players.toSorted((a, b) => b.score - a.score)[0]);',
    // A query.
    'for (const user of users) last.push(await logs.find({ user }).sort({ time: -1 })[0]);\nconst last = [];',
  ],
  fixed: [
    [
      'for (const offers of all()) {\n  const best = [...offers].sort((a, b) => a.price - b.price)[0]; // the cheapest\n}',
      'for (const offers of all()) {\n  const best = offers.reduce((a, b) => (b.price < a.price ? b : a), offers[0]); // the cheapest\n}',
    ],
    [
      'for (const xs of all()) {\n  const most = (xs.slice().sort((left, right) => left - right)).at(-1)!;\n}',
      'for (const xs of all()) {\n  const most = xs.reduce((a, b) => (b >= a ? b : a), xs[0])!;\n}',
    ],
    [
      'all().forEach((xs) => { const [best] = xs.toSorted((a, b) => b.meta.size - a.meta.size); show(best); });',
      'all().forEach((xs) => { const best = xs.reduce((a, b) => (b.meta.size > a.meta.size ? b : a), xs[0]); show(best); });',
    ],
    [
      'all().forEach((xs) => { show(xs.toSorted((a, b) => b - a).pop()); });',
      'all().forEach((xs) => { show(xs.reduce((a, b) => (b <= a ? b : a), xs[0])); });',
    ],
    [
      'for (const team of teams) show(team.players.slice().sort((a, b) => b.score - a.score)[0]);',
      'for (const team of teams) show(team.players.slice().sort((a, b) => b.score - a.score)[0]);',
    ],
    [
      'for (const xs of all()) show([...xs].sort((a, b) => a - b /* numbers */)[0]);',
      'for (const xs of all()) show([...xs].sort((a, b) => a - b /* numbers */)[0]);',
    ],
  ],
};
