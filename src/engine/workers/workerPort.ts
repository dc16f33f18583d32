import type { MessagePort, Worker } from 'node:worker_threads';
import { toDisposable } from '../../base/lifecycle.ts';
import type { Port } from '../../protocol/rpc.ts';

/** The end of a worker's channel: the `Worker` outside, the parent port inside. */
export function workerPort(end: Worker | MessagePort): Port {
  const closed = 'terminate' in end ? 'exit' : 'close';
  return {
    post: (message) => end.postMessage(message, []),
    onMessage(listener) {
      end.on('message', listener);
      return toDisposable(() => end.off('message', listener));
    },
    onClose(listener) {
      const onClosed = () => listener();
      end.once(closed, onClosed);
      return toDisposable(() => end.off(closed, onClosed));
    },
  };
}
