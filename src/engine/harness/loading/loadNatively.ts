import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LoadRequest } from '../../../protocol/harness.ts';
import { installStandIns } from './standIns.ts';

/** The nearest tsconfig.json above a file, which is the one that its author's editor goes by. */
function findTsconfig(file: string): string | undefined {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'tsconfig.json');
    if (existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder)) return undefined;
  }
}

interface TsxApi {
  register(): unknown;
}

/**
 * Executes the bench file with Node's own module system, TypeScript and JSX through tsx's loader: files stay files, so that
 * `import.meta.url`, stacks and the cost of an import are what they are without us. `dist` is the folder of the build.
 */
export async function loadNatively(request: LoadRequest, dist: string): Promise<void> {
  // tsx would take the one of the current folder.
  const tsconfig = findTsconfig(request.file);
  if (tsconfig !== undefined) process.env['TSX_TSCONFIG_PATH'] ??= tsconfig;
  const tsx = path.join(dist, 'loader', 'tsx');
  for (const api of ['cjs/api/index.cjs', 'esm/api/index.mjs']) {
    const { register } = (await import(pathToFileURL(path.join(tsx, api)).href)) as TsxApi;
    register();
  }
  const harness = path.join(dist, 'harness');
  const esmUrls = request.esmFiles.map((file) => pathToFileURL(file).href);
  installStandIns({ folder: path.join(harness, 'shims'), esmUrls }, path.join(harness, 'hooks.js'));
  await import(pathToFileURL(request.file).href);
}
