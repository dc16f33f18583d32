import { toDisposable } from '../base/lifecycle.ts';
import type { Port } from '../protocol/rpc.ts';

/** What VS Code gives a webview's script, once. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  function acquireVsCodeApi(): VsCodeApi;
}

/** The channel to the extension host. It ends with the page, so it never closes before. */
export function hostPort(api: VsCodeApi, target: Window): Port {
  return {
    post: (message) => api.postMessage(message),
    onMessage(listener) {
      const onMessage = (event: MessageEvent<unknown>) => listener(event.data);
      target.addEventListener('message', onMessage);
      return toDisposable(() => target.removeEventListener('message', onMessage));
    },
    onClose: () => toDisposable(() => {}),
  };
}
