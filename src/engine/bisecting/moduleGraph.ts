import path from 'node:path';
import type { ModuleImports } from '../discovery/index.ts';

/** The files of one commit, as a checkout has them. Paths are relative to the top of the repository, with `/`. */
export interface CommitFiles {
  /** A file, or something that only looks like one: a link, a submodule. Undefined where there is nothing. */
  kindOf(file: string): 'file' | 'other' | undefined;
  /** Of a file that is there. */
  read(file: string, signal: AbortSignal): Promise<string>;
  /** Of a file that is there and is code; null where it cannot be read. */
  imports(file: string, signal: AbortSignal): Promise<ModuleImports | null>;
  /** Every path. */
  paths(): Iterable<string>;
}

/** What a bench file loads of the repository's own files. */
export interface ModuleGraph {
  readonly files: ReadonlySet<string>;
  /** Where a file would be loaded instead of, or besides, those that are there. */
  readonly missing: ReadonlySet<string>;
  /** Folders of packages in the repository: all of what is in them counts. */
  readonly folders: readonly string[];
  /** `closed`: nothing else of the repository can matter. `open`: a module reads files or loads a package that might. `unknown`: an import leads nowhere that can be followed. */
  readonly reach: 'closed' | 'open' | 'unknown';
}

const CODE = /\.[cm]?[jt]sx?$/;
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.node', '.wasm'];
/** What TypeScript lets one write for what stands beside it. */
const WRITTEN_FOR: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};
/** Plugins of Vite may do anything with a module. */
const VITE_CONFIG = /(?:^|\/)(?:vite|vitest)(?:\.[\w-]+)?\.config\.[cm]?[jt]s$/;

/**
 * Follows the imports of a bench file through the repository. All files that a specifier may mean count, so that the graph
 * holds for every loader.
 */
export async function moduleGraph(benchFile: string, commit: CommitFiles, signal: AbortSignal): Promise<ModuleGraph> {
  const files = new Set<string>();
  const missing = new Set<string>();
  const folders = new Set<string>();
  const paths = [...commit.paths()];
  const packages = await packagesOf(paths, commit, signal);
  let reach: ModuleGraph['reach'] = paths.some((file) => VITE_CONFIG.test(file)) ? 'open' : 'closed';
  const widen = (to: 'open' | 'unknown') => {
    if (reach !== 'unknown') reach = to;
  };

  const waiting: string[] = [];
  const enter = (file: string): boolean => {
    const kind = commit.kindOf(file);
    if (kind === undefined) missing.add(file);
    else if (kind === 'other') widen('unknown');
    else if (!files.has(file)) {
      files.add(file);
      waiting.push(file);
    }
    return kind !== undefined;
  };
  const follow = (specifier: string, importer: string) => {
    if (specifier.startsWith('.')) {
      const base = path.posix.join(path.posix.dirname(importer), specifier.replace(/[?#].*$/, '')).replace(/\/$/, '');
      const found = candidatesOf(base).map(enter);
      // A manifest in the folder may lead anywhere.
      if (!found.includes(true) || enter(path.posix.join(base, 'package.json'))) widen('unknown');
      return;
    }
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
    const folder = packages.folders.get(name);
    if (folder !== undefined) {
      folders.add(folder);
      for (const file of paths) if (isInside(file, folder) && CODE.test(file)) enter(file);
    }
    // An alias, or a package that nobody asked for: it may be anything.
    else widen(packages.dependencies.has(name) ? 'open' : 'unknown');
  };

  if (!enter(benchFile)) widen('unknown');
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (!CODE.test(file)) continue;
    const imports = await commit.imports(file, signal);
    if (imports === null) widen('unknown');
    else if (imports.open) widen('open');
    for (const specifier of imports?.specifiers ?? []) follow(specifier, file);
  }
  return { files, missing, folders: [...folders], reach };
}

export const isInside = (file: string, folder: string): boolean => folder === '' || file.startsWith(`${folder}/`);

function candidatesOf(base: string): string[] {
  const extension = path.posix.extname(base);
  const written = (WRITTEN_FOR[extension] ?? []).map((other) => base.slice(0, -extension.length) + other);
  const appended = EXTENSIONS.map((each) => base + each);
  const inFolder = EXTENSIONS.map((each) => path.posix.join(base, `index${each}`));
  return [base, ...written, ...appended, ...inFolder];
}

interface Packages {
  /** Of the repository's own, by name. */
  readonly folders: ReadonlyMap<string, string>;
  /** Names that any manifest asks for. */
  readonly dependencies: ReadonlySet<string>;
}

async function packagesOf(paths: readonly string[], commit: CommitFiles, signal: AbortSignal): Promise<Packages> {
  const folders = new Map<string, string>();
  const dependencies = new Set<string>();
  for (const file of paths) {
    if (!/(?:^|\/)package\.json$/.test(file) || commit.kindOf(file) !== 'file') continue;
    const manifest = parseManifest(await commit.read(file, signal));
    const folder = path.posix.dirname(file);
    if (typeof manifest['name'] === 'string') folders.set(manifest['name'], folder === '.' ? '' : folder);
    for (const field of ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']) {
      const wanted = manifest[field];
      if (typeof wanted === 'object' && wanted !== null) Object.keys(wanted).forEach((name) => dependencies.add(name));
    }
  }
  return { folders, dependencies };
}

function parseManifest(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
