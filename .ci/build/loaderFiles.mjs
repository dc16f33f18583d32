import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup/cache.mjs';

/** In the top folder of the copy, as `.cjs` and `.mjs`. */
export const ESBUILD_WITH_LINES = 'esbuildWithLines';

/**
 * tsx's loader, with which the harness loads TypeScript. It is copied to switch two options of its transforms off: with
 * `keepNames` esbuild wraps every function expression in a call, which costs more than many a benchmark takes; with
 * `minifyWhitespace` all code of a file is on one line, and V8's profiles tell lines, not columns. For these it also gets its esbuild
 * through a file of ours, which is beside it.
 *
 * @returns {Map<string, Buffer>} contents by path inside tsx's own dist/
 */
export function loaderFiles() {
  const from = path.join(root, 'node_modules/tsx/dist');
  /** @type {Map<string, string>} */
  const contents = new Map();
  let replaced = 0;
  let redirected = 0;
  const copy = (/** @type {string} */ file) => {
    if (contents.has(file)) return;
    const source = readFileSync(path.join(from, file), 'utf8');
    const changed = source
      .replaceAll('minifyWhitespace:!0,keepNames:!0', () => {
        replaced += 1;
        return 'minifyWhitespace:!1,keepNames:!1';
      })
      // The entries only load it early.
      .replaceAll(path.dirname(file) === '.' ? /(from|require\()"esbuild"/g : /$^/g, (_, /** @type {string} */ word) => {
        redirected += 1;
        return `${word}"./${ESBUILD_WITH_LINES}${path.extname(file)}"`;
      });
    contents.set(file, changed);
    for (const [, specifier] of source.matchAll(/(?:\bfrom|\bimport\(?|\brequire\(|\bregister\()\s*["'`](\.{1,2}\/[^"'`?]+)/g)) {
      if (specifier) copy(path.join(path.dirname(file), specifier));
    }
  };
  for (const entry of ['cjs/api/index.cjs', 'esm/api/index.mjs']) copy(entry);
  // One for CommonJS, one for ES modules; hooks in a thread of their own are an entry that only a string names.
  if (replaced !== 2) throw new Error(`tsx has ${replaced} places with these options, not 2: look at what changed in it`);
  if (redirected !== 2) throw new Error(`tsx takes esbuild in ${redirected} places, not 2: look at what changed in it`);
  if (!contents.has('esm/index.mjs')) throw new Error('tsx no longer registers esm/index.mjs: look at what changed in it');
  return new Map([...contents].map(([file, source]) => [file, Buffer.from(source)]));
}
