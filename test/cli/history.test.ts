import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { writeRunLine } from '../../src/engine/store/index.ts';
import { exampleBenchmark, exampleMeasured, exampleRun } from '../../src/model/example.fixture.ts';
import { change, git, repositoryState } from '../support/repository.ts';
import { repository, runCli, startCli } from './support/cli.ts';
import { emptyFolder } from './support/workspace.ts';

const bench = `
import { bench, group } from 'laptime';
import { mix } from '../src/mix.js';
group('numbers', () => {
  bench('mix', () => mix(7));
  bench('steady', () => {
    let sum = 0;
    for (let turn = 0; turn < 20000; turn++) sum = (sum * 31 + turn) | 0;
    return sum;
  });
});
`;
const mix = (turns: number, note: string) => `// ${note}
export function mix(x) {
  for (let turn = 0; turn < ${turns}; turn++) x = (x * 31 + turn) | 0;
  return x;
}
`;

/** Commits with these contents of src/mix.js, oldest first; the bench file comes with the last. Their hashes. */
function history(folder: string, contents: readonly string[]): string[] {
  git(folder, 'init', '--quiet', '--initial-branch=main');
  return contents.map((content, place) =>
    change(
      folder,
      {
        'package.json': '{ "type": "module" }',
        'src/mix.js': content,
        ...(place === contents.length - 1 && { 'bench/mix.bench.js': bench }),
      },
      `Change number ${place}`,
    ),
  );
}

interface Report {
  readonly commits: readonly { readonly commit: string }[];
  readonly benchmarks: readonly {
    readonly path: readonly string[];
    readonly points: readonly { readonly commit: string; readonly runs: number; readonly value: number }[];
    readonly changes: readonly { readonly kind: string; readonly commit: string; readonly direction: string; readonly size: number }[];
    readonly suspects: readonly { readonly index: number }[];
    readonly check: { readonly verdict: string; readonly baseline: string; readonly candidate: string } | null;
  }[];
}

const validate = new Ajv2020().compile(
  JSON.parse(readFileSync(path.join(repository, 'docs/laptime-history.schema.json'), 'utf8')) as object,
);
async function report(folder: string, env: Readonly<Record<string, string>>, ...args: string[]): Promise<Report> {
  const { stdout, stderr } = await runCli(['history', ...args, '--json', '-'], { folder, env });
  const json = JSON.parse(stdout === '' ? 'null' : stdout) as Report;
  expect(validate(json), stderr).toBe(true);
  return json;
}

const range = ['--preset', 'quick', '--time', '0.5'];

describe('laptime run-range and laptime history', () => {
  it(
    'measure commits, go on after a stop, find the commit of a change, and leave the repository as it was',
    { timeout: 300_000 },
    async () => {
      const folder = emptyFolder();
      const env = { XDG_CACHE_HOME: emptyFolder() };
      const STEP = 8;
      const BROKEN = 4;
      const contents = Array.from({ length: 16 }, (_, place) =>
        place === BROKEN ? 'export function mix( {' : mix(place < STEP ? 20_000 : 40_000, String(place)),
      );
      const hashes = history(folder, contents);
      const before = repositoryState(folder);

      const nothing = await runCli(['history'], { folder, env });
      expect(nothing).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('No commit of this branch has a result yet.') });

      const args = ['run-range', `${hashes[0]}..HEAD`, ...range];
      const stopped = startCli(args, { folder, env });
      await stopped.said('[2/15]');
      stopped.child.kill('SIGINT');
      const ended = await stopped.ended;
      expect(ended.code).toBe(130);
      expect(ended.stderr).toContain('finished results are kept');
      expect(ended.stdout).toMatch(/^[1-3] commits? measured in .*\. laptime history shows them\. The same command goes on from here\.\n$/);
      expect(await stopped.descendantsLeft(1000)).toEqual([]);
      expect(repositoryState(folder)).toEqual(before);
      // The newest, then the oldest: the history is whole early.
      expect((await report(folder, env)).commits.map(({ commit }) => commit)).toEqual(expect.arrayContaining([hashes[1], hashes[15]]));

      const resumed = await runCli(args, { folder, env });
      expect(resumed).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^1[0-2] commits measured in .*, [2-4] done before, 1 skipped\./),
      });
      expect(resumed.stderr).toMatch(new RegExp(`${hashes[BROKEN]!.slice(0, 10)} Change number ${BROKEN}: skipped: SyntaxError`));
      expect(resumed.stderr).toMatch(
        /In the checkout of commit .*, bench\/mix\.bench\.js is from the work tree\. So it is with \d+ more\./,
      );
      const again = await runCli(args, { folder, env });
      expect(again).toMatchObject({ code: 0, stdout: 'No commit measured, 15 done before. laptime history shows them.\n' });
      expect(await runCli(['compare', '--runs', 'last', 'HEAD'], { folder, env })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("There is no run 'last': 0 runs are stored, besides those of `laptime run-range`"),
      });
      expect(repositoryState(folder)).toEqual(before);

      const { commits, benchmarks } = await report(folder, env);
      const measured = hashes.filter((_, place) => place !== 0 && place !== BROKEN);
      expect(commits.map(({ commit }) => commit)).toEqual(measured);
      const mixed = benchmarks.find(({ path: names }) => names.at(-1) === 'mix')!;
      expect(mixed.points.map(({ commit }) => commit)).toEqual(measured);
      const change = mixed.changes.find(({ kind, direction }) => kind === 'step' && direction === 'up');
      // On a busy machine a value near the step may lie on the wrong side of it.
      expect(hashes.slice(STEP - 1, STEP + 2)).toContain(change?.commit);
      expect(change!.size).toBeGreaterThan(1.8);
      expect(change!.size).toBeLessThan(2.3);
      // A busy machine makes single values slow, and the spread of times another: both are so, and neither is another level.
      const levels = (await report(folder, env, 'steady')).benchmarks[0]!.changes.filter(({ kind }) => !/spike|variance/.test(kind));
      expect(levels.filter(({ size }) => Math.abs(Math.log(size)) > 0.2)).toEqual([]);

      const text = await runCli(['history', 'mix'], { folder, env });
      expect(text.code).toBe(0);
      expect(text.stdout).toContain('bench/mix.bench.js > numbers > mix');
      expect(text.stdout).toMatch(/Changes\n[^]*Change number/);
      const markdown = path.join(folder, '.git/history.md');
      expect((await runCli(['history', '--limit', '3', '--markdown', markdown], { folder, env })).stderr).toBe(`Written: ${markdown}\n`);
      expect(readFileSync(markdown, 'utf8')).toMatch(
        /^<!-- laptime-history -->\n## Laptime: median time over the commits\n\n3 commits with results/,
      );
    },
  );

  it('measures again what looks off, and says what of it is so', { timeout: 300_000 }, async () => {
    const folder = emptyFolder();
    const env = { XDG_CACHE_HOME: emptyFolder() };
    const hashes = history(
      folder,
      Array.from({ length: 14 }, (_, place) => mix(place < 12 ? 20_000 : 40_000, String(place))),
    );
    // As if both had become slower with the last two commits: one really did.
    const lines = hashes.map((commit, place) => {
      const value = (place < 12 ? 100_000 : 150_000) + 37 * ((place * 7) % 11);
      const measurements = ['mix', 'steady'].map((name) =>
        exampleMeasured(exampleBenchmark(['numbers', name], {}, 'bench/mix.bench.js'), { medianNs: value }),
      );
      return writeRunLine({
        ...exampleRun(measurements),
        id: `01890a5d-ac96-774b-bcce-${String(place).padStart(12, '0')}`,
        revision: { commit, branch: 'main', dirtyHash: null },
        loaders: { 'bench/mix.bench.js': { loader: 'native', reason: 'a test' } },
      });
    });
    const imported = await runCli(['import', '-'], { folder, env, input: lines.map((line) => `${line.trimEnd()}\n`).join('') });
    expect(imported).toMatchObject({ code: 0, stderr: '14 runs added\n' });

    const told = await runCli(['history'], { folder, env });
    expect(told.code).toBe(0);
    expect(told.stdout).toMatch(/look off[^]*numbers > mix: \+50 % in the last 2 commits/);
    expect(told.stdout).toContain('laptime history --check');

    const checked = await runCli(['history', '--check', '--time', '4', '--json', '-'], { folder, env });
    const { benchmarks } = JSON.parse(checked.stdout) as Report;
    const verdicts = Object.fromEntries(benchmarks.map(({ path: names, check }) => [names.at(-1), check?.verdict]));
    expect(verdicts['mix']).toBe('slower');
    expect(['same', 'inconclusive']).toContain(verdicts['steady']);
    expect(benchmarks[0]!.check).toMatchObject({ baseline: hashes[11], candidate: hashes[13] });
    expect(checked.code).toBe(1);
    expect(checked.stderr).toMatch(/Measured again[^]*numbers > mix: confirmed: /);
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });

  it.each([
    [['run-range'], 2, /run-range needs one range/],
    [['run-range', 'HEAD~1..HEAD', 'mix'], 2, /needs one range.*--bench takes the name/],
    [['run-range', 'HEAD~1..HEAD', '--every', '0'], 2, /--every is a whole number from 1/],
    [['run-range', 'HEAD~1..HEAD', '--merges', '--tags'], 2, /--merges and --tags choose differently/],
    [['run-range', 'HEAD~1..HEAD'], 1, /is not in a git repository/],
    [['history'], 1, /is not in a git repository/],
    [['history', '--metric', 'mean'], 2, /--metric is median, p99, heap or gc/],
    [['history', '--time', '5'], 2, /--time is for measuring/],
    [['history', '--check', '--metric', 'heap'], 2, /--check measures times/],
    [['history', '--limit', '0'], 2, /--limit is a whole number/],
    [['history', '--json', '-', '--markdown', '-'], 2, /only one of --json and --markdown/],
  ] as const)('say what is wrong with %j', async (args, code, message) => {
    const ended = await runCli(args, { folder: emptyFolder() });
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(message);
  });

  it('say what is wrong with a range, a name, or a commit in a repository', async () => {
    const folder = emptyFolder();
    const env = { XDG_CACHE_HOME: emptyFolder() };
    history(folder, [mix(1000, 'a'), 'export function mix( {']);
    const failing = async (...args: string[]) => {
      const { code, stderr } = await runCli(args, { folder, env });
      return [code, stderr] as const;
    };
    expect(await failing('run-range', 'HEAD..HEAD~1')).toEqual([1, expect.stringContaining('write them the other way round')]);
    expect(await failing('run-range', 'HEAD..HEAD')).toEqual([1, expect.stringContaining('There are no commits in `HEAD..HEAD`')]);
    expect(await failing('run-range', 'nowhere..HEAD')).toEqual([1, expect.stringContaining('`nowhere` is no revision')]);
    expect(await failing('run-range', 'HEAD~1..HEAD', '--tags')).toEqual([1, expect.stringContaining('has a tag')]);
    expect(await failing('run-range', 'HEAD~1..HEAD', '--bench', 'nope')).toEqual([
      2,
      expect.stringContaining("No benchmark on disk has 'nope'"),
    ]);
    const broken = await runCli(['run-range', 'HEAD~1..HEAD', ...range], { folder, env });
    expect(broken).toMatchObject({ code: 1, stdout: 'No commit measured, 1 skipped.\n' });
    const file = path.join(folder, 'laptime.config.json');
    writeFileSync(file, '{ "benchmarks": ["none/**"] }');
    expect(await failing('run-range', 'HEAD~1..HEAD')).toEqual([1, expect.stringContaining('There are no bench files on disk')]);
    const own = await runCli(['run-range', 'HEAD~1..HEAD', '--own-benches', ...range], { folder, env });
    expect(own).toMatchObject({ code: 1, stderr: expect.stringContaining('skipped: It has no benchmark to measure.') });
  });

  it('stop at the first commit whose results cannot be stored', async () => {
    const folder = emptyFolder();
    const env = { XDG_CACHE_HOME: emptyFolder() };
    const store = path.join(folder, '.git/laptime/laptime.db');
    history(folder, [mix(1000, 'a'), mix(1000, 'b'), mix(1000, 'c'), mix(1000, 'd')]);
    // What stands in the place of the store from the first measurement on is none.
    const taken = `import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
mkdirSync(${JSON.stringify(path.dirname(store))}, { recursive: true });
rmSync(${JSON.stringify(store)}, { force: true });
symlinkSync('elsewhere', ${JSON.stringify(store)});
`;
    change(folder, { 'bench/mix.bench.js': taken + bench }, 'Take the place of the store');
    const { code, stdout, stderr } = await runCli(['run-range', 'HEAD~4..HEAD', ...range], { folder, env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`A range is measured for the history. There is no history because ${store} is a symbolic link`);
    expect(stderr.match(/Checking out/g)).toHaveLength(1);
  });
});
