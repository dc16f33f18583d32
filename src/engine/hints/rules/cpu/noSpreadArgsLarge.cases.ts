import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'function filesIn(folder: string): string[] { const files: string[] = []; for (const entry of readdirSync(folder)) files.push(...filesIn(join(folder, entry))); return files; }',
    'async function walk(dir) { const out = []; for (const child of await children(dir)) { out.push(...(await walk(child))); } return out; }',
    'const nodesOf = (tree: Tree): Node[] => { const all: Node[] = [tree.node]; tree.children.forEach((child) => { all.push(...nodesOf(child)); }); return all; };',
    'class Index { nodesBelow(node: Node): Node[] { const found = [node]; for (const child of node.children) found.push(...this.nodesBelow(child)); return found; } }',
    'for (const file of files) { const lines = readFileSync(file, "utf8").split("\\n"); all.push(...lines); }',
    'for (const file of files) rows.push(...texts.get(file).split(/\\r?\\n/));',
    'const bytes: number[] = []; for await (const chunk of stream) { const part: Uint8Array = chunk; bytes.push(...part); }',
    'const tops = series.map((one) => Math.max(...one.points.map((point) => point.y)));',
    'function scale(columns: Column[], totals: number[]) { return columns.map((column) => column.width / Math.max(...totals)); }',
    'for (const day of days) lowest[day] = Math.min(0, ...Object.values(day.readings));',
    'let text = ""; for (const part of parts) { const codes = new Uint16Array(part.buffer); text += String.fromCharCode(...codes); }',
    'for (const root of roots) { const found = walkTree(root); found.sort(); nodes.unshift(...walkTree(root)); }',
  ],
  silent: [
    'const top = Math.max(...points.map((point) => point.y));',
    'for (const [a, b, c] of rows) tops.push(Math.max(a, b, c));',
    'for (const row of rows) tops.push(Math.max(...[row.a, row.b]));',
    'for (const page of pages) all.push(...page.items);',
    'for (const page of pages) { const { items } = await load(page); all.push(...items); }',
    'const call = (fn: Fn, ...args: unknown[]) => { for (const each of fns) each(...args); };',
    'for (const size of sizes) { const pair: [number, number] = measure(size); tops.push(Math.max(...pair)); }',
    'const SIZES = [1, 2, 3]; for (const row of rows) tops.push(Math.min(row.size, ...SIZES));',
    'for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));',
    'for (const row of rows) out.push(...values.slice(0, 3));',
    'for (const row of rows) widths.push(Math.max(...columns.map((column) => column.width)));',
    'for (const folder of folders) files = [...files, ...walk(folder)];',
    'for (const item of items) handlers.forEach((handler) => handler(...item.parts));',
    'const files: string[] = []; files.push(...walk(root));',
    'for (const name of names) words.push(...name.split("-"));',
    'for (const value of values) out.push(...encode(value));\nfunction encode(value: number): Uint8Array { return new Uint8Array([value & 255, value >> 8]); }',
    'for (const rule of rules) parts.push(...rule.toParts());',
    'const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at].length)));',
    'function pluginsOf(plugin: Plugin): Plugin[] { const all = [plugin]; for (const each of plugin.plugins) all.push(...pluginsOf(each)); return all; }',
    'function pad(heights: number[]) { return lines.map((line) => line.y / Math.max(...heights)); }',
  ],
  fixed: [
    [
      'function walk(a: A): A[] { const all = [a]; for (const b of a.list) all.push(...walk(b)); return all; }',
      'function walk(a: A): A[] { const all = [a]; for (const b of a.list) for (const each of walk(b)) all.push(each); return all; }',
    ],
    [
      'async function walk(a) { for (const b of a.list) {\n  // All below.\n  this.all.push(...(await walk(b)))\n}\n}',
      'async function walk(a) { for (const b of a.list) {\n  // All below.\n  for (const each of (await walk(b))) this.all.push(each)\n}\n}',
    ],
    [
      'function walk(each: A): A[] { const all = [each]; for (const b of each.list) if (b) all.push(...walk(b)); else all.push(b); return all; }',
      'function walk(each: A): A[] { const all = [each]; for (const b of each.list) if (b) for (const each2 of walk(b)) all.push(each2); else all.push(b); return all; }',
    ],
    [
      'function walk(a) { for (const b of a.list) all.push(/* below */ ...walk(b)); }',
      'function walk(a) { for (const b of a.list) all.push(/* below */ ...walk(b)); }',
    ],
    [
      'function walk(a) { return a.list.map((b) => all().push(...walk(b))); }',
      'function walk(a) { return a.list.map((b) => all().push(...walk(b))); }',
    ],
  ],
};
