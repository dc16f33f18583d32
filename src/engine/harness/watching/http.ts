import type { Agent, ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';
import type { CallsReport } from '../../../protocol/watching.ts';
import { ActiveCalls } from './activeCalls.ts';
import { createCalls, listen } from './calls.ts';
import { http2ClientListeners, http2ServerListeners } from './http2.ts';
import type { OwnTime } from './ownTime.ts';
import type { Sensor } from './sensor.ts';

/** Requests that the program answers, by `node:http` and `node:http2`. */
export function watchHttpServer(own: OwnTime): Sensor<CallsReport | null> {
  const calls = createCalls();
  const listeners = {
    'http.server.request.start': ({ response }: { response: ServerResponse }) => calls.beginOneOfMany(response),
    'http.server.response.finish': ({ response }: { response: ServerResponse }) => calls.endOneOfMany(response, response.statusCode >= 500),
    ...http2ServerListeners(calls),
  };
  return {
    read() {
      // The client has gone before it had its answer.
      for (const answer of calls.active()) if ((answer as ServerResponse | ServerHttp2Stream).destroyed) calls.drop(answer);
      return calls.read(0);
    },
    stop: listen(listeners, own),
  };
}

/** As undici has it. */
type UndiciRequest = object;

/** Requests that the program makes, by `node:http`, `node:http2` and fetch; each is over when its answer begins. */
export function watchHttpClient(own: OwnTime): Sensor<CallsReport | null> {
  const calls = createCalls();
  const waiting = new ActiveCalls();
  const agents = new Set<WeakRef<Agent>>();
  const known = new WeakSet<Agent>();
  const over = (request: UndiciRequest, isError: boolean) => {
    waiting.remove(request);
    calls.end(request, isError);
  };
  const begin = ({ request }: { request: ClientRequest }) => {
    calls.beginOneOfMany(request);
    const { agent } = request as { agent?: Agent };
    if (!agent || known.has(agent)) return;
    known.add(agent);
    agents.add(new WeakRef(agent));
  };
  // Where a request is told when it is made, its wait for a connection counts; before Node 22.15 it is told when it was sent.
  const stopWhenSent = listen({ 'http.client.request.start': begin }, own);
  let isToldWhenMade = false;
  const listeners = {
    'http.client.request.created': (message: { request: ClientRequest }) => {
      if (!isToldWhenMade) stopWhenSent();
      isToldWhenMade = true;
      begin(message);
    },
    // Not of one that had its answer, which was counted.
    'http.client.request.error': ({ request }: { request: ClientRequest & { readonly res?: IncomingMessage | null } }) => {
      if (!request.res) calls.endOneOfMany(request, true);
    },
    'http.client.response.finish': ({ request, response }: { request: ClientRequest; response: IncomingMessage }) =>
      calls.endOneOfMany(request, (response.statusCode ?? 0) >= 500),
    'undici:request:create': ({ request }: { request: UndiciRequest }) => {
      calls.begin(request);
      waiting.set(request, 0, 1);
    },
    'undici:client:sendHeaders': ({ request }: { request: UndiciRequest }) => waiting.remove(request),
    'undici:request:headers': ({ request, response }: { request: UndiciRequest; response: { statusCode: number } }) =>
      over(request, response.statusCode >= 500),
    'undici:request:error': ({ request }: { request: UndiciRequest }) => over(request, true),
    ...http2ClientListeners(calls),
  };
  const stop = listen(listeners, own);
  return {
    read() {
      let queued = waiting.size;
      for (const call of calls.active()) {
        if ('destroyed' in call && call.destroyed === true) calls.drop(call);
        else if ('pending' in call && call.pending === true) queued += 1;
      }
      for (const held of agents) {
        const agent = held.deref();
        if (!agent) agents.delete(held);
        else for (const requests of Object.values(agent.requests)) queued += requests?.length ?? 0;
      }
      return calls.read(queued);
    },
    stop() {
      stopWhenSent();
      stop();
    },
  };
}
