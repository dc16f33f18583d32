import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { silentLog } from '../../base/log.ts';
import type { Config } from '../../model/config.ts';
import { openTextHints } from './openTextHints.ts';
import { readHints } from './readHints.ts';
import { askingOthers, isAsAsked, otherFilesIn } from './readOtherFiles.ts';

const signal = new AbortController().signal;
const workerFile = fileURLToPath(new URL('worker.ts', import.meta.url));

function folderWith(files: Readonly<Record<string, string>>) {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-others-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return { root, write };
}

describe('other files', () => {
  it('are read inside of the root, and nowhere else', () => {
    const { root } = folderWith({ 'work/a.ts': 'a', 'work/deep/b.ts': 'b', 'secret/key.ts': 'key' });
    const work = path.join(root, 'work');
    symlinkSync('../secret', path.join(work, 'linked'));
    symlinkSync('../secret/key.ts', path.join(work, 'key.ts'));
    const { others } = askingOthers(otherFilesIn(work));
    expect(['a.ts', 'deep/b.ts', 'deep', 'gone.ts'].map((file) => others.textOf(file))).toEqual(['a', 'b', null, null]);
    expect(['a.ts', 'deep', 'gone'].map((name) => others.has(name))).toEqual([true, true, false]);
    for (const file of ['../secret/key.ts', 'linked/key.ts', 'key.ts', path.join(root, 'secret/key.ts')]) {
      expect([file, others.textOf(file), others.has(file)]).toEqual([file, null, false]);
    }
  });

  it('are none that programs write', () => {
    const { root } = folderWith({ 'large.ts': 'a();\n'.repeat(300_000) });
    expect(askingOthers(otherFilesIn(root)).others.textOf('large.ts')).toBeNull();
  });

  it('are as they were until one that was asked for changes', () => {
    const { root, write } = folderWith({ 'a.ts': 'a', 'b.ts': 'b' });
    const { others, asked } = askingOthers(otherFilesIn(root));
    others.textOf('a.ts');
    others.has('b.ts');
    others.has('c');
    others.textOf('a.ts');
    expect(asked()).toHaveLength(3);
    const holds = () => isAsAsked(asked(), otherFilesIn(root));
    expect(holds()).toBe(true);
    // Of this one only its name was asked.
    write('b.ts', 'other');
    expect(holds()).toBe(true);
    write('c/d.ts', '');
    expect(holds()).toBe(false);
    rmSync(path.join(root, 'c'), { recursive: true });
    write('a.ts', 'other');
    expect(holds()).toBe(false);
    rmSync(path.join(root, 'a.ts'));
    expect(holds()).toBe(false);
  });
});

const main = "import { step3 } from './steps';\nstep3();\n";
const steps = (count: number) => Array.from({ length: count }, (_, at) => `export * from './step${at}.js';\n`).join('');
const config: Config['hints'] = { level: 'balanced', rulesOff: [], files: ['**/*.{js,ts,json}'], exclude: [], baseline: null };

describe('hints that depend on other files', () => {
  it('are kept as long as those are as they were', async () => {
    const { root, write } = folderWith({ 'package.json': '{}', 'main.ts': main, 'steps/index.ts': steps(30) });
    const cacheFolder = path.join(root, 'cache');
    const progress: (readonly [number, number])[] = [];
    const find = async () => {
      const parts = { root, workerFile, cacheFolder, log: silentLog, onProgress: (...at: [number, number]) => void progress.push(at) };
      const { byFile } = await readHints(['main.ts'], parts, signal);
      return byFile.get('main.ts')!.hints.map(({ rule }) => rule);
    };
    expect(await find()).toEqual(['no-barrel-import']);
    expect(await find()).toEqual(['no-barrel-import']);
    write('steps/index.ts', steps(5));
    expect(await find()).toEqual([]);
    write('steps/index.ts', steps(31));
    expect(await find()).toEqual(['no-barrel-import']);
    write('package.json', '{ "devDependencies": { "vite": "*" } }');
    expect(await find()).toEqual([]);
    write('package.json', '{}');
    write('steps.ts', '');
    expect(await find()).toEqual([]);
  });

  it('follow what is saved while somebody writes, and are none of a text without a folder', async () => {
    const { root, write } = folderWith({ 'package.json': '{}', 'steps/index.ts': steps(30) });
    const session = openTextHints({ root, workerFile, log: silentLog, readConfig: async () => config });
    onTestFinished(() => session.dispose());
    const find = async (isInFolder: boolean) => {
      const found = await session.hintsOf({ file: 'main.ts', isInFolder, text: main, level: null }, null, signal);
      return [found?.asksOthers, ...(found?.hints ?? []).map(({ rule }) => rule)];
    };
    expect(await find(true)).toEqual([true, 'no-barrel-import']);
    expect(await find(false)).toEqual([false]);
    write('steps/index.ts', steps(5));
    expect(await find(true)).toEqual([true]);
  });
});
