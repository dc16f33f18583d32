import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { PLANTED_BENCH, PLANTED_LIBRARY, plantedBenches, plantedLibrary } from '../support/planted.ts';
import { change, git, repositoryState } from '../support/repository.ts';
import { repository, runCli, startCli, type StartedCli } from './support/cli.ts';
import { emptyFolder, makeWorkspace } from './support/workspace.ts';

interface ComparisonEntry {
  readonly benchmark: string;
  readonly state: string;
  readonly verdict: string | null;
  readonly ratio: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly blocks: number;
  readonly design: string | null;
}

/** A repository whose second commit made `sum` three tenths slower. */
function slowedRepository(): string {
  const folder = makeWorkspace({
    'package.json': '{ "type": "module" }',
    [PLANTED_LIBRARY]: plantedLibrary(),
    [PLANTED_BENCH]: plantedBenches,
    'README.md': 'text',
  });
  change(folder, { [PLANTED_LIBRARY]: plantedLibrary(0.3) }, 'Make sum careful');
  return folder;
}

const cache = () => ({ XDG_CACHE_HOME: emptyFolder() });

async function compareAsJson(args: readonly string[], folder: string, env: Readonly<Record<string, string>> = cache()) {
  const ended = await runCli(['compare', ...args, '--json', '-'], { folder, env });
  const report =
    ended.stdout === '' ? null : (JSON.parse(ended.stdout) as { comparisons: ComparisonEntry[]; run: Record<string, unknown> });
  const entry = (name: string) => report!.comparisons.find(({ benchmark }) => benchmark.endsWith(`> ${name}`))!;
  return { ...ended, report, entry };
}

describe('laptime compare', () => {
  it('finds what a commit made slower, leaves the rest, and touches nothing', async () => {
    const folder = slowedRepository();
    change(folder, { 'untracked.txt': 'mine', 'README.md': 'changed', 'staged.txt': 'staged' });
    git(folder, 'add', 'staged.txt');
    git(folder, 'stash', 'push', '--quiet', '--', 'README.md');
    const before = repositoryState(folder);
    const markdown = path.join(emptyFolder(), 'comment.md');
    const { code, stderr, report, entry } = await compareAsJson(['HEAD~1', 'HEAD', '--time', '40', '--markdown', markdown], folder);
    expect(code, stderr).toBe(1);
    expect(entry('sum')).toMatchObject({ verdict: 'slower', design: 'one-process' });
    expect(entry('sum').ratio).toBeGreaterThan(1.2);
    expect(entry('sum').ratio).toBeLessThan(1.4);
    expect(entry('sum').blocks).toBeGreaterThanOrEqual(6);
    expect(entry('product').verdict).not.toMatch(/slower|faster/);
    expect(repositoryState(folder)).toEqual(before);

    const schema = JSON.parse(readFileSync(path.join(repository, 'docs/laptime-comparison.schema.json'), 'utf8')) as object;
    const ajv = new Ajv2020({ strict: true });
    expect(ajv.validate(schema, report), ajv.errorsText()).toBe(true);
    expect(readFileSync(markdown, 'utf8')).toMatch(/sum/);
    // What people read goes to where it does not mix with what programs read.
    expect(stderr).toMatch(/slower.*sum/s);
  });

  it('judges what is on disk, uncommitted and untracked files included', async () => {
    const folder = slowedRepository();
    change(folder, {
      [PLANTED_LIBRARY]: `export * from './fast.js';`,
      'src/fast.js': plantedLibrary(),
    });
    const { code, stderr, entry, report } = await compareAsJson(['HEAD', '--bench', 'sum', '--time', '40'], folder);
    expect(code, stderr).toBe(0);
    expect(report!.comparisons).toHaveLength(1);
    expect(entry('sum')).toMatchObject({ verdict: 'faster' });
  });

  it('judges what is on disk against what it was when a baseline was saved', async () => {
    const folder = slowedRepository();
    change(folder, { [PLANTED_LIBRARY]: plantedLibrary(), 'untracked.txt': 'mine' });
    const before = repositoryState(folder);
    expect((await runCli(['baseline', 'save', 'fast'], { folder })).code).toBe(0);
    expect(repositoryState(folder)).toEqual(before);
    change(folder, { [PLANTED_LIBRARY]: `export * from './slow.js';`, 'src/slow.js': plantedLibrary(0.3) });
    const { code, stderr, report, entry } = await compareAsJson(['baseline:fast', '--time', '40'], folder);
    expect(code, stderr).toBe(1);
    expect(entry('sum')).toMatchObject({ verdict: 'slower', design: 'one-process' });
    expect(entry('product').verdict).not.toBe('slower');
    const head = git(folder, 'rev-parse', 'HEAD');
    expect(report!.run).toMatchObject({ baseline: { name: 'baseline:fast', commit: head, branch: 'main', subject: null } });
    expect(stderr).toContain('baseline:fast · main @');
  });

  it('lets a new benchmark judge an old commit, and says what an old commit cannot run', async () => {
    const folder = slowedRepository();
    change(
      folder,
      {
        'src/added.js': 'export const added = () => Math.random();',
        'bench/new.bench.js': plantedBenches.replace("'product'", "'product again'"),
        'bench/added.bench.js': `import { bench } from 'laptime';\nimport { added } from '../src/added.js';\nbench('added', () => added());\n`,
      },
      'Add benchmarks',
    );
    const { code, stderr, report, entry } = await compareAsJson(['HEAD~2', 'HEAD', '--bench', 'add', '--time', '1'], folder);
    // What only the new revision can run is no regression.
    expect(code, stderr).toBe(0);
    expect(report!.comparisons).toMatchObject([
      { state: 'failed', failure: { kind: 'load', message: expect.stringContaining('added.js') } },
    ]);
    const again = await compareAsJson(['HEAD~2', 'HEAD', '--bench', 'again', '--time', '1'], folder);
    expect(again.entry('product again').state).toBe('compared');
    const own = await compareAsJson(['HEAD~2', 'HEAD', '--bench', 'again', '--own-benches'], folder);
    expect(own.entry('product again')).toMatchObject({ state: 'failed', failure: { kind: 'vanished' } });
    expect(entry('added').verdict).toBeNull();
  });

  it('compares in two processes what cannot live in one', async () => {
    const alone = (slower: number) => `
if (globalThis.onlyOne) throw new Error('there can be only one');
globalThis.onlyOne = true;
${plantedLibrary(slower)}`;
    const folder = makeWorkspace({
      'package.json': '{ "type": "module" }',
      [PLANTED_LIBRARY]: alone(0),
      [PLANTED_BENCH]: plantedBenches,
    });
    change(folder, { [PLANTED_LIBRARY]: alone(1) }, 'Slow down');
    const { stderr, entry, code } = await compareAsJson(['HEAD~1', '--bench', 'sum', '--time', '40'], folder);
    expect(code, stderr).toBe(1);
    expect(entry('sum')).toMatchObject({
      verdict: 'slower',
      design: 'two-processes',
      warnings: [{ code: 'two-processes', message: expect.stringContaining('there can be only one') }],
    });
  });

  it('says on which side a benchmark fails', async () => {
    const folder = slowedRepository();
    change(folder, { [PLANTED_LIBRARY]: plantedLibrary().replace('let result = 1;', "throw new Error('broken now');") }, 'Break product');
    const { code, entry, stderr } = await compareAsJson(['HEAD~1', 'HEAD', '--bench', 'product'], folder);
    expect(code, stderr).toBe(1);
    expect(entry('product')).toMatchObject({
      state: 'failed',
      failure: { side: 'candidate', message: 'broken now', location: { file: PLANTED_LIBRARY } },
    });
    const other = await compareAsJson(['HEAD', 'HEAD~1', '--bench', 'product'], folder);
    expect(other).toMatchObject({ code: 0 });
    expect(other.entry('product')).toMatchObject({ state: 'failed', failure: { side: 'baseline' } });

    const junit = path.join(emptyFolder(), 'junit.xml');
    const args = ['HEAD', 'HEAD~1', '--bench', 'product', '--markdown', '/dev/full', '--junit', junit];
    const full = await compareAsJson(args, folder);
    expect(full.entry('product').state).toBe('failed');
    expect(full.stderr).toContain('laptime: --markdown: /dev/full could not be written: its disk is full. Free some space there');
    expect(readFileSync(junit, 'utf8')).toContain('product');
    expect(full.code).toBe(1);
  });

  it.each([
    [['HEAD~9'], 1, /HEAD~9/],
    [[], 2, /needs the revision to compare with/],
    [['HEAD', 'HEAD', 'HEAD'], 2, /two revisions at the most/],
    [['HEAD', 'HEAD', '--worktree'], 2, /--worktree is what is on disk/],
    [['HEAD', '--margin', '0%'], 2, /--margin is a percentage above 0%/],
    [['HEAD', '--fail-on', 'anything'], 2, /--fail-on is slower, inconclusive or never/],
    [['HEAD', '--time', 'long'], 2, /--time is a number of seconds/],
    [['HEAD', '--bench', 'no such thing'], 2, /no benchmark has 'no such thing'/],
    [['--upload-pack=touch hacked'], 2, /unknown option/],
    [['HEAD', '--', '--output=hacked'], 1, /--output=hacked/],
  ] as const)('refuses %j', async (args, code, message) => {
    const folder = slowedRepository();
    const ended = await runCli(['compare', ...args], { folder, env: cache() });
    expect(ended.stderr).toMatch(message);
    expect(ended.code).toBe(code);
    expect(existsSync(path.join(folder, 'hacked'))).toBe(false);
  });

  it('needs a repository', async () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'a.bench.js'), plantedBenches);
    const { code, stderr } = await runCli(['compare', 'HEAD'], { folder, env: cache() });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^laptime: .*git repository/);
  });
});

describe('laptime compare --runs', () => {
  it('compares what was measured before, and says that it was not measured together', async () => {
    const folder = slowedRepository();
    const bench = async () => {
      const { code, stderr } = await runCli(['bench', '--preset', 'quick', '--time', '2'], { folder });
      expect(code, stderr).toBe(0);
    };
    change(folder, { [PLANTED_LIBRARY]: plantedLibrary() });
    await bench();
    git(folder, 'checkout', '--quiet', '--', PLANTED_LIBRARY);
    change(folder, { [PLANTED_LIBRARY]: plantedLibrary(2) }, 'Slow down much');
    await bench();
    const { code, stderr, entry } = await compareAsJson(['--runs', 'last~1', 'HEAD'], folder);
    expect(code, stderr).toBe(1);
    expect(entry('sum')).toMatchObject({ verdict: 'slower', design: 'separate-runs' });
    expect(stderr).toContain('were not made together');
    expect(await compareAsJson(['--runs', 'last', 'HEAD~1'], folder)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/No run of HEAD~1 .* is stored/),
    });
    expect(await compareAsJson(['--runs', 'last', 'HEAD'], folder)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Both names mean the run'),
    });
    expect(await compareAsJson(['--runs', 'last~7', 'last'], folder)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('2 runs are stored'),
    });
  });

  it.each([
    [['--runs', 'last'], /compares two stored runs/],
    [['--runs', 'last', 'last~1', '--time', '3'], /--time is for measuring/],
    [['HEAD', '--force'], /--force is for stored runs/],
  ])('refuses %j', async (args, message) => {
    const ended = await runCli(['compare', ...args], { folder: emptyFolder() });
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });
});

describe('an interrupted comparison', () => {
  const patient = ['compare', 'HEAD~1', 'HEAD', '--bench', 'product', '--time', '600', '--margin', '0.1%'];
  const measures = async (cli: StartedCli) => {
    await cli.said('Comparing 1 benchmark');
    await expect.poll(() => cli.descendants().length).toBeGreaterThan(1);
  };

  it('ends its children within a second of SIGINT and leaves the repository as it was', async () => {
    const folder = slowedRepository();
    const before = repositoryState(folder);
    const cli = startCli(patient, { folder, env: cache() });
    await measures(cli);
    cli.child.kill('SIGINT');
    expect(await cli.descendantsLeft(1000)).toEqual([]);
    expect((await cli.ended).code).toBe(130);
    expect(repositoryState(folder)).toEqual(before);
  });

  it('leaves no process and no trace in the repository after kill -9, and the next one runs', async () => {
    const folder = slowedRepository();
    const before = repositoryState(folder);
    const env = cache();
    const cli = startCli(patient, { folder, env });
    await measures(cli);
    cli.child.kill('SIGKILL');
    expect(await cli.descendantsLeft(2000)).toEqual([]);
    expect(repositoryState(folder)).toEqual(before);
    const { code, stderr } = await runCli(['compare', 'HEAD~1', 'HEAD', '--bench', 'product', '--time', '1'], { folder, env });
    expect(code, stderr).toBe(0);
  });

  it('does not disturb another one of the same repository', async () => {
    const folder = slowedRepository();
    const env = cache();
    const args = ['compare', 'HEAD~1', 'HEAD', '--bench', 'sum', '--time', '2', '--fail-on', 'never'];
    const both = await Promise.all([runCli(args, { folder, env }), runCli(args, { folder, env })]);
    expect(both.map(({ code, stderr }) => ({ code, stderr }))).toMatchObject([{ code: 0 }, { code: 0 }]);
  });
});
