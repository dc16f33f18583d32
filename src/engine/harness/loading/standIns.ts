import module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { libraryOfModule } from '../../../protocol/harness.ts';

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
export function resolveStandIn(specifier: string, context: ResolveContext, { folder }: HookData): Resolved | null {
  const standIn = standInFor(specifier, context.parentURL, folder);
  if (!standIn) return null;
  const isRequire = context.conditions?.includes('require') === true && !context.conditions.includes('import');
  const url = pathToFileURL(isRequire ? standIn.cjs : standIn.esm).href;
  return { url, format: isRequire ? 'commonjs' : 'module', shortCircuit: true };
}

/** What the hooks are for: the folder of the stand-ins, and addresses of files that are ES modules whatever their package says. */
export interface HookData {
  readonly folder: string;
  readonly esmUrls: readonly string[];
}

/** Makes an ES module of a resolved file that has to be one. */
export function asNeeded(resolved: Resolved, { esmUrls }: HookData): Resolved {
  return esmUrls.includes(resolved.url) ? { ...resolved, format: 'module' } : resolved;
}

type Hooks = { registerHooks?: (hooks: { resolve(specifier: string, context: ResolveContext, next: NextResolve): Resolved }) => unknown };
type NextResolve = (specifier: string, context?: ResolveContext) => Resolved;
type ResolveFilename = (request: string, parent: { filename?: string | null } | undefined, ...rest: unknown[]) => string;

/**
 * From here on, `import` and `require` of the four libraries give the stand-ins. Has to come after tsx: the hook that was
 * registered last is asked first.
 */
export function installStandIns(data: HookData, hooksFile: string): void {
  const { registerHooks } = module as Hooks;
  // Since Node 22.15; before, hooks run in a thread of their own.
  if (registerHooks) {
    registerHooks({
      resolve: (specifier, context, next) => resolveStandIn(specifier, context, data) ?? asNeeded(next(specifier, context), data),
    });
  } else module.register(pathToFileURL(hooksFile), { data });

  const internals = module as unknown as { _resolveFilename: ResolveFilename };
  /* oxlint-disable no-underscore-dangle -- Node's own name for it */
  const original = internals._resolveFilename;
  internals._resolveFilename = (request, parent, ...rest) =>
    standInFor(request, parent?.filename ?? undefined, data.folder)?.cjs ?? original(request, parent, ...rest);
  /* oxlint-enable no-underscore-dangle */
}
