import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
// oxlint-disable-next-line laptime/walls -- in the product a worker reads them
import { moduleImports } from '../discovery/moduleImports.ts';
import { isTestFile, reachingFiles } from './reachingFiles.ts';

const { signal } = new AbortController();

function copyOf(files: Readonly<Record<string, string>>, prefix = '') {
  const top = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'laptime-reaching-')));
  onTestFinished(() => rmSync(top, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(top, file)), { recursive: true });
    writeFileSync(path.join(top, file), text);
  }
  const read: string[] = [];
  const readImports = (file: string, text: string) => {
    read.push(file);
    return Promise.resolve(moduleImports(file, text));
  };
  return { copied: { top, prefix, files: Object.keys(files), readImports }, read };
}

describe('reachingFiles', () => {
  it('finds what loads a file through others, in a folder of the repository, and reads each once', async () => {
    const { copied, read } = copyOf(
      {
        'app/package.json': '{ "dependencies": { "dep": "1" } }',
        'app/src/a.ts': 'export const a = 1;',
        'app/src/index.ts': `export * from './a.js';`,
        'app/one.bench.ts': `import { bench } from 'laptime';\nimport { a } from './src/index.js';`,
        'app/two.bench.ts': `import './src';`,
        'app/else.bench.ts': `import { bench } from 'laptime';`,
        'app/open.bench.ts': `import dep from 'dep';`,
        'app/alias.bench.ts': `import { a } from '@/a';`,
      },
      'app',
    );
    const files = ['one', 'two', 'else', 'open', 'alias'].map((name) => `${name}.bench.ts`);
    expect(await reachingFiles(files, 'src/a.ts', copied, signal)).toEqual({
      sure: ['one.bench.ts', 'two.bench.ts'],
      perhaps: ['open.bench.ts', 'alias.bench.ts'],
    });
    expect(read.filter((file) => file === 'app/src/index.ts')).toHaveLength(1);
  });

  it('ends when it is cancelled', async () => {
    const { copied } = copyOf({ 'a.bench.ts': '' });
    await expect(reachingFiles(['a.bench.ts'], 'a.ts', copied, AbortSignal.abort())).rejects.toThrow('aborted');
  });
});

describe('isTestFile', () => {
  it.each(['a.test.ts', 'src/a.spec.jsx', 'test/a.js', 'tests/deep/a.mjs', '__tests__/a.cts', 'test.js', 'a_test.js', 'src/a-test.ts'])(
    '%s',
    (file) => expect(isTestFile(file)).toBe(true),
  );
  it.each(['src/a.ts', 'src/testing.ts', 'test/a.d.ts', 'test/data.json', 'latest/a.ts', 'src/contest.js'])('not %s', (file) =>
    expect(isTestFile(file)).toBe(false),
  );
});
