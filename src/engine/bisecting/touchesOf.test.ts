import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { createDiscovery } from '../discovery/index.ts';
import { seededRandom } from '../stats/index.ts';
import { gitFileHistory, type OverlaidFiles } from './gitFileHistory.ts';
import { scratchRepository, type ScratchRepository } from './repository.fixture.ts';
import { touchesOf, type BenchSource } from './touchesOf.ts';

const workerFile = fileURLToPath(new URL('../discovery/worker.ts', import.meta.url));
const discovery = createDiscovery({ workerFile, log: silentLog });
afterAll(() => discovery.dispose());

let repository: ScratchRepository;
beforeEach(() => {
  repository = scratchRepository();
});
afterEach(() => repository.remove());

const never = new AbortController().signal;
const manifest = '{ "name": "app", "type": "module", "dependencies": { "lodash": "4" } }';

type Files = Readonly<Record<string, string | null>>;

/** What the second commit of two touches. */
async function touch(before: Files, after: Files, running: Partial<BenchSource> = {}) {
  repository.commit({ 'package.json': manifest, ...before });
  repository.commit(after);
  return (await touchesNow('bench/a.bench.ts', null, running))[0];
}

async function touchesNow(benchFile: string, overlaid: OverlaidFiles | null = null, running: Partial<BenchSource> = {}) {
  const commits = repository.log('--reverse');
  const history = await gitFileHistory(repository.folder, overlaid, never);
  return touchesOf(commits, { benchFile, isBuilt: false, nodeFlags: [], ...running }, history, discovery.readImports, never);
}

const closed: Files = {
  'bench/a.bench.ts': "import { bench } from 'vitest'; import { a } from '../src/a.js'; bench('a', a);",
  'src/a.ts': "import { b } from './lib'; export const a = () => b;",
  'src/lib/index.ts': "export { b } from './b.ts'; import data from './data.json';",
  'src/lib/b.ts': "import type { T } from '../types.ts'; export const b = 1;",
  'src/lib/data.json': '[]',
  'src/types.ts': 'export type T = number;',
  'src/other.ts': 'export {};',
};

describe('touchesOf', () => {
  it.each<[string, Files]>([
    ['the bench file', { 'bench/a.bench.ts': "import '../src/a.js'; // 2" }],
    ['a module', { 'src/a.ts': 'export const a = () => 2;' }],
    ['a module far below', { 'src/lib/b.ts': 'export const b = 2;' }],
    ['a module that is gone', { 'src/lib/b.ts': null }],
    ['data that is imported', { 'src/lib/data.json': '[1]' }],
    ['a file that is found before the one that was', { 'src/a.js': 'export const a = 1;' }],
    ['a file that is found before the folder that was', { 'src/lib.ts': 'export const b = 3;' }],
    ['the manifest', { 'package.json': manifest.replace('4', '5') }],
    ['the lock file', { 'package-lock.json': '{}' }],
    ['the configuration of the compiler', { 'tsconfig.base.json': '{ "compilerOptions": { "target": "es5" } }' }],
    ['the configuration of Laptime', { 'laptime.config.json': '{}' }],
  ])('sees %s change', async (_, after) => {
    expect(await touch(closed, after)).toBe('touches');
  });

  it.each<[string, Files]>([
    ['words', { 'README.md': 'new', 'docs/a/b.md': 'new' }],
    ['modules that are not loaded', { 'src/other.ts': 'export const x = 1;', 'src/new.ts': '', 'test/a.test.ts': "import '../src/a.js';" }],
    ['types', { 'src/types.ts': 'export type T = string;' }],
    ['nothing', {}],
  ])('proves that %s make no difference', async (_, after) => {
    expect(await touch(closed, after)).toBe('same');
  });

  it.each<[string, Files, Files]>([
    ['reads files', { ...closed, 'src/lib/b.ts': "import { readFileSync } from 'node:fs'; export const b = 1;" }, { 'README.md': 'new' }],
    ['loads a package', { ...closed, 'src/lib/b.ts': "import 'lodash/fp'; export const b = 1;" }, { 'src/other.ts': 'new' }],
    ['is transformed by Vite', { ...closed, 'vite.config.ts': 'export default {};' }, { 'src/other.ts': 'new' }],
    ['may be configured by it', closed, { 'config/base.json': '{}' }],
  ])('does not prove it for what %s, but thinks it unlikely', async (_, before, after) => {
    expect(await touch(before, after)).toBe('quiet');
  });

  it.each<[string, Partial<BenchSource>, string]>([
    ['a build', { isBuilt: true }, 'quiet'],
    ['a module that a flag of Node loads', { nodeFlags: ['--expose-gc', '--import', './setup.mjs'] }, 'quiet'],
    ['a module that a flag of Node names', { nodeFlags: ['--require=./setup.cjs'] }, 'quiet'],
    ['flags that load nothing', { nodeFlags: ['--expose-gc', '--max-semi-space-size=64', '--import-nothing'] }, 'same'],
  ])('knows what else runs: %s', async (_, running, expected) => {
    expect(await touch(closed, { 'README.md': 'new' }, running)).toBe(expected);
  });

  it.each<[string, Files]>([
    ['an alias', { ...closed, 'src/lib/b.ts': "import '@/x'; export const b = 1;" }],
    ['a file that is not in git', { ...closed, 'src/lib/b.ts': "import '../../dist/x.js'; export const b = 1;" }],
    ['a folder with a manifest of its own', { ...closed, 'src/lib/package.json': '{ "main": "b.ts" }' }],
    ['no bench file', { 'src/a.ts': '' }],
    ['more brackets than anybody can read', { ...closed, 'src/lib/b.ts': `export const b = ${'['.repeat(200_000)}` }],
  ])('takes everything for a touch where the modules cannot be followed: %s', async (_, before) => {
    expect(await touch(before, { 'README.md': 'new' })).toBe('touches');
  });

  it('does not follow links', async () => {
    const { 'src/a.ts': linked, ...others } = closed;
    repository.commit({ 'package.json': manifest, ...others, 'src/real.ts': linked! });
    symlinkSync('real.ts', path.join(repository.folder, 'src/a.ts'));
    repository.commit({});
    repository.commit({ 'src/real.ts': 'export const a = () => 2;' });
    expect(await touchesNow('bench/a.bench.ts')).toEqual(['touches', 'touches']);
  });

  it('counts all of a package of the same repository', async () => {
    const before: Files = {
      ...closed,
      'src/lib/b.ts': "import '@app/deep/x'; export const b = 1;",
      'packages/deep/package.json': '{ "name": "@app/deep" }',
      'packages/deep/x.js': "import '../shared.js';",
      'packages/shared.js': '',
    };
    const after = [{ 'packages/deep/y.js': '' }, { 'packages/shared.js': '1;' }, { 'packages/unrelated.js': '' }];
    repository.commit({ 'package.json': manifest, ...before });
    after.forEach((files) => repository.commit(files));
    expect(await touchesNow('bench/a.bench.ts')).toEqual(['touches', 'touches', 'same']);
  });

  it('follows the graph as it changes', async () => {
    repository.commit({ 'package.json': manifest, ...closed });
    repository.commit({ 'src/other.ts': 'export const x = 1;' });
    repository.commit({ 'src/a.ts': "import './other.ts'; export const a = () => 1;" });
    repository.commit({ 'src/other.ts': 'export const x = 2;' });
    repository.commit({ 'src/lib/b.ts': 'export const b = 3;' });
    expect(await touchesNow('bench/a.bench.ts')).toEqual(['same', 'touches', 'touches', 'same']);
  });

  it('takes bench files that are laid over all commits for what they are laid over with', async () => {
    repository.commit({ 'package.json': manifest, ...closed, 'bench/a.bench.ts': "import '../src/other.ts';" });
    repository.commit({ 'src/a.ts': 'export const a = () => 2;' });
    repository.commit({ 'bench/a.bench.ts': closed['bench/a.bench.ts']! });
    const head = repository.git('rev-parse', 'HEAD');
    const overlaid = { commit: head, isOverlaid: (file: string) => file.startsWith('bench/') };
    expect(await touchesNow('bench/a.bench.ts', overlaid)).toEqual(['touches', 'same']);
    expect(await touchesNow('bench/a.bench.ts')).toEqual(['same', 'touches']);
  });

  it('ends with the signal', async () => {
    repository.commit(closed);
    repository.commit({});
    const history = await gitFileHistory(repository.folder, null, never);
    await expect(
      touchesOf(
        repository.log('--reverse'),
        { benchFile: 'a', isBuilt: false, nodeFlags: [] },
        history,
        discovery.readImports,
        AbortSignal.abort(),
      ),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('what is proved the same', () => {
  const modules = ['a', 'b', 'c', 'd', 'e'];
  const entry = "import { say } from './a.js'; process.stdout.write(say());";

  /** Each module says its own text and what those say that it loads. */
  const moduleText = (name: string, targets: readonly string[], random: () => number) => {
    const imports = targets.map((target, index) => `import { say as say${index} } from '${target}';`);
    const said = [`'${name}${Math.floor(random() * 1000)}'`, ...targets.map((_, index) => `say${index}()`)];
    return `${imports.join('\n')}\nexport const say = () => [${said.join(', ')}].join(' ');\n`;
  };

  // Node itself loads every commit: what it prints may differ only where a difference was not denied.
  it.each([1, 2])('loads the same, in random histories, seed %d', async (seed) => {
    const { uniform } = seededRandom(seed);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(uniform() * values.length)]!;
    const later = (name: string) =>
      modules
        .slice(modules.indexOf(name) + 1)
        .filter(() => uniform() < 0.4)
        .map((other) => `./${other}.js`);
    repository.commit({
      'package.json': '{ "type": "module" }',
      'main.mjs': entry,
      ...Object.fromEntries(modules.map((name) => [`${name}.js`, moduleText(name, later(name), uniform)])),
    });
    const print = () => execFileSync(process.execPath, ['main.mjs'], { cwd: repository.folder, encoding: 'utf8' });
    const printed = [print()];
    for (let count = 0; count < 25; count++) {
      const name = pick(modules);
      const edit = pick<Files>([
        { [`${name}.js`]: moduleText(name, later(name), uniform) },
        { [`${name}.js`]: moduleText(name, later(name), uniform) },
        { 'README.md': String(uniform()) },
        { [`unrelated${count}.js`]: moduleText('x', ['./a.js'], uniform) },
        { [`${name}.ts`]: `export const say = () => '${uniform()}';` },
        { 'sub/a.js': String(uniform()) },
      ]);
      repository.commit(edit);
      printed.push(print());
    }
    const touches = await touchesNow('main.mjs');
    expect(touches).toHaveLength(25);
    for (const [index, each] of touches.entries()) expect(each !== 'same' || printed[index] === printed[index + 1]).toBe(true);
    expect(touches.filter((each) => each === 'same').length).toBeGreaterThan(3);
    expect(touches.filter((each) => each === 'touches').length).toBeGreaterThan(3);
  });
});
