import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../../../model/config.ts';
import type { LoaderChoice } from '../../../model/run.ts';
import { findViteConfig } from '../../harness/index.ts';
import { scanImports } from './scanImports.ts';

/** How a bench file is loaded: the same way for collecting and for every block. */
export interface ChosenLoader {
  readonly choice: LoaderChoice;
  /** Absolute paths of files that have to be loaded as ES modules although their package does not say so. */
  readonly esmFiles: readonly string[];
}

/** Whether Node takes a file for CommonJS unless its syntax or its loader says otherwise. */
async function isInCommonJsPackage(file: string): Promise<boolean> {
  if (/\.[cm][jt]s$/u.test(file)) return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    try {
      const manifest: unknown = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
      return !(typeof manifest === 'object' && manifest !== null && 'type' in manifest && manifest.type === 'module');
    } catch {
      if (folder === path.dirname(folder)) return true;
    }
  }
}

/**
 * How to load a bench file. A module runner rewrites imports, which distorts small timings: so natively, unless there is a
 * Vite or Vitest configuration and something that the file imports cannot be loaded without it. Executes nothing.
 */
export async function chooseLoader({
  root,
  file,
  setting,
}: {
  root: string;
  file: string;
  setting: Config['loader'];
}): Promise<ChosenLoader> {
  const config = findViteConfig(root, file);
  if (setting === 'vite') return { choice: { loader: 'vite', reason: '`loader` is "vite" in laptime.config.json' }, esmFiles: [] };
  const mayNeedVite = setting === 'auto' && config !== null;
  const isCommonJs = await isInCommonJsPackage(file);
  const mayAwait = isCommonJs && /\bawait\b/u.test(await readFile(file, 'utf8'));
  const { needsVite, awaiting } = mayNeedVite || mayAwait ? await scanImports(file) : { needsVite: null, awaiting: [] };
  const esmFiles = isCommonJs ? awaiting : [];
  if (setting === 'native') return { choice: { loader: 'native', reason: '`loader` is "native" in laptime.config.json' }, esmFiles };
  if (config === null) return { choice: { loader: 'native', reason: 'there is no Vite configuration' }, esmFiles };
  const name = path.relative(root, config).replaceAll('\\', '/');
  if (needsVite !== null) return { choice: { loader: 'vite', reason: needsVite }, esmFiles: [] };
  return { choice: { loader: 'native', reason: `nothing that the file imports needs ${name}` }, esmFiles };
}
