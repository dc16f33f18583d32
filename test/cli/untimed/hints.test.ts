import { chmodSync, existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { repository, runCli } from '../support/cli.ts';
import { emptyFolder, makeWorkspace } from '../support/workspace.ts';

const slow = `export function byId(rows) {
  return rows.reduce((all, row) => ({ ...all, [row.id]: row }), {});
}
`;
const search = `export function isRoute(path: string): boolean {
  return path.indexOf('/api/') === 0;
}
`;
const files = {
  'package.json': '{ "type": "module" }',
  '.gitignore': 'out/\n',
  'src/rows.js': slow,
  'src/late.ts': `export async function load(ids: string[]) {
  const users = [];
  for (const id of ids) users.push(await loadUser(id));
  return users;
}
`,
  'src/fine.ts': 'export const one = 1;\n',
  'src/page.vue': `<template><p /></template>\n<script>\n${slow}</script>\n`,
  'out/rows.js': slow,
  'node_modules/other/index.js': slow,
};

interface Json {
  readonly hints: readonly {
    readonly file: string;
    readonly line: number;
    readonly rule: string;
    readonly severity: string;
    readonly measured: readonly unknown[];
    readonly heat?: number;
  }[];
  readonly files: number;
  readonly inBaseline: number;
  readonly problems: readonly string[];
  readonly unusedDirectives: readonly { readonly file: string }[];
}

function start(content: Readonly<Record<string, string>> = files) {
  const folder = makeWorkspace(content);
  const cache = emptyFolder();
  const run = (...args: string[]) => runCli(['hints', ...args], { folder, env: { XDG_CACHE_HOME: cache } });
  const json = async (...args: string[]) => {
    const { code, stdout, stderr } = await run('--format', 'json', ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout) as Json;
  };
  const places = async (...args: string[]) => (await json(...args)).hints.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
  return { folder, cache, run, json, places };
}

const all = ['src/late.ts:3 no-await-in-loop', 'src/page.vue:4 no-accumulating-spread', 'src/rows.js:2 no-accumulating-spread'];

describe('laptime hints', () => {
  it('tells people what is slow, and why', async () => {
    const { run } = start();
    const { code, stdout, stderr } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^src\/late\.ts:3:\d+ · information · no-await-in-loop\n {2}Each turn waits for `loadUser`/u);
    expect(stdout).toContain('`...all` copies the whole object in each turn of `reduce`');
    expect(stdout).toMatch(
      /\n3 hints in 3 of 4 files: 3 information\.\nEach rule is explained in docs\/rules\.\n--measure says what fixes gain with your code\.\n$/u,
    );
  });

  it('tells scripts, by its schema, and looks where it is told to', async () => {
    const { run, places, json } = start();
    const schema = JSON.parse(readFileSync(path.join(repository, 'docs/laptime-hints.schema.json'), 'utf8')) as object;
    const validate = new Ajv2020({ strict: true }).compile(schema);
    const report = JSON.parse((await run('--format', 'json')).stdout) as unknown;
    expect(validate(report) ? [] : validate.errors).toEqual([]);
    expect(await places()).toEqual(all);
    expect(await places('src/page.vue', 'src/fine.ts')).toEqual([all[1]]);
    expect(await places('out/rows.js')).toEqual(['out/rows.js:2 no-accumulating-spread']);
    expect(await places('--rule', 'no-await-in-loop', 'src')).toEqual([all[0]]);
    expect(await places('--level', 'conservative')).toEqual([]);
    expect((await json()).files).toBe(4);
  });

  it('gives the same from the cache, and what is new of what changed; a broken cache counts for nothing', async () => {
    const { folder, cache, places } = start();
    expect(await places()).toEqual(all);
    const [kept, ...others] = readdirSync(path.join(cache, 'laptime/hints'));
    expect(others).toEqual([]);
    expect(await places()).toEqual(all);
    writeFileSync(path.join(folder, 'src/fine.ts'), slow);
    expect(await places()).toEqual(['src/fine.ts:2 no-accumulating-spread', ...all]);
    writeFileSync(path.join(cache, 'laptime/hints', kept!), 'broken');
    expect(await places()).toEqual(['src/fine.ts:2 no-accumulating-spread', ...all]);
  });

  it('puts first what a profile says is hot, and shows its share', async () => {
    const { folder, run, json } = start();
    const url = pathToFileURL(path.join(folder, 'src/rows.js')).href;
    const frame = { functionName: 'byId', scriptId: '1', url, lineNumber: 0, columnNumber: 21 };
    const profile = {
      nodes: [
        { id: 1, callFrame: { ...frame, functionName: '(root)', url: '', lineNumber: -1, columnNumber: -1 }, hitCount: 0, children: [2] },
        {
          id: 2,
          callFrame: frame,
          hitCount: 4,
          positionTicks: [
            { line: 2, ticks: 3 },
            { line: 1, ticks: 1 },
          ],
        },
      ],
      ...{ startTime: 0, endTime: 4000, samples: [2, 2, 2, 2], timeDeltas: [1000, 1000, 1000, 1000] },
    };
    writeFileSync(path.join(folder, 'a.cpuprofile'), JSON.stringify(profile));
    const { stdout } = await run('--profile', 'a.cpuprofile');
    expect(stdout).toMatch(/^src\/rows\.js:2:\d+ · \w+ · no-accumulating-spread · 75 % of the profile\n/u);
    const { hints } = await json('--profile', 'a.cpuprofile', '--level', 'conservative');
    // Only what was measured to gain something is a warning.
    const severity = hints[0]!.measured.length > 0 ? 'warning' : 'information';
    expect(hints).toEqual([expect.objectContaining({ file: 'src/rows.js', severity, heat: 0.75 })]);
    const later = new Date(Date.now() + 60_000);
    utimesSync(path.join(folder, 'src/rows.js'), later, later);
    expect((await run('--profile', 'a.cpuprofile')).stderr).toMatch(/^src\/rows\.js was written after the profile was recorded/u);
  });

  it('finds patterns that one text can hold up, with the analyser that ships with it', async () => {
    const { places } = start({ 'src/list.ts': 'export const isList = (text: string) => /^(?:\\w+,?)+$/.test(text);\n' });
    expect(await places()).toEqual(['src/list.ts:1 no-super-linear-backtracking']);
  });

  it('says what it cannot read, and goes on', async () => {
    const { folder, run } = start();
    writeFileSync(path.join(folder, 'src/odd.ts'), new Uint8Array([0x61, 0xff]));
    const { code, stdout, stderr } = await run();
    expect(code).toBe(0);
    expect(stderr).toBe('src/odd.ts cannot be read: it is not UTF-8\n');
    expect(stdout).toContain('3 hints in 3 of 4 files');
  });

  it('says that it did not look at what somebody named', async () => {
    const { run } = start({ 'a.min.js': 'a();'.repeat(1000) });
    expect(await run('a.min.js')).toMatchObject({
      code: 0,
      stdout: 'No hints in 0 files.\n',
      stderr: 'a.min.js was not looked at: it is minified, a link, or larger than 2 MB\n',
    });
  });

  it('tells of comments that turn off nothing', async () => {
    const off = `// laptime-disable-next-line -- few rows\n${slow.split('\n').slice(1, 2).join('')}`;
    const { json, run } = start({ 'a.js': `function f(rows) {\n${off}\n}\nf([]); // laptime-disable-line no-await-in-loop\n` });
    expect(await json()).toMatchObject({ hints: [], unusedDirectives: [{ file: 'a.js', line: 5 }] });
    expect((await run()).stdout).toMatch(/^a\.js:5:\d+ · `no-await-in-loop` finds nothing there/u);
  });
});

describe('laptime hints --fix', () => {
  it('writes what is safe once, and keeps line ends, the mark of the byte order and rights', async () => {
    const text = `\uFEFF${search.replaceAll('\n', '\r\n')}`;
    const { folder, run } = start({ 'a.ts': text, 'b.js': slow });
    const file = path.join(folder, 'a.ts');
    chmodSync(file, 0o751);
    const { code, stderr } = await run('--fix', '--level', 'maximum');
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'Fixed: a.ts\n' });
    const fixed = readFileSync(file, 'utf8');
    expect(fixed).toBe(text.replace("path.indexOf('/api/') === 0", "path.startsWith('/api/')"));
    expect(statSync(file).mode & 0o777).toBe(0o751);
    expect(readFileSync(path.join(folder, 'b.js'), 'utf8')).toBe(slow);
    expect((await run('--fix', '--level', 'maximum')).stderr).toBe('');
    expect(readFileSync(file, 'utf8')).toBe(fixed);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('laptime hints in CI', () => {
  it('ends with 1 above --max', async () => {
    const { run } = start();
    expect((await run('--max', '2')).code).toBe(1);
    expect((await run('--max', '3')).code).toBe(0);
  });

  it('shows only what the baseline does not have', async () => {
    const { folder, run, json } = start();
    expect(await run('--baseline', 'known.json', '--update-baseline')).toMatchObject({ code: 0, stderr: '' });
    expect(await json('--baseline', 'known.json')).toMatchObject({ hints: [], inBaseline: 3 });
    writeFileSync(path.join(folder, 'src/rows.js'), `// moved\n\n${slow}\n${slow.replace('byId', 'again')}`);
    const { hints } = await json('--baseline', 'known.json');
    expect(hints.map(({ file, line }) => `${file}:${line}`)).toEqual(['src/rows.js:8']);
    expect((await run('--baseline', 'known.json', '--max', '0')).code).toBe(1);
  });

  it('follows the config', async () => {
    const config =
      '{ "hints": { "rules": { "no-await-in-loop": false, "no-nonsense": false }, "exclude": ["**/*.vue"], "baseline": "known.json" } }';
    const { run } = start({
      ...files,
      'laptime.config.json': config,
      'known.json': '{ "format": "laptime-hints-baseline", "version": 1, "files": {} }',
    });
    const { stdout, stderr } = await run();
    expect(stderr).toContain('turns off `no-nonsense`');
    expect(stdout).toMatch(/^src\/rows\.js:2/u);
    expect(stdout).toContain('1 hint in 1 of 3 files');
    expect((await run('--update-baseline')).code).toBe(0);
    expect((await run('--max', '0')).stdout).toContain('1 more is in the baseline');
  });

  it('writes SARIF and Markdown', async () => {
    const { folder, run } = start();
    const { code, stdout, stderr } = await run('--format', 'sarif', '--output', 'hints.sarif');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: 'Written: hints.sarif\n' });
    const sarif = JSON.parse(readFileSync(path.join(folder, 'hints.sarif'), 'utf8')) as { runs: { results: { ruleId: string }[] }[] };
    expect(sarif.runs[0]!.results.map(({ ruleId }) => ruleId)).toEqual(all.map((each) => each.split(' ')[1]));
    expect((await run('--format', 'markdown')).stdout).toMatch(/^<!-- laptime-hints -->\n## Laptime: 3 hints/u);
  });
});

describe('laptime hints with something wrong', () => {
  it.each([
    [['gone.ts'], 'laptime: there is no file or folder gone.ts'],
    [['package.json'], 'laptime: package.json is not code that is looked at'],
    [['..'], 'is outside of the workspace folder'],
    [['--level', 'high'], "laptime: --level is conservative, balanced, aggressive or maximum, not 'high'"],
    [['--format', 'xml'], "laptime: --format is text, json, sarif or markdown, not 'xml'"],
    [['--rule', 'no-await-in-lop'], "laptime: there is no rule 'no-await-in-lop', did you mean 'no-await-in-loop'?"],
    [['--max', '-1'], '--max needs a value'],
    [['--max', 'few'], "laptime: --max is a whole number from 0, not 'few'"],
    [['--fix', '--profile', 'a.cpuprofile'], 'laptime: --fix takes no --profile'],
    [['--update-baseline'], 'laptime: --update-baseline needs to know the file: --baseline FILE'],
    [['--output', 'none/a.json'], 'laptime: --output: there is no folder'],
  ])('ends with 2 for %j', async (args, message) => {
    const { folder, run } = start();
    const { code, stdout, stderr } = await run(...args);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(existsSync(path.join(folder, '.laptime'))).toBe(false);
  });

  it.each([
    [['--profile', 'gone.cpuprofile'], /gone\.cpuprofile/u],
    [['--baseline', 'gone.json'], /The baseline .*gone\.json cannot be read/u],
  ])('ends with 1 for %j', async (args, message) => {
    const { code, stdout, stderr } = await start().run(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
