import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { repository, runCli } from '../support/cli.ts';
import { copyExamples, fast, makeWorkspace, twoBenchmarks } from '../support/workspace.ts';

interface Report {
  readonly run: { readonly state: string; readonly environment: { readonly nodeVersion: string } };
  readonly benchmarks: readonly {
    readonly id: string;
    readonly state: string;
    readonly summary: { readonly medianNs: number; readonly blocks: number } | null;
    readonly failure: { readonly kind: string } | null;
  }[];
}

const schema = JSON.parse(readFileSync(path.join(repository, 'docs/laptime-report.schema.json'), 'utf8')) as object;
const isReport = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);

function readReport(text: string): Report {
  const report = JSON.parse(text) as Report;
  expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
  return report;
}

describe('laptime bench', () => {
  it('runs the example workspace: every style, no failure', { timeout: 300_000 }, async () => {
    const { code, stdout, stderr } = await runCli(['bench', '--time', '0.5', '--json', '-'], { folder: copyExamples() });
    const { run, benchmarks } = readReport(stdout);
    expect(benchmarks.filter(({ failure }) => failure !== null)).toEqual([]);
    expect(code, stderr).toBe(0);
    expect(run.state).toBe('complete');
    expect(benchmarks.map(({ id, state }) => `${state} ${id}`).toSorted()).toMatchSnapshot();
    for (const { medianNs } of benchmarks.flatMap(({ summary }) => summary ?? [])) expect(medianNs).toBeGreaterThan(0);
    // The slow spots of the library are what its benchmarks show.
    const median = (id: string) => benchmarks.find((benchmark) => benchmark.id === id)?.summary?.medianNs ?? Number.NaN;
    expect(median('bench/money.bench.ts > money > format, kept formatter')).toBeLessThan(
      median('bench/money.bench.ts > money > format, new formatter'),
    );
  });

  it('prints the table on the standard output and progress beside it', async () => {
    const { code, stdout, stderr } = await runCli(['bench', ...fast], { folder: makeWorkspace({ 'a.bench.js': twoBenchmarks }) });
    expect(code).toBe(0);
    expect(stdout).toMatch(/parse list .*µs/);
    expect(stdout).toContain('Next: laptime bench');
    expect(stderr).toMatch(
      /^Measuring 2 benchmarks, about \d+ s\n\[1\/2\] a\.bench\.js > json > .*µs.*\n\[2\/2\] a\.bench\.js > json > .*µs.*\n$/,
    );
  });

  it('runs only what a name filter leaves', async () => {
    const folder = makeWorkspace({ 'a.bench.js': twoBenchmarks, 'b.bench.js': `throw new Error('must not be loaded');` });
    const { code, stdout } = await runCli(['bench', 'AND write', ...fast, '--json', '-'], { folder });
    expect(code).toBe(0);
    expect(readReport(stdout).benchmarks.map(({ id }) => id)).toEqual(['a.bench.js > json > parse and write list']);
  });

  it('finds names that are known only when the file runs, and says where there is none', async () => {
    const folder = makeWorkspace({
      'a.bench.js': `import { bench } from 'laptime';\nfor (const size of [10, 20]) bench('sum ' + size, () => new Array(size).fill(1));\n`,
    });
    const found = await runCli(['bench', 'sum 20', ...fast, '--json', '-'], { folder });
    expect(readReport(found.stdout).benchmarks.map(({ id }) => id)).toEqual(['a.bench.js > sum 20']);
    const none = await runCli(['bench', 'sum 30', ...fast], { folder });
    expect({ code: none.code, stdout: none.stdout }).toEqual({ code: 2, stdout: '' });
    expect(none.stderr).toContain("no benchmark has 'sum 30' in its file or name");
    const { stdout: runs } = await runCli(['export'], { folder });
    expect(runs.match(/\n/g), 'the run that found nothing is not stored').toHaveLength(1);
  });

  it('compares with the run before', async () => {
    const folder = makeWorkspace({ 'a.bench.js': twoBenchmarks });
    await runCli(['bench', ...fast], { folder });
    const { stdout } = await runCli(['bench', ...fast], { folder });
    expect(stdout).toMatch(/parse list .*(no clear change|faster|slower)/);
  });

  it('writes every format, whole and over what was there', async () => {
    const folder = makeWorkspace({ 'a.bench.js': twoBenchmarks, 'out/results.json': 'old' });
    const args = ['bench', ...fast, '--json', 'out/results.json', '--markdown', 'out/results.md', '--csv', 'out/results.csv'];
    const { code, stdout, stderr } = await runCli(args, { folder });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('parse list');
    const read = (name: string) => readFileSync(path.join(folder, 'out', name), 'utf8');
    expect(readReport(read('results.json')).benchmarks).toHaveLength(2);
    expect(read('results.md')).toMatch(/^\| `json > parse list` \| .*µs/m);
    expect(read('results.csv').split('\r\n')).toHaveLength(4);
    expect(readdirSync(path.join(folder, 'out'))).toEqual(['results.csv', 'results.json', 'results.md']);
  });

  it('fails where a benchmark does, and runs the others', async () => {
    const folder = makeWorkspace({
      'a.bench.js': `${twoBenchmarks}\nbench('throws', () => { throw new Error('no \\u001b[31mluck'); });\n`,
      'broken.bench.js': `import { bench } from 'laptime';\nimport './missing.js';\nbench('never', () => 1);\n`,
    });
    const { code, stdout } = await runCli(['bench', ...fast], { folder });
    expect(code).toBe(1);
    expect(stdout).toContain('no \\u001b[31mluck');
    expect(stdout).toContain('a.bench.js:11');
    expect(stdout).toContain('missing.js');
    expect(stdout).toMatch(/parse list .*µs/);
    // oxlint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/\u001b/);
  });

  it('fails where a budget is broken, in the bench file or in the config', async () => {
    const work = `() => JSON.stringify(Array.from({ length: 100 }, (_, id) => ({ id })))`;
    const folder = makeWorkspace({
      'own.bench.js': `import { bench } from 'laptime';\nbench('slow', ${work}, { budget: { median: '10 ns' } });\n`,
      'other.bench.js': `import { bench } from 'laptime';\nbench('slow', ${work});\nbench('fine', ${work}, { budget: { median: '1 s' } });\n`,
      'laptime.config.json': JSON.stringify({ budgets: [{ match: 'other.bench.js', budget: { median: '15 ns' } }] }),
    });
    // An interval, without which no budget is broken, needs some blocks, also where processes are slow to start.
    const { code, stdout } = await runCli(['bench', '--preset', 'quick', '--time', '4', '--json', '-'], { folder });
    expect(code).toBe(1);
    expect(Object.fromEntries(readReport(stdout).benchmarks.map(({ id, failure }) => [id, failure?.kind ?? 'ok']))).toEqual({
      'other.bench.js > slow': 'over-budget',
      'other.bench.js > fine': 'ok',
      'own.bench.js > slow': 'over-budget',
    });
  });

  it('keeps to the width it is given, and to no colour where none is wanted', async () => {
    const folder = makeWorkspace({ 'a.bench.js': twoBenchmarks.replace('parse list', '解析 '.repeat(30)) });
    const bench = (env: Readonly<Record<string, string>>) => runCli(['bench', ...fast], { folder, env });
    const [narrow, coloured, plain] = await Promise.all([bench({ COLUMNS: '60' }), bench({ FORCE_COLOR: '1' }), bench({ NO_COLOR: '1' })]);
    expect(Math.max(...narrow.stdout.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(60);
    expect(coloured.stdout).toContain('\u001b[');
    expect(plain.stdout + plain.stderr).not.toContain('\u001b');
  });

  it('ends quietly where nobody reads to the end', () => {
    const folder = makeWorkspace({ 'a.bench.js': twoBenchmarks });
    const cli = path.join(repository, 'dist/cli.js');
    const script = `"${process.execPath}" "${cli}" bench --list | true; "${process.execPath}" "${cli}" bench ${fast.join(' ')} 2>errors | true; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' });
    expect(readFileSync(path.join(folder, 'errors'), 'utf8')).not.toMatch(/EPIPE|bug/);
  });

  it('refuses a Node that cannot run benchmarks, naming the option', async () => {
    const folder = makeWorkspace({ 'a.bench.js': twoBenchmarks });
    const missing = await runCli(['bench', '--node', '/nowhere/node'], { folder });
    expect({ code: missing.code, stdout: missing.stdout }).toEqual({ code: 1, stdout: '' });
    expect(missing.stderr).toMatch(/laptime: .*\/nowhere\/node.*--node/);
    writeFileSync(path.join(folder, 'fake-node'), '#!/bin/sh\necho hello\n', { mode: 0o755 });
    const fake = await runCli(['bench', '--node', './fake-node'], { folder });
    expect(fake.code).toBe(1);
    expect(fake.stderr).not.toContain('this is a bug');
  });
});
