import type { IncomingMessage, ServerResponse } from 'node:http';
import { API_ROOT } from '../protocol/api.ts';
import type { Gate } from './access/gate.ts';
import { callOperation } from './api/callOperation.ts';
import type { ServedParts } from './api/operation.ts';
import { operations } from './api/operations/index.ts';
import { HttpProblem } from './http/httpProblem.ts';
import { DATA_HEADERS } from './http/securityHeaders.ts';
import { isPage, servePage } from './http/servePage.ts';
import { CONTENT_TYPES, formatFor, toExposition } from './prometheus/exposition.ts';
import { metricFamilies } from './prometheus/metricFamilies.ts';

/** Answers requests. */
export interface Answers {
  /** @throws HttpProblem where there is nothing to answer with */
  readonly answer: (request: IncomingMessage, response: ServerResponse, signal: AbortSignal) => Promise<void>;
  /** Notes the status of an answer. */
  readonly count: (status: number) => void;
}

interface Options {
  readonly gate: Gate;
  readonly pageFolder: string;
  readonly streamClients: () => number;
}

export function createAnswers(parts: ServedParts, { gate, pageFolder, streamClients }: Options): Answers {
  const requests = new Map<string, number>();
  let document: Promise<object> | undefined;
  const readDocument = () =>
    (document ??= import('./api/openApi.ts').then(({ openApiDocument }) => openApiDocument(operations, parts.laptimeVersion)));

  async function answerData(request: IncomingMessage, response: ServerResponse, url: URL, signal: AbortSignal): Promise<void> {
    const { pathname, searchParams } = url;
    if (pathname === '/metrics') {
      requireGet(request);
      await parts.freshMetrics(signal);
      const format = formatFor(request.headers.accept);
      const text = toExposition(metricFamilies(parts, { requests, streamClients: streamClients() }), format);
      response.writeHead(200, { ...DATA_HEADERS, 'Content-Type': CONTENT_TYPES[format] }).end(text);
      return;
    }
    if (!pathname.startsWith(`${API_ROOT}/`)) throw new HttpProblem(404, `There is nothing here: operations begin with ${API_ROOT}/.`);
    if (pathname === `${API_ROOT}/openapi.json`) {
      requireGet(request);
      return writeJson(response, 200, await readDocument());
    }
    if (pathname === `${API_ROOT}/stream`)
      throw new HttpProblem(426, 'The stream is a WebSocket.', { headers: { Upgrade: 'websocket', Connection: 'Upgrade' } });
    const asked = { pathname: pathname.slice(API_ROOT.length), searchParams };
    const { status, body } = await callOperation(operations, request, asked, parts, signal);
    signal.throwIfAborted();
    writeJson(response, status, body);
  }

  return {
    async answer(request, response, signal) {
      const path = request.url ?? '';
      const url = path.startsWith('/') && URL.canParse(`http://localhost${path}`) ? new URL(`http://localhost${path}`) : null;
      if (url !== null && isPage(url.pathname)) {
        gate.admitPage(request);
        requireGet(request);
        return servePage(url.pathname, pageFolder, response);
      }
      gate.admit(request);
      if (url === null) throw new HttpProblem(400, 'The path of the request is none.');
      return answerData(request, response, url, signal);
    },
    count(status) {
      const digit = String(status)[0] ?? '';
      requests.set(digit, (requests.get(digit) ?? 0) + 1);
    },
  };
}

function requireGet({ method }: IncomingMessage): void {
  if (method !== 'GET') throw new HttpProblem(405, 'This path takes GET only.', { headers: { Allow: 'GET' } });
}

function writeJson(response: ServerResponse, status: number, body: unknown): void {
  if (body === null) response.writeHead(204, DATA_HEADERS).end();
  else response.writeHead(status, { ...DATA_HEADERS, 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
