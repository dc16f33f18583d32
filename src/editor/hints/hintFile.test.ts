import { describe, expect, it } from 'vitest';
import { hintFileOf } from './hintFile.ts';

const document = (scheme: string, path: string, languageId: string) =>
  ({ uri: { scheme, path }, languageId }) as unknown as Parameters<typeof hintFileOf>[0];
const inFolder = (file: string, languageId: string) => hintFileOf(document('file', `/home/me/${file}`, languageId), file);
const elsewhere = (scheme: string, path: string, languageId: string) => hintFileOf(document(scheme, path, languageId), null);

describe('hintFileOf', () => {
  it('has the name of a file in its folder, where it is code', () => {
    expect(inFolder('src/a.mts', 'typescript')).toEqual({ file: 'src/a.mts', isInFolder: true });
    expect(inFolder('src/a.vue', 'plaintext')).toEqual({ file: 'src/a.vue', isInFolder: true });
    expect(inFolder('src/a.svelte', 'svelte')).toEqual({ file: 'src/a.svelte', isInFolder: true });
  });

  it('leaves out what is of another language, whatever its name', () => {
    expect(inFolder('locale/de.ts', 'xml')).toBeNull();
    expect(inFolder('readme.md', 'markdown')).toBeNull();
    // The command line does not look at it either.
    expect(inFolder('bin/run', 'javascript')).toBeNull();
  });

  it('takes settings of code by their names, in a folder', () => {
    expect(inFolder('tsconfig.json', 'jsonc')).toEqual({ file: 'tsconfig.json', isInFolder: true });
    expect(inFolder('app/tsconfig.build.json', 'jsonc')).toEqual({ file: 'app/tsconfig.build.json', isInFolder: true });
    expect(inFolder('package.json', 'json')).toBeNull();
    expect(inFolder('data/rows.json', 'json')).toBeNull();
    expect(elsewhere('file', '/tmp/tsconfig.json', 'jsonc')).toBeNull();
  });

  it('has a name that tells the language for what is in no folder', () => {
    expect(elsewhere('untitled', 'Untitled-1', 'typescriptreact')).toEqual({ file: 'Untitled-1.tsx', isInFolder: false });
    expect(elsewhere('untitled', 'Untitled-2', 'plaintext')).toBeNull();
    expect(elsewhere('file', '/tmp/script', 'javascript')).toEqual({ file: 'tmp/script.js', isInFolder: false });
    expect(elsewhere('file', '/c:/me/a.cjs', 'javascript')).toEqual({ file: 'c:/me/a.cjs', isInFolder: false });
  });

  it('leaves out what is no text that somebody writes', () => {
    expect(elsewhere('git', '/home/me/a.ts', 'typescript')).toBeNull();
    expect(elsewhere('vscode-notebook-cell', '/home/me/a.ipynb', 'javascript')).toBeNull();
    expect(elsewhere('output', 'laptime.log', 'typescript')).toBeNull();
  });
});
