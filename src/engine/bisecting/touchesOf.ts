import type { BisectCommit } from '../../model/bisection.ts';
import type { ModuleImports } from '../discovery/index.ts';
import { isInside, moduleGraph, type CommitFiles, type ModuleGraph } from './moduleGraph.ts';
import type { Touch } from './positions.ts';

export interface ChangedFile {
  readonly path: string;
  /** Whether the file is there afterwards, and as what. */
  readonly kind: 'file' | 'other' | 'gone';
}

/** The history of the files. Paths are relative to the top of the repository, with `/`. */
export interface FileHistory {
  /** What a commit has, by path. */
  files(commit: string, signal: AbortSignal): Promise<ReadonlyMap<string, 'file' | 'other'>>;
  /** What is otherwise in `to` than in `from`; a moved file is gone in one place and new in another. */
  changed(from: string, to: string, signal: AbortSignal): Promise<readonly ChangedFile[]>;
  read(commit: string, file: string, signal: AbortSignal): Promise<string>;
}

/** What a module with this name and text loads; null where it cannot be read. */
export type ReadImports = (file: string, text: string) => Promise<ModuleImports | null>;

export interface BenchSource {
  /** Relative to the top of the repository, with `/`. */
  readonly benchFile: string;
  /** Whether a build runs in each checkout: it may read anything. */
  readonly isBuilt: boolean;
  /** Of the Node that runs the benchmark, in the checkout. */
  readonly nodeFlags: readonly string[];
}

/** Has Node load modules that no import names. */
const LOADING_FLAG = /^(?:-r|--(?:require|import|loader|experimental-loader))(?:=|$)/;

/** What installs, compiles or configures: it may change everything. */
const SETUP =
  /(?:^|\/)(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.[cm]?js|[jt]sconfig[^/]*\.json|laptime\.config\.json|(?:vite|vitest|babel)(?:\.[\w-]+)?\.config\.[^/]+|\.babelrc[^/]*|\.swcrc|\.gitmodules|\.gitattributes|\.nvmrc|\.node-version|\.tool-versions|\.env[^/]*)$|(?:^|\/)(?:patches|\.yarn)\//;
/** A configuration may extend another one of any name. */
const PERHAPS_SETUP = /\.(?:json[c5]?|ya?ml|toml)$/;

/**
 * What each commit but the first changes of what a benchmark is made of. `same` is claimed only where nothing that it loads, and
 * nothing that decides what it loads or how, differs from the commit before: the module graph is then the same, as it follows
 * from the contents of its own files and from those that would be found instead.
 */
export async function touchesOf(
  path: readonly BisectCommit[],
  { benchFile, isBuilt, nodeFlags }: BenchSource,
  history: FileHistory,
  readImports: ReadImports,
  signal: AbortSignal,
): Promise<readonly Touch[]> {
  const files = new Map(await history.files(path[0]!.hash, signal));
  // What a commit does not change is neither read nor parsed again.
  const texts = new Map<string, string>();
  const parsed = new Map<string, ModuleImports | null>();
  const runsMore = isBuilt || nodeFlags.some((flag) => LOADING_FLAG.test(flag));
  const graphAt = async (commit: string): Promise<ModuleGraph> => {
    const read: CommitFiles['read'] = async (file, signal) => {
      const text = texts.get(file) ?? (await history.read(commit, file, signal));
      texts.set(file, text);
      return text;
    };
    const imports: CommitFiles['imports'] = async (file, signal) => {
      const known = parsed.get(file);
      const found = known === undefined ? await readImports(file, await history.read(commit, file, signal)) : known;
      parsed.set(file, found);
      return found;
    };
    const graph = await moduleGraph(benchFile, { kindOf: (file) => files.get(file), paths: () => files.keys(), read, imports }, signal);
    return runsMore && graph.reach === 'closed' ? { ...graph, reach: 'open' } : graph;
  };

  let graph = await graphAt(path[0]!.hash);
  const touches: Touch[] = [];
  for (let index = 1; index < path.length; index++) {
    signal.throwIfAborted();
    const changed = await history.changed(path[index - 1]!.hash, path[index]!.hash, signal);
    const touch = touchOf(changed, graph);
    touches.push(touch);
    for (const { path: file, kind } of changed) {
      texts.delete(file);
      parsed.delete(file);
      if (kind === 'gone') files.delete(file);
      else files.set(file, kind);
    }
    if (touch === 'touches') graph = await graphAt(path[index]!.hash);
  }
  return touches;
}

function touchOf(changed: readonly ChangedFile[], graph: ModuleGraph): Touch {
  if (changed.length === 0) return 'same';
  const isPart = ({ path: file }: ChangedFile) =>
    SETUP.test(file) || graph.files.has(file) || graph.missing.has(file) || graph.folders.some((folder) => isInside(file, folder));
  if (graph.reach === 'unknown' || changed.some(isPart)) return 'touches';
  const couldBePart = ({ path: file, kind }: ChangedFile) => PERHAPS_SETUP.test(file) || kind === 'other';
  return graph.reach === 'open' || changed.some(couldBePart) ? 'quiet' : 'same';
}
