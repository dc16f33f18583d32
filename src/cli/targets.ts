import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { nearest } from '../base/nearest.ts';
import type { Engine } from '../engine/engine.ts';
import type { BenchFile, BenchNode } from '../model/benchmark.ts';
import { usageError } from './arguments.ts';

/** What the positional arguments ask for. */
export interface Targets {
  /** Relative to the root, with `/`, sorted. */
  readonly files: readonly string[];
  /** The words that name no file, as one text. */
  readonly nameFilter: string | undefined;
}

const CONFIG_FILE = 'laptime.config.json';

/**
 * The workspace folder: `--root`, else the nearest folder upwards with a `laptime.config.json`, else the folder itself. Ids
 * of benchmarks begin there, so a command gives the same ids from every folder below.
 */
export function findRoot(workingFolder: string, option: string | undefined): string {
  if (option !== undefined) {
    const root = path.resolve(workingFolder, option);
    if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw usageError(`--root: there is no folder ${root}`);
    return realpathSync(root);
  }
  const start = realpathSync(workingFolder);
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, CONFIG_FILE))) return folder;
    if (path.dirname(folder) === folder) return start;
  }
}

/**
 * An existing path or a glob selects files; a file that is named stands even where the globs of the config leave it out.
 * All other words together are one filter on names: `laptime bench parse tree` finds "parse tree".
 */
export async function resolveTargets(
  words: readonly string[],
  workingFolder: string,
  engine: Pick<Engine, 'root' | 'findBenchFiles'>,
  signal: AbortSignal,
): Promise<Targets> {
  const nameWords: string[] = [];
  const wanted: ((file: string) => boolean)[] = [];
  const named = new Set<string>();
  for (const word of words) {
    const absolute = path.resolve(workingFolder, word);
    const stat = statSync(absolute, { throwIfNoEntry: false });
    if (stat) {
      const relative = insideRoot(engine.root, absolute, word);
      if (stat.isDirectory()) wanted.push((file) => relative === '' || file.startsWith(`${relative}/`));
      else named.add(relative);
    } else if (isGlob(word)) {
      const { default: picomatch } = await import('picomatch');
      wanted.push(picomatch(path.posix.join(toPosix(path.relative(engine.root, realpathSync(workingFolder))), toPosix(word))));
    } else nameWords.push(word);
  }
  const nameFilter = nameWords.length > 0 ? nameWords.join(' ') : undefined;
  if (named.size > 0 && wanted.length === 0) return { files: [...named].toSorted(), nameFilter };

  const found = await engine.findBenchFiles(signal);
  const files = wanted.length === 0 ? found : found.filter((file) => named.has(file) || wanted.some((matches) => matches(file)));
  const all = [...new Set([...files, ...named])].toSorted();
  if (all.length === 0 && words.length > 0 && found.length > 0) {
    throw usageError(`no bench file matches ${quoted(words)}${suggestion(words.join(' '), found)}`);
  }
  return { files: all, nameFilter };
}

/**
 * The part of a file that a name filter leaves: benchmarks whose id contains it without regard to case, and all those whose
 * names are known only after a run.
 */
export function filterNodes(nodes: readonly BenchNode[], nameFilter: string): BenchNode[] {
  const wanted = nameFilter.toLowerCase();
  const keep = (node: BenchNode): BenchNode[] => {
    if (node.kind === 'benchmark') return node.dynamic || node.id.toLowerCase().includes(wanted) ? [node] : [];
    const children = node.children.flatMap(keep);
    return children.length > 0 || node.dynamic ? [{ ...node, children }] : [];
  };
  return nodes.flatMap(keep);
}

/** The bench files with what the name filter leaves of them. Throws where that is nothing. */
export async function readTargets(engine: Pick<Engine, 'readBenchFile'>, { files, nameFilter }: Targets): Promise<readonly BenchFile[]> {
  const all = await Promise.all(files.map((file) => engine.readBenchFile(file)));
  if (nameFilter === undefined) return all;
  const filtered = all.map((file) => ({ ...file, nodes: filterNodes(file.nodes, nameFilter) })).filter((file) => file.nodes.length > 0);
  if (filtered.length === 0) throw noMatch(nameFilter, all);
  return filtered;
}

/** The error for a filter that finds nothing, with what may have been meant. */
export function noMatch(nameFilter: string, files: readonly BenchFile[]): Error {
  const names = files.flatMap((file) => [file.file, ...namesOf(file.nodes)]);
  return usageError(`no benchmark has ${quoted([nameFilter])} in its file or name${suggestion(nameFilter, names)}; --list shows all`);
}

const namesOf = (nodes: readonly BenchNode[]): string[] =>
  nodes.flatMap((node) => [node.name, node.path.join(' > '), ...namesOf(node.children)]);

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' or ');

function suggestion(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near.length > 0 ? `; near it: ${near.map((name) => `'${name}'`).join(', ')}` : '';
}

const isGlob = (word: string) => /[*?[\]{}]/.test(word);
const toPosix = (file: string) => file.split(path.sep).join('/');

/** Relative to the root with `/`; empty for the root itself. */
export function insideRoot(root: string, absolute: string, word: string): string {
  const relative = path.relative(root, realpathSync(absolute));
  if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) {
    throw usageError(`${word} is outside of the workspace folder ${root}; --root chooses another`);
  }
  return toPosix(relative);
}
