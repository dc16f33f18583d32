import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository, runCli, startCli } from '../support/cli.ts';
import { fast, makeWorkspace } from '../support/workspace.ts';

const words = `import { Options } from './options.ts';

export function count(text: string, options: Options, extra?: unknown): number {
  return text.split(options.separator).length + (extra instanceof Map ? extra.size : 0);
}
export const sorted = ({ list }: { list: number[] }): number[] => list.sort((a, b) => a - b);
export class Counter {
  total = 0;
  add(times: number): number {
    this.total += times;
    return this.total;
  }
  static of(total: number): Counter {
    return Object.assign(new Counter(), { total });
  }
}
export default function* numbers(to: number): Generator<number> {
  for (let index = 0; index < to; index++) yield index;
}
export async function later(user: string, password: string): Promise<string> {
  return user + password;
}
export const group = (text: string, of: object): string => text + Object.keys(of).length;
function hidden(): number {
  return 1;
}
export const use = (act: () => number): number => act() + hidden();
`;
const run = `import numbers, { Counter, count, group, later, sorted, use } from './words.ts';
import { Options } from './options.ts';

for (let length = 1; length <= 60; length++) {
  const extra = new Map<unknown, unknown>([[1, -0], ['a', new Date(0)]]);
  extra.set('self', extra);
  count('word '.repeat(length === 60 ? 3000 : length), new Options(/\\s+/u), length % 2 === 0 ? extra : undefined);
}
sorted({ list: [3, 1, 2] });
new Counter().add(3);
Counter.of(3);
[...numbers(50)];
await later('me', 'open sesame');
group('it is', { a: process.env['MY_OWN_THING'] });
use(() => 1);
`;
const files = {
  'package.json': '{ "type": "module", "scripts": { "test": "node src/run.ts" } }',
  'src/words.ts': words,
  'src/options.ts':
    'export class Options {\n  separator: RegExp;\n  constructor(separator: RegExp) {\n    this.separator = separator;\n  }\n}\n',
  'src/run.ts': run,
};
const program = ['--', 'node', '--import', 'tsx', 'src/run.ts'];

function workspace(rest: Readonly<Record<string, string>> = {}): string {
  const folder = makeWorkspace({ ...files, ...rest });
  symlinkSync(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

interface Written {
  readonly file: string;
  readonly inputsFile: string | null;
  readonly benchmarks: readonly string[];
  readonly calls: number;
  readonly notes: readonly string[];
}

async function write(folder: string, name: string, env = {}): Promise<Written & { readonly text: string }> {
  const { code, stdout, stderr } = await runCli(['bench-function', name, '--json', ...program], { folder, env });
  expect(code, stderr).toBe(0);
  const written = JSON.parse(stdout) as Written;
  return { ...written, text: readFileSync(path.join(folder, written.file), 'utf8') };
}

/** The states of all benchmarks of the workspace, by their names. */
async function measured(folder: string, ...words: readonly string[]): Promise<Record<string, string>> {
  const { code, stdout, stderr } = await runCli(['bench', ...words, ...fast, '--time', '0.2', '--json', '-'], { folder });
  expect(code, stderr).toBe(0);
  const { benchmarks } = JSON.parse(stdout) as { benchmarks: readonly { id: string; state: string }[] };
  return Object.fromEntries(benchmarks.map(({ id, state }) => [id, state]));
}

describe('laptime bench-function', () => {
  it('writes bench files that run, for functions of every kind', async () => {
    const folder = workspace();
    const count = await write(folder, 'src/words.ts:count');
    expect(count).toMatchObject({
      file: 'src/words.count.bench.ts',
      inputsFile: 'src/words.count.inputs.ts',
      benchmarks: ['smallest call', 'typical call', 'largest call'],
      calls: 60,
      notes: [],
    });
    expect(count.text).toContain("import { count } from './words.ts';");
    expect(readFileSync(path.join(folder, count.inputsFile!), 'utf8')).toContain("import { Options } from './options.ts';");

    const sorted = await write(folder, 'src/words.ts:6');
    expect(sorted.notes).toEqual(['Calls change what they are given: each iteration gets its own, outside of what is timed.']);
    expect((await write(folder, 'src/words.ts:Counter.add')).text).toContain('typicalCall()');
    expect((await write(folder, 'src/words.ts:Counter.of')).text).toContain('keep(Counter.of(typicalCall[0]))');
    expect((await write(folder, 'src/words.ts:numbers')).text).toContain("import numbers from './words.ts';");

    const later = await write(folder, 'src/words.ts:later');
    expect(later.notes[0]).toContain('may be secret: password');
    expect(later.text).not.toContain('sesame');

    const named = await write(folder, 'src/words.ts:group', { MY_OWN_THING: 'known to nobody' });
    expect(named.text).toContain("import { group as group2 } from './words.ts';");
    expect(named.text).not.toContain('known to nobody');

    expect(await measured(folder)).toEqual({
      'src/words.Counter-add.bench.ts > Counter.add > typical call': 'measured',
      'src/words.Counter-of.bench.ts > Counter.of > typical call': 'measured',
      'src/words.count.bench.ts > count > largest call': 'measured',
      'src/words.count.bench.ts > count > smallest call': 'measured',
      'src/words.count.bench.ts > count > typical call': 'measured',
      'src/words.group.bench.ts > group > typical call': 'measured',
      'src/words.later.bench.ts > later > typical call': 'measured',
      'src/words.numbers.bench.ts > numbers > typical call': 'measured',
      'src/words.sorted.bench.ts > sorted > typical call': 'measured',
    });
    // What was written is what a project with strict types takes.
    const types = ['--noEmit', '--strict', '--skipLibCheck', '--allowImportingTsExtensions', '--module', 'nodenext', '--target', 'es2024'];
    const written = readdirSync(path.join(folder, 'src')).filter((name) => /\.(?:bench|inputs)\.ts$/.test(name));
    const paths = written.map((name) => path.join('src', name));
    rmSync(path.join(folder, 'node_modules'));
    const modules = path.join(repository, 'node_modules');
    const own = ['--types', 'node', '--typeRoots', path.join(modules, '@types')];
    const tsc = [path.join(modules, 'typescript/bin/tsc'), ...types, ...own, ...paths];
    const problems = outputOf(folder, tsc).filter((line) => !line.includes("Cannot find module 'laptime'"));
    expect(problems.filter((line) => !/implicitly has an 'any' type/.test(line))).toEqual([]);
  });

  it.each([
    ['vitest', '{ "type": "module", "devDependencies": { "vitest": "^4.0.0" } }', "from 'vitest'"],
    ['tinybench', '{ "type": "module", "devDependencies": { "tinybench": "^6.0.0" } }', 'await bench.run();'],
    ['mitata', '{ "type": "module", "devDependencies": { "mitata": "^1.0.0" } }', 'do_not_optimize('],
  ])('writes for %s where that is what the project has', async (_, manifest, part) => {
    const folder = workspace({ 'package.json': manifest });
    for (const name of ['count', 'sorted', 'numbers', 'later', 'Counter.add']) {
      expect((await write(folder, `src/words.ts:${name}`)).text).toContain(part);
    }
    const states = Object.values(await measured(folder));
    expect(states).toHaveLength(7);
    expect(new Set(states)).toEqual(new Set(['measured']));
  });

  it('writes as the bench files that are there, and over none of them', async () => {
    const bench = `import { bench } from 'mitata';\nbench('a', () => 1);\n`;
    const folder = workspace({ 'bench/a.bench.ts': bench });
    const first = await write(folder, 'src/words.ts:Counter.of');
    expect(first.file).toBe('bench/words.Counter-of.bench.ts');
    expect(first.text).toContain("from 'mitata';\nimport { Counter } from '../src/words.ts';");
    const second = await write(folder, 'src/words.ts:Counter.of');
    expect(second.file).toBe('bench/words.Counter-of-2.bench.ts');
    expect(readFileSync(path.join(folder, first.file), 'utf8')).toBe(first.text);
  });

  it('calls CommonJS', async () => {
    const folder = workspace({
      'package.json': '{}',
      'old.js': 'exports.old = function (a) { return a * 2; };\n',
      'all.js': 'module.exports = (a) => a * 3;\n',
      'go.js': `require('./old.js').old(7);\nrequire('./all.js')(8);\n`,
    });
    for (const name of ['old.js:old', 'all.js:1']) {
      const { code, stderr } = await runCli(['bench-function', name, '--', 'node', 'go.js'], { folder });
      expect(code, stderr).toBe(0);
    }
    expect(Object.values(await measured(folder))).toEqual(['measured', 'measured']);
  });

  it('tells what it did, and what comes next', async () => {
    const { code, stdout, stderr } = await runCli(['bench-function', 'src/words.ts:numbers', ...program], { folder: workspace() });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Written: src/words.numbers.bench.ts (typical call)\n' });
    expect(stderr).toContain('To run it: laptime bench src/words.numbers.bench.ts\n');
  });

  it.each([
    [['src/words.ts:hidden', ...program], 1, 'hidden in src/words.ts is not exported'],
    [['src/words.ts:cuont', ...program], 1, 'near it: count'],
    [['src/words.ts:use', ...program], 1, 'its argument act is or has a function'],
    [['src/words.ts:count', '--', 'node', '-e', '1'], 1, "'node -e 1' did not call count"],
    [['src/words.ts:count', '--', 'no-such-program'], 1, "'no-such-program' could not be started"],
    [['src/words.ts:count'], 2, '-- is followed by a program'],
    [[...program], 2, 'name one function'],
    [['src/words.ts', ...program], 2, 'FILE:LINE or FILE:NAME'],
    [['src/none.ts:1', ...program], 2, 'there is no file src/none.ts'],
    [['src/words.ts:1', '--limit', '-1', ...program], 2, '--limit'],
  ])('says what is wrong with %o', async (args, code, message) => {
    const folder = workspace();
    const ended = await runCli(['bench-function', ...args], { folder });
    expect(ended.stderr).toContain(message);
    expect(ended.code).toBe(code);
    expect(readdirSync(path.join(folder, 'src')).toSorted()).toEqual(['options.ts', 'run.ts', 'words.ts']);
  });

  it('ends all that it started where it is interrupted, and writes nothing', async () => {
    const folder = workspace({
      'src/forever.ts': `import { Counter } from './words.ts';\nCounter.of(1);\nprocess.stderr.write('it runs');\nsetInterval(() => {}, 1000);\n`,
    });
    const cli = startCli(['bench-function', 'src/words.ts:Counter.of', '--', 'node', '--import', 'tsx', 'src/forever.ts'], { folder });
    await cli.said('it runs');
    cli.child.kill('SIGINT');
    expect(await cli.descendantsLeft(3000)).toEqual([]);
    expect((await cli.ended).code).toBe(130);
    expect(existsSync(path.join(folder, 'src/words.Counter-of.bench.ts'))).toBe(false);
  });
});

function outputOf(cwd: string, args: readonly string[]): string[] {
  try {
    return execFileSync(process.execPath, [...args], { cwd, encoding: 'utf8' })
      .split('\n')
      .filter(Boolean);
  } catch (error) {
    return String((error as { stdout?: string }).stdout)
      .split('\n')
      .filter((line) => line.includes('error'));
  }
}
