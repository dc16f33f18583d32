import { ts } from '../../../syntax/index.ts';
import type { RuleCosts } from '../../cost.ts';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly tags: readonly string[];
}

const rowsOf = (n: number): Row[] =>
  Array.from({ length: n }, (_, id) => ({ id, name: `row ${id}`, tags: id % 2 === 0 ? ['even', 'row'] : ['odd', 'row'] }));

/** As programs go over what they have: classes, iteration, destructuring and spread. */
const SYNC = `
class Totals {
  counts = new Map();
  add({ name, tags, ...rest }) {
    for (const tag of new Set(tags)) this.counts.set(tag, (this.counts.get(tag) ?? 0) + 1);
    return { ...rest, label: \`\${name}: \${[...tags].join(', ')}\` };
  }
  *entries() { for (const [tag, count] of this.counts) yield [tag, count]; }
}
function run(rows) {
  const totals = new Totals();
  const labels = [];
  for (const row of rows) labels.push(totals.add(row).label.length);
  return [labels, [...totals.entries()]];
}
`;

/** As servers wait: each function for another one. */
const ASYNC = `
const read = async (row) => row.id;
const sized = async (row) => (await read(row)) + row.tags.length;
async function run(rows) {
  let sum = 0;
  for (const row of rows) sum += await sized(row);
  return sum;
}
`;

type Run = (rows: readonly Row[]) => unknown;

function compiled(text: string, target: ts.ScriptTarget): Run {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { target, downlevelIteration: true, module: ts.ModuleKind.None } });
  // oxlint-disable-next-line no-implied-eval, no-new-func -- what the compiler made of our own text
  return new Function(`${outputText}\nreturn run;`)() as Run;
}

const cost = (text: string, target: ts.ScriptTarget): RuleCosts[string] => ({
  unit: 'rows',
  sizes: [10, 1000, 50_000],
  prepare(n) {
    const rows = rowsOf(n);
    const [before, after] = [compiled(text, target), compiled(text, ts.ScriptTarget.ES2022)];
    return { before: () => before(rows), after: () => after(rows) };
  },
});

export const costs: RuleCosts = { es5: cost(SYNC, ts.ScriptTarget.ES5), async: cost(ASYNC, ts.ScriptTarget.ES2015) };
