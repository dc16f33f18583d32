import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { silentLog } from '../../base/log.ts';
import type { Hint } from '../../model/hint.ts';
import { isInBaseline, readBaseline, updatedBaseline, writeBaseline } from './baseline.ts';
import { findSourceFiles, isLookedAt } from './findSourceFiles.ts';
import { openHintsCache, type KnownHints } from './hintsCache.ts';
import { readSourceFile } from './sourceFile.ts';

const signal = new AbortController().signal;

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-hints-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

describe('findSourceFiles', () => {
  const files = {
    'a.ts': '',
    'src/b.jsx': '',
    'src/c.vue': '',
    'src/c.d.ts': '',
    'src/c.min.js': '',
    'src/notes.md': '',
    'src/old/d.js': '',
    'out/e.js': '',
    'dist/f.js': '',
    'node_modules/g/index.js': '',
    '.gitignore': 'out/\n',
  };
  const globs = { files: ['**/*.{js,jsx,ts,vue}'], exclude: ['src/old'] };
  const find = (root: string, targets: { files?: string[]; folders?: string[] } = {}) =>
    findSourceFiles(root, { files: [], folders: [], ...targets }, globs, signal);

  it('leaves out what git ignores, and what nobody wrote', async () => {
    const root = folderWith(files);
    execFileSync('git', ['init', '--quiet'], { cwd: root });
    expect(await find(root)).toEqual(['a.ts', 'src/b.jsx', 'src/c.vue']);
    expect(await find(root, { folders: ['src'] })).toEqual(['src/b.jsx', 'src/c.vue']);
    expect(await find(root, { folders: [''] })).toEqual(['a.ts', 'src/b.jsx', 'src/c.vue']);
    expect(await find(root, { files: ['out/e.js'] })).toEqual(['out/e.js']);
  });

  it('says of one file whether it is among them', async () => {
    const found = async (root: string) => {
      const all = [...Object.keys(files), 'out/not-there-yet.js', 'not-there-yet.ts', ':(top)a.ts'];
      const looked = await Promise.all(all.map((file) => isLookedAt(root, file, globs, signal)));
      return all.filter((_, index) => looked[index]).toSorted();
    };
    const root = folderWith(files);
    expect(await found(root)).toEqual([
      ':(top)a.ts',
      'a.ts',
      'not-there-yet.ts',
      'out/e.js',
      'out/not-there-yet.js',
      'src/b.jsx',
      'src/c.vue',
    ]);
    execFileSync('git', ['init', '--quiet'], { cwd: root });
    expect(await found(root)).toEqual([':(top)a.ts', 'a.ts', 'not-there-yet.ts', 'src/b.jsx', 'src/c.vue']);
    // A folder that is ignored as a whole.
    expect(await isLookedAt(path.join(root, 'out'), 'e.js', globs, signal)).toBe(true);
  });

  it('walks over the folders where there is no repository', async () => {
    const root = folderWith(files);
    expect(await find(root)).toEqual(['a.ts', 'out/e.js', 'src/b.jsx', 'src/c.vue']);
    expect(await find(root, { folders: ['src'], files: ['src/old/d.js'] })).toEqual(['src/b.jsx', 'src/c.vue', 'src/old/d.js']);
  });

  it('takes a name for no pattern', async () => {
    const root = folderWith({ '[ab]/c.ts': '', 'a/c.ts': '' });
    execFileSync('git', ['init', '--quiet'], { cwd: root });
    expect(await find(root, { folders: ['[ab]'] })).toEqual(['[ab]/c.ts']);
  });
});

describe('readSourceFile', () => {
  it('reads what somebody wrote', async () => {
    const root = folderWith({ 'a.ts': '\uFEFFa();\r\n', 'b.ts': '\uFEFFa();\r\n' });
    const [a, b] = [await readSourceFile(root, 'a.ts'), await readSourceFile(root, 'b.ts')];
    expect(a).toMatchObject({ state: 'read', text: '\uFEFFa();\r\n' });
    expect(b.state === 'read' && a.state === 'read' && a.key !== b.key).toBe(true);
  });

  it('leaves out what is minified, huge, a link or gone', async () => {
    const root = folderWith({ 'min.js': 'a();'.repeat(1000), 'huge.js': 'a();\n'.repeat(500_000), 'long.ts': 'a();\n'.repeat(100) });
    symlinkSync('long.ts', path.join(root, 'link.ts'));
    for (const file of ['min.js', 'huge.js', 'link.ts', 'gone.ts']) expect(await readSourceFile(root, file)).toEqual({ state: 'left-out' });
    expect(await readSourceFile(root, 'long.ts')).toMatchObject({ state: 'read' });
  });

  it('says what it cannot read', async () => {
    const root = folderWith({ 'a.ts': new Uint8Array([0x61, 0xff, 0xfe]) });
    expect(await readSourceFile(root, 'a.ts')).toEqual({ state: 'unreadable', problem: 'a.ts cannot be read: it is not UTF-8' });
  });
});

describe('openHintsCache', () => {
  const hints = (name: string): KnownHints => ({
    hints: { hints: [], unusedDirectives: [{ file: name, rule: null, range: range(1), message: '' }] },
    asked: [],
  });
  const open = (folder: string, version = '1', root = '/w') => openHintsCache({ folder, root, version, log: silentLog });

  it('gives what was saved, for the same rules and the same workspace', async () => {
    const folder = path.join(folderWith({}), 'deep', 'hints');
    const cache = await open(folder);
    cache.set('a', hints('a.ts'));
    await cache.save([]);
    expect((await open(folder)).get('a')).toEqual(hints('a.ts'));
    expect((await open(folder)).rules).toEqual([]);
    expect((await open(folder, '2')).get('a')).toBeUndefined();
    expect((await open(folder, '1', '/other')).get('a')).toBeUndefined();
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('counts a file that was cut off or changed for nothing, and writes it anew', async () => {
    const folder = folderWith({});
    const cache = await open(folder);
    cache.set('a', hints('a.ts'));
    await cache.save([]);
    const file = path.join(folder, readdirSync(folder)[0]!);
    const text = readFileSync(file, 'utf8');
    for (const broken of ['', '{}', text.slice(0, -5), text.replace('a.ts', 'b.ts')]) {
      writeFileSync(file, broken);
      const again = await open(folder);
      expect(again.get('a')).toBeUndefined();
      again.set('b', hints('b.ts'));
      await again.save([]);
      expect((await open(folder)).get('b')).toEqual(hints('b.ts'));
    }
  });

  it('keeps what was used last where there is no room for all', async () => {
    const folder = folderWith({});
    const first = await open(folder);
    const big = hints('x'.repeat(6 * 2 ** 20));
    for (const key of ['a', 'b']) first.set(key, big);
    await first.save([]);
    const second = await open(folder);
    second.get('a');
    second.set('c', big);
    await second.save([]);
    const third = await open(folder);
    expect(['a', 'b', 'c'].map((key) => third.get(key) !== undefined)).toEqual([true, false, true]);
  });

  it('is whole while several write it', async () => {
    const folder = folderWith({});
    const write = async (name: string) => {
      for (let round = 0; round < 10; round += 1) {
        const cache = await open(folder);
        cache.set(`${name}${round}`, hints(name));
        await cache.save([]);
        expect((await open(folder)).rules).toEqual([]);
      }
    };
    await Promise.all(['a', 'b', 'c'].map(write));
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('fails nothing where it cannot write', async () => {
    const place = folderWith({ file: '' });
    const cache = await open(path.join(place, 'file'));
    cache.set('a', hints('a.ts'));
    await cache.save([]);
    expect((await open(path.join(place, 'file'))).get('a')).toBeUndefined();
  });
});

const range = (line: number) => ({ startLine: line, startColumn: 1, endLine: line, endColumn: 2 });

describe('the baseline', () => {
  const hint = (file: string, rule: string, fingerprint: string) => ({ file, rule, fingerprint }) as Hint;

  it('has what it was given, and is read as it was written', async () => {
    const file = path.join(folderWith({}), 'known.json');
    const known = [hint('b.ts', 'no-y', '2'), hint('a.ts', 'no-x', '1'), hint('a.ts', 'no-x', '0')];
    await writeBaseline(file, updatedBaseline({}, ['a.ts', 'b.ts'], known));
    const baseline = await readBaseline(file);
    expect(JSON.stringify(baseline)).toBe('{"a.ts":{"no-x":["0","1"]},"b.ts":{"no-y":["2"]}}');
    for (const each of known) expect(isInBaseline(each, baseline)).toBe(true);
    for (const each of [
      hint('a.ts', 'no-x', '2'),
      hint('c.ts', 'no-x', '1'),
      hint('a.ts', 'toString', '1'),
      hint('constructor', 'name', '1'),
    ])
      expect(isInBaseline(each, baseline)).toBe(false);
  });

  it('keeps files that were not looked at, and forgets what is mended', () => {
    const before = { 'a.ts': { 'no-x': ['1'] }, 'b.ts': { 'no-x': ['2'] } };
    expect(updatedBaseline(before, ['a.ts'], [])).toEqual({ 'b.ts': { 'no-x': ['2'] } });
  });

  it('says what is wrong with a file', async () => {
    const folder = folderWith({ 'broken.json': '{ "format": "other" }' });
    await expect(readBaseline(path.join(folder, 'gone.json'))).rejects.toThrow(/cannot be read.*--update-baseline writes it/u);
    await expect(readBaseline(path.join(folder, 'broken.json'))).rejects.toThrow(/is not a baseline of hints/u);
    await expect(writeBaseline(path.join(folder, 'none/known.json'), {})).rejects.toThrow(/cannot be written/u);
    expect(existsSync(path.join(folder, 'none'))).toBe(false);
  });
});
