import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { moduleGraph, type CommitFiles } from '../bisecting/index.ts';
import type { ModuleImports } from '../discovery/index.ts';

/** A copy of the repository. Paths of files are from its top, with `/`. */
export interface CopiedFiles {
  /** Absolute. */
  readonly top: string;
  /** The workspace folder from the top, with `/`; empty at the top. */
  readonly prefix: string;
  readonly files: readonly string[];
  readonly readImports: (file: string, text: string) => Promise<ModuleImports | null>;
}

export interface ReachingFiles {
  /** By their imports. */
  readonly sure: readonly string[];
  /** Those of which imports do not tell all that they load. */
  readonly perhaps: readonly string[];
}

/** Which of these files load another one. All of them, and what is returned, from the workspace folder. */
export async function reachingFiles(
  candidates: readonly string[],
  target: string,
  { top, prefix, files, readImports }: CopiedFiles,
  signal: AbortSignal,
): Promise<ReachingFiles> {
  const known = new Set(files);
  const imports = new Map<string, Promise<ModuleImports | null>>();
  const read: CommitFiles['read'] = (file) => readFile(path.join(top, file), 'utf8');
  const copy: CommitFiles = {
    kindOf: (file) => (known.has(file) ? 'file' : undefined),
    paths: () => files,
    read,
    imports(file, signal) {
      const found = imports.get(file) ?? read(file, signal).then((text) => readImports(file, text));
      imports.set(file, found);
      return found;
    },
  };
  const fromTop = (file: string) => path.posix.join(prefix, file);
  const sure: string[] = [];
  const perhaps: string[] = [];
  for (const candidate of candidates) {
    signal.throwIfAborted();
    const graph = await moduleGraph(fromTop(candidate), copy, signal);
    if (graph.files.has(fromTop(target))) sure.push(candidate);
    else if (graph.reach !== 'closed') perhaps.push(candidate);
  }
  return { sure, perhaps };
}

const TEST_FILE =
  /(?:\.|-|_)(?:test|spec)\.[cm]?[jt]sx?$|(?:^|\/)(?:tests?|__tests__|spec)\/(?:.*\/)?[^/]+\.[cm]?[jt]sx?$|(?:^|\/)test(?:-[^/]*)?\.[cm]?[jt]s$/u;

/** What the runners take for a test by its name. */
export const isTestFile = (file: string): boolean => TEST_FILE.test(file) && !/\.d\.[cm]?ts$/u.test(file);
