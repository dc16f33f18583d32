import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { libraryModules, type LoadRequest } from '../../../protocol/harness.ts';
import { loadRoots, refuseForeign, standInFor, type LoadRoots } from './standIns.ts';
import { findViteConfig } from './viteConfig.ts';

/** The little that is used of Vite, in any of its versions since 5. */
interface Vite {
  createServer(config: object): Promise<ViteServer>;
  /** Since 6. */
  createServerModuleRunner?: (environment: unknown, options: object) => { import(url: string): Promise<unknown>; close(): Promise<void> };
}

interface ViteServer {
  readonly environments?: { readonly ssr: unknown };
  ssrLoadModule(url: string): Promise<unknown>;
  close(): Promise<void>;
}

interface ViteUserConfig {
  readonly test?: { readonly alias?: object; readonly setupFiles?: unknown };
}

/** Vite as the workspace itself has it, or as its Vitest brings it. */
async function importVite(folder: string): Promise<Vite> {
  const manifestFrom = (from: string, name: string) => createRequire(path.join(from, 'package.json')).resolve(`${name}/package.json`);
  const find = () => {
    try {
      return manifestFrom(folder, 'vite');
    } catch {
      return manifestFrom(path.dirname(manifestFrom(folder, 'vitest')), 'vite');
    }
  };
  let manifest: string;
  try {
    manifest = find();
  } catch (cause) {
    const remedy = 'install it there, or set `loader` to "native" in laptime.config.json';
    throw new Error(`The file is to be loaded with Vite, and there is none that ${folder} can use: ${remedy}.`, { cause });
  }
  const entry = path.join(path.dirname(manifest), 'dist', 'node', 'index.js');
  if (!existsSync(entry)) throw new Error(`${path.dirname(manifest)} is no version of Vite that Laptime knows (5 and later).`);
  return (await import(pathToFileURL(entry).href)) as Vite;
}

/** The four libraries, and what a Vitest configuration says only of tests. */
function laptimePlugin(standIns: string, roots: LoadRoots, warn: (message: string) => void) {
  return {
    name: 'laptime',
    enforce: 'pre',
    config({ test }: ViteUserConfig) {
      const setupFiles = [test?.setupFiles ?? []].flat();
      if (setupFiles.length > 0) warn('The setup files of vitest are not run: benchmarks here run outside of its worker.');
      return test?.alias ? { resolve: { alias: test.alias } } : undefined;
    },
    resolveId: (specifier: string, importer?: string) => standInFor(specifier, importer, standIns)?.esm,
    load: (id: string) => refuseForeign(id.replace(/\?.*$/u, ''), roots),
  };
}

/**
 * Executes the bench file through the workspace's own Vite, with its configuration: aliases, plugins, assets. The server
 * listens to nothing and watches nothing. Returns what ends it.
 */
export async function loadWithVite(request: LoadRequest, dist: string, warn: (message: string) => void): Promise<() => Promise<void>> {
  const { root, file } = request;
  const configFile = findViteConfig(root, file);
  const folder = configFile ? path.dirname(configFile) : root;
  const vite = await importVite(folder);
  const server = await vite.createServer({
    root: folder,
    configFile: configFile ?? false,
    // What vitest calls it.
    mode: 'benchmark',
    appType: 'custom',
    logLevel: 'error',
    clearScreen: false,
    server: { middlewareMode: true, hmr: false, ws: false, watch: null, preTransformRequests: false },
    optimizeDeps: { noDiscovery: true, include: [] },
    // What is external never comes to a plugin.
    ssr: { noExternal: libraryModules.map((name) => new RegExp(`^${name}$`, 'u')) },
    plugins: [laptimePlugin(path.join(dist, 'harness', 'shims'), loadRoots(request), warn)],
  });
  // Its modules carry their source maps with them: Node maps their stacks as those of files.
  process.setSourceMapsEnabled(true);
  const runner = vite.createServerModuleRunner?.(server.environments!.ssr, { hmr: false, sourcemapInterceptor: 'node' });
  const close = async () => {
    await runner?.close();
    await server.close();
  };
  try {
    await (runner ? runner.import(file) : server.ssrLoadModule(file));
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}
