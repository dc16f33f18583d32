import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Disposable } from '../../base/lifecycle.ts';
import { WATCH_VERSION, type FromProgram, type ToProgram } from '../../protocol/watching.ts';
import { readMessage } from './readMessage.ts';

export type Hello = Extract<FromProgram, { kind: 'hello' }>;

/** A program that reports. */
export interface Reporting {
  tell(message: ToProgram): void;
  /** It goes on unwatched. */
  leave(): void;
}

/** What hears of one program. */
export interface ReportListener {
  onMessage(message: Exclude<FromProgram, { kind: 'hello' }>): void;
  /** It has ended, or watches itself no more. */
  onGone(): void;
}

/** Where programs report. */
export interface WatchServer extends Disposable {
  /** Path of the socket, or name of the pipe. */
  readonly address: string;
  /** A word by which programs that are told it are known. */
  issueToken(): string;
}

/** Longer ones are of nobody whom we know. */
const LONGEST_LINE = 4 * 2 ** 20;
const GREETS_WITHIN_MS = 10_000;

/** `accept`: whoever knows a token, by the `token` of what it says. The folder of the socket is for this user only. */
export async function openWatchServer(accept: (hello: Hello, program: Reporting) => ReportListener): Promise<WatchServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'laptime-watch-'));
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${path.basename(folder)}` : path.join(folder, 'socket');
  const tokens: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    attend(socket, (said) => tokens.some((token) => isSame(said, token)), accept);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  }).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    address,
    issueToken() {
      const token = randomBytes(32).toString('hex');
      tokens.push(token);
      return token;
    },
    dispose() {
      server.close();
      for (const socket of sockets) socket.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function attend(socket: Socket, isToken: (said: string) => boolean, accept: (hello: Hello, program: Reporting) => ReportListener): void {
  let listener: ReportListener | null = null;
  let pieces: Buffer[] = [];
  let length = 0;
  const patience = setTimeout(() => socket.destroy(), GREETS_WITHIN_MS).unref();
  socket.on('error', () => {});
  socket.once('close', () => {
    clearTimeout(patience);
    listener?.onGone();
  });
  socket.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let end = rest.indexOf(10); end !== -1 && !socket.destroyed; end = rest.indexOf(10)) {
      hear(Buffer.concat([...pieces, rest.subarray(0, end)]).toString('utf8'));
      pieces = [];
      length = 0;
      rest = rest.subarray(end + 1);
    }
    pieces.push(rest);
    length += rest.length;
    if (length > LONGEST_LINE) socket.destroy();
  });

  function hear(line: string): void {
    const message = readMessage(line);
    if (message?.kind === 'hello' && listener === null && message.version === WATCH_VERSION && isToken(message.token)) {
      clearTimeout(patience);
      listener = accept(message, {
        tell: (said) => void socket.write(`${JSON.stringify(said)}\n`),
        leave: () => void socket.destroy(),
      });
    } else if (message === null || message.kind === 'hello' || listener === null) socket.destroy();
    else listener.onMessage(message);
  }
}

function isSame(said: string, token: string): boolean {
  const [a, b] = [Buffer.from(said), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
