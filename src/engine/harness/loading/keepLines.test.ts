import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { decode } from '@jridgewell/sourcemap-codec';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { keepLines } from './keepLines.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const printed = (source: string, loader: 'ts' | 'tsx' = 'ts') => transformSync(source, { loader, sourcemap: true, target: 'node20' });
const minified = (code: string) => transformSync(code, { minifyWhitespace: true, legalComments: 'none' }).code;

/** Lines of the source that each line of the code is of. */
const sourceLines = (map: string) =>
  decode((JSON.parse(map) as { mappings: string }).mappings).map((segments) => new Set(segments.map(([, , line]) => line)));

describe('keepLines', () => {
  it('breaks lines as the source does', () => {
    const source =
      'function words(text: string): string[] {\n  return text\n    .toLowerCase()\n    .split(/x/)\n    .filter((word) => word !== "");\n}\n';
    const { code, map } = keepLines(printed(source));
    expect(code).toMatch(/\n\s*split\(/u);
    expect(minified(code)).toBe(minified(printed(source).code));
    expect(sourceLines(map).every((lines) => lines.size <= 1)).toBe(true);
  });

  it('never breaks where a statement would end, nor in a text', () => {
    const source =
      'async function f(value: number) {\n  const text = `a\n  ${\n    value\n  } b\n`;\n  return (\n    text\n  );\n}\nfunction* g() { yield (\n 1\n); throw (\n g);\n}\n';
    const { code } = keepLines(printed(source));
    expect(minified(code)).toBe(minified(printed(source).code));
    expect(code).toMatch(/return text/u);
  });

  it('keeps what all of our own sources mean, and puts nearly each of their lines on one', () => {
    const files = globSync('src/engine/**/*.ts', { cwd: root }).concat(globSync('src/webview/**/*.tsx', { cwd: root }));
    expect(files.length).toBeGreaterThan(100);
    let whole = 0;
    let mixed = 0;
    // One in five: each is printed three times.
    for (const file of files.filter((_, index) => index % 5 === 0)) {
      const before = printed(readFileSync(path.join(root, file), 'utf8'), file.endsWith('x') ? 'tsx' : 'ts');
      const after = keepLines(before);
      expect(minified(after.code), file).toBe(minified(before.code));
      const counts = sourceLines(after.map).map((lines) => lines.size);
      mixed += counts.filter((count) => count > 1).length;
      whole += counts.filter((count) => count <= 1).length;
    }
    expect(mixed / (whole + mixed)).toBeLessThan(0.02);
  });
});
