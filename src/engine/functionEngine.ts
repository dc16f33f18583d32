import { existsSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { apiOfPackage } from '../model/apiOfPackage.ts';
import type { BenchApi, BenchFile } from '../model/benchmark.ts';
import type { Config } from '../model/config.ts';
import type { CallingProgram, FoundFunction, FunctionPlace, FunctionsWorkerApi, WrittenBenchmark } from './calls/index.ts';
import { loadConfig } from './config/index.ts';
import type { NodeLookup } from './environment/index.ts';

export interface FunctionAddress {
  /** Relative to the workspace folder, with `/`. */
  readonly file: string;
  readonly place: FunctionPlace;
}

export interface BenchmarkFunctionRequest extends FunctionAddress {
  readonly program: Omit<CallingProgram, 'limitMs'>;
  /** The program is ended when it takes longer: 2 minutes unless given. */
  readonly limitMs?: number;
  readonly nodeExecutable?: string;
}

/** What the engine does with functions that have no benchmark. */
export interface FunctionEngine {
  /** Which function is meant. Executes nothing. Throws a `UserError` where it is none, or cannot be benchmarked from elsewhere. */
  findFunction(address: FunctionAddress, signal: AbortSignal): Promise<FoundFunction>;
  /**
   * Runs a program, records what it calls a function with, and writes a bench file that calls it with that. Throws a `UserError` where
   * the program does not call it, or with what no code can make again.
   */
  benchmarkFunction(request: BenchmarkFunctionRequest, signal: AbortSignal): Promise<WrittenBenchmark>;
}

interface Parts {
  readonly root: string;
  readonly distFolder: string;
  readonly nodeLookup: NodeLookup;
  readonly log: Log;
  readonly findBenchFiles: (root: string, config: Config, signal: AbortSignal) => Promise<readonly string[]>;
  readonly readBenchFile: (root: string, file: string) => Promise<BenchFile>;
}

const LIMIT_MS = 120_000;
const MOST_READ = 50;
const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/i;

export function createFunctionEngine(parts: Parts): FunctionEngine {
  const { root, distFolder, nodeLookup, log } = parts;

  async function read({ file, place }: FunctionAddress, signal: AbortSignal) {
    if (!SOURCE.test(file)) throw new UserError('no-function', `${file} is no JavaScript or TypeScript file.`);
    const absolute = path.join(root, file);
    const text = await readFile(absolute, 'utf8').catch((cause: unknown) => {
      throw new UserError('no-function', `${file} cannot be read: check its name.`, { cause });
    });
    const { withWorker } = await import('./workers/index.ts');
    const tooLarge = { code: 'file-too-large', message: `${file} is too large to be read.` };
    const worker = { file: path.join(distFolder, 'workers', 'functions.js'), name: 'laptime-functions', tooLarge };
    const { found, recording } = await withWorker<FunctionsWorkerApi, Awaited<ReturnType<FunctionsWorkerApi['find']>>>(
      worker,
      (remote) => remote.find(file, text, place),
      signal,
    );
    return { found, source: { file: realpathSync(absolute), text, recording } };
  }

  return {
    findFunction: async (address, signal) => (await read(address, signal)).found,
    async benchmarkFunction(request, signal) {
      const { recordCalls, writeBenchmark } = await import('./calls/index.ts');
      const { config } = await loadConfig(root);
      const { file, program, limitMs } = request;
      const { found, source } = await read(request, signal);
      const node = await nodeLookup.findNode(root, request.nodeExecutable ?? config.node.executable, signal);
      const recorded = await recordCalls(
        { ...program, limitMs: limitMs ?? LIMIT_MS },
        { found, source },
        { distFolder, node, log },
        signal,
      );
      const benchFiles = await parts.findBenchFiles(root, config, signal);
      const api = await apiFor(file, benchFiles, parts);
      signal.throwIfAborted();
      const ran = { command: program.command, env: node.env };
      return writeBenchmark({ root, file, found, recorded, ...ran, api, benchFiles, globs: config });
    },
  };
}

/** The library of most bench files, those of the same folder first; of none: what the package depends on. */
async function apiFor(file: string, benchFiles: readonly string[], { root, readBenchFile }: Parts): Promise<BenchApi> {
  const folder = path.posix.dirname(file);
  const near = benchFiles.filter((each) => path.posix.dirname(each) === folder);
  const counts = new Map<BenchApi, number>();
  for (const each of (near.length > 0 ? near : benchFiles).slice(0, MOST_READ)) {
    const { api } = await readBenchFile(root, each);
    if (api !== undefined) counts.set(api, (counts.get(api) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1]);
  if (most) return most[0];
  for (let above = folder; ; above = path.posix.dirname(above)) {
    const manifest = path.join(root, above, 'package.json');
    if (existsSync(manifest)) return apiOfPackage(await readFile(manifest, 'utf8').then(parsed));
    if (above === '.') return 'laptime';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Half-written: then nothing is known of the libraries in use.
    return undefined;
  }
}
