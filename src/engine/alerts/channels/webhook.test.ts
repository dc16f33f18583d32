import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleMessage } from './message.fixture.ts';
import { slackChannel, toSlack } from './slack.ts';
import { signatureOf, webhookChannel } from './webhook.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const secrets: Record<string, string> = { HOOK_SECRET: SECRET };
const secretOf = (name: string) => Promise.resolve(secrets[name] ?? null);
const { signal } = new AbortController();

let server: Server;
let url: string;
let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;
const bodies: string[] = [];

beforeEach(async () => {
  bodies.length = 0;
  answer = (_request, response) => response.writeHead(204).end();
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      bodies.push(body);
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const hook = (other: object = {}) =>
  webhookChannel({ kind: 'webhook', name: 'hook', url, urlSecret: null, secret: 'HOOK_SECRET', ...other }, secretOf);

describe('a webhook', () => {
  it('is signed as the published example of Standard Webhooks is', () => {
    // https://github.com/standard-webhooks/standard-webhooks, the test of each of its libraries.
    expect(signatureOf('msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}', SECRET)).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
    expect(() => signatureOf('id', 1, '', 'whsec_short')).toThrow('too short');
  });

  it('brings what a receiver can verify, and what the alert says', async () => {
    let verified = false;
    answer = ({ headers }, response, body) => {
      const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
      const wanted = createHmac('sha256', key).update([headers['webhook-id'], headers['webhook-timestamp'], body].join('.')).digest();
      const [version, given] = String(headers['webhook-signature']).split(',');
      const late = Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp']));
      verified = version === 'v1' && timingSafeEqual(wanted, Buffer.from(given ?? '', 'base64')) && late < 300;
      response.writeHead(200).end();
    };
    await hook().send(exampleMessage('message-7'), signal);
    expect(verified).toBe(true);
    expect(JSON.parse(bodies[0]!)).toMatchObject({
      ...{ type: 'laptime.alerts', id: 'message-7', title: 'Warning: CPU is busy' },
      alerts: [{ rule: 'cpu', severity: 'warning', state: 'firing', why: 'fired', value: 0.94, labels: { of: 'machine' } }],
    });
  });

  it('is not signed without a secret, and waits for one that is missing', async () => {
    let signed: unknown = 'unknown';
    answer = ({ headers }, response) => {
      signed = headers['webhook-signature'];
      response.end();
    };
    await hook({ secret: null }).send(exampleMessage(), signal);
    expect(signed).toBe(undefined);
    await expect(hook({ secret: 'OTHER' }).send(exampleMessage(), signal)).rejects.toThrow('there is no environment variable OTHER');
    expect(bodies).toHaveLength(1);
  });

  it('says what the other side said, and never follows where it leads', async () => {
    answer = (_request, response) => response.writeHead(500).end('out of order');
    await expect(hook().send(exampleMessage(), signal)).rejects.toThrow(/127\.0\.0\.1:\d+ answered 500: out of order/);
    answer = (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end();
    await expect(hook().send(exampleMessage(), signal)).rejects.toThrow('answered 302; redirects are not followed');
    expect(bodies).toHaveLength(2);
  });

  it('takes 410 for an end', async () => {
    answer = (_request, response) => response.writeHead(410).end();
    await expect(hook().send(exampleMessage(), signal)).rejects.toMatchObject({ name: 'Refusal', isFinal: true });
  });

  it('names the host only where the address is a secret', async () => {
    secrets['HOOK_URL'] = `${url}/token-of-mine`;
    answer = (_request, response) => response.writeHead(503).end();
    const message = await hook({ url: null, urlSecret: 'HOOK_URL' })
      .send(exampleMessage(), signal)
      .catch((error: unknown) => String(error));
    expect(message).toContain('answered 503');
    expect(message).not.toContain('token-of-mine');
    secrets['HOOK_URL'] = 'http://example.com/token-of-mine';
    await expect(hook({ url: null, urlSecret: 'HOOK_URL' }).send(exampleMessage(), signal)).rejects.toThrow(
      'the address in HOOK_URL has to begin with https://',
    );
  });

  it('reads no more of an answer than its beginning, and ends when it is told to', async () => {
    answer = (_request, response) => {
      response.writeHead(500);
      response.write('x'.repeat(100_000));
    };
    await expect(hook().send(exampleMessage(), signal)).rejects.toThrow(/x{200}$/);
    answer = () => {};
    const stop = new AbortController();
    const sending = hook().send(exampleMessage(), stop.signal);
    await expect.poll(() => bodies.length).toBe(2);
    stop.abort();
    await expect(sending).rejects.toThrow('abort');
  });
});

describe('Slack', () => {
  it('gets text without markup, in sections that it takes', async () => {
    secrets['SLACK_URL'] = url;
    const channel = slackChannel({ kind: 'slack', name: 'team', urlSecret: 'SLACK_URL' }, secretOf);
    await channel.send(exampleMessage('a', { title: '<!channel> & *all*', text: 'y'.repeat(4000) }), signal);
    const sent = JSON.parse(bodies[0]!) as { text: string; blocks: { type: string; text: { text: string } }[] };
    expect(sent.text).toBe('Warning: &lt;!channel&gt; &amp; *all*');
    expect(sent.blocks.every((block) => block.type === 'section' && block.text.text.length <= 3000)).toBe(true);
    expect(bodies[0]).not.toContain('<!channel>');
    expect(channel.pauseMs).toBe(1000);
  });

  it('has a text even of a test, and joins lines of many alerts', () => {
    expect(toSlack({ id: 'a', atMs: 0, kind: 'test', title: 'Test of Laptime', notices: [] })).toMatchObject({ text: 'Test of Laptime' });
  });

  it('is off once the address is no more', async () => {
    secrets['SLACK_URL'] = url;
    answer = (_request, response) => response.writeHead(404).end('no_service');
    const channel = slackChannel({ kind: 'slack', name: 'team', urlSecret: 'SLACK_URL' }, secretOf);
    await expect(channel.send(exampleMessage(), signal)).rejects.toMatchObject({ isFinal: true });
  });
});
