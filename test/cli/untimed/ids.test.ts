import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import type { BenchNode, CollectedBenchmark } from '../../../src/model/benchmark.ts';

// What the syntax tree says and what execution registers must be the same benchmarks: an item of the Testing view that has
// another id than its result would never show it.

const repository = path.resolve(import.meta.dirname, '../../..');

const FILES: Readonly<Record<string, string>> = {
  'vitest4.bench.ts': `import { afterAll, beforeEach, bench, describe, suite } from 'vitest';
const unit = 'rows';
describe('outer', () => {
  beforeEach(() => {});
  describe('inner ' + 'group', () => { bench(\`parse \${unit}\`, () => {}); });
  describe.skip('skipped group', () => { bench('inside', () => {}); });
  bench.skip('skipped', () => {});
  bench.todo('later');
  bench('same', () => {});
  bench('same', () => {});
});
suite('a suite', () => { bench('with options', () => {}, { time: 10, iterations: 3 }); });
for (const size of [1, 2]) bench(\`size \${size}\`, () => {});
describe.each([1, 2])('each %i', (n) => { bench('of each', () => n); });
bench(function named() {}, () => {});
afterAll(() => {});
`,
  'only.bench.ts': `import { bench, describe } from 'vitest';
describe('group', () => { bench('not this', () => {}); bench.only('this', () => {}); });
`,
  'vitest5.bench.ts': `import { describe, expect, test } from 'vitest';
describe('words', () => {
  test('compare two', async ({ bench }) => {
    const result = await bench.compare(bench('A', () => {}), bench('B', () => {}));
    expect(result.get('A')).toBeFasterThan(result.get('B'));
  });
  test('one alone', async ({ bench: b }) => { await b('C', () => {}).run(); });
});
`,
  'tiny.bench.mjs': `import { Bench } from 'tinybench';
const bench = new Bench({ name: 'named', time: 10 });
bench.add('first', () => {}).add('second', async () => {});
const other = new Bench();
other.add('alone', () => {});
await bench.run();
console.table(bench.table());
`,
  'tiny.bench.cjs': `const { Bench } = require('tinybench');
const bench = new Bench({ time: 10 });
bench.add('from CommonJS', () => {});
bench.run().then(() => console.log(bench.results.length));
`,
  'mitata.bench.mjs': `import { bench, group, summary, run, do_not_optimize } from 'mitata';
summary(() => {
  bench('plain', () => do_not_optimize(1));
  group('grouped', () => {
    bench('size $n', function* (state) { const n = state.get('n'); yield () => n; }).range('n', 1, 64);
  });
});
group(() => { bench('in a group without a name', () => {}); });
await run();
`,
  'own.bench.ts': `import { bench, group } from 'laptime';
group('outer', () => {
  bench('plain', () => 1);
  bench('sized', ({ size }) => size, { parameters: { size: [1, 2] } });
  group.skip('off', () => { bench('inside', () => 1); });
});
bench.todo('later');
`,
};

const flat = (nodes: readonly BenchNode[]): BenchNode[] => nodes.flatMap((node) => [node, ...flat(node.children)]);

async function collectAll(engine: Engine, files: readonly string[]): Promise<Map<string, readonly CollectedBenchmark[]>> {
  const collected = new Map<string, readonly CollectedBenchmark[]>();
  const request = { selections: files.map((file) => ({ file })), nameFilter: 'no benchmark has such a name' };
  const run = await engine.run(
    request,
    (event) => {
      if (event.kind === 'collected') collected.set(event.file, event.benchmarks);
    },
    new AbortController().signal,
  );
  expect(run.fileFailures).toEqual([]);
  return collected;
}

describe('ids', () => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-ids-')));
  let engine: Engine;

  beforeAll(() => {
    mkdirSync(path.join(folder, 'own'));
    for (const [name, text] of Object.entries(FILES)) writeFileSync(path.join(folder, 'own', name), text);
    cpSync(path.join(repository, 'examples'), path.join(folder, 'examples'), { recursive: true });
    symlinkSync(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'));
    writeFileSync(path.join(folder, 'package.json'), '{}');
    const distFolder = path.join(repository, 'dist');
    engine = createEngine({ root: folder, distFolder, laptimeVersion: '0', source: 'cli', log: silentLog, clock: systemClock });
  });
  afterAll(() => {
    engine.dispose();
    rmSync(folder, { recursive: true });
  });

  it('are the same in the syntax tree and when the file is executed', async () => {
    const files = await engine.findBenchFiles();
    expect(files.length).toBeGreaterThan(Object.keys(FILES).length);
    const collected = await collectAll(engine, files);
    for (const file of files) {
      const { nodes, problems } = await engine.readBenchFile(file);
      expect(problems, file).toEqual([]);
      const all = flat(nodes);
      const benchmarks = collected.get(file) ?? [];
      const foreseen = all.filter(({ kind, dynamic }) => kind === 'benchmark' && !dynamic);
      const ids = benchmarks.map(({ id }) => id);
      // Each benchmark that is known beforehand exists, with the same mode …
      for (const node of foreseen) {
        expect(ids, file).toContain(node.id);
        expect(benchmarks.find(({ id }) => id === node.id)?.mode, node.id).toBe(node.mode);
      }
      // … and each that is registered was foreseen, or lies inside of a node that stands for several.
      const known = new Set(foreseen.map(({ id }) => id));
      const several = all.filter(({ dynamic }) => dynamic);
      for (const { id, line } of benchmarks.filter((benchmark) => !known.has(benchmark.id))) {
        const covers = ({ range }: BenchNode) => line !== null && line >= range.startLine && line <= range.endLine;
        expect(several.some(covers), `${id} at line ${line}`).toBe(true);
      }
      expect(benchmarks.length, file).toBeGreaterThan(0);
    }
  });
});
