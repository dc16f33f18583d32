import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository, runCli } from '../support/cli.ts';
import { copyExamples, emptyFolder, makeWorkspace, twoBenchmarks } from '../support/workspace.ts';

const { version } = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as { version: string };

describe('laptime', () => {
  it('shows its version and its help on the standard output', async () => {
    expect(await runCli(['--version'], { folder: repository })).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
    const help = await runCli(['--help'], { folder: repository });
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const word of ['bench', 'export', 'import', '130']) expect(help.stdout).toContain(word);
  });

  it('shows its help as an error where nothing is asked for', async () => {
    const { code, stdout, stderr } = await runCli([], { folder: repository });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Commands:');
  });

  it.each(['bench', 'export', 'import'])('explains %s', async (command) => {
    const { code, stdout } = await runCli([command, '--help'], { folder: repository });
    expect(code).toBe(0);
    expect(stdout).toContain(`laptime ${command}`);
    expect(stdout).toContain('--root DIR');
  });

  it.each([
    [['bnech'], "laptime: unknown command 'bnech', did you mean 'bench'?"],
    [['--versoin'], "laptime: unknown option '--versoin'"],
    [['bench', '--presett', 'quick'], 'laptime: unknown option --presett, did you mean --preset?'],
    [['bench', '--preset', 'quikc'], "laptime: --preset is quick, standard or thorough, not 'quikc'"],
    [['bench', '--time', '0'], "laptime: --time is a number of seconds above 0 and at most 3600, not '0'"],
    [['bench', '--time=-1'], "not '-1'"],
    [['bench', '--time', 'NaN'], "not 'NaN'"],
    [['bench', '--time'], 'laptime: --time needs a value: --time SECONDS'],
    [['bench', '--json', '-', '--csv', '-'], 'laptime: only one of --json and --csv can be the standard output'],
    [['bench', '--list', '--csv', '-'], 'laptime: --list can be written as --json only'],
    [['bench', '--json', 'none/there.json'], 'laptime: --json: there is no folder'],
    [['bench', '--root', 'nowhere'], 'laptime: --root: there is no folder'],
    [['bench', '../..'], 'is outside of the workspace folder'],
    [['import'], 'laptime: import needs a file'],
    [
      ['import', 'x', '--format', 'csv'],
      "laptime: --format is laptime, github-action-benchmark, asv, vitest, tinybench or bencher, not 'csv'",
    ],
    [['import', 'x', '--commit', 'HEAD'], "laptime: --commit is the hash of a commit, as git rev-parse HEAD prints it, not 'HEAD'"],
    [['export', 'a', 'b'], 'laptime: export writes one file, not 2'],
  ])('ends with 2 for %j and says why in one line', async (args, message) => {
    const { code, stdout, stderr } = await runCli(args, { folder: makeWorkspace({ 'a.bench.js': twoBenchmarks }) });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(2);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('says how to begin where there are no bench files', async () => {
    const { code, stdout, stderr } = await runCli(['bench'], { folder: emptyFolder() });
    expect(stderr).toMatch(/^No bench files in .*: write one named like parse\.bench\.ts/m);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  it('names what is broken in the config, and goes on', async () => {
    const folder = makeWorkspace({ 'a.bench.js': twoBenchmarks, 'laptime.config.json': '{ "preset": "quikc", "budgetz": [] }' });
    const { code, stderr } = await runCli(['bench', '--list'], { folder });
    expect(code).toBe(0);
    expect(stderr).toContain('preset');
    expect(stderr).toContain('did you mean `budgets`?');
  });

  it('lets neither the config nor the name of a broken file steer the terminal', async () => {
    const folder = makeWorkspace({
      'a\u001b[31m.bench.js': `${twoBenchmarks}\nbench('broken', () => {`,
      'laptime.config.json': '{ "\\u001b[31mkey": 1, "preset": "\\u001b[2J" }',
    });
    const { stdout, stderr } = await runCli(['bench', '--list'], { folder });
    expect(stderr).toContain('`\\u001b[31mkey`');
    expect(stderr).toContain('a\\u001b[31m.bench.js:');
    // oxlint-disable-next-line no-control-regex
    expect(stdout + stderr).not.toMatch(/\u001b/);
  });
});

describe('laptime bench --list', () => {
  it('shows the tree of every style and runs nothing', async () => {
    const { code, stdout, stderr } = await runCli(['bench', '--list'], { folder: copyExamples() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchSnapshot();
  });

  it('is the same from a folder below', async () => {
    const folder = copyExamples();
    const above = await runCli(['bench', '--list'], { folder });
    const below = await runCli(['bench', '--list'], { folder: path.join(folder, 'bench') });
    expect(below.stdout).toBe(above.stdout);
  });

  it('filters by file, folder, glob and name', async () => {
    const folder = copyExamples();
    const list = async (...words: string[]) => (await runCli(['bench', '--list', ...words], { folder })).stdout;
    expect(await list('bench/money.bench.ts')).toMatch(/^bench\/money\.bench\.ts\n(  .*\n)+$/);
    expect((await list('bench/{money,stock}.*')).match(/^\S.*/gm)).toEqual(['bench/money.bench.ts', 'bench/stock.bench.ts']);
    const named = await list('ALL', 'AT', 'once');
    expect(named).toContain('    all at once\n');
    expect(named).not.toContain('one after the other');
  });

  it('ends with 2 where nothing matches, and offers what is near', async () => {
    const { code, stdout, stderr } = await runCli(['bench', '--list', 'parse lisst'], {
      folder: makeWorkspace({ 'a.bench.js': twoBenchmarks }),
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain("no benchmark has 'parse lisst' in its file or name; near it: 'parse list'");
  });

  it('is pure JSON where asked', async () => {
    const { code, stdout } = await runCli(['bench', '--list', '--json', '-'], { folder: makeWorkspace({ 'a.bench.js': twoBenchmarks }) });
    expect(code).toBe(0);
    const { files } = JSON.parse(stdout) as { files: { file: string; nodes: { children: { id: string }[] }[] }[] };
    expect(files.map(({ file }) => file)).toEqual(['a.bench.js']);
    expect(files[0]?.nodes[0]?.children.map(({ id }) => id)).toEqual([
      'a.bench.js > json > parse list',
      'a.bench.js > json > parse and write list',
    ]);
  });

  it('names syntax errors with their place, and shows the rest', async () => {
    const folder = makeWorkspace({ 'a.bench.js': `${twoBenchmarks}\nbench('broken', () => {`, 'b.bench.js': twoBenchmarks });
    const { code, stdout, stderr } = await runCli(['bench', '--list'], { folder });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^a\.bench\.js:\d+:\d+: /);
    expect(stdout).toContain('b.bench.js');
  });

  it('shows control characters of names as escapes', async () => {
    const folder = makeWorkspace({ 'a.bench.js': `import { bench } from 'laptime';\nbench('a\\u001b[31mb\\nc\\u202e', () => 1);\n` });
    const { stdout } = await runCli(['bench', '--list'], { folder });
    expect(stdout).toBe('a.bench.js\n  a\\u001b[31mb\\nc\\u202e\n');
  });
});
