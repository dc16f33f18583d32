import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from '../dist.ts';

/** One piece of work that is repeated so many times in each call: three more of a hundred make it 3 % slower. */
export interface Work {
  readonly name: string;
  /** Of one call, for who reads the table. */
  readonly about: string;
  readonly async: boolean;
  /** The statement that is repeated; `i` counts. What it makes goes to `x`, a number. */
  readonly unit: string;
}

/**
 * From about 100 ns to about 10 ms. Each has a hundred units that take the same time, so that slowdowns of whole per cents can be
 * planted.
 */
export const works: readonly Work[] = [
  { name: 'loop', about: '100 ns', async: false, unit: 'x = (Math.imul(x, 1664525) + i) | 0;' },
  {
    name: 'maps',
    about: '2 µs',
    async: false,
    unit: 'map.set((i * 7919) % 101, i); x += map.get((i * 31) % 101);',
  },
  {
    name: 'text',
    about: '50 µs',
    async: false,
    unit: `x += line.replace(/\\d+/g, (n) => n + i).split(' ').length;`,
  },
  {
    name: 'promises',
    about: '100 µs',
    async: true,
    unit: 'x += (await Promise.all([step(i), step(i + 1), step(i + 2)])).length;',
  },
  {
    name: 'json',
    about: '1 ms',
    async: false,
    unit: 'x += JSON.stringify(JSON.parse(document)).length;',
  },
  {
    name: 'sort',
    about: '10 ms',
    async: false,
    unit: 'x += numbers.toSorted((a, b) => a - b)[i % 10];',
  },
];

const UNITS = 100;

/** Each call begins with what the one before it made: a processor that runs two short ones at once would not take 3 % longer. */
const moduleOf = ({ async, unit }: Work, slowdown: number) => `
let sink = 1;
const line = 'The quick brown fox, 100, jumps over 13 lazy dogs and 7 cats';
const map = new Map(Array.from({ length: 101 }, (_, key) => [key, key]));
const numbers = Array.from({ length: 1000 }, (_, index) => (index * 7919) % 1009);
const document = JSON.stringify(Array.from({ length: 60 }, (_, id) => ({ id, name: 'name ' + id, tags: ['a', 'b'] })));
const step = async (value) => value;
export ${async ? 'async ' : ''}function work() {
  let x = sink;
  for (let i = 0; i < ${UNITS + Math.round(UNITS * slowdown)}; i++) { ${unit} }
  sink = x & 1023;
  return x;
}
`;

export interface Folders {
  readonly baseline: string;
  readonly candidate: string;
  remove(): void;
}

/** The same benchmark in two folders, the second with the slowdown, and what the other tools need to run both. */
export function makeFolders(work: Work, slowdown: number, secondsEach: number): Folders {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-verdicts-'));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  write('package.json', '{ "type": "module" }');
  for (const [side, share] of [['baseline', 0] as const, ['candidate', slowdown] as const]) {
    write(`${side}/package.json`, '{ "type": "module" }');
    write(`${side}/work.js`, moduleOf(work, share));
    write(
      `${side}/laptime.bench.js`,
      `import { bench } from 'laptime';\nimport { work } from './work.js';\nbench('work', () => work());\n`,
    );
  }
  write(
    'tinybench.js',
    `import { Bench } from 'tinybench';
const { work } = await import('./' + process.argv[2] + '/work.js');
const bench = new Bench({ time: ${secondsEach * 1000} });
bench.add('work', () => work());
await bench.run();
const { mean, moe } = bench.tasks[0].result.latency;
process.stdout.write(JSON.stringify({ mean, moe }));
`,
  );
  write(
    'compare.bench.js',
    `import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { work as baseline } from './baseline/work.js';
import { work as candidate } from './candidate/work.js';
test('compare', async ({ bench }) => {
  const result = await bench.compare(bench('baseline', () => baseline()), bench('candidate', () => candidate()), { time: ${secondsEach * 1000} });
  writeFileSync('vitest.json', JSON.stringify(['baseline', 'candidate'].map((name) => ({ mean: result.get(name).latency.mean, moe: result.get(name).latency.moe }))));
}, 600_000);
`,
  );
  symlinkSync(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return {
    baseline: path.join(folder, 'baseline'),
    candidate: path.join(folder, 'candidate'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
