import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { BuildFailure, Loader, OnResolveArgs, Plugin, PluginBuild } from 'esbuild';
import { libraryOfModule } from '../../../protocol/harness.ts';

/** What the modules that a bench file imports, directly or not, ask of their loader. */
export interface ImportScan {
  /** Why Node cannot load one of them, in words for the user; null when it can. */
  readonly needsVite: string | null;
  /** Absolute paths of modules with top-level await, and of those that import them. */
  readonly awaiting: readonly string[];
}

// Without the flag `u`: esbuild hands it to Go.
const CODE = /\.[cm]?[jt]sx?$/;
const NATIVE = /\.(?:[cm]?[jt]sx?|json|node|wasm)$/u;
const ONLY_VITE = /\bimport\.meta\.(?:env|glob|hot)\b/u;
/** Beyond this many modules the rest is taken to be like those. */
const MOST_MODULES = 2000;

const loaderOf = (file: string): Loader => {
  const extension = path.extname(file).replace(/^\.[cm]/u, '.');
  // JSX in a plain .js file is a syntax error to Node, too, but here it must not hide what else the file imports.
  return extension === '.js' ? 'jsx' : (extension.slice(1) as Loader);
};

/** A failed build whose every error has a place in a source. */
function isSyntaxError(error: unknown): boolean {
  return error instanceof Error && 'errors' in error && (error as BuildFailure).errors.every(({ location }) => location !== null);
}

/**
 * Follows the imports of a bench file without executing anything: through the workspace's own modules, up to packages and
 * to the libraries that a run brings itself. A file that does not parse has no more imports: loading it will say why.
 */
export async function scanImports(file: string): Promise<ImportScan> {
  const { build, transform } = await import('esbuild');
  const importers = new Map<string, Set<string>>();
  const awaitsItself = new Set<string>();
  let needsVite: string | null = null;

  const nameOf = (module: string) => path.relative(path.dirname(file), module).replaceAll('\\', '/');
  const need = (reason: string) => {
    needsVite ??= reason;
  };

  async function resolve(args: OnResolveArgs, resolver: PluginBuild) {
    const { path: specifier, importer, kind, resolveDir } = args;
    const outside = { path: specifier, external: true };
    if (kind === 'entry-point') return { path: file };
    if (needsVite !== null || importers.size > MOST_MODULES || isBuiltin(specifier) || /^(?:data|file|https?):/u.test(specifier))
      return outside;
    if (libraryOfModule(specifier) !== undefined) return outside;
    if (/\?[\w&=]+$/u.test(specifier))
      return (need(`${nameOf(importer)} imports '${specifier}', which asks for a transform of Vite`), outside);
    const resolved = await resolver.resolve(specifier, { kind, importer, resolveDir, pluginData: args });
    if (resolved.errors.length > 0) {
      // A require may stand in a try; there is no telling.
      if (kind !== 'require-call') need(`${nameOf(importer)} imports '${specifier}', which Node cannot resolve`);
      return outside;
    }
    if (!NATIVE.test(resolved.path))
      return (need(`${nameOf(importer)} imports '${specifier}', which is no code that Node can run`), outside);
    const isPackage = /[\\/]node_modules[\\/]/u.test(resolved.path);
    if (resolved.external || isPackage || !CODE.test(resolved.path)) return outside;
    importers.set(resolved.path, (importers.get(resolved.path) ?? new Set()).add(importer));
    return { path: resolved.path };
  }

  async function load(module: string) {
    const contents = await readFile(module, 'utf8');
    const loader = loaderOf(module);
    const used = ONLY_VITE.exec(contents)?.[0];
    if (used !== undefined) need(`${nameOf(module)} uses ${used}`);
    if (/\bawait\b/u.test(contents)) {
      const failure: unknown = await transform(contents, { loader, format: 'cjs', logLevel: 'silent' }).catch((error: unknown) => error);
      if (failure instanceof Error && failure.message.includes('Top-level await')) awaitsItself.add(module);
    }
    return { contents, loader };
  }

  const plugin: Plugin = {
    name: 'scan',
    setup(resolver) {
      // What this plugin itself asks esbuild to resolve carries plugin data.
      resolver.onResolve({ filter: /.*/ }, (args) => (args.pluginData === undefined ? resolve(args, resolver) : undefined));
      resolver.onLoad({ filter: CODE }, ({ path: module }) => load(module));
    },
  };
  await build({
    entryPoints: [file],
    absWorkingDir: path.dirname(file),
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    plugins: [plugin],
  }).catch((error: unknown) => {
    if (!isSyntaxError(error)) throw error;
  });

  const awaiting = new Set(awaitsItself);
  for (const module of awaiting) for (const importer of importers.get(module) ?? []) awaiting.add(importer);
  return { needsVite, awaiting: [...awaiting] };
}
