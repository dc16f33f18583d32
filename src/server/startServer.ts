import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { isCancellation, messageOf, UserError } from '../base/errors.ts';
import { DisposableStore, toDisposable, type Disposable } from '../base/lifecycle.ts';
import type { Log } from '../base/log.ts';
import { API_ROOT } from '../protocol/api.ts';
import { createGate } from './access/gate.ts';
import { newToken } from './access/token.ts';
import { writeTokenFile } from './access/tokenFile.ts';
import type { ServedParts } from './api/operation.ts';
import { createAnswers } from './createAnswers.ts';
import { HttpProblem, toProblemDetails } from './http/httpProblem.ts';
import { DATA_HEADERS } from './http/securityHeaders.ts';
import { createMetricInterest } from './metricInterest.ts';
import { createStream, type StreamOptions } from './stream/createStream.ts';

export interface ServerOptions {
  /** An address or name of this machine; the loopback address unless given. */
  readonly host?: string;
  /** Any that is free unless given. */
  readonly port?: number;
  /** Absolute path of the folder where the token is left for other programs of the user. */
  readonly tokenFolder: string;
  /** Absolute path of the folder with the built pages. */
  readonly pageFolder: string;
  readonly stream?: StreamOptions;
}

export interface LaptimeServer extends Disposable {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly token: string;
  /** Absolute path of the file that has both. */
  readonly tokenFile: string;
}

/** Of HTTP itself, against clients that send slowly or too much. */
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 2000,
};
const MOST_CONNECTIONS = 128;

/**
 * Serves one engine to programs of this machine, until it is disposed of.
 * @throws UserError `server-address` where it cannot listen
 */
export async function startServer(
  served: Omit<ServedParts, 'freshMetrics' | 'currentValues' | 'startedAtMs'> & { readonly log: Log },
  options: ServerOptions,
): Promise<LaptimeServer> {
  const { clock, log, engine, monitor } = served;
  const { host = '127.0.0.1', port = 0, tokenFolder, pageFolder } = options;
  const owned = new DisposableStore();
  const interest = owned.add(createMetricInterest(monitor, clock));
  const parts: ServedParts = {
    ...served,
    startedAtMs: Math.round(clock.nowMs()),
    freshMetrics: interest.fresh,
    currentValues: interest.current,
  };
  const token = newToken();
  const stream = owned.add(createStream(parts, options.stream));
  const gate = createGate({ token, host, clock });
  const answers = createAnswers(parts, { gate, pageFolder, streamClients: stream.clients });
  const ending = new AbortController();

  const server = createServer(LIMITS, (request, response) => void answer(request, response));
  server.maxConnections = MOST_CONNECTIONS;
  server.on('upgrade', (request, socket, head) => upgrade(request, socket, head));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      await answers.answer(request, response, AbortSignal.any([gone.signal, ending.signal]));
    } catch (error) {
      if (response.headersSent || response.destroyed) return void response.destroy();
      const problem = toProblem(error);
      // What is left of a body that nobody reads is not waited for.
      const close = request.complete ? {} : { Connection: 'close' };
      response.writeHead(problem.status, { ...DATA_HEADERS, 'Content-Type': 'application/problem+json', ...problem.headers, ...close });
      response.end(JSON.stringify(toProblemDetails(problem)));
    } finally {
      answers.count(response.statusCode);
    }
  }

  function toProblem(error: unknown): HttpProblem {
    if (error instanceof HttpProblem) return error;
    if (isCancellation(error)) return new HttpProblem(503, 'The server ends.');
    log.error(error instanceof Error ? error : String(error));
    return new HttpProblem(500, 'This is a bug in Laptime; its log has more.');
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    try {
      gate.admitUpgrade(request);
      if (request.url !== `${API_ROOT}/stream`) throw new HttpProblem(404, `The stream is at ${API_ROOT}/stream.`);
      stream.accept(request, socket, head);
    } catch (error) {
      refuse(socket, toProblem(error));
    }
  }

  const listening = await listen(server, host, port);
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${listening.port}`;
  owned.add(
    toDisposable(() => {
      server.close();
      server.closeAllConnections();
    }),
  );
  owned.add(toDisposable(() => ending.abort()));
  try {
    const { file } = owned.add(writeTokenFile(tokenFolder, { url, token, root: engine.root, startedAtMs: parts.startedAtMs }));
    return { url, token, tokenFile: file, dispose: () => owned.dispose() };
  } catch (error) {
    owned.dispose();
    throw new UserError(
      'server-token-file',
      `The token cannot be left in ${tokenFolder}: ${messageOf(error)}. Make room or give access, or set XDG_CACHE_HOME.`,
      {
        cause: error,
      },
    );
  }
}

/** An answer on a connection that was to become another one. */
function refuse(socket: Duplex, problem: HttpProblem): void {
  const details = toProblemDetails(problem);
  const body = JSON.stringify(details);
  const headers = {
    ...DATA_HEADERS,
    ...problem.headers,
    'Content-Type': 'application/problem+json',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${details.status} ${details.title}`, ...lines, '', body].join('\r\n'));
}

function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reasons: Readonly<Record<string, string>> = {
        EADDRINUSE: 'another program has that port: choose another one, or none',
        EACCES: 'that port needs more rights: choose one from 1024',
        EADDRNOTAVAIL: 'this machine has no such address',
        ENOTFOUND: 'there is no such name',
      };
      const why = reasons[error.code ?? ''] ?? error.message;
      reject(new UserError('server-address', `The server cannot listen at ${host}:${port}: ${why}.`, { cause: error }));
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}
