import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../base/clock.ts';
import { STREAM_TOKEN_PREFIX } from '../../protocol/api.ts';
import { HttpProblem } from '../http/httpProblem.ts';
import { createOriginCheck } from './origin.ts';
import { createRateLimit } from './rateLimit.ts';
import { bearerOf, createTokenCheck } from './token.ts';

const ALLOWED = { perSecond: 100, burst: 300 };
/** Counted for themselves, so that nobody without a token can use up what those with one may ask. */
const REFUSED = { perSecond: 5, burst: 20 };

/** Decides who may ask. Each throws an `HttpProblem` for who may not. */
export interface Gate {
  /** From this machine's own pages and programs. */
  readonly admitPage: (request: IncomingMessage) => void;
  /** Who also has the token. */
  readonly admit: (request: IncomingMessage) => void;
  /** As `admit`; browsers send the token as a subprotocol. */
  readonly admitUpgrade: (request: IncomingMessage) => void;
}

export function createGate({ token, host, clock }: { readonly token: string; readonly host: string; readonly clock: Clock }): Gate {
  const checkOrigin = createOriginCheck(host);
  const isToken = createTokenCheck(token);
  const countAllowed = createRateLimit(ALLOWED, clock);
  const countRefused = createRateLimit(REFUSED, clock);

  const admitWith = (request: IncomingMessage, offered: string) => {
    const address = request.socket.remoteAddress ?? '';
    if (isToken(offered)) return countAllowed(address);
    countRefused(address);
    throw new HttpProblem(401, 'The token is missing or wrong: send the one that the server printed, as Authorization: Bearer TOKEN.', {
      headers: { 'WWW-Authenticate': 'Bearer realm="laptime"' },
    });
  };
  return {
    admitPage(request) {
      checkOrigin(request.headers);
      countAllowed(`page ${request.socket.remoteAddress ?? ''}`);
    },
    admit(request) {
      checkOrigin(request.headers);
      admitWith(request, bearerOf(request.headers.authorization));
    },
    admitUpgrade(request) {
      checkOrigin(request.headers);
      const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
      const offered = protocols.find((each) => each.startsWith(STREAM_TOKEN_PREFIX))?.slice(STREAM_TOKEN_PREFIX.length);
      admitWith(request, bearerOf(request.headers.authorization) || (offered ?? ''));
    },
  };
}
