import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Disposable } from '../../base/lifecycle.ts';
import type { Log } from '../../base/log.ts';
import type { BenchFile } from '../../model/benchmark.ts';
import { connect, type Connection, type Remote } from '../../protocol/rpc.ts';
import { workerPort } from '../workers/index.ts';
import { normalGlobs, type BenchGlobs } from './benchGlobs.ts';
import type { DiscoveryService } from './discoveryService.ts';
import type { ModuleImports } from './moduleImports.ts';

/** Finds and reads bench files in a worker thread, which starts with the first question. Nothing of them is executed. */
export interface Discovery extends Disposable {
  /**
   * Bench files under `root`, relative to it with `/`, sorted. Throws `UserError` `glob-outside` for a glob that leads
   * out of `root`, `AbortError` when aborted.
   */
  findFiles(root: string, globs: BenchGlobs, signal?: AbortSignal): Promise<string[]>;
  /** `text` is the content of an unsaved editor, else the file is read. What cannot be read is an answer with a problem. */
  readFile(root: string, file: string, text?: string): Promise<BenchFile>;
  /**
   * Calls `onFile` for each file, in order, and lets the thread do other work in between: it is never held for longer
   * than one call and a few milliseconds. Throws `AbortError` when aborted.
   */
  readMany(root: string, files: readonly string[], onFile: (file: BenchFile) => void, signal?: AbortSignal): Promise<void>;
  /** What a module with this text loads; null where it cannot be read. The name tells the language. */
  readImports(file: string, text: string): Promise<ModuleImports | null>;
}

export interface DiscoveryOptions {
  /** Absolute path of the built worker. */
  readonly workerFile: string;
  readonly log: Log;
}

const FILES_PER_MESSAGE = 32;
/** Half of a frame at 60 Hz: what else the thread does in a frame needs the other half. */
const SLICE_MS = 8;
const MAX_HEAP_MB = 512;

interface Running {
  readonly worker: Worker;
  readonly connection: Connection<DiscoveryService>;
}

export function createDiscovery({ workerFile, log }: DiscoveryOptions): Discovery {
  let running: Running | undefined;
  let pending = 0;
  let disposed = false;

  function start(): Running {
    const worker = new Worker(workerFile, {
      name: 'laptime-discovery',
      // Not what the editor or a debugger started this process with.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    const started = { worker, connection: connect<object, DiscoveryService>(workerPort(worker), {}) };
    worker.on('error', (error) => log.error(error instanceof Error ? error : String(error)));
    worker.on('exit', (code) => {
      if (running !== started) return;
      running = undefined;
      log.warn(`discovery worker ended with code ${code}; the next question starts another`);
    });
    return started;
  }

  /** The worker keeps the process alive only while an answer is owed. */
  async function ask<T>(question: (service: Remote<DiscoveryService>) => Promise<T>): Promise<T> {
    if (disposed) throw new Error('discovery was disposed');
    const { worker, connection } = (running ??= start());
    pending += 1;
    worker.ref();
    try {
      return await question(connection.remote);
    } finally {
      pending -= 1;
      if (pending === 0) worker.unref();
    }
  }

  return {
    async findFiles(root, globs, signal = new AbortController().signal) {
      // Checked on this side, where an error is still a `UserError`.
      normalGlobs(globs);
      return ask((service) => service.findFiles(root, globs, signal));
    },
    readFile: (root, file, text) => ask((service) => service.readFile(root, file, text ?? null)),
    readImports: (file, text) => ask((service) => service.readImports(file, text)),
    async readMany(root, files, onFile, signal = new AbortController().signal) {
      const ahead = (from: number) => {
        const batch = ask((service) => service.readSome(root, files.slice(from, from + FILES_PER_MESSAGE), signal));
        // Where `onFile` throws nobody waits for the batch that is under way.
        batch.catch(() => {});
        return batch;
      };
      let batch = files.length > 0 ? ahead(0) : undefined;
      for (let done = 0; batch;) {
        const results: readonly BenchFile[] = await batch;
        done += results.length;
        batch = done < files.length ? ahead(done) : undefined;
        await deliver(results, onFile, signal);
      }
    },
    dispose() {
      disposed = true;
      if (!running) return;
      const { worker, connection } = running;
      running = undefined;
      connection.dispose();
      void worker.terminate();
    },
  };
}

async function deliver(results: readonly BenchFile[], onFile: (file: BenchFile) => void, signal: AbortSignal): Promise<void> {
  let sliceStartMs = performance.now();
  for (const result of results) {
    if (performance.now() - sliceStartMs > SLICE_MS) {
      await setImmediate();
      sliceStartMs = performance.now();
    }
    signal.throwIfAborted();
    onFile(result);
  }
}
