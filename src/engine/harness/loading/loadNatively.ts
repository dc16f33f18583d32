import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf } from '../../../base/errors.ts';
import type { LoadRequest } from '../../../protocol/harness.ts';
import { installStandIns, loadRoots } from './standIns.ts';

/** The nearest tsconfig.json above a file, which is the one that its author's editor goes by. */
function findTsconfig(file: string): string | undefined {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'tsconfig.json');
    if (existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder)) return undefined;
  }
}

interface TsxApi {
  /** Returns what undoes it. Hooks in a thread of their own do not see what this one does to the environment. */
  register(options?: { readonly tsconfig: string | undefined }): () => unknown;
}

/** tsx would take the one of the current folder. */
function registerWithTsconfig(tsx: TsxApi, file: string, loader: string, warn: (message: string) => void): () => unknown {
  const { env } = process;
  const tsconfig = env['TSX_TSCONFIG_PATH'] === undefined ? findTsconfig(file) : undefined;
  if (tsconfig === undefined) return tsx.register();
  env['TSX_TSCONFIG_PATH'] = tsconfig;
  try {
    return tsx.register();
  } catch (error) {
    // Published packages often have one that extends another which was not published.
    warn(`${tsconfig} could not be read, so its paths and JSX settings are not used: ${messageOf(error)}`);
    env['TSX_TSCONFIG_PATH'] = path.join(loader, 'tsconfig.json');
    return tsx.register();
  }
}

let loads = 0;

/**
 * Executes the bench file with Node's own module system, TypeScript and JSX through tsx's loader: files stay files, so that
 * `import.meta.url`, stacks and the cost of an import are what they are without us. `dist` is the folder of the build.
 * Returns what makes room for another load with a tsconfig of its own: what the file imports later is loaded as that one says.
 */
export async function loadNatively(request: LoadRequest, dist: string, warn: (message: string) => void): Promise<() => Promise<void>> {
  const loader = path.join(dist, 'loader');
  const load = async (api: string) => (await import(pathToFileURL(path.join(loader, 'tsx', api)).href)) as TsxApi;
  const tsconfigBefore = process.env['TSX_TSCONFIG_PATH'];
  const endCommonJs = registerWithTsconfig(await load('cjs/api/index.cjs'), request.file, loader, warn);
  const endModules = (await load('esm/api/index.mjs')).register({ tsconfig: process.env['TSX_TSCONFIG_PATH'] });
  const harness = path.join(dist, 'harness');
  const esmUrls = request.esmFiles.map((file) => pathToFileURL(file).href);
  loads += 1;
  const data = { folder: path.join(harness, 'shims'), esmUrls, load: loads, ...loadRoots(request) };
  const endStandIns = installStandIns(data, path.join(harness, 'hooks.js'));
  await import(pathToFileURL(request.file).href);
  return async () => {
    endStandIns();
    await endModules();
    await endCommonJs();
    if (tsconfigBefore === undefined) delete process.env['TSX_TSCONFIG_PATH'];
    else process.env['TSX_TSCONFIG_PATH'] = tsconfigBefore;
  };
}
