import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './cache.mjs';
import { npm } from './npm.mjs';
import { problemFrom } from './problem.mjs';

/** @param {string} file @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }>} */
const packagesOf = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;

/** Whether node_modules holds what package-lock.json says. npm writes its own record there last, so half an install has none. */
function isInstalled() {
  const record = 'node_modules/.package-lock.json';
  if (!existsSync(path.join(root, record))) return false;
  // A work tree shared with another machine has that machine's native parts.
  if (!existsSync(path.join(root, `node_modules/@esbuild/${process.platform}-${process.arch}`))) return false;
  const installed = packagesOf(record);
  return Object.entries(packagesOf('package-lock.json')).every(([folder, wanted]) => {
    if (folder === '') return true;
    const there = installed[folder];
    return there === undefined ? wanted.optional === true : there.version === wanted.version && there.integrity === wanted.integrity;
  });
}

/** Brings the locked dependencies, unless they are there. */
export async function ensureDependencies() {
  if (isInstalled()) return;
  console.error('Bringing the locked dependencies');
  const result = await npm(['ci'], root);
  if (!result.ok) throw problemFrom('The dependencies', result.output, root);
}
