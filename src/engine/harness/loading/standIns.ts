import { realpathSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { libraryOfModule, type LoadRequest } from '../../../protocol/harness.ts';

/** Absolute paths of the modules of ours that take the place of a library while a bench file runs. */
export interface StandIn {
  readonly esm: string;
  readonly cjs: string;
}

/**
 * The stand-in in `folder` for what a module imports, or undefined. Packages keep their own tinybench and mitata: what
 * they do with them is no benchmark of the file.
 */
export function standInFor(specifier: string, importer: string | undefined, folder: string): StandIn | undefined {
  const library = libraryOfModule(specifier);
  if (library === undefined) return undefined;
  const fromPackage = importer !== undefined && /[\\/]node_modules[\\/]/u.test(importer);
  if (fromPackage && (library === 'tinybench' || library === 'mitata')) return undefined;
  return { esm: path.join(folder, `${library}.js`), cjs: path.join(folder, `${library}.cjs`) };
}

interface ResolveContext {
  readonly parentURL?: string | undefined;
  readonly conditions?: readonly string[] | undefined;
}

interface Resolved {
  url: string;
  format?: string | null;
  shortCircuit?: boolean;
}

/** The hook of both kinds of module hooks; null leaves the specifier to the next one. */
export function resolveStandIn(specifier: string, context: ResolveContext, { folder, load }: HookData): Resolved | null {
  const standIn = standInFor(specifier, context.parentURL, folder);
  if (!standIn) return null;
  const isRequire = context.conditions?.includes('require') === true && !context.conditions.includes('import');
  // A module with another query is another module: each load has stand-ins that speak to its own session.
  const url = isRequire ? pathToFileURL(standIn.cjs).href : `${pathToFileURL(standIn.esm).href}?load=${load}`;
  return { url, format: isRequire ? 'commonjs' : 'module', shortCircuit: true };
}

/** Of a load, as addresses of modules have them: without links. */
export interface LoadRoots {
  readonly root: string;
  /** Folder of the other side of a comparison; where it is `root` itself, its files are loaded once more. */
  readonly foreignRoot?: string | undefined;
}

export function loadRoots({ root, foreignRoot }: Pick<LoadRequest, 'root' | 'foreignRoot'>): LoadRoots {
  return { root: realpathSync(root), foreignRoot: foreignRoot === undefined ? undefined : realpathSync(foreignRoot) };
}

/** What the hooks are for. */
export interface HookData extends LoadRoots {
  /** Of the stand-ins. */
  readonly folder: string;
  /** Addresses of files that are ES modules whatever their package says. */
  readonly esmUrls: readonly string[];
  /** Which load of a bench file in this process it is, from 1. */
  readonly load: number;
}

const isOf = (root: string, file: string): boolean => file.startsWith(root + path.sep) && !/[\\/]node_modules[\\/]/u.test(file);

/**
 * A comparison whose sides load the same file would find them the same. Packages are shared where both sides have the same.
 * @throws Error when a file lies in the folder of the other side
 */
export function refuseForeign(file: string, { root, foreignRoot }: LoadRoots): void {
  if (foreignRoot === undefined || foreignRoot === root || !isOf(foreignRoot, file)) return;
  throw new Error(
    `${file} belongs to the other revision, and would be compared with itself. Something names it by an absolute path: an alias, a tsconfig, or a link in node_modules.`,
  );
}

/**
 * Makes an ES module of a resolved file that has to be one, refuses what is not of this side, and makes other modules of the files of a
 * revision that is compared with itself.
 */
export function asNeeded(resolved: Resolved, data: HookData): Resolved {
  const { esmUrls, root, foreignRoot, load } = data;
  if (!resolved.url.startsWith('file:')) return resolved;
  const file = fileURLToPath(resolved.url);
  refuseForeign(file, data);
  const needed = esmUrls.includes(resolved.url) ? { ...resolved, format: 'module' } : resolved;
  if (foreignRoot !== root || load === 1 || !isOf(root, file)) return needed;
  const url = new URL(needed.url);
  url.searchParams.set('load', String(load));
  return { ...needed, url: url.href };
}

type Hooks = {
  registerHooks?: (hooks: { resolve(specifier: string, context: ResolveContext, next: NextResolve): Resolved }) => { deregister(): void };
};
type NextResolve = (specifier: string, context?: ResolveContext) => Resolved;
type ResolveFilename = (request: string, parent: { filename?: string | null } | undefined, ...rest: unknown[]) => string;

/**
 * From here on, `import` and `require` of the four libraries give the stand-ins, until the returned function is called. Has to
 * come after tsx: the hook that was registered last is asked first.
 */
export function installStandIns(data: HookData, hooksFile: string): () => void {
  const { registerHooks } = module as Hooks;
  // Since Node 22.15; before, hooks run in a thread of their own, where the newest data replace what was there.
  let hooks: { deregister(): void } | undefined;
  if (registerHooks) {
    hooks = registerHooks({
      resolve: (specifier, context, next) => resolveStandIn(specifier, context, data) ?? asNeeded(next(specifier, context), data),
    });
  } else module.register(pathToFileURL(hooksFile), { data });

  const internals = module as unknown as { _resolveFilename: ResolveFilename; _cache: Record<string, unknown> };
  /* oxlint-disable no-underscore-dangle -- Node's own names */
  const isLoadedAnew = (file: string) => path.dirname(file) === data.folder || (data.foreignRoot === data.root && isOf(data.root, file));
  for (const file of Object.keys(internals._cache)) if (isLoadedAnew(file)) delete internals._cache[file];
  const original = internals._resolveFilename;
  internals._resolveFilename = (request, parent, ...rest) => {
    const standIn = standInFor(request, parent?.filename ?? undefined, data.folder);
    if (standIn) return standIn.cjs;
    const file = original(request, parent, ...rest);
    refuseForeign(file, data);
    return file;
  };
  return () => {
    hooks?.deregister();
    internals._resolveFilename = original;
  };
  /* oxlint-enable no-underscore-dangle */
}
