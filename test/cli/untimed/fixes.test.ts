import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { change, git, repositoryState } from '../../support/repository.ts';
import { repository, runCli, startCli } from '../support/cli.ts';
import { emptyFolder, makeWorkspace } from '../support/workspace.ts';

interface FixEntry {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly outcome: string;
  readonly text: string;
  readonly reason: string | null;
  readonly written: boolean;
  readonly benchmarks: readonly { readonly benchmark: string; readonly ratio: number; readonly verdict: string }[];
  readonly tests: {
    readonly state: string;
    readonly runner?: string;
    readonly passed?: number;
    readonly broken?: readonly object[];
  } | null;
  readonly outputs: { readonly state: string; readonly place?: string; readonly reason?: string } | null;
}

/** The example, in a repository of its own. */
function copyExample(): string {
  const folder = makeWorkspace({ 'README.md': 'x' });
  cpSync(path.join(repository, 'examples/fixes'), folder, { recursive: true });
  change(folder, {}, 'Add the example');
  return folder;
}

/** Packages of this repository, as if they were installed there. */
function install(folder: string, ...names: readonly string[]): void {
  change(folder, { 'node_modules/.keep': '' });
  for (const name of names) symlinkSync(path.join(repository, 'node_modules', name), path.join(folder, 'node_modules', name), 'junction');
}

/** At the most: what is clear is known after a part of it, but not within ten seconds of a machine that does much else. */
const time = ['--time', '60'];

async function measure(folder: string, args: readonly string[] = [], cache = emptyFolder()) {
  const ended = await runCli(['hints', ...args, '--measure', '--format', 'json'], { folder, env: { XDG_CACHE_HOME: cache } });
  expect(ended.code, ended.stderr).toBe(0);
  const report = JSON.parse(ended.stdout) as { readonly fixes: readonly FixEntry[]; readonly withoutFix: number };
  return { ...ended, report, fixes: report.fixes, left: copiesIn(cache) };
}

/** Folders of copies that are left in the cache. */
function copiesIn(cache: string): string[] {
  const place = path.join(cache, 'laptime/revisions');
  if (!existsSync(place)) return [];
  const folders = readdirSync(place).map((each) => path.join(place, each, 'folders'));
  return folders.filter((each) => existsSync(each)).flatMap((each) => readdirSync(each));
}

describe('laptime hints --measure', () => {
  it('tells the fix that is faster from the one that makes no difference and the one that breaks a test, and touches nothing', async () => {
    const folder = copyExample();
    change(folder, { 'untracked.txt': 'mine' });
    const before = repositoryState(folder);
    const { report, fixes, left } = await measure(folder, ['--time', '30']);
    const schema = JSON.parse(readFileSync(path.join(repository, 'docs/laptime-fixes.schema.json'), 'utf8')) as object;
    const ajv = new Ajv2020({ strict: true });
    expect(ajv.validate(schema, report), ajv.errorsText()).toBe(true);
    const [faster, same, refused] = fixes;
    expect(fixes).toHaveLength(3);
    expect(faster).toMatchObject({
      ...{ rule: 'set-lookup-in-loop', outcome: 'faster', written: false },
      tests: { state: 'run', runner: 'node', passed: 4, broken: [] },
      outputs: { state: 'equal' },
    });
    expect(faster!.benchmarks).toMatchObject([{ benchmark: 'bench/readings.bench.js > readings > of stations' }]);
    expect(faster!.benchmarks[0]!.ratio).toBeLessThan(0.5);
    expect(faster!.text).toMatch(/^\d+ times faster \(.* to .*\), 4 tests pass, outputs equal$/);
    expect(same!.outcome).toBe('no-difference');
    expect(same!.benchmarks).toMatchObject([{ benchmark: 'bench/readings.bench.js > readings > report' }]);
    expect(refused).toMatchObject({
      ...{ outcome: 'refused', benchmarks: [] },
      reason: "The test 'readings > never know the degrees of a broken station' fails with it, and not without.",
      tests: { broken: [{ file: 'test/readings.test.js' }], passed: 3 },
    });
    expect(repositoryState(folder)).toEqual(before);
    expect(left).toEqual([]);
  });

  it('writes what proves itself, and keeps what it gained', async () => {
    const folder = copyExample();
    const env = { XDG_CACHE_HOME: emptyFolder() };
    const { code, stdout } = await runCli(['hints', '--measure', '--fix', '--rule', 'set-lookup-in-loop', ...time], { folder, env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/times faster .*, 4 tests pass, outputs\s+equal\.\n {2}Written\./);
    expect(stdout).toContain('2 fixes measured: 1 faster, 1 refused. 1 written.');
    expect(git(folder, 'diff', '--stat')).toMatch(/src\/readings\.js \| 3 \+\+-\n 1 file changed/);
    expect(readFileSync(path.join(folder, 'src/readings.js'), 'utf8')).toContain('wantedSet.has(reading.station)');
    const suggested = await runCli(['hints', '--suggestions', '--format', 'json'], { folder, env });
    expect(JSON.parse(suggested.stdout)).toMatchObject({ gains: { fixes: 1 } });
  });

  it('measures one line, and says why where no benchmark reaches it', async () => {
    const folder = copyExample();
    change(folder, { 'bench/readings.bench.js': null, 'laptime.config.json': null });
    const { fixes } = await measure(folder, ['src/readings.js', '--line', '11']);
    expect(fixes).toMatchObject([{ line: 11, outcome: 'unreached', reason: 'There are no bench files.', tests: null, outputs: null }]);
    change(folder, { 'a.bench.js': `import { bench } from 'laptime';\nbench('else', () => Math.sqrt(2));\n` });
    expect((await measure(folder, ['src/readings.js', '--line', '11'])).fixes).toMatchObject([
      { reason: 'No bench file loads this code.' },
    ]);
    const loads = `import { bench } from 'laptime';\nimport { newDegrees } from './src/readings.js';\nbench('new', () => newDegrees([1], [2]));\n`;
    change(folder, { 'a.bench.js': loads });
    expect((await measure(folder, ['src/readings.js', '--line', '11'])).fixes).toMatchObject([
      { reason: 'Benchmarks load this file, and none of them executes this code.' },
    ]);
  });

  it('refuses what changes what the code returns, where no test sees it', async () => {
    const folder = makeWorkspace({
      'package.json': '{ "type": "module" }',
      'a.js': `/** @param {readonly number[]} all @param {readonly number[]} known */
export function fresh(all, known) {
  return all.filter((one) => known.indexOf(one) === -1);
}
`,
      'a.bench.js': `import { bench } from 'laptime';
import { fresh } from './a.js';
bench('fresh', () => { fresh([1, Number.NaN, 3], [Number.NaN, 3]); });
`,
    });
    const { fixes } = await measure(folder);
    expect(fixes).toMatchObject([
      {
        outcome: 'refused',
        reason: 'The code does something else with it: fresh() → [1] is nothing, and was NaN.',
        tests: { state: 'none', reason: 'no test runner was found: vitest, jest, mocha or node --test' },
        outputs: { state: 'differ', place: 'fresh() → [1]' },
      },
    ]);
  });

  it('takes TypeScript, and the benchmarks and related tests of vitest', async () => {
    const folder = makeWorkspace({
      '.gitignore': 'node_modules\n',
      'package.json': '{ "type": "module", "scripts": { "test": "vitest run" }, "devDependencies": { "vitest": "*", "vite": "*" } }',
      'src/rows.ts': `interface Row { readonly id: string }

export function known(rows: readonly Row[], ids: string[]): Row[] {
  return rows.filter((row) => ids.includes(row.id));
}
`,
      'src/index.ts': `export * from './rows.ts';\n`,
      'bench/rows.bench.ts': `import { bench, describe } from 'vitest';
import { known } from '../src/index.ts';
const rows = Array.from({ length: 2000 }, (_, id) => ({ id: String(id * Math.ceil(Math.random() * 2)) }));
const ids = Array.from({ length: 400 }, (_, id) => String(id * 7));
describe('rows', () => {
  bench('known', () => {
    known(rows, ids);
  });
});
`,
      'test/rows.test.ts': `import { expect, it } from 'vitest';
import { known } from '../src/index.ts';
it('knows rows', () => expect(known([{ id: 'a' }, { id: 'b' }], ['b'])).toEqual([{ id: 'b' }]));
it('fails anyway', () => expect(1).toBe(2));
`,
      'test/other.test.ts': `import { it } from 'vitest';\nit('is of something else', () => {});\n`,
    });
    install(folder, 'vitest', 'vite');
    const { fixes, stderr } = await measure(folder, time);
    expect(fixes, stderr).toMatchObject([
      {
        outcome: 'faster',
        tests: { runner: 'vitest', passed: 1, broken: [], failedBefore: [{ file: 'test/rows.test.ts', name: 'fails anyway' }] },
        outputs: { state: 'equal', calls: 1 },
      },
    ]);
  });

  it('runs the tests of mocha that reach the code', async () => {
    const folder = makeWorkspace({
      '.gitignore': 'node_modules\n',
      'package.json': '{ "type": "module", "scripts": { "test": "mocha" }, "devDependencies": { "mocha": "*" } }',
      'a.js': `/** @param {{ id: string }[]} rows @param {string[]} ids */
export const known = (rows, ids) => {
  return rows.filter((row) => ids.includes(row.id));
};
`,
      'a.bench.js': `import { bench } from 'laptime';
import { known } from './a.js';
const rows = Array.from({ length: 400 }, (_, id) => ({ id: String(id) }));
bench('known', () => known(rows, rows.map(({ id }) => id + 'x')));
`,
      'test/a.js': `import { known } from '../a.js';\ndescribe('known', () => { it('finds', () => { if (known([{ id: 'a' }], ['a']).length !== 1) throw new Error(); }); });\n`,
      'test/b.js': `it('is of something else', () => {});\n`,
    });
    install(folder, 'mocha');
    const { fixes } = await measure(folder, time);
    expect(fixes).toMatchObject([{ outcome: 'faster', tests: { runner: 'mocha', passed: 1, broken: [] } }]);
  });

  it.each([
    [['--line', '3'], '--line is for measuring fixes: add --measure'],
    [['--measure', '--line', '3'], '--line is of one FILE: name it'],
    [['--measure', '--format', 'sarif'], '--measure has no sarif: it is text or json'],
    [['--measure', '--max', '0'], '--measure is a report of its own: leave out --max'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await runCli(['hints', ...args], { folder: makeWorkspace({ 'a.js': '' }) });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(message) as string });
  });
});

describe('measuring fixes that is ended', () => {
  it('leaves no child and no copy, and writes nothing', async () => {
    const folder = copyExample();
    const cache = emptyFolder();
    const start = () => startCli(['hints', '--measure', '--fix', '--time', '60'], { folder, env: { XDG_CACHE_HOME: cache } });
    const interrupted = start();
    // What is kept, and a copy with the fix and one without.
    await expect.poll(() => copiesIn(cache).length).toBe(3);
    await expect.poll(() => interrupted.descendants().length).toBeGreaterThan(1);
    interrupted.child.kill('SIGINT');
    expect((await interrupted.ended).code).toBe(130);
    expect(await interrupted.descendantsLeft(1000)).toEqual([]);
    expect(copiesIn(cache)).toEqual([]);

    const killed = start();
    await expect.poll(() => copiesIn(cache).length).toBe(3);
    killed.child.kill('SIGKILL');
    expect(await killed.descendantsLeft(2000)).toEqual([]);
    expect(copiesIn(cache).length).toBeGreaterThan(0);
    await measure(folder, ['src/readings.js', '--line', '33', ...time], cache);
    expect(copiesIn(cache)).toEqual([]);
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });
});
