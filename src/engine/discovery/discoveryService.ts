import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import type { BenchFile } from '../../model/benchmark.ts';
import type { BenchGlobs } from './benchGlobs.ts';
import { findBenchFiles } from './findBenchFiles.ts';
import { moduleImports, type ModuleImports } from './moduleImports.ts';
import { readBenchFile, unreadableFile } from './readBenchFile.ts';

/** What the worker does for the thread that started it. */
export interface DiscoveryService {
  findFiles(root: string, globs: BenchGlobs, signal: AbortSignal): Promise<string[]>;
  /** `text` is the content of an unsaved editor; null reads the file. */
  readFile(root: string, file: string, text: string | null): Promise<BenchFile>;
  /**
   * Reads the first of these files, at least one and so many that the answer stays small: the receiver's thread must
   * not stand still while it takes it over.
   */
  readSome(root: string, files: readonly string[], signal: AbortSignal): Promise<BenchFile[]>;
  /** Of any module. Null where its nesting is deeper than the stack allows. */
  readImports(file: string, text: string): Promise<ModuleImports | null>;
}

/** Larger files are generated; reading them would hold up all others. */
const MAX_BYTES = 2 * 1024 * 1024;
/** Nodes in one answer, beyond which no further file is read: about a millisecond to take over. */
const MAX_NODES = 500;
const MAX_CACHED = 10_000;
/** Files that are read from disk at once. */
const CONCURRENT_READS = 16;

interface Cached {
  readonly version: string;
  readonly result: BenchFile;
}

/** Executes nothing of what it reads. A file that cannot be read is an answer with a problem, never an error. */
export function createDiscoveryService(): DiscoveryService {
  const cache = new Map<string, Cached>();

  async function readFromDisk(root: string, realRoot: string, file: string): Promise<BenchFile> {
    const path = resolve(root, file);
    if (!isInside(root, path) || !isInside(realRoot, await realpath(path))) {
      return unreadableFile(file, 'The file is outside the workspace folder and is not read.');
    }
    const { mtimeNs, ctimeNs, size } = await stat(path, { bigint: true });
    if (size > MAX_BYTES)
      return unreadableFile(file, `The file has ${size} bytes; bench files of more than ${MAX_BYTES} bytes are not read.`);
    const key = `${root}\0${file}`;
    const version = `${mtimeNs} ${ctimeNs} ${size}`;
    const cached = cache.get(key);
    if (cached?.version === version) return cached.result;
    const result = readBenchFile(file, await readFile(path, 'utf8'));
    cache.delete(key);
    cache.set(key, { version, result });
    // The oldest entry is the first of a map.
    for (const oldest of cache.keys()) {
      if (cache.size <= MAX_CACHED) break;
      cache.delete(oldest);
    }
    return result;
  }

  async function read(root: string, realRoot: Promise<string>, file: string): Promise<BenchFile> {
    try {
      return await readFromDisk(root, await realRoot, file);
    } catch (error) {
      return unreadableFile(file, `The file cannot be read: ${messageOf(error)}`);
    }
  }

  return {
    findFiles: findBenchFiles,
    readImports: async (file, text) => importsOrNull(file, text),
    readFile: async (root, file, text) => (text === null ? read(root, realpath(root), file) : readBenchFile(file, text)),
    async readSome(root, files, signal) {
      const results: BenchFile[] = [];
      let nodes = 0;
      for (let from = 0; from < files.length && nodes < MAX_NODES; from += CONCURRENT_READS) {
        signal.throwIfAborted();
        const realRoot = realpath(root);
        const chunk = files.slice(from, from + CONCURRENT_READS);
        for (const result of await Promise.all(chunk.map((file) => read(root, realRoot, file)))) {
          results.push(result);
          nodes += countNodes(result.nodes);
        }
      }
      return results;
    },
  };
}

function importsOrNull(file: string, text: string): ModuleImports | null {
  try {
    return moduleImports(file, text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function countNodes(nodes: BenchFile['nodes']): number {
  return nodes.reduce((sum, node) => sum + 1 + countNodes(node.children), 0);
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
