import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { copyExamples } from '../support/workspace.ts';

const entry = `
import { makeCatalogue } from '@shelf/catalogue.ts';
import { scanCatalogue } from '@shelf/search.ts';

const products = makeCatalogue(1000);
const end = Date.now() + 800;
while (Date.now() < end) scanCatalogue(products, 'folding garden lamp');
`;

interface TopJson {
  readonly functions: readonly { readonly name: string; readonly url: string; readonly line: number }[];
  readonly lines: readonly { readonly url: string; readonly line: number }[];
}

describe('a bundle that is minified, with its map', () => {
  it('is profiled with the functions, files and lines that were written', async () => {
    const folder = copyExamples();
    writeFileSync(path.join(folder, 'src/main.ts'), entry);
    const options = { bundle: true, minify: true, sourcemap: 'linked', platform: 'node', format: 'esm' } as const;
    await build({ ...options, absWorkingDir: folder, entryPoints: ['src/main.ts'], outfile: 'dist/main.mjs', logLevel: 'silent' });
    const lineOf = (file: string, text: string): number =>
      readFileSync(path.join(folder, file), 'utf8')
        .split('\n')
        .findIndex((line) => line.includes(text)) + 1;

    const recorded = await runCli(['profile', '--out', 'main.cpuprofile', '--', 'node', 'dist/main.mjs'], { folder });
    expect(recorded.code, recorded.stderr).toBe(0);
    const { stdout, stderr } = await runCli(['top', 'main.cpuprofile', '--json'], { folder });
    const { functions, lines } = JSON.parse(stdout) as TopJson;
    const words = {
      name: 'words',
      url: pathToFileURL(path.join(folder, 'src/words.ts')).href,
      line: lineOf('src/words.ts', 'function words'),
    };
    expect(functions.find(({ url }) => url.includes('/src/'))).toMatchObject(words);
    const search = pathToFileURL(path.join(folder, 'src/search.ts')).href;
    expect(functions).toContainEqual(
      expect.objectContaining({ name: 'scanCatalogue', url: search, line: lineOf('src/search.ts', 'function scanCatalogue') }),
    );
    // V8 does not say where in its few long lines: the functions' own lines stand for them, and that is said.
    expect(lines[0]).toMatchObject({ url: words.url, line: words.line });
    expect(stderr).toContain('dist/main.mjs');
    // The code of the bundle itself is of all its sources.
    expect(functions.filter(({ url }) => url.endsWith('/dist/main.mjs')).map(({ name }) => name)).toEqual(['']);
  });
});
