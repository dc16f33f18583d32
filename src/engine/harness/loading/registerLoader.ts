import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf } from '../../../base/errors.ts';

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

/**
 * From now on TypeScript and JSX are loaded through tsx, as the tsconfig.json of this file says. `dist` is the folder of the build.
 * Returns what undoes it.
 */
export async function registerLoader(file: string, dist: string, warn: (message: string) => void): Promise<() => Promise<void>> {
  const loader = path.join(dist, 'loader');
  const load = async (api: string) => (await import(pathToFileURL(path.join(loader, 'tsx', api)).href)) as TsxApi;
  const tsconfigBefore = process.env['TSX_TSCONFIG_PATH'];
  const endCommonJs = registerWithTsconfig(await load('cjs/api/index.cjs'), file, loader, warn);
  const endModules = (await load('esm/api/index.mjs')).register({ tsconfig: process.env['TSX_TSCONFIG_PATH'] });
  return async () => {
    await endModules();
    await endCommonJs();
    if (tsconfigBefore === undefined) delete process.env['TSX_TSCONFIG_PATH'];
    else process.env['TSX_TSCONFIG_PATH'] = tsconfigBefore;
  };
}
