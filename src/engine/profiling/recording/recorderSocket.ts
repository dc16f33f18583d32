import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Disposable } from '../../../base/lifecycle.ts';
import { STOP_WORD, STOPPED_WORD } from '../../harness/index.ts';

/** Where the recorders of a program wait for the word to stop. */
export interface RecorderSocket extends Disposable {
  /** Path, or name of a pipe. */
  readonly address: string;
  /**
   * Says the word to all that are there and that still come; resolves when each has written what it has, or is gone, or is late.
   * `isStarting`: the program runs, so that the first one is waited for.
   */
  stop(isStarting: boolean): Promise<void>;
}

/** Some write a lot; one that is busy in native code answers when it is back, or never. */
const STOPS_WITHIN_MS = 20_000;
/** A program that was stopped as soon as it was started has its recorder in a moment, unless it is not Node. */
const COMES_WITHIN_MS = 3000;

export async function openRecorderSocket(folder: string): Promise<RecorderSocket> {
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${path.basename(folder)}` : path.join(folder, 'stop');
  const waiting = new Map<Socket, Promise<void>>();
  let isStopped = false;
  let onFirst = () => {};
  const first = new Promise<void>((resolve) => (onFirst = resolve));
  const server = createServer((socket) => {
    socket.on('error', () => {});
    waiting.set(
      socket,
      new Promise((resolve) => {
        socket.on('data', (chunk: Buffer) => {
          if (chunk.toString('latin1').includes(STOPPED_WORD)) resolve();
        });
        socket.once('close', () => {
          waiting.delete(socket);
          resolve();
        });
      }),
    );
    if (isStopped) socket.write(`${STOP_WORD}\n`);
    onFirst();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  return {
    address,
    async stop(isStarting) {
      isStopped = true;
      for (const socket of waiting.keys()) socket.write(`${STOP_WORD}\n`);
      if (isStarting) await atMost(COMES_WITHIN_MS, first);
      await atMost(STOPS_WITHIN_MS, Promise.all(waiting.values()));
    },
    dispose() {
      server.close();
      for (const socket of waiting.keys()) socket.destroy();
    },
  };
}

async function atMost(durationMs: number, work: Promise<unknown>): Promise<void> {
  const patience = new AbortController();
  await Promise.race([work, sleep(durationMs, undefined, { signal: patience.signal }).catch(() => {})]);
  patience.abort();
}
