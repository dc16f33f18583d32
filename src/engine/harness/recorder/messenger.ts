import { Session } from 'node:inspector';
import { connect } from 'node:net';
import { BroadcastChannel } from 'node:worker_threads';
import { STOP_WORD, STOPPED_WORD } from './settings.ts';

/** The name of what ends the recording of a thread, and the mark of the worker that calls it. */
export const MESSENGER = 'laptime.recorder';

interface MessengerData {
  readonly socket: string;
  readonly pid: number;
}

export function isMessenger(data: unknown): data is MessengerData {
  return typeof data === 'object' && data !== null && MESSENGER in data;
}

/**
 * A worker thread that waits for the word to stop, and has the main thread end its recording even where that never rests: a session of
 * the inspector interrupts it. Other worker threads hear of it when their own loop turns.
 */
export function runMessenger({ socket, pid }: MessengerData): void {
  const connection = connect(socket, () => connection.write(`${pid}\n`));
  // Whoever asked for the recording is gone.
  connection.on('error', () => {});
  let isAsked = false;
  connection.on('data', (chunk: Buffer) => {
    if (isAsked || !chunk.toString('latin1').includes(STOP_WORD)) return;
    isAsked = true;
    const channel = new BroadcastChannel(`laptime-recorder-${pid}`);
    channel.postMessage(STOP_WORD);
    const session = new Session();
    session.connectToMainThread();
    session.post('Runtime.evaluate', { expression: `globalThis[Symbol.for('${MESSENGER}')]?.()` }, () => {
      channel.close();
      session.disconnect();
      connection.end(`${STOPPED_WORD}\n`);
    });
  });
}
