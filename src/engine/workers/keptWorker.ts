import { Worker } from 'node:worker_threads';
import type { Disposable } from '../../base/lifecycle.ts';
import type { Log } from '../../base/log.ts';
import { connect, type Connection, type Remote } from '../../protocol/rpc.ts';
import { workerPort } from './workerPort.ts';

export interface KeptWorkerOptions {
  /** Absolute path of the built worker. */
  readonly file: string;
  /** For debuggers and the log. */
  readonly name: string;
  readonly maxHeapMb: number;
  /** After so long without a question it is ended, and what it holds is free; never unless given. */
  readonly idleMs?: number;
  /** An answer that takes longer does not come any more: the worker is ended. Any time is well unless given. */
  readonly mostMs?: number;
  readonly log: Log;
}

/** A worker that waits for the next question. It starts with the first one, and again after its end. */
export interface KeptWorker<Api> extends Disposable {
  ask<T>(question: (api: Remote<Api>) => Promise<T>): Promise<T>;
}

interface Running<Api> {
  readonly worker: Worker;
  readonly connection: Connection<Api>;
}

export function keepWorker<Api>({ file, name, maxHeapMb, idleMs, mostMs, log }: KeptWorkerOptions): KeptWorker<Api> {
  let running: Running<Api> | undefined;
  let pending = 0;
  let disposed = false;
  let idle: NodeJS.Timeout | undefined;

  function start(): Running<Api> {
    const worker = new Worker(file, {
      name,
      // Not what the editor or a debugger started this process with.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    });
    const started = { worker, connection: connect<object, Api>(workerPort(worker), {}) };
    worker.on('error', (error) => log.error(error instanceof Error ? error : String(error)));
    worker.on('exit', (code) => {
      if (running !== started) return;
      running = undefined;
      log.warn(`the worker ${name} ended with code ${code}; the next question starts another`);
    });
    return started;
  }

  function end(): void {
    clearTimeout(idle);
    if (!running) return;
    const { worker, connection } = running;
    running = undefined;
    connection.dispose();
    void worker.terminate();
  }

  return {
    async ask(question) {
      if (disposed) throw new Error(`the worker ${name} was disposed`);
      clearTimeout(idle);
      const asked = (running ??= start());
      pending += 1;
      // It keeps the process alive only while an answer is owed.
      asked.worker.ref();
      const endLate = (afterMs: number) => {
        log.warn(`the worker ${name} is ended: it took longer than ${afterMs / 1000} s for an answer`);
        if (running === asked) end();
      };
      const late = mostMs === undefined ? undefined : setTimeout(endLate, mostMs, mostMs);
      try {
        return await question(asked.connection.remote);
      } finally {
        clearTimeout(late);
        pending -= 1;
        if (pending === 0 && !disposed) {
          asked.worker.unref();
          if (idleMs !== undefined) idle = setTimeout(end, idleMs).unref();
        }
      }
    },
    dispose() {
      disposed = true;
      end();
    },
  };
}
