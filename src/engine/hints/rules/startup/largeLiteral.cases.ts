import type { RuleCases } from '../../cases.fixture.ts';

/** So many lines, each as long as people write them. */
const lines = (line: (at: number) => string, count = 4500): string => Array.from({ length: count }, (_, at) => line(at)).join('\n');
const cities = (count?: number): string =>
  lines((at) => `  { id: ${at}, name: 'City ${at}', at: [${at}.5, -${at}], open: ${at % 2 === 0} },`, count);
const words = lines((at) => `  'word number ${at} of a long list':\n    "what it means in another language ${at}",`);

export const cases: RuleCases = {
  hits: [
    `export const cities = [\n${cities()}\n];`,
    `const words = {\n${words}\n};\nexport default words;`,
    `export default {\n${words}\n};`,
    `// data.js\nmodule.exports = [\n${cities()}\n];`,
    `// data.cjs\nexports.words = {\n${words}\n};`,
    `export const table: Record<string, City[]> = { all: [\n${cities()}\n], none: [] };`,
    `export class Cities { static readonly all = [\n${cities()}\n]; }`,
    `register([\n${cities()}\n]);`,
    `export const names = new Map(Object.entries({\n${words}\n}));`,
  ],
  silent: [
    `export const cities = [\n${cities(2000)}\n];`,
    `export const cities = [\n${cities()}\n] as const;`,
    `export const words = {\n${words}\n} satisfies Words;`,
    `export const steps = [\n${cities()}\n  { id: 1, run: () => start() },\n];`,
    `const OPEN = true;\nexport const steps = [\n${cities()}\n  { id: 1, open: OPEN },\n];`,
    `import { more } from './more';\nexport const all = [\n${cities()}\n  ...more,\n];`,
    `export const dates = [\n${cities()}\n  { at: new Date(2026, 1, 1) },\n];`,
    `export const odd = {\n${words}\n  __proto__: null,\n};`,
    `export const tables = () => [\n${cities()}\n];`,
    `export const parts = [\n${cities(2000)}\n];\nexport const rest = [\n${cities(2000)}\n];\n${lines((at) => `export const read${at} = (row: Row) => row.values[${at}];`)}`,
    `export const some = [\n${cities()}\n  undefined,\n];`,
  ],
};
