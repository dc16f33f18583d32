// Who may ask the server, and what it refuses before anything is looked at.
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { runningServers } from '../../src/server/index.ts';
import { modeOf, serve } from './support/served.ts';

interface Raw {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** With headers that `fetch` does not let anybody set. */
function raw(url: string, path: string, headers: Record<string, string>, { method = 'GET', body = '' } = {}): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}${path}`, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** The status with which an upgrade is answered; 101 where it is allowed. */
function upgradeStatus(url: string, protocols: string[], headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const client = new WebSocket(`${url.replace('http', 'ws')}/api/v1/stream`, protocols, { headers });
    client.on('open', () => {
      client.terminate();
      resolve(101);
    });
    client.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    client.on('error', () => {});
  });
}

const status = '/api/v1/status';

describe('the server', () => {
  it('answers to names that only this machine has', async () => {
    const { url, token } = await serve();
    const port = new URL(url).port;
    const asked = async (host: string) => (await raw(url, status, { Host: host, Authorization: `Bearer ${token}` })).status;
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:1`, '[::1]:80', '127.0.0.1'])
      expect({ host, status: await asked(host) }).toEqual({ host, status: 200 });
    for (const host of [
      'evil.test',
      `evil.test:${port}`,
      `127.0.0.1.evil.test:${port}`,
      'localhost.evil.test',
      '10.0.0.1',
      '127.0.0.1@evil.test',
      'a b',
    ])
      expect({ host, status: await asked(host) }).toEqual({ host, status: 421 });
  });

  it('refuses pages of other origins, also those that say to have none, and also on the stream', async () => {
    const { url, token } = await serve();
    const auth = { Authorization: `Bearer ${token}` };
    for (const origin of ['https://evil.test', 'null', 'http://localhost:3000', url.replace('http', 'https'), `${url}.evil.test`]) {
      expect((await raw(url, status, { ...auth, Origin: origin })).status).toBe(403);
      expect((await raw(url, '/page.js', { Origin: origin })).status).toBe(403);
      expect(await upgradeStatus(url, ['laptime.v1'], { ...auth, Origin: origin })).toBe(403);
    }
    expect((await raw(url, status, { ...auth, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' })).status).toBe(403);
    expect((await raw(url, status, { ...auth, Origin: url })).status).toBe(200);
    expect(await upgradeStatus(url, ['laptime.v1'], { ...auth, Origin: url })).toBe(101);
    expect(await upgradeStatus(url, ['laptime.v1'], { ...auth, Host: 'evil.test' })).toBe(421);
    const preflight = await raw(
      url,
      status,
      { Origin: 'https://evil.test', 'Access-Control-Request-Method': 'GET' },
      { method: 'OPTIONS' },
    );
    expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('wants the token, in a header or as a subprotocol and never in the address', async () => {
    const { url, token } = await serve();
    const wrong = `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`;
    for (const header of [
      undefined,
      'Bearer',
      `Bearer ${wrong}`,
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
      `Basic ${token}`,
      token,
    ]) {
      const refused = await raw(url, status, header === undefined ? {} : { Authorization: header });
      expect([header, refused.status, refused.headers['www-authenticate']]).toEqual([header, 401, 'Bearer realm="laptime"']);
    }
    for (const path of ['/metrics', '/api/v1/openapi.json', '/nothing', `${status}?token=${token}`])
      expect((await raw(url, path, {})).status).toBe(401);
    expect(await upgradeStatus(url, ['laptime.v1', `bearer.${wrong}`], {})).toBe(401);
    expect(await upgradeStatus(url, ['laptime.v1', `bearer.${token}`], {})).toBe(101);
  });

  it('counts wrong tokens for themselves, and says when to try again', async () => {
    const { url, token } = await serve();
    const wrong = await Promise.all(Array.from({ length: 60 }, () => raw(url, status, { Authorization: 'Bearer wrong' })));
    const tooMany = wrong.filter((answer) => answer.status === 429);
    expect(tooMany.length).toBeGreaterThan(0);
    expect(Number(tooMany[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await raw(url, status, { Authorization: `Bearer ${token}` })).status).toBe(200);
    const right = await Promise.all(Array.from({ length: 1000 }, () => raw(url, '/nothing', { Authorization: `Bearer ${token}` })));
    expect(new Set(right.map((answer) => answer.status))).toEqual(new Set([404, 429]));
  });

  it('takes JSON only, and not too much of it', async () => {
    const { url, token } = await serve();
    const post = (headers: Record<string, string>, body: string) =>
      raw(url, '/api/v1/metrics', { Authorization: `Bearer ${token}`, ...headers }, { method: 'POST', body });
    const json = { 'Content-Type': 'application/json' };
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', 'application/jsonp'])
      expect((await post({ 'Content-Type': type }, '{}')).status).toBe(415);
    expect((await post({}, '{}')).status).toBe(415);
    expect((await post({ ...json, 'Content-Encoding': 'gzip' }, '{}')).status).toBe(415);
    expect((await post(json, '{"values":')).status).toBe(400);
    expect((await post({ ...json, 'Content-Length': '10000000' }, '{}').catch(() => ({ status: 413 }))).status).toBe(413);
    expect((await post({ ...json, 'Transfer-Encoding': 'chunked' }, 'x'.repeat(300_000))).status).toBe(413);
    expect((await post({ ...json, 'X-Long': 'x'.repeat(20_000) }, '{}')).status).toBe(431);
  });

  it('ends connections that do not say what they want', async () => {
    const { url } = await serve();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => {});
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
    const timer = setInterval(() => socket.write('x'), 200);
    await ended;
    clearInterval(timer);
    expect(answer).toContain('408');
  });

  it('lets nothing of what it says run or be framed, and says it to nobody else', async () => {
    const { url, token } = await serve();
    for (const [path, headers] of [
      ['/', {}],
      [status, { Authorization: `Bearer ${token}` }],
      [status, {}],
    ] as const) {
      const answer = await raw(url, path, headers);
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'.*frame-ancestors 'none'/u);
      expect(answer.headers['content-security-policy']).not.toMatch(/unsafe|\*/u);
      expect(answer.text).not.toContain(token);
    }
  });

  it('leaves the token in a file of this user only, as long as it runs', async () => {
    const server = await serve();
    const { url, token, tokenFile, root } = server;
    const folder = tokenFile.slice(0, tokenFile.lastIndexOf('/'));
    expect([modeOf(tokenFile), modeOf(folder)]).toEqual(['600', '700']);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(runningServers(folder, root, Date.now())).toMatchObject([{ url, token, root }]);
    server.dispose();
    expect(runningServers(folder, root, Date.now())).toEqual([]);
    await expect(fetch(`${url}/`)).rejects.toThrow('fetch failed');
  });
});
