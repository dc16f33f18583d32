import { setImmediate } from 'node:timers/promises';
import type { Disposable } from '../../base/lifecycle.ts';
import type { Log } from '../../base/log.ts';
import type { BenchFile } from '../../model/benchmark.ts';
import { keepWorker } from '../workers/index.ts';
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

export function createDiscovery({ workerFile, log }: DiscoveryOptions): Discovery {
  const { ask, dispose } = keepWorker<DiscoveryService>({ file: workerFile, name: 'laptime-discovery', maxHeapMb: MAX_HEAP_MB, log });

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
    dispose,
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
