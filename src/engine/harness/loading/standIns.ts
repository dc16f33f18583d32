import module from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BenchApi } from '../../../model/benchmark.ts';
import { libraryOfModule } from '../../../protocol/harness.ts';

/** The libraries whose place is taken by modules of ours while a bench file runs. */
const LIBRARIES: readonly BenchApi[] = ['vitest', 'tinybench', 'mitata', 'laptime'];

/** Absolute paths of the stand-ins of one library. */
export interface StandIn {
  readonly esm: string;
  readonly cjs: string;
}

export type StandIns = Readonly<Record<BenchApi, StandIn>>;

export function standInsIn(folder: string): StandIns {
  const pair = (name: BenchApi) => [name, { esm: path.join(folder, `${name}.js`), cjs: path.join(folder, `${name}.cjs`) }];
  return Object.fromEntries(LIBRARIES.map(pair)) as StandIns;
}

/**
 * The stand-in for what a module imports, or undefined. Packages keep their own tinybench and mitata: what they do with
 * them is no benchmark of the file.
 */
export function standInFor(specifier: string, importer: string | undefined, standIns: StandIns): StandIn | undefined {
  const library = libraryOfModule(specifier);
  if (library === undefined) return undefined;
  const fromPackage = importer !== undefined && /[\\/]node_modules[\\/]/u.test(importer);
  if (fromPackage && (library === 'tinybench' || library === 'mitata')) return undefined;
  return standIns[library];
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
export function resolveStandIn(specifier: string, context: ResolveContext, standIns: StandIns): Resolved | null {
  const standIn = standInFor(specifier, context.parentURL, standIns);
  if (!standIn) return null;
  const isRequire = context.conditions?.includes('require') === true && !context.conditions.includes('import');
  const url = pathToFileURL(isRequire ? standIn.cjs : standIn.esm).href;
  return { url, format: isRequire ? 'commonjs' : 'module', shortCircuit: true };
}

type Hooks = { registerHooks?: (hooks: { resolve(specifier: string, context: ResolveContext, next: NextResolve): Resolved }) => unknown };
type NextResolve = (specifier: string, context?: ResolveContext) => Resolved;
type ResolveFilename = (request: string, parent: { filename?: string | null } | undefined, ...rest: unknown[]) => string;

/**
 * From here on, `import` and `require` of the four libraries give the stand-ins. Has to come after tsx: the hook that was
 * registered last is asked first.
 */
export function installStandIns(standIns: StandIns, hooksFile: string): void {
  const { registerHooks } = module as Hooks;
  // Since Node 22.15; before, hooks run in a thread of their own.
  if (registerHooks) {
    registerHooks({ resolve: (specifier, context, next) => resolveStandIn(specifier, context, standIns) ?? next(specifier, context) });
  } else module.register(pathToFileURL(hooksFile), { data: standIns });

  const internals = module as unknown as { _resolveFilename: ResolveFilename };
  const original = internals._resolveFilename;
  internals._resolveFilename = (request, parent, ...rest) =>
    standInFor(request, parent?.filename ?? undefined, standIns)?.cjs ?? original(request, parent, ...rest);
}

/** A `file:` address or a path, as a path. */
export const toPath = (address: string): string => (address.startsWith('file:') ? fileURLToPath(address) : address);
