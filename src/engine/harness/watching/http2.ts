import type { ClientHttp2Stream, IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import type { Calls } from './calls.ts';

const NGHTTP2_NO_ERROR = 0;
const NGHTTP2_CANCEL = 8;

/** What a server pushes has an even number, and is no request of anybody. */
const isPush = ({ id }: { readonly id?: number | undefined }) => id !== undefined && id % 2 === 0;

/** Streams that `node:http2` publishes where it does; each is over when it closes, which is after the last of its answer. */
export function http2ServerListeners(calls: Calls): Record<string, (message: never) => void> {
  return {
    'http2.server.stream.created': ({ stream }: { stream: ServerHttp2Stream }) => {
      if (!isPush(stream)) calls.begin(stream);
    },
    'http2.server.stream.close': ({ stream }: { stream: ServerHttp2Stream }) => {
      const status = stream.sentHeaders?.[':status'];
      const code = stream.rstCode ?? NGHTTP2_NO_ERROR;
      // The client has gone, or wants no answer any more.
      if (code === NGHTTP2_CANCEL || (code === NGHTTP2_NO_ERROR && status === undefined)) calls.drop(stream);
      else calls.end(stream, code !== NGHTTP2_NO_ERROR || Number(status) >= 500);
    },
  };
}

interface ClientMessage {
  readonly stream: ClientHttp2Stream;
}

/** Streams that `node:http2` publishes where it does, but for those of undici, which tells of its requests itself. */
export function http2ClientListeners(calls: Calls): Record<string, (message: never) => void> {
  const undicis = new WeakSet<object>();
  return {
    'undici:client:connected': ({ socket }: { socket: Socket }) => {
      const handle = handleOf(socket);
      if (handle) undicis.add(handle);
    },
    'http2.client.stream.created': ({ stream }: ClientMessage) => {
      const handle = handleOf(stream.session?.socket);
      if (!isPush(stream) && !(handle && undicis.has(handle))) calls.begin(stream);
    },
    'http2.client.stream.finish': ({ stream, headers }: ClientMessage & { headers: IncomingHttpHeaders & { ':status'?: number } }) =>
      calls.end(stream, (headers[':status'] ?? 0) >= 500),
    'http2.client.stream.error': ({ stream }: ClientMessage) => calls.end(stream, true),
  };
}

/** A session has its socket behind a proxy; what both have in common is this. */
function handleOf(socket: Socket | undefined): object | null {
  const { _handle: handle } = (socket ?? {}) as { readonly _handle?: object | null };
  return handle ?? null;
}
