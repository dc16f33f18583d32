import { isCancellation, messageOf, UserError } from '../base/errors.ts';
import { toDisposable, type Disposable } from '../base/lifecycle.ts';

/** One end of a channel that carries structured clones in order: webview, worker, child process, WebSocket. */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Disposable;
  /** Called once when the other side is gone. */
  onClose(listener: () => void): Disposable;
}

type AnyFunction = (...args: never[]) => unknown;

/** What the caller of an API sees: every call is a promise. */
export type Remote<Api> = {
  readonly [K in keyof Api]: Api[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

/** What serves an API: any method may take its time. */
export type Served<Api> = {
  readonly [K in keyof Api]: Api[K] extends (...args: infer A) => infer R ? (...args: A) => R | Promise<Awaited<R>> : never;
};

export interface Connection<RemoteApi> extends Disposable {
  readonly remote: Remote<RemoteApi>;
}

/** The other side threw; its message and stack, not its class, cross the wire. `code` is that of a `UserError`. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  readonly remoteStack: string | undefined;
  readonly code: string | undefined;

  constructor(failure: { message: string; stack?: string | undefined; code?: string | undefined }) {
    super(failure.message);
    this.remoteStack = failure.stack;
    this.code = failure.code;
  }
}

type Message =
  | { t: 'call'; id: number; method: string; args: unknown[]; signal: boolean }
  | { t: 'abort'; id: number }
  | { t: 'result'; id: number; value: unknown }
  | { t: 'error'; id: number; message: string; stack?: string | undefined; code?: string | undefined; aborted: boolean };

const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && 't' in value && 'id' in value && typeof value.id === 'number';

const abortError = () => new DOMException('The operation was aborted', 'AbortError');

/**
 * Joins two typed interfaces over a port. A call's last argument may be an `AbortSignal`: aborting it aborts the signal
 * that the other side's method receives in the same place. Errors arrive as `RemoteError`; unknown methods fail; when
 * the port closes or the connection is disposed, pending calls are rejected and running local calls are aborted.
 */
export function connect<LocalApi extends object, RemoteApi>(port: Port, local: LocalApi): Connection<RemoteApi> {
  let nextId = 1;
  let closed: Error | undefined;
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void; settle: () => void }>();
  const running = new Map<number, AbortController>();
  const subscriptions: Disposable[] = [];

  async function serve(call: Message & { t: 'call' }): Promise<void> {
    const controller = new AbortController();
    running.set(call.id, controller);
    try {
      // Own properties and class methods, never what Object.prototype brings.
      const method = call.method in Object.prototype ? undefined : (local as Record<string, unknown>)[call.method];
      if (typeof method !== 'function') throw new Error(`unknown method '${call.method}'`);
      const args = call.signal ? [...call.args, controller.signal] : call.args;
      const value: unknown = await (method as AnyFunction).apply(local, args as never[]);
      send({ t: 'result', id: call.id, value });
    } catch (error) {
      // A `RemoteError` that is passed on keeps its code; those of Node's own errors are no business of the other side.
      const code = error instanceof UserError || error instanceof RemoteError ? error.code : undefined;
      const stack = error instanceof Error ? error.stack : undefined;
      trySend({ t: 'error', id: call.id, message: messageOf(error), stack, code, aborted: isCancellation(error) });
    } finally {
      running.delete(call.id);
    }
  }

  function send(message: Message): void {
    if (closed === undefined) port.post(message);
  }

  /** For messages that nobody waits to have sent: a port that is gone but has not said so yet must not end the process. */
  function trySend(message: Message): void {
    try {
      send(message);
    } catch {
      // The port's `onClose` tells those who wait.
    }
  }

  function receive(message: unknown): void {
    if (!isMessage(message)) return;
    if (message.t === 'call') void serve(message);
    else if (message.t === 'abort') running.get(message.id)?.abort();
    else if (message.t === 'result' || message.t === 'error') {
      const call = pending.get(message.id);
      if (!call) return;
      call.settle();
      if (message.t === 'result') call.resolve(message.value);
      else call.reject(message.aborted ? abortError() : new RemoteError(message));
    }
  }

  function close(reason: string): void {
    if (closed) return;
    closed = new Error(reason);
    for (const call of [...pending.values()]) {
      call.settle();
      call.reject(closed);
    }
    for (const controller of running.values()) controller.abort();
    for (const subscription of subscriptions.splice(0)) subscription.dispose();
  }

  function invoke(method: string, args: unknown[]): Promise<unknown> {
    const last = args.at(-1);
    const signal = last instanceof AbortSignal ? last : undefined;
    return new Promise((resolve, reject) => {
      if (closed) return reject(closed);
      if (signal?.aborted) return reject(abortError());
      const id = nextId++;
      const onAbort = () => trySend({ t: 'abort', id });
      signal?.addEventListener('abort', onAbort, { once: true });
      const settle = () => {
        pending.delete(id);
        signal?.removeEventListener('abort', onAbort);
      };
      pending.set(id, { resolve, reject, settle });
      try {
        send({ t: 'call', id, method, args: signal ? args.slice(0, -1) : args, signal: signal !== undefined });
      } catch (error) {
        settle();
        reject(error instanceof Error ? error : new Error(messageOf(error)));
      }
    });
  }

  subscriptions.push(port.onMessage(receive));
  subscriptions.push(port.onClose(() => close('the other side is gone')));
  // A port that was gone already has closed the connection before its subscription was known.
  if (closed) for (const subscription of subscriptions.splice(0)) subscription.dispose();
  const remote = new Proxy(Object.create(null) as object, {
    // A proxy that answered to `then` would be taken for a promise.
    get: (_, method) => (typeof method === 'string' && method !== 'then' ? (...args: unknown[]) => invoke(method, args) : undefined),
  }) as Remote<RemoteApi>;
  return { remote, ...toDisposable(() => close('the connection was disposed')) };
}
