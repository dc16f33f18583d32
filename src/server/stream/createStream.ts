import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import * as v from 'valibot';
import { WebSocketServer, type WebSocket } from 'ws';
import { DisposableStore, toDisposable, type Disposable } from '../../base/lifecycle.ts';
import type { Tick } from '../../model/metric.ts';
import { STREAM_CLOSES, STREAM_PROTOCOL, type StreamMessage, type StreamSubscription } from '../../protocol/api.ts';
import type { ServedParts } from '../api/operation.ts';
import { HttpProblem } from '../http/httpProblem.ts';

export interface StreamOptions {
  /** A client that does not answer for so long is gone. */
  readonly pingEveryMs: number;
  readonly mostClients: number;
  /** What may wait to be read by a client; with more of it the client is dropped. */
  readonly mostWaitingBytes: number;
}

export const STREAM_DEFAULTS: StreamOptions = { pingEveryMs: 15_000, mostClients: 32, mostWaitingBytes: 1024 * 1024 };

const MOST_MESSAGE_BYTES = 64 * 1024;
/** A close that waits behind what is not read would never arrive. */
const CLOSING_MS = 1000;

const subscription = v.strictObject({
  kind: v.literal('subscribe'),
  metrics: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(1000)), []),
  events: v.optional(v.array(v.picklist(['alert', 'mark'])), []),
});

/** The stream of ticks, alerts and marks. Nothing is collected for clients that ask for no metrics. */
export interface Stream extends Disposable {
  /** Takes a connection over whose request was allowed. @throws HttpProblem 503 where there are too many */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly clients: () => number;
}

export function createStream(parts: ServedParts, options: StreamOptions = STREAM_DEFAULTS): Stream {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    maxPayload: MOST_MESSAGE_BYTES,
    perMessageDeflate: false,
    // The second one is the token, which is never said back.
    handleProtocols: (offered) => (offered.has(STREAM_PROTOCOL) ? STREAM_PROTOCOL : false),
  });
  return {
    accept(request, socket, head) {
      if (server.clients.size >= options.mostClients)
        throw new HttpProblem(503, `There are ${options.mostClients} clients of the stream already.`);
      server.handleUpgrade(request, socket, head, (client) => serve(client, parts, options));
    },
    clients: () => server.clients.size,
    dispose() {
      for (const client of server.clients) close(client, STREAM_CLOSES.goingAway, 'the server ends');
      server.close();
    },
  };
}

function close(client: WebSocket, code: number, reason: string): void {
  client.close(code, reason);
  const timer = setTimeout(() => client.terminate(), CLOSING_MS);
  client.once('close', () => clearTimeout(timer));
}

function serve(client: WebSocket, parts: ServedParts, { pingEveryMs, mostWaitingBytes }: StreamOptions): void {
  const { monitor, alerts, laptimeVersion } = parts;
  const owned = new DisposableStore();
  let isWanted = (_id: string) => false;
  let events: readonly string[] = [];
  let need: Disposable | undefined;
  let sequence = 0;
  const send = (message: StreamMessage) => {
    if (client.readyState !== client.OPEN) return;
    if (client.bufferedAmount > mostWaitingBytes) return close(client, STREAM_CLOSES.tooSlow, 'messages are not read in time');
    client.send(JSON.stringify(message));
  };
  const sendMetrics = () => send({ kind: 'metrics', metrics: monitor.metrics().filter(({ id }) => isWanted(id)) });
  const sendTick = ({ atMs, values }: Tick) => {
    if (need === undefined) return;
    sequence += 1;
    send({ kind: 'tick', sequence, atMs, values: Object.fromEntries([...values].filter(([id]) => isWanted(id))) });
  };

  client.on('message', (data: Buffer, isBinary) => {
    const asked = isBinary ? null : parse(data.toString());
    if (asked === null) return close(client, STREAM_CLOSES.badMessage, 'messages are {"kind":"subscribe","metrics":[…],"events":[…]}');
    isWanted = matcher(asked.metrics);
    events = asked.events;
    if (asked.metrics.length === 0) {
      need?.dispose();
      need = undefined;
    } else need ??= monitor.need({});
    sendMetrics();
  });
  owned.add(monitor.onTick(sendTick));
  owned.add(monitor.onMetrics(() => need !== undefined && sendMetrics()));
  owned.add(monitor.onMark((mark) => events.includes('mark') && send({ kind: 'mark', mark })));
  owned.add(alerts.onAlert((alert) => events.includes('alert') && send({ kind: 'alert', alert })));
  owned.add(toDisposable(() => need?.dispose()));
  owned.add(heartbeat(client, pingEveryMs));
  client.on('close', () => owned.dispose());
  // What is wrong with a frame closes the connection; there is nobody to tell.
  client.on('error', () => client.terminate());
  send({ kind: 'hello', laptimeVersion });
}

function heartbeat(client: WebSocket, everyMs: number): Disposable {
  let isThere = true;
  client.on('pong', () => (isThere = true));
  const timer = setInterval(() => {
    if (!isThere) return client.terminate();
    isThere = false;
    client.ping();
  }, everyMs);
  return toDisposable(() => clearInterval(timer));
}

function parse(text: string): Required<StreamSubscription> | null {
  try {
    const { success, output } = v.safeParse(subscription, JSON.parse(text));
    return success ? output : null;
  } catch {
    return null;
  }
}

/** Ids, beginnings of ids that end in `*`, or `*` for all. */
function matcher(wanted: readonly string[]): (id: string) => boolean {
  const ids = new Set(wanted.filter((each) => !each.endsWith('*')));
  const beginnings = wanted.filter((each) => each.endsWith('*')).map((each) => each.slice(0, -1));
  return (id) => ids.has(id) || beginnings.some((beginning) => id.startsWith(beginning));
}
