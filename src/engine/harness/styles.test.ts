import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CollectReport } from '../../protocol/harness.ts';
import { BUILD_LIMIT_MS, buildHarness, collect, createWorkspace, findNode20, measure, valueOf, type Workspace } from './process.fixture.ts';

let workspace: Workspace;

beforeAll(() => {
  buildHarness();
  workspace = createWorkspace({ 'package.json': '{ "type": "module" }' });
}, BUILD_LIMIT_MS);
afterAll(() => workspace.remove());

async function collected(file: string, text: string): Promise<CollectReport> {
  workspace.write({ [file]: text });
  return valueOf(await collect(workspace.root, file));
}

/** `group > name`, with what is not the usual behind it. */
const outline = ({ entries }: CollectReport): string[] =>
  entries.map(({ path, ordinal, mode, line, baseline }) =>
    [path.join(' > '), ordinal > 1 && `#${ordinal}`, mode !== 'run' && mode, baseline && 'baseline', `:${line}`].filter(Boolean).join(' '),
  );

describe('laptime', () => {
  const text = `import { bench, group, keep } from 'laptime';
group('text', () => {
  bench('upper', () => 'abc'.toUpperCase(), { budget: { median: '2 ms', heap: '1 kB' }, baseline: true });
  bench('pad $size', { parameters: { size: [1, 20], fill: ['x'] } }, ({ size, fill }) => ''.padEnd(size, fill));
  bench.skip('later', () => {});
  bench.todo('some day');
});
bench('async', async () => { keep(await 1); }, { concurrency: 4 });
bench('hooks', { setup: () => [3, 1, 2], each: (_, list) => list.slice(), teardown: () => console.log('torn down') }, (_, list) => list.sort());
`;

  it('registers groups, parameters, budgets and modes', async () => {
    const report = await collected('laptime.bench.ts', text);
    expect(outline(report)).toEqual([
      'text > upper baseline :3',
      'text > pad 1 (fill=x) :4',
      'text > pad 20 (fill=x) :4',
      'text > later skip :5',
      'text > some day todo :6',
      'async :8',
      'hooks :9',
    ]);
    expect(report.entries[0]!.budget).toEqual({ medianNs: 2e6, heapBytes: 1000 });
    expect(report.entries[2]!.parameters).toEqual({ size: '20', fill: 'x' });
  });

  it('times each, with inputs made outside of the timing', async () => {
    const hooks = await measure(workspace.root, 'laptime.bench.ts', ['hooks']);
    expect(valueOf(hooks)).toMatchObject({ timing: 'batch', async: false, concurrency: 1 });
    expect(hooks.output).toBe('torn down\n');
    expect(valueOf(await measure(workspace.root, 'laptime.bench.ts', ['async']))).toMatchObject({ async: true, concurrency: 4 });
  });

  it('runs only what is marked so, groups included', async () => {
    const report = await collected(
      'only.bench.ts',
      `import { bench, group } from 'laptime';
bench('a', () => {});
group.only('g', () => { bench('b', () => {}); bench.skip('c', () => {}); });
`,
    );
    expect(outline(report)).toEqual(['a :2', 'g > b only :3', 'g > c skip :3']);
  });

  it('tells what a broken declaration lacks', async () => {
    workspace.write({
      'broken.bench.ts': `import { bench } from 'laptime';\nbench('x', () => {}, { budget: { median: '2 lightyears' } });\n`,
    });
    const answer = await collect(workspace.root, 'broken.bench.ts');
    expect(answer).toMatchObject({ state: 'failed', failure: { kind: 'load' } });
    expect(answer.state === 'failed' && answer.failure.message).toMatch(/budget\.median of 'x'/u);
    expect(answer.state === 'failed' && answer.failure.stack).toContain('broken.bench.ts:2:1');
  });
});

describe('vitest 1 to 4', () => {
  const text = `import { afterAll, afterEach, beforeAll, beforeEach, bench, describe } from 'vitest';
const seen: string[] = [];
beforeAll(() => { seen.push('beforeAll'); return () => console.log([...seen, 'cleanup'].join(' ')); });
describe('list', () => {
  beforeAll(() => { seen.push('inner'); });
  beforeEach(() => { seen.push('beforeEach'); });
  afterEach(() => { seen.push('afterEach'); });
  afterAll(() => { seen.push('afterAll'); });
  bench('sort', () => { [3, 1].sort(); }, { time: 20, warmupTime: 5, setup: (task, mode) => { seen.push(task.name + ':' + mode); } });
  describe.each([{ n: 1 }, { n: 2 }])('of $n', ({ n }) => { bench('map', () => [n].map(String)); });
  describe.skip('not', () => { bench('now', () => {}); });
  bench.todo('next');
  bench.skipIf(true)('skipped', () => {});
  bench.runIf(true)('run', async () => { await 1; });
});
describe.for([7, 8])('for %i', (n) => { bench('twice', () => n); bench('twice', () => n); });
`;

  it('registers suites, cases and modes', async () => {
    expect(outline(await collected('vitest.bench.ts', text))).toEqual([
      'list > sort :9',
      'list > of 1 > map :10',
      'list > of 2 > map :10',
      'list > not > now skip :11',
      'list > next todo :12',
      'list > skipped skip :13',
      'list > run :14',
      'for 7 > twice :16',
      'for 7 > twice #2 :16',
      'for 8 > twice :16',
      'for 8 > twice #2 :16',
    ]);
  });

  it('runs hooks and set-up around the benchmark of a block', async () => {
    const answer = await measure(workspace.root, 'vitest.bench.ts', ['list', 'sort']);
    expect(valueOf(answer).timing).toBe('batch');
    expect(answer.output).toBe('beforeAll inner beforeEach sort:warmup sort:run afterEach afterAll cleanup\n');
  });

  it('honours only', async () => {
    const report = await collected(
      'vitestOnly.bench.ts',
      `import { bench, describe } from 'vitest';
describe('a', () => { bench.only('x', () => {}); bench('y', () => {}); });
bench('z', () => {});
`,
    );
    expect(outline(report)).toEqual(['a > x only :2', 'a > y :2', 'z :3']);
  });

  it('offers its functions as globals where nothing is imported', async () => {
    expect(outline(await collected('globals.bench.ts', `describe('g', () => { bench('x', () => 1); });\n`))).toEqual(['g > x :1']);
  });

  it('takes an import by the names of Vite+', async () => {
    expect(outline(await collected('plus.bench.ts', `import { bench } from 'vite-plus/test';\nbench('x', () => 1);\n`))).toEqual(['x :2']);
  });

  it('refuses what only its own worker can do, when it is used', async () => {
    workspace.write({ 'vi.bench.ts': `import { bench, vi } from 'vitest';\nbench('x', () => {});\nvi.mock('./a');\n` });
    const answer = await collect(workspace.root, 'vi.bench.ts');
    expect(answer.state === 'failed' && answer.failure.message).toMatch(/vi\.mock of vitest is not available/u);
  });
});

describe('vitest 5', () => {
  const text = `import { beforeEach, describe, expect, test } from 'vitest';
let data: number[] = [];
beforeEach(() => { data = [3, 1, 2]; });
describe('sorting', () => {
  test('lists', async ({ bench }) => {
    expect(data).toEqual([3, 1, 2]);
    const result = await bench.compare(
      bench('copy', () => data.toSorted()),
      bench('in place', { beforeEach() {} }, () => data.sort()),
      bench.from('stored', () => ({ latency: { mean: 0.5 } })),
      { time: 10 },
    );
    expect(result.get('copy')).toBeFasterThan(result.get('in place'), { delta: 0.1 });
    expect(result.get('copy')).not.toBeSlowerThan(result.get('stored'));
    console.log('after');
  });
});
test('context', async (context) => {
  await context.bench('single', () => 1).run();
  const { latency } = await context.bench('single', () => 2).run();
  expect(latency.mean).toBeLessThan(5);
});
test('no benchmark', () => { throw new Error('must not run'); });
test.skip('skipped', async ({ bench }) => { await bench('x', () => {}).run(); });
`;

  it('registers the benchmarks of tests and records what is expected of them', async () => {
    const report = await collected('five.bench.ts', text);
    expect(outline(report)).toEqual([
      'sorting > lists > copy baseline :8',
      'sorting > lists > in place :9',
      'context > single :19',
      'context > single #2 :20',
      'skipped skip :24',
    ]);
    const copy = { kind: 'benchmark', path: ['sorting', 'lists', 'copy'], ordinal: 1 };
    expect(report.expectations).toEqual([
      {
        relation: 'faster',
        negated: false,
        actual: copy,
        expected: { ...copy, path: ['sorting', 'lists', 'in place'] },
        delta: 0.1,
        stack: expect.stringContaining('five.bench.ts:13:'),
      },
      {
        relation: 'slower',
        negated: true,
        actual: copy,
        expected: { kind: 'stored', name: 'stored', meanNs: 500_000 },
        delta: 0,
        stack: expect.stringContaining('five.bench.ts:14:'),
      },
    ]);
    expect(report.warnings).toEqual([expect.stringContaining('toBeLessThan() on a number')]);
  });

  it('times one benchmark in its place of the test', async () => {
    const copy = await measure(workspace.root, 'five.bench.ts', ['sorting', 'lists', 'copy']);
    expect(valueOf(copy)).toMatchObject({ timing: 'batch' });
    expect(copy.output).toBe('after\n');
    expect(valueOf(await measure(workspace.root, 'five.bench.ts', ['sorting', 'lists', 'in place']))).toMatchObject({ timing: 'single' });
    expect(valueOf(await measure(workspace.root, 'five.bench.ts', ['context', 'single'], { ordinal: 2 })).samplesNs.length).toBeGreaterThan(
      0,
    );
  });

  it('makes an item of a test that fails before its first benchmark', async () => {
    const report = await collected(
      'early.bench.ts',
      `import { expect, test } from 'vitest';
test('broken', async ({ bench }) => {
  expect(1 + 1).toBe(3);
  await bench('x', () => {}).run();
});
`,
    );
    expect(outline(report)).toEqual(['broken :2']);
    const answer = await measure(workspace.root, 'early.bench.ts', ['broken']);
    expect(answer).toMatchObject({ state: 'failed', failure: { kind: 'threw', message: 'expected 2 toBe 3' } });
    expect(answer.state === 'failed' && answer.failure.stack).toContain('early.bench.ts:3:');
  });
});

describe('tinybench', () => {
  const text = `import { Bench } from 'tinybench';
const bench = new Bench({ name: 'strings', time: 10, setup: (task, mode) => console.log('setup', task.name, mode) });
bench
  .add('join', () => ['a', 'b'].join())
  .add('hooks', () => 1, { beforeAll(mode) { console.log('beforeAll', this.name, mode); }, beforeEach() {} })
  .add('own', () => ({ overriddenDuration: 0.25 }))
  .add('gone', () => {});
bench.remove('gone');
const tasks = await bench.run();
console.table(bench.table());
console.log(bench.tasks[0].result.latency.mean.toFixed(2), tasks.length);
const second = new Bench();
second.add('concat', async () => 'a' + 'b');
`;

  it('registers what was added, whether the file runs it or not', async () => {
    workspace.write({ 'tiny.bench.ts': text });
    const answer = await collect(workspace.root, 'tiny.bench.ts');
    expect(outline(valueOf(answer))).toEqual(['strings > join :4', 'strings > hooks :5', 'strings > own :6', 'concat :13']);
    // Tables of numbers that are not there yet say nothing.
    expect(answer.output).toBe('');
  });

  it('calls hooks with the task, in both phases', async () => {
    const answer = await measure(workspace.root, 'tiny.bench.ts', ['strings', 'hooks']);
    expect(valueOf(answer).timing).toBe('single');
    expect(answer.output).toBe('setup hooks warmup\nbeforeAll hooks warmup\nsetup hooks run\nbeforeAll hooks run\n');
  });

  it('takes a duration that the task tells itself', async () => {
    const { samplesNs } = valueOf(await measure(workspace.root, 'tiny.bench.ts', ['strings', 'own']));
    expect(new Set(samplesNs)).toEqual(new Set([250_000]));
  });

  it('tolerates a file that fails over results which are not there', async () => {
    const report = await collected(
      'results.bench.ts',
      `import { Bench } from 'tinybench';
const bench = new Bench();
bench.add('x', () => {});
await bench.run();
if (!(bench.tasks[0].result.latency.mean > 0)) throw new Error('no results');
`,
    );
    expect(outline(report)).toEqual(['x :3']);
    expect(report.warnings).toEqual([expect.stringContaining('After its run() the file failed: no results')]);
  });

  it.each([
    ['awaits its run', `await bench.run();\nconsole.log('table', bench.tasks[0].result.latency.mean);\nprocess.exit(0);\n`],
    ['does not wait for its run', `bench.run().then(() => { console.log('table'); process.exit(1); });\n`],
    ['fails when its run is over', `bench.run().then((tasks) => { tasks[0].result.samples[0].toFixed(); });\n`],
  ])('takes no harm from a file that ends its process or fails: it %s', async (_, rest) => {
    workspace.write({
      'ends.bench.ts': `import { Bench } from 'tinybench';\nconst bench = new Bench();\nbench.add('x', () => 1);\n${rest}`,
    });
    const answer = await collect(workspace.root, 'ends.bench.ts');
    expect(outline(valueOf(answer))).toEqual(['x :3']);
    expect(answer.output).toBe('');
    expect(valueOf(await measure(workspace.root, 'ends.bench.ts', ['x'])).samplesNs.length).toBeGreaterThan(0);
  });
});

describe('mitata', () => {
  const text = `import { barplot, bench, boxplot, compact, do_not_optimize, group, run, summary } from 'mitata';
bench('noop', () => {});
bench('fib $n', function* (state) {
  const n = state.get('n');
  yield () => do_not_optimize(n);
}).range('n', 1, 64).baseline();
summary(() => boxplot(() => { bench('$a-$b', () => {}).args({ a: [1, 2], b: ['x', 'y'] }); }));
group('lists', () => {
  barplot(() => compact(() => bench('sort', function* () {
    yield { [0]() { return [3, 1, 2]; }, bench(list) { list.sort(); } };
  })));
  bench('loop', (state) => { for (const _ of state) Math.sqrt(2); }).gc('inner');
  bench('await loop', async (state) => { for await (const _ of state) await 1; });
  bench('manual', function* () { yield { manual() { return 5; } }; });
});
const { benchmarks } = await run({ format: 'quiet' });
console.log(benchmarks[0].runs[0].stats.avg);
`;

  it('registers names, arguments and groups', async () => {
    const report = await collected('mitata.bench.js', text);
    expect(outline(report)).toEqual([
      'noop :2',
      'fib 1 baseline :3',
      'fib 8 baseline :3',
      'fib 64 baseline :3',
      '1-x :7',
      '2-x :7',
      '1-y :7',
      '2-y :7',
      'lists > sort :9',
      'lists > loop :12',
      'lists > await loop :13',
      'lists > manual :14',
    ]);
    expect(report.entries[1]!.parameters).toEqual({ n: '1' });
    expect(report.warnings).toHaveLength(1);
  });

  it('times all its forms', async () => {
    const block = async (...names: string[]) => valueOf(await measure(workspace.root, 'mitata.bench.js', names));
    expect(await block('fib 8')).toMatchObject({ timing: 'batch', async: false });
    expect(await block('lists', 'sort')).toMatchObject({ timing: 'batch' });
    expect(await block('lists', 'loop')).toMatchObject({ timing: 'batch', async: false });
    expect(await block('lists', 'await loop')).toMatchObject({ timing: 'batch', async: true });
    expect(new Set((await block('lists', 'manual')).samplesNs)).toEqual(new Set([5]));
  });
});

describe.skipIf(findNode20() === undefined)('Node 20 as the Node of the workspace', () => {
  const node = findNode20();

  it.each(['laptime.bench.ts', 'vitest.bench.ts', 'five.bench.ts', 'tiny.bench.ts', 'mitata.bench.js'])(
    'collects %s alike',
    async (file) => {
      const [old, current] = [await collect(workspace.root, file, { node }), await collect(workspace.root, file)];
      expect(valueOf(old).entries).toEqual(valueOf(current).entries);
    },
  );

  it('times', async () => {
    const block = valueOf(await measure(workspace.root, 'laptime.bench.ts', ['text', 'upper'], { node }));
    expect(block.samplesNs.length).toBeGreaterThan(0);
  });
});
