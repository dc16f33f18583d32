import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { StreamMessage } from '../../src/protocol/api.ts';
import { STREAM_DEFAULTS } from '../../src/server/stream/createStream.ts';
import { serve, type Served } from './support/served.ts';

type Of<Kind extends StreamMessage['kind']> = Extract<StreamMessage, { readonly kind: Kind }>;

interface Client {
  readonly socket: WebSocket;
  readonly of: <Kind extends StreamMessage['kind']>(kind: Kind) => Of<Kind>[];
  readonly closed: Promise<number>;
  readonly subscribe: (metrics: readonly string[], events?: readonly string[]) => void;
}

async function open({ url, token }: Served): Promise<Client> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/stream`, ['laptime.v1', `bearer.${token}`]);
  onTestFinished(() => socket.terminate());
  const messages: StreamMessage[] = [];
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as StreamMessage));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    ...{ socket, closed },
    of: <Kind extends StreamMessage['kind']>(kind: Kind) => messages.filter((message): message is Of<Kind> => message.kind === kind),
    subscribe: (metrics, events = []) => socket.send(JSON.stringify({ kind: 'subscribe', metrics, events })),
  };
}

describe('the stream', () => {
  it('tells what was asked for, and nothing else', async () => {
    const server = await serve();
    const client = await open(server);
    expect(client.socket.protocol).toBe('laptime.v1');
    await expect.poll(() => client.of('hello')).toEqual([{ kind: 'hello', laptimeVersion: '1.2.3' }]);
    client.subscribe(['machine.cpu.*', 'machine.memory.used'], ['alert', 'mark']);
    await expect.poll(() => client.of('tick').length).toBeGreaterThan(1);
    expect(Object.keys(client.of('tick')[0]!.values).toSorted()).toEqual(['machine.cpu.core.0', 'machine.memory.used']);
    expect(
      client
        .of('metrics')
        .at(-1)!
        .metrics.map(({ id }) => id),
    ).toEqual(['machine.cpu.core.0', 'machine.memory.used']);
    const mark = server.monitor.mark({ kind: 'save', title: 'Saved', atMs: 1, untilMs: null });
    await expect.poll(() => client.of('mark')).toEqual([{ kind: 'mark', mark }]);
    const [alert] = server.alerts.active();
    server.alerts.acknowledge(alert!.id, 'ada', '');
    await expect.poll(() => client.of('alert').at(-1)?.alert.state).toBe('acknowledged');
  });

  it('brings one update a second for a minute, without loss', async () => {
    const client = await open(await serve());
    client.subscribe(['*']);
    await expect.poll(() => client.of('tick').length, { timeout: 250_000, interval: 500 }).toBeGreaterThanOrEqual(61);
    const ticks = client.of('tick').slice(0, 61);
    expect(ticks.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 61 }, (_, index) => index + 1));
    // What is counted goes up by one with each collection: none is missing in between.
    const counted = ticks.map(({ values }) => values['machine.memory.used']! / 1e6);
    expect(counted).toEqual(Array.from({ length: 61 }, (_, index) => counted[0]! + index));
    const seconds = (ticks[60]!.atMs - ticks[0]!.atMs) / 1000;
    expect(seconds).toBeGreaterThan(59.5);
  });

  it('closes with what speaks another language', async () => {
    const server = await serve();
    for (const message of ['hello', '{"kind":"subscribe","metrics":"*"}', '{"kind":"subscribe","more":1}', '[]', 'null']) {
      const client = await open(server);
      client.socket.send(message);
      expect(await client.closed).toBe(4400);
    }
    const binary = await open(server);
    binary.socket.send(Buffer.from('{"kind":"subscribe"}'));
    expect(await binary.closed).toBe(4400);
    const large = await open(server);
    large.socket.send('x'.repeat(100_000));
    expect(await large.closed).toBe(1009);
  });

  it('drops a client that does not read, and goes on for others', async () => {
    const server = await serve({ stream: { ...STREAM_DEFAULTS, mostWaitingBytes: 100_000 } });
    const { url, token, monitor } = server;
    const good = await open(server);
    good.subscribe([], ['mark']);
    const slow = await open(server);
    slow.subscribe([], ['mark']);
    await expect.poll(() => slow.of('metrics').length + good.of('metrics').length).toBe(2);
    slow.socket.pause();
    const title = 'x'.repeat(50_000);
    let marks = 0;
    // What the system itself keeps for a connection is some megabytes.
    await expect
      .poll(
        async () => {
          for (let count = 0; count < 20; count += 1) {
            monitor.mark({ kind: 'save', title, atMs: (marks += 1), untilMs: null });
            await new Promise((resolve) => setImmediate(resolve));
          }
          const text = await (await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${token}` } })).text();
          return /^laptime_server_stream_clients (\d+)$/mu.exec(text)?.[1];
        },
        { interval: 100 },
      )
      .toBe('1');
    await expect.poll(() => good.of('mark').length).toBe(marks);
  });

  it('ends connections whose other side is gone, and has no more than so many', async () => {
    const server = await serve({ stream: { ...STREAM_DEFAULTS, pingEveryMs: 100, mostClients: 1 } });
    const { port } = new URL(server.url);
    const silent = connect(Number(port), '127.0.0.1');
    const closed = new Promise<void>((resolve) => silent.once('close', () => resolve()));
    silent.on('error', () => {}).resume();
    const headers = [
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ];
    silent.write(
      ['GET /api/v1/stream HTTP/1.1', `Host: 127.0.0.1:${port}`, `Authorization: Bearer ${server.token}`, ...headers, '', ''].join('\r\n'),
    );
    await closed;
    const client = await open(server);
    await expect(open(server)).rejects.toThrow('503');
    server.dispose();
    expect(await client.closed).toBe(1001);
  });

  it('has nothing collected for clients that ask for no metrics', async () => {
    const server = await serve();
    const client = await open(server);
    client.subscribe([], ['mark']);
    await expect.poll(() => client.of('metrics').length).toBe(1);
    server.monitor.mark({ kind: 'save', title: 'Saved', atMs: 1, untilMs: null });
    await expect.poll(() => client.of('mark').length).toBe(1);
    expect(client.of('tick')).toEqual([]);
  });
});
