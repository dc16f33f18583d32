import { writeSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { FromProgram } from '../../../protocol/watching.ts';

/** The way to those who watch. Never keeps the program alive, and never holds it up. */
export interface Channel {
  /** False while what was said before has not left yet. */
  readonly isFree: boolean;
  /** What is said while the channel is not free is lost. */
  send(message: FromProgram): void;
  close(): void;
}

const RETRY_MS = 10;

/** `onLine`: what the other side says. `onClose`: it is gone, or was never there; once. */
export function openChannel(address: string, onLine: (line: string) => void, onClose: () => void): Channel {
  const socket = connect(address);
  socket.unref();
  let heard = '';
  let rest: Buffer | null = null;
  let isOpen = true;
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    socket.destroy();
    onClose();
  };
  socket.on('error', close);
  socket.on('close', close);
  socket.on('data', (chunk: Buffer) => {
    const lines = (heard + chunk.toString('utf8')).split('\n');
    heard = lines.pop()!;
    for (const line of lines) onLine(line);
  });

  /** A request of libuv that is not over would keep the program alive; a write that does not wait is none. */
  function flush(): void {
    const fd = descriptorOf(socket);
    while (rest !== null && isOpen && fd !== null) {
      try {
        const written = writeSync(fd, rest);
        rest = written < rest.length ? rest.subarray(written) : null;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') close();
        else setTimeout(flush, RETRY_MS).unref();
        return;
      }
    }
  }

  const isFree = () => isOpen && rest === null && (socket.connecting || socket.writableLength === 0);

  return {
    get isFree() {
      return isFree();
    },
    send(message) {
      if (!isFree()) return;
      const text = `${JSON.stringify(message)}\n`;
      if (descriptorOf(socket) === null) socket.write(text);
      else {
        rest = Buffer.from(text);
        flush();
      }
    },
    close,
  };
}

/** Null on Windows, whose pipes have none. Connecting to a socket of this machine is over when `connect` returns. */
function descriptorOf(socket: Socket): number | null {
  const { _handle: handle } = socket as unknown as { readonly _handle?: { readonly fd?: number } | null };
  return typeof handle?.fd === 'number' && handle.fd >= 0 ? handle.fd : null;
}
