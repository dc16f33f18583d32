import { WebSocket, type RawData } from 'ws';
import { UserError } from '../../../../base/errors.ts';
import { toDisposable, type Disposable } from '../../../../base/lifecycle.ts';

/** The answer to a call, as its bytes: a profile is long, and what passes it on need not read it. */
export interface RawResult {
  readonly bytes: Buffer;
  /** Of the value of `result` in them. */
  readonly start: number;
  readonly end: number;
}

/** Speaks the protocol of V8's inspector. */
export interface InspectorClient extends Disposable {
  /** @throws UserError `inspector-failed` where the other side says no, `process-ended` where it is gone */
  send(method: string, params?: object): Promise<Record<string, unknown>>;
  sendRaw(method: string, params?: object): Promise<RawResult>;
  on(method: string, listener: (params: Record<string, unknown>) => void): Disposable;
  /** Settles when the connection has ended, from whatever side. */
  readonly closed: Promise<void>;
}

const CONNECT_WITHIN_MS = 5000;
const QUOTE = 34;

/** @throws UserError `inspector-unreachable` */
export async function connectInspector(address: string, signal: AbortSignal): Promise<InspectorClient> {
  signal.throwIfAborted();
  // Unlimited: the profile of a long recording is one message.
  const socket = new WebSocket(address, { perMessageDeflate: false, maxPayload: 0, handshakeTimeout: CONNECT_WITHIN_MS });
  const onAbort = () => socket.terminate();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('the connection was closed')));
    });
  } catch (cause) {
    signal.throwIfAborted();
    const message = `The inspector at ${address} could not be reached: ${(cause as Error).message}.`;
    throw new UserError('inspector-unreachable', `${message} Check that the process lives and that the address is right.`, { cause });
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
  return clientOf(socket);
}

interface Pending {
  readonly resolve: (result: RawResult) => void;
  readonly reject: (error: Error) => void;
}

function clientOf(socket: WebSocket): InspectorClient {
  let nextId = 1;
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(params: Record<string, unknown>) => void>>();
  const ended = () => new UserError('process-ended', 'The process ended before its profile was complete. Nothing was kept.');
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      for (const { reject } of pending.values()) reject(ended());
      pending.clear();
      resolve();
    });
  });
  socket.on('error', () => socket.terminate());

  socket.on('message', (data: RawData) => {
    const bytes = toBuffer(data);
    const id = idOf(bytes);
    if (id === null) return tell(JSON.parse(bytes.toString('utf8')) as { method?: string; params?: Record<string, unknown> });
    const call = pending.get(id);
    pending.delete(id);
    if (!call) return;
    const place = resultPlace(bytes);
    if (place) call.resolve({ bytes, ...place });
    else call.reject(refused(bytes));
  });

  function tell({ method, params }: { method?: string; params?: Record<string, unknown> }): void {
    for (const listener of listeners.get(method ?? '') ?? []) listener(params ?? {});
  }

  function sendRaw(method: string, params: object = {}): Promise<RawResult> {
    return new Promise((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) return reject(ended());
      const id = nextId++;
      pending.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
  }

  return {
    sendRaw,
    async send(method, params) {
      const { bytes, start, end } = await sendRaw(method, params);
      return JSON.parse(bytes.toString('utf8', start, end)) as Record<string, unknown>;
    },
    on(method, listener) {
      const all = listeners.get(method) ?? new Set();
      listeners.set(method, all.add(listener));
      return toDisposable(() => all.delete(listener));
    },
    closed,
    dispose: () => socket.terminate(),
  };
}

function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

const HEAD_BYTES = 64;

/** V8 writes the id first; null for an event. */
function idOf(bytes: Buffer): number | null {
  const head = /^\s*\{\s*"id"\s*:\s*(\d+)/.exec(bytes.toString('latin1', 0, HEAD_BYTES));
  if (head) return Number(head[1]);
  // Who passes messages on may order them in another way; events begin with their method.
  if (bytes.toString('latin1', 0, HEAD_BYTES).includes('"method"')) return null;
  const { id } = JSON.parse(bytes.toString('utf8')) as { id?: number };
  return id ?? null;
}

/** Where the value of `result` is: behind the id, up to the brace that closes the message, or before what follows it. */
function resultPlace(bytes: Buffer): { readonly start: number; readonly end: number } | null {
  const head = /^\s*\{\s*"id"\s*:\s*\d+\s*,\s*"result"\s*:\s*/.exec(bytes.toString('latin1', 0, HEAD_BYTES));
  if (!head) return null;
  const close = bytes.lastIndexOf('}');
  // `{"id":1,"result":{},"sessionId":"…"}`
  const isLast = bytes[close - 1] !== QUOTE;
  return { start: head[0].length, end: isLast ? close : bytes.lastIndexOf('}', close - 1) + 1 };
}

function refused(bytes: Buffer): UserError {
  const { error } = JSON.parse(bytes.toString('utf8')) as { error?: { message?: string } };
  return new UserError('inspector-failed', `The inspector of the process refused: ${error?.message ?? 'it did not say why'}.`);
}
