import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, transformSync, type BuildOptions } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FunctionCost } from '../../../model/profile.ts';
import { rawNode } from '../reading/cpuProfile.fixture.ts';
import { readProfile } from '../reading/readProfile.ts';
import { ProfileSession } from '../session/profileSession.ts';
import { writeCpuProfile } from '../writing/writeCpuProfile.ts';

const BASKET = `import { slow } from './slow.ts';

interface Item {
  readonly value: number;
}

export class Basket {
  #items: Item[] = [];

  addAll(count: number): void {
    for (let i = 0; i < count; i += 1) this.#items.push({ value: slow(i) });
  }

  get sum(): number {
    return this.#items.reduce((all, { value }) => all + value, 0);
  }
}

const runAll = (times: number): number => {
  const basket = new Basket();
  basket.addAll(times);
  return basket.sum;
};

const end = Date.now() + 250;
while (Date.now() < end) runAll(2000);
`;
const SLOW = `type Num = number;

// The hot one.
export function slow(seed: Num): Num {
  let sum: Num = seed;
  for (let i: Num = 0; i < 100; i += 1) {
    sum += Math.sqrt(i + seed);
  }
  return helper(sum);
}

const helper = (value: Num): Num => {
  let out: Num = 0;
  for (let i = 0; i < 50; i += 1) {
    out += Math.sin(value + i);
  }
  return out;
};
`;

let root: string;

beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-written-')));
  mkdirSync(path.join(root, 'src'));
  writeFileSync(path.join(root, 'src/basket.ts'), BASKET);
  writeFileSync(path.join(root, 'src/slow.ts'), SLOW);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function bundle(outfile: string, options: BuildOptions): Promise<string> {
  const entryPoints = [path.join(root, 'src/basket.ts')];
  await build({ entryPoints, bundle: true, platform: 'node', outfile: path.join(root, outfile), logLevel: 'silent', ...options });
  return outfile;
}

function profiled(script: string): ProfileSession {
  execFileSync(process.execPath, ['--cpu-prof', '--cpu-prof-name=a.cpuprofile', '--no-turbo-inlining', script], { cwd: root });
  return sessionOf(readFileSync(path.join(root, 'a.cpuprofile')));
}

function sessionOf(bytes: Uint8Array): ProfileSession {
  const { format, profiles } = readProfile(bytes);
  return new ProfileSession(format, profiles, { root });
}

function functionsOf(session: ProfileSession): ReadonlyMap<string, FunctionCost> {
  const query = { range: null, sortBy: 'self', descending: true, text: 'src/', offset: 0, limit: 100 } as const;
  return new Map(session.table(query).rows.map((row) => [row.name, row]));
}

function expectWritten(session: ProfileSession): void {
  const functions = functionsOf(session);
  expect(functions.get('helper')).toMatchObject({ file: 'src/slow.ts', line: 12, owner: 'workspace' });
  expect(functions.get('slow')).toMatchObject({ file: 'src/slow.ts', line: 4 });
  expect(functions.get('addAll')).toMatchObject({ file: 'src/basket.ts', line: 10 });
  expect(functions.get('runAll')).toMatchObject({ file: 'src/basket.ts', line: 19 });
}

describe('functions and lines are those of the source', () => {
  it.each<[string, BuildOptions]>([
    ['linked.cjs', { sourcemap: 'linked', format: 'cjs' }],
    ['inline.mjs', { sourcemap: 'inline', format: 'esm', sourcesContent: false }],
    // Without the comment: it lies beside the script.
    ['beside.mjs', { sourcemap: 'external', format: 'esm' }],
  ])('of a bundle: %s', async (outfile, options) => {
    const session = profiled(await bundle(outfile, options));
    expectWritten(session);
    expect(session.summary(null).problems).toEqual([]);
    // By samples: on a busy machine a single one may stand for more time than all others.
    const [hottest] = session.heat(path.join(root, 'src/slow.ts')).lines.toSorted((a, b) => b.samples - a.samples);
    expect(hottest).toMatchObject({ file: 'src/slow.ts', line: 15 });
    expect(session.hotLines(100)).toContainEqual(hottest);
    const basket = session.lines('src/basket.ts').map(({ line }) => line);
    // Lines of the bundle are none of the source's.
    expect(basket.every((line) => line <= BASKET.split('\n').length)).toBe(true);
  });

  it('of a minified bundle, whose one line says nothing of lines', async () => {
    const session = profiled(await bundle('mini.js', { sourcemap: 'linked', minify: true }));
    expectWritten(session);
    expect(session.summary(null).problems).toEqual([
      'All of mini.js is in a few long lines, and V8 does not say where in them: its time is shown at the lines that functions begin in.',
    ]);
    const helper = [...functionsOf(session).values()].find(({ name }) => name === 'helper')!;
    expect(session.lines('src/slow.ts').find(({ line }) => line === 12)!.self).toBeCloseTo(helper.self, 3);
  });

  it('of a minified bundle without names in its map, by the text of the source', async () => {
    const outfile = await bundle('nameless.js', { sourcemap: 'linked', minify: true, sourcesContent: true });
    const mapFile = path.join(root, `${outfile}.map`);
    const map = JSON.parse(readFileSync(mapFile, 'utf8')) as { names: string[]; mappings: string };
    // Segments of five numbers become ones of four.
    const { TraceMap, decodedMappings } = await import('@jridgewell/trace-mapping');
    const mappings = decodedMappings(new TraceMap(map as never)).map((line) => line.map((segment) => segment.slice(0, 4)));
    writeFileSync(mapFile, JSON.stringify({ ...map, names: [], mappings }));
    const session = profiled(outfile);
    expectWritten(session);
    expect(functionsOf(session).has('d')).toBe(false);
  });

  it('of a statement over many lines, which is one when it is compiled', () => {
    const source = [
      'export function words(text) {',
      '  const wanted = [text];',
      '  return wanted',
      '    .map((one) => one.trim())',
      '    .map((one) => one.toLowerCase())',
      "    .map((one) => one.normalize('NFD'))",
      '    .filter((one) => one.length > 0)',
      '    .filter(',
      '      (one) => one.length < 100,',
      '    )',
      '    .toSorted();',
      '}',
    ].join('\n');
    const file = path.join(root, 'src/words.ts');
    writeFileSync(file, source);
    const url = pathToFileURL(file).href;
    const { code, map } = transformSync(source, { loader: 'ts', sourcemap: true, sourcefile: file });
    const line = code.split('\n').findIndex((each) => each.includes('return wanted'));
    const nodes = [
      { ...rawNode(1, '(root)', '', -1), children: [2] },
      { ...rawNode(2, 'words', url, 0), callFrame: { ...rawNode(2, 'words', url, 0).callFrame, columnNumber: 21 }, hitCount: 4 },
    ];
    const ticked = [nodes[0], { ...nodes[1], positionTicks: [{ line: line + 1, ticks: 4 }] }];
    const bytes = JSON.stringify({ nodes: ticked, laptime: { sourceMaps: { [url]: JSON.parse(map) } } });
    const session = sessionOf(Buffer.from(bytes));
    expect(session.lines('src/words.ts')).toMatchObject([{ line: 3, self: 4 }]);
    expect(session.summary(null).problems).toEqual([]);
  });

  it('of a script that was never on disk, by the map that was recorded with it', () => {
    const file = path.join(root, 'src/slow.ts');
    const url = `${pathToFileURL(file).href}?namespace=1`;
    const { code, map } = transformSync(`\n\n\n${SLOW}`, { loader: 'ts', sourcemap: true, sourcefile: file, minifyWhitespace: false });
    // The map of the text three lines farther down: it must be this one that counts.
    const line = code.split('\n').findIndex((each) => each.includes('function slow'));
    const column = code.split('\n')[line]!.indexOf('(');
    const nodes = [
      { ...rawNode(1, '(root)', '', -1), children: [2] },
      {
        ...rawNode(2, 'slow', url, line),
        callFrame: { functionName: 'slow', scriptId: '1', url, lineNumber: line, columnNumber: column },
        hitCount: 1,
        positionTicks: [{ line: line + 2, ticks: 1 }],
      },
    ];
    const profile = {
      nodes,
      startTime: 0,
      endTime: 10,
      samples: [2],
      timeDeltas: [0],
      laptime: { sourceMaps: { [url]: JSON.parse(map) as unknown } },
    };
    const session = sessionOf(Buffer.from(JSON.stringify(profile)));
    expect(session.table({ range: null, sortBy: 'self', descending: true, text: 'slow', offset: 0, limit: 5 }).rows).toMatchObject([
      { name: 'slow', file: 'src/slow.ts', line: 7 },
    ]);
    expect(session.lines('src/slow.ts')).toMatchObject([{ line: 8, self: 10 }]);
  });
});

describe('lines of what V8 has inlined', () => {
  it('are those of the function that was inlined, if it is seen anywhere below', () => {
    const [a, b] = ['a.mjs', 'b.mjs'].map((name) => path.join(root, name));
    const outer = [
      '// A',
      '// B',
      'export function outer(count) {',
      '  let sum = 0;',
      '  sum += inner(count);',
      '  return sum;',
      '}',
      ...Array<string>(20).fill('//'),
    ];
    const inner = [...Array<string>(9).fill('//'), 'export function inner(value) {', '  return value * 2;', '}'];
    writeFileSync(a!, outer.join('\n'));
    writeFileSync(b!, inner.join('\n'));
    const node = (id: number, functionName: string, file: string, lineNumber: number, columnNumber: number, ticks: number[]) => ({
      ...{
        id,
        callFrame: { functionName, scriptId: '1', url: pathToFileURL(file).href, lineNumber, columnNumber },
        hitCount: ticks.length,
      },
      positionTicks: ticks.map((line) => ({ line, ticks: 1 })),
    });
    const nodes = [
      { ...rawNode(1, '(root)', '', -1), children: [2] },
      // Line 11 is after its end, and in what it calls; line 20 is in nothing that is known.
      { ...node(2, 'outer', a!, 2, 21, [5, 11, 20]), children: [3] },
      node(3, 'inner', b!, 9, 21, [11]),
    ];
    const session = sessionOf(
      Buffer.from(JSON.stringify({ nodes, startTime: 0, endTime: 40, samples: [2, 2, 2, 3], timeDeltas: [0, 10, 10, 10] })),
    );
    expect(session.lines('b.mjs')).toMatchObject([{ line: 11, self: 20 }]);
    const again = sessionOf(Buffer.from([...writeCpuProfile(session.chosenProfile.profile)].join('')));
    expect(again.lines('a.mjs').map(({ line }) => line)).toEqual([5, 20]);
    expect(session.lines('a.mjs')).toMatchObject([
      { line: 5, self: 10 },
      { line: 20, self: 10 },
    ]);
  });
});

describe('what is said of a recording', () => {
  const recording = {
    laptimeVersion: '1.0.0',
    kind: 'cpu',
    source: { kind: 'program', command: ['node', 'a.js'] },
    title: 'node a.js',
    recordedAt: '2026-05-06T07:08:09.000Z',
    nodeVersion: '24.0.0',
    root: '/elsewhere',
    commit: null,
    interval: 500,
    iterations: null,
    slowdown: null,
  };
  const cpu = (laptime: unknown) => {
    const nodes = [
      { ...rawNode(1, '(root)', '', -1), children: [2] },
      { ...rawNode(2, 'f', 'file:///elsewhere/src/f.js', 4), hitCount: 1 },
    ];
    return sessionOf(Buffer.from(JSON.stringify({ laptime, nodes, startTime: 0, endTime: 10, samples: [2], timeDeltas: [0] })));
  };
  const fileOf = (session: ProfileSession) =>
    session.table({ range: null, sortBy: 'self', descending: true, text: '', offset: 0, limit: 1 }).rows[0]!.file;

  it('is read, and names files from the folder that was recorded', () => {
    const session = cpu({ recording });
    expect(session.summary(null)).toMatchObject({ recording, problems: [] });
    expect(fileOf(session)).toBe('src/f.js');
    const heap = {
      head: { callFrame: rawNode(1, '(root)', '', -1).callFrame, selfSize: 5, children: [] },
      laptime: { recording: { ...recording, kind: 'heap' } },
    };
    expect(sessionOf(Buffer.from(JSON.stringify(heap))).summary(null)).toMatchObject({ unit: 'bytes', recording: { kind: 'heap' } });
  });

  it.each<[string, unknown, RegExp]>([
    ['no object', 5, /“laptime” at byte \d+ is not as Laptime writes it/u],
    ['a folder that is none', { recording: { ...recording, root: '../..' } }, /its root is not as Laptime/u],
    ['another kind', { recording: { ...recording, kind: 'gpu' } }, /its kind is not/u],
    ['a text where a number is', { recording: { ...recording, iterations: '5' } }, /its iterations is not/u],
    ['an endless title', { recording: { ...recording, title: 'x'.repeat(1e5) } }, /its title is not/u],
    [
      'maps that are none',
      { sourceMaps: { 'file:///elsewhere/src/f.js': { version: 3, sources: 5, names: [], mappings: 7 } } },
      /source map of file:\/\/\/elsewhere\/src\/f\.js cannot be read/u,
    ],
    [
      'maps with broken numbers',
      { sourceMaps: { 'file:///elsewhere/src/f.js': { version: 3, sources: [null], names: [], mappings: [[[1, 99, -5, 1e9, 7]]] } } },
      /^$|source map/u,
    ],
  ])('is left out where it is not whole: %s', (_, laptime, problem) => {
    const session = cpu(laptime);
    const { problems, recording: read } = session.summary(null);
    expect(problems.join('\n')).toMatch(problem);
    expect(read).toBeNull();
    expect(session.table({ range: null, sortBy: 'self', descending: true, text: '', offset: 0, limit: 5 }).rows[0]!.self).toBe(10);
    session.hotLines(10);
    session.placeOf(0);
  });

  it('asks nobody for maps of the network, nor for what is no file', () => {
    writeFileSync(path.join(root, 'remote.js'), '//# sourceMappingURL=https://example.invalid/a.map\n');
    const urls = [
      pathToFileURL(path.join(root, 'remote.js')).href,
      'file://server/share/a.js',
      '\\\\server\\share\\a.js',
      '/dev/zero',
      'file:///dev/stdin',
      'http://example.invalid/x.js',
    ];
    const nodes = [
      { ...rawNode(1, '(root)', '', -1), children: urls.map((_, index) => index + 2) },
      ...urls.map((url, index) => rawNode(index + 2, 'f', url, 4)),
    ];
    const session = sessionOf(Buffer.from(JSON.stringify({ nodes, startTime: 0, endTime: 10, samples: [2], timeDeltas: [0] })));
    expect(session.summary(null).problems).toEqual([]);
  });
});
