import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { isInBaseline, updatedBaseline } from './baseline.ts';
import { disableForFile, disableForLine, removeDirective } from './directiveEdits.ts';
import { findSourceFiles } from './findSourceFiles.ts';
import { fixText } from './fixText.ts';
import { readHints } from './readHints.ts';
import { rules } from './rules/index.ts';

const signal = new AbortController().signal;
const workerFile = fileURLToPath(new URL('worker.ts', import.meta.url));
const globs = { files: ['**/*.{js,ts}', '**/tsconfig*.json'], exclude: [] };

const OLD = '{\n  "compilerOptions": {\n    "target": "ES5",\n    "strict": true\n  }\n}\n';

function workspace(files: Readonly<Record<string, string>>) {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-settings-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  const read = async () => {
    const found = await findSourceFiles(root, { files: [], folders: [] }, globs, signal);
    const { byFile, problems } = await readHints(
      found,
      { root, workerFile, cacheFolder: path.join(root, '.cache'), log: silentLog },
      signal,
    );
    expect(problems).toEqual([]);
    const of = (file: string) => byFile.get(file) ?? { hints: [], unusedDirectives: [] };
    return { found, of, rules: (file: string) => of(file).hints.map(({ rule }) => rule) };
  };
  return { root, read };
}

describe('files of settings', () => {
  it('are looked at beside the code, by their names', async () => {
    const { root, read } = workspace({
      'package.json': '{ "engines": { "node": ">=20" } }',
      'tsconfig.json': OLD,
      'app/tsconfig.build.json': OLD,
      'data/rows.json': '{}',
      'node_modules/a/package.json': '{}',
      'src/a.ts': '',
    });
    execFileSync('git', ['init', '--quiet'], { cwd: root });
    const { found, rules } = await read();
    expect(found).toEqual(['app/tsconfig.build.json', 'src/a.ts', 'tsconfig.json']);
    expect(found.map((file) => rules(file))).toEqual([['ts-target-too-low'], [], ['ts-target-too-low']]);
  });

  it('are read again when another one changes', async () => {
    const { root, read } = workspace({ 'package.json': '{ "engines": { "node": ">=20" } }', 'tsconfig.json': OLD });
    expect((await read()).rules('tsconfig.json')).toEqual(['ts-target-too-low']);
    writeFileSync(path.join(root, 'package.json'), '{ "engines": { "node": ">=8" } }');
    expect((await read()).rules('tsconfig.json')).toEqual([]);
  });

  it('have comments that turn rules off, and a baseline', async () => {
    const { root, read } = workspace({ 'package.json': '{ "engines": { "node": ">=20" } }', 'tsconfig.json': OLD });
    const file = path.join(root, 'tsconfig.json');
    const [hint] = (await read()).of('tsconfig.json').hints;
    expect(hint).toMatchObject({ category: 'config', range: { startLine: 3, startColumn: 15, endLine: 3, endColumn: 20 } });
    expect(isInBaseline(hint!, updatedBaseline({}, ['tsconfig.json'], [hint!]))).toBe(true);
    const place = { rule: hint!.rule, line: 3, column: 15 };
    const edit = disableForLine('tsconfig.json', OLD, place)!;
    expect(edit.text).toBe('    // laptime-disable-next-line ts-target-too-low -- \n');
    const off = OLD.replace('    "target"', `${edit.text}    "target"`);
    writeFileSync(file, off);
    expect((await read()).of('tsconfig.json')).toEqual({ hints: [], unusedDirectives: [] });
    writeFileSync(file, off.replace('ES5', 'ES2022'));
    const [unused] = (await read()).of('tsconfig.json').unusedDirectives;
    expect(unused?.rule).toBe('ts-target-too-low');
    expect(removeDirective('tsconfig.json', off, unused!.range, ['ts-target-too-low'])?.text).toBe('');
    expect(disableForFile('tsconfig.json', OLD, 'ts-target-too-low')?.text).toMatch(/^\/\* laptime-disable ts-target-too-low/u);
  });

  it('stay as they are where they are broken or nothing is safe to change', async () => {
    for (const text of ['', '{', '{ "compilerOptions": { "target": ', '[1, 2', '{ "compilerOptions": [] }', OLD]) {
      const { read, root } = workspace({ 'package.json': '{ "engines": { "node": ">=20" } }', 'tsconfig.json': text });
      await read();
      expect(fixText('tsconfig.json', text, rules, () => expect.unreachable())).toBe(text);
      expect(readFileSync(path.join(root, 'tsconfig.json'), 'utf8')).toBe(text);
    }
  });
});
