import { readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import vm from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { createFolder, testedNodes } from '../programs.fixture.ts';
import { findFunction } from './findFunction.ts';
import { literalOf } from './literal.ts';
import { recordCalls, type CallingProgram } from './recordCalls.ts';

const words = `export function count(text, options) {
  while (options.left-- > 0) text += '.';
  return text.length;
}
export const arrow = ({ a }, b = 2) => a + b;
export class Counter {
  total = 0;
  add(times) { return (this.total += times); }
}
export function each(value) { return value; }
`;
/** Values of all kinds by chance, the same for a seed. Plain text: the program and the test make the same ones. */
const random = `export function randomValues(seed, count) {
  let state = seed;
  const next = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const texts = ['', 'a', "it's", '"', '\\\\', '\\n\\u2028', '\${x}\`', '\\uD83D\\uDE00', '\\uD800', '__proto__', 'constructor', '</script>', '*/', '//'];
  const text = () => texts[next(texts.length)] + texts[next(texts.length)];
  const makers = [
    () => undefined, () => null, () => next(2) === 0, () => next(1e6) / 7, () => [NaN, Infinity, -Infinity, -0, 1e300, 5e-324][next(6)],
    () => BigInt(next(1e9)) ** 3n, text, () => new Date(next(2e9) * 1000), () => new Date(NaN),
    () => new RegExp(['a/b', '[\\\\]/]', '\\n'][next(3)], ['', 'g', 'iu'][next(3)]),
    () => new Uint8Array([next(256), next(256)]), () => new Float64Array([NaN, -0, next(9) / 3]), () => new BigInt64Array([5n]), () => Buffer.from(text()),
    () => new ArrayBuffer(next(5)), () => new RangeError(text()), () => new URL('https://a.example/' + next(9)),
    (depth) => Array.from({ length: next(5) }, () => value(depth)),
    (depth) => { const list = [1, , value(depth)]; if (next(2) === 0) list.length += 2; return list; },
    (depth) => Object.fromEntries(Array.from({ length: next(5) }, () => [text(), value(depth)])),
    (depth) => Object.assign(Object.create(null), { a: value(depth) }),
    (depth) => new Map(Array.from({ length: next(4) }, () => [value(depth), value(depth)])),
    (depth) => new Set(Array.from({ length: next(4) }, () => value(depth))),
    (depth) => { const shared = value(depth); return [shared, { shared }, shared]; },
    (depth) => { const circle = { a: value(depth), list: [] }; circle.list.push(circle); circle.self = circle; return circle; },
    (depth) => { const map = new Map([['a', value(depth)]]); map.set('self', map); return map; },
  ];
  const value = (depth = 0) => makers[next(depth > 4 ? 17 : makers.length)](depth + 1);
  return Array.from({ length: count }, () => value());
}
`;
const ROUNDS = 4;
const CALLS = 50;

const folder = createFolder({
  'package.json': '{ "type": "module" }',
  'src/words.js': words,
  'src/typed.ts': `enum Size { Small = 1 }\nexport function typed<T extends { size: Size }>(of: T): number {\n  return of.size;\n}\n`,
  'src/old.cjs': `exports.old = function (a) { 'use strict'; return a; };\n`,
  'random.mjs': random,
  'calls.js': `import { count, arrow, Counter } from './src/words.js';
for (let left = 0; left < 100; left++) count('a'.repeat(left), { left });
arrow({ a: 1 }); arrow({ a: 2, c: [1] }, 3);
const counter = new Counter(); counter.add(1); counter.add(2);
console.log('done');`,
  'typed.ts': `import { typed } from './src/typed.ts';\nenum Other { A }\nfor (let size = 0; size < 3; size++) typed({ size, other: Other.A });\n`,
  'old.cjs': `const { old } = require('./src/old.cjs');\nold(new Map([[1, 2]]));\n`,
  'thread.js': `import { isMainThread, Worker } from 'node:worker_threads';\nimport { fileURLToPath } from 'node:url';\nimport { arrow } from './src/words.js';\nif (isMainThread) new Worker(fileURLToPath(import.meta.url)); else arrow({ a: 'in a thread' });\n`,
  'child.js': `import { spawnSync } from 'node:child_process';\nspawnSync(process.execPath, ['calls.js'], { stdio: 'inherit' });\n`,
  'waits.js': `import { arrow } from './src/words.js';\narrow({ a: 1 });\nconsole.log('ready');\nsetInterval(() => {}, 1000);\n`,
  'killed.js': `import { arrow } from './src/words.js';\narrow({ a: 1 });\nprocess.kill(process.pid, 'SIGKILL');\n`,
  'rewrites.js': `import { readFileSync, writeFileSync } from 'node:fs';\nimport { readFile } from 'node:fs/promises';\nimport { arrow } from './src/words.js';\narrow({ a: 1 });\nconst file = new URL('./src/words.js', import.meta.url);\nconst text = readFileSync(file, 'utf8');\nif (text !== (await readFile(file)).toString()) throw new Error('they differ');\nwriteFileSync(file, text);\n`,
  'secret.js': `import { each } from './src/words.js';\neach({ at: 'https://x/' + process.env.MY_TOKEN_OF_ALL, password: 'open sesame' });\n`,
  'functions.js': `import { each } from './src/words.js';\neach(() => 1);\n`,
  'random.js': `import { each } from './src/words.js';\nimport { randomValues } from './random.mjs';\nfor (const value of randomValues(Number(process.argv[2]), ${CALLS})) each(value);\n`,
  'some.test.ts': `import { expect, it } from 'vitest';\nimport { typed } from './src/typed.ts';\nit('is typed', () => { for (let size = 0; size < 20; size++) expect(typed({ size })).toBe(size); });\n`,
});
afterAll(() => folder.remove());
const { root } = folder;
// What loads code in a context of its own, from a file that it reads itself, as jest does.
const runner = createFolder({
  'jest-runtime/load.js': `import { readFileSync } from 'node:fs';
import vm from 'node:vm';
export function load(file) {
  const context = vm.createContext({});
  const exports = {};
  vm.compileFunction(readFileSync(file, 'utf8'), ['exports'], { parsingContext: context, filename: file })(exports);
  exports.old({ from: 'a context' });
}
`,
  'jest-runtime/package.json': '{ "type": "module" }',
});
afterAll(() => runner.remove());
symlinkSync(path.resolve(import.meta.dirname, '../../../node_modules'), path.join(root, 'node_modules'));

const distFolder = path.resolve(import.meta.dirname, '../../../dist');
const never = new AbortController().signal;
const leftovers = () => readdirSync(os.tmpdir()).filter((name) => name.startsWith('laptime-calls-'));

function recorder(node: string, env: Record<string, string> = {}) {
  const places = {
    distFolder,
    node: { executable: node, env: { PATH: `${path.dirname(node)}:${process.env['PATH']}`, HOME: root, ...env } },
    log: silentLog,
  };
  return (file: string, name: string, command: readonly string[], rest: Partial<CallingProgram> = {}, signal = never) => {
    const place = path.join(root, file);
    const text = readFileSync(place, 'utf8');
    const { found, recording } = findFunction(file, text, { name });
    const source = { file: realpathSync(place), text, recording };
    return recordCalls({ command, cwd: root, output: () => {}, limitMs: 60_000, ...rest }, { found, source }, places, signal);
  };
}

describe.each(testedNodes())('recordCalls with %s', (_, node) => {
  const record = recorder(node);

  it('records functions, arrow functions and methods, and how often they were called', async () => {
    const count = await record('src/words.js', 'count', ['node', 'calls.js']);
    expect(count).toMatchObject({ count: 100, refusals: [] });
    expect(count.calls.length).toBeGreaterThan(40);
    const [first] = count.calls;
    expect(first!.args[0]).toBe('a'.repeat(first!.call - 1));
    expect(
      count.calls.every(({ changed }) => changed),
      'it counts `left` down',
    ).toBe(true);

    const arrow = await record('src/words.js', 'arrow', ['node', 'calls.js']);
    expect(arrow.calls.map(({ args }) => args.length)).toEqual(expect.arrayContaining([1, 2]));
    expect(arrow.calls.some(({ changed }) => changed)).toBe(false);

    const { calls } = await record('src/words.js', 'Counter.add', ['node', 'calls.js']);
    expect(calls[0]).toMatchObject({ args: [1], self: { kind: 'object', className: 'Counter', entries: [['total', 0]] }, changed: true });
  });

  it('records CommonJS, what threads call, children, and what is killed', async () => {
    expect((await record('src/old.cjs', 'old', ['node', 'old.cjs'])).calls[0]!.args[0]).toMatchObject({ kind: 'map', entries: [[1, 2]] });
    expect((await record('src/words.js', 'arrow', ['node', 'thread.js'])).count).toBe(1);
    expect((await record('src/words.js', 'arrow', ['node', 'child.js'])).count).toBe(2);
    expect((await record('src/words.js', 'arrow', ['node', 'killed.js'])).count).toBe(1);
  });

  it('records TypeScript, through the loader of bench files and through tsx', async () => {
    const own = await record('src/typed.ts', 'typed', ['node', 'typed.ts'], { typescript: true });
    expect(own.count).toBe(3);
    const tsx = await record('src/typed.ts', 'typed', ['node', '--import', 'tsx', 'typed.ts']);
    expect(tsx.count).toBe(3);
  });

  it('records what is read by a loader and runs in a context of its own', async () => {
    const load = pathToFileURL(path.join(runner.root, 'jest-runtime/load.js')).href;
    const script = `import('${load}').then(({ load }) => load(${JSON.stringify(path.join(root, 'src/old.cjs'))}))`;
    const { calls } = await record('src/old.cjs', 'old', ['node', '-e', script]);
    expect(calls[0]!.args[0]).toMatchObject({ entries: [['from', 'a context']] });
  });

  it('shows the file as it is to all but loaders', async () => {
    await record('src/words.js', 'arrow', ['node', 'rewrites.js']);
    expect(readFileSync(path.join(root, 'src/words.js'), 'utf8')).toBe(words);
  });

  it('hides what is secret before anything is written', async () => {
    const secret = 'swordfish-of-the-deep';
    const { calls } = await recorder(node, { MY_TOKEN_OF_ALL: secret })('src/words.js', 'each', ['node', 'secret.js']);
    expect(JSON.stringify(calls)).not.toMatch(/swordfish|sesame/);
    expect(calls[0]!.secrets).toEqual(['MY_TOKEN_OF_ALL', 'password']);
  });

  it('ends what takes too long, and keeps what it recorded', async () => {
    const { count } = await record('src/words.js', 'arrow', ['node', 'waits.js'], { limitMs: 1500 });
    expect(count).toBe(1);
  });

  it('leaves nothing where it is cancelled', async () => {
    const before = leftovers();
    const controller = new AbortController();
    let pid: number | undefined;
    const output = (chunk: Uint8Array) => {
      pid = Number(new TextDecoder().decode(chunk));
      controller.abort();
    };
    const script = `import('./src/words.js').then(({ arrow }) => { arrow({ a: 1 }); console.log(process.pid); setInterval(() => {}, 1000); });`;
    const ended = record('src/words.js', 'arrow', ['node', '-e', script], { output }, controller.signal);
    await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
    await sleep(100);
    expect(() => process.kill(pid!, 0)).toThrow('ESRCH');
    expect(leftovers()).toEqual(before);
  });

  it.each([
    [['node', '-e', '1'], 'no-calls', `did not call each: choose a program or a test that calls it`],
    [['node', '-e', 'process.exit(3)'], 'no-calls', 'did not call each (it ended with exit code 3'],
    [['node', 'functions.js'], 'calls-refused', 'its argument value is or has a function'],
    [['no-such-program'], 'program-missing', 'it is not on the PATH'],
  ])('says of %o what is wrong', async (command, code, message) => {
    await expect(record('src/words.js', 'each', command)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('what is recorded', () => {
  it('is the same when the code that makes it again is run', async () => {
    const record = recorder(process.execPath);
    const { randomValues } = (await import(pathToFileURL(path.join(root, 'random.mjs')).href)) as {
      randomValues: (seed: number, count: number) => unknown[];
    };
    const { each } = (await import(pathToFileURL(path.join(root, 'src/words.js')).href)) as { each: unknown };
    expect(each).toBeTypeOf('function');
    let compared = 0;
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const { calls } = await record('src/words.js', 'each', ['node', 'random.js', String(seed)]);
      const values = randomValues(seed, CALLS);
      for (const { call, args } of calls) {
        const { statements, expression } = literalOf(args[0]!, { indent: 0, typescript: false, classNamed: () => null });
        const code = `(() => { ${statements.join('\n')}\nreturn ${expression}; })()`;
        const again: unknown = vm.runInThisContext(code.replaceAll('Buffer.', 'globalThis.process.getBuiltinModule("buffer").Buffer.'));
        expect(isDeepStrictEqual(again, values[call - 1]), `${code}\nof seed ${seed}, call ${call}`).toBe(true);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(150);
  });

  it('comes from vitest', async () => {
    const { count } = await recorder(process.execPath)('src/typed.ts', 'typed', [
      'node',
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root',
      '.',
    ]);
    expect(count).toBe(20);
  });

  it.runIf(process.features.typescript)('comes from TypeScript that Node itself strips', async () => {
    const files = createFolder({
      'package.json': '{ "type": "module" }',
      'a.ts': 'export const plus = (a: number, b: number): number => a + b;\n',
      'run.ts': `import { plus } from './a.ts';\nplus(1, 2);\n`,
    });
    try {
      const file = path.join(files.root, 'a.ts');
      const text = readFileSync(file, 'utf8');
      const { found, recording } = findFunction('a.ts', text, { name: 'plus' });
      const places = { distFolder, node: { executable: process.execPath, env: { PATH: process.env['PATH']! } }, log: silentLog };
      const program = { command: ['node', 'run.ts'], cwd: files.root, output: () => {}, limitMs: 60_000 };
      const { calls } = await recordCalls(program, { found, source: { file, text, recording } }, places, never);
      expect(calls.at(-1)!.args).toEqual([1, 2]);
    } finally {
      files.remove();
    }
  });
});
