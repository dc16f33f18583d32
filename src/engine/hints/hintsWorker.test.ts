import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createHintsWorker } from './hintsWorker.ts';

const pattern = 'export const isList = (text: string) => /^(?:\\w+,?)+$/.test(text);\n';
const spread = 'const all = rows.reduce((sums, row) => ({ ...sums, [row.id]: row }), {});\n';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('createHintsWorker', () => {
  it('finds patterns that go back again and again, and else what needs no analyser', async () => {
    const worker = createHintsWorker();
    const found = await worker.hintsOf('src/a.ts', `${pattern}${spread}`, null);
    expect(found.failures).toEqual([]);
    expect(found.hints.hints.map(({ rule }) => rule)).toEqual(['no-super-linear-backtracking', 'no-accumulating-spread']);
    expect((await worker.hintsOf('src/a.ts', spread, null)).hints.hints.map(({ rule }) => rule)).toEqual(['no-accumulating-spread']);
  });

  it('says nothing of a comment that turns off such a pattern', async () => {
    const { hints } = await createHintsWorker().hintsOf(
      'src/a.ts',
      `// laptime-disable-next-line no-super-linear-backtracking -- short by its type\n${pattern}`,
      null,
    );
    expect(hints).toEqual({ hints: [], unusedDirectives: [] });
  });

  it('reads files by their names, and says which cannot be read', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'laptime-hints-worker-'));
    folders.push(root);
    writeFileSync(path.join(root, 'a.ts'), pattern);
    writeFileSync(path.join(root, 'odd.ts'), new Uint8Array([0x61, 0xff]));
    const read = await createHintsWorker().readFiles(root, ['a.ts', 'odd.ts', 'gone.ts']);
    expect(read.map(({ file, key, problem, hints }) => [file, key !== null, problem, hints.hints.length])).toEqual([
      ['a.ts', true, null, 1],
      ['odd.ts', false, 'odd.ts cannot be read: it is not UTF-8', 0],
      ['gone.ts', false, null, 0],
    ]);
  });
});
