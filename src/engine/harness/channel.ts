import { toDisposable } from '../../base/lifecycle.ts';
import type { Port } from '../../protocol/rpc.ts';

/** The channel to the host, which the bench file does not see. */
export interface Channel {
  readonly port: Port;
  /** Keeps the process alive, or lets it end when nothing else is left to do. */
  hold(): void;
  letGo(): void;
}

export function takeChannel(): Channel {
  const send = process.send!.bind(process);
  const { channel } = process;
  delete (process as { send?: unknown }).send;
  delete (process as { disconnect?: unknown }).disconnect;
  const port: Port = {
    post: (message) => void send(message, undefined, undefined, () => {}),
    onMessage(listener) {
      process.on('message', listener);
      return toDisposable(() => process.off('message', listener));
    },
    onClose(listener) {
      process.once('disconnect', listener);
      return toDisposable(() => process.off('disconnect', listener));
    },
  };
  return { port, hold: () => channel?.ref(), letGo: () => channel?.unref() };
}
