import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, constants, createServer, type ClientHttp2Session, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { connect as connectSocket, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createLatencies } from '../../../base/latencies.ts';
import { DisposableStore, toDisposable } from '../../../base/lifecycle.ts';
import type { CallsReport } from '../../../protocol/watching.ts';
import { watchHttpClient, watchHttpServer } from './http.ts';
import { createOwnTime } from './ownTime.ts';

const WORK_MS = 30;

const answers: Readonly<Record<string, (stream: ServerHttp2Stream) => void>> = {
  '/ok': (stream) => {
    stream.respond({ ':status': 200 });
    // The answer has begun long before it ends.
    void sleep(WORK_MS).then(() => stream.end('ok'));
  },
  '/bad': (stream) => {
    stream.respond({ ':status': 503 });
    stream.end();
  },
  '/reset': (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR),
  '/push': (stream) => {
    stream.pushStream({ ':path': '/pushed' }, (_, pushed) => {
      pushed.respond({ ':status': 200 });
      pushed.end('pushed');
      stream.respond({ ':status': 200 });
      stream.end('ok');
    });
  },
  '/never': () => {},
};

let owned = new DisposableStore();
afterEach(() => {
  owned.dispose();
  owned = new DisposableStore();
});

/** A server that answers as its paths say, and a session with it. */
async function serve(connectTo = (port: number) => connect(`http://127.0.0.1:${port}`)) {
  const [server, client] = [
    owned.add(asDisposable(watchHttpServer(createOwnTime()))),
    owned.add(asDisposable(watchHttpClient(createOwnTime()))),
  ];
  const listening = createServer().listen(0, '127.0.0.1');
  listening.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    stream.on('error', () => {});
    answers[headers[':path'] as string]!(stream);
  });
  await once(listening, 'listening');
  const session = connectTo((listening.address() as AddressInfo).port);
  session.on('error', () => {}).on('stream', (pushed) => pushed.resume());
  owned.add(
    toDisposable(() => {
      session.destroy();
      listening.close();
    }),
  );
  return { session, readServer: () => server.read(0), readClient: () => client.read(0) };
}

const asDisposable = <T extends { stop(): void }>(sensor: T) => Object.assign(sensor, { dispose: () => sensor.stop() });

function get(session: ClientHttp2Session, path: string): Promise<unknown> {
  const request = session.request({ ':path': path });
  request.on('error', () => {}).resume();
  return new Promise((resolve) => request.once('close', resolve));
}

function medianMs({ latencies }: CallsReport): number {
  const times = createLatencies();
  times.add(latencies);
  return times.quantileMs(0.5);
}

// Node 20 publishes none of this; the tests run with a later one.
describe('requests by node:http2', () => {
  it('are served until the end of the answer, and made until its beginning', async () => {
    const { session, readServer, readClient } = await serve();
    expect([readServer(), readClient()]).toEqual([null, null]);
    for (const path of ['/ok', '/ok', '/ok', '/bad']) await get(session, path);
    const [server, client] = [readServer()!, readClient()!];
    expect(server).toMatchObject({ ended: 4, errors: 1, active: 0 });
    expect(client).toMatchObject({ ended: 4, errors: 1, active: 0, queued: 0 });
    expect(medianMs(server)).toBeGreaterThan(WORK_MS * 0.9);
    expect(medianMs(client)).toBeLessThan(medianMs(server));
    expect(readServer()).toMatchObject({ ended: 0, active: 0 });
  });

  it('fail where the server resets them', async () => {
    const { session, readServer, readClient } = await serve();
    await get(session, '/reset');
    expect([readServer(), readClient()]).toMatchObject([
      { ended: 1, errors: 1 },
      { ended: 1, errors: 1 },
    ]);
  });

  it('do not count what a server pushes', async () => {
    const { session, readServer, readClient } = await serve();
    const pushed = new Promise((resolve) => session.once('stream', (stream) => stream.once('close', resolve)));
    await Promise.all([get(session, '/push'), pushed]);
    expect([readServer(), readClient()]).toMatchObject([
      { ended: 1, errors: 0, active: 0 },
      { ended: 1, errors: 0, active: 0 },
    ]);
  });

  it('are no answers where nobody waits for them any more', async () => {
    const { session, readServer, readClient } = await serve();
    const request = session.request({ ':path': '/never' });
    await expect.poll(() => readServer()?.active).toBe(1);
    expect(readClient()).toMatchObject({ active: 1 });
    request.close(constants.NGHTTP2_CANCEL);
    await expect.poll(() => readServer()?.active).toBe(0);
    await expect.poll(() => readClient()?.active).toBe(0);
    session.request({ ':path': '/never' }).on('error', () => {});
    await expect.poll(() => readServer()?.active).toBe(1);
    session.destroy();
    await expect.poll(() => readServer()?.active).toBe(0);
    expect([readServer()?.ended, readClient()?.ended]).toEqual([0, 0]);
  });

  it('wait until there is a connection, and fail where there is none', async () => {
    const { session, readClient } = await serve(() => connect('http://127.0.0.1:1'));
    const over = get(session, '/ok');
    expect(readClient()).toMatchObject({ active: 1, queued: 1 });
    await over;
    expect(readClient()).toMatchObject({ ended: 1, errors: 1, active: 0 });
  });

  it('count once where undici makes them, which tells of its own', async () => {
    const { session, readServer, readClient } = await serve((port) => {
      const socket = connectSocket(port, '127.0.0.1');
      const made = connect(`http://127.0.0.1:${port}`, { createConnection: () => socket });
      // As undici says it.
      channel('undici:client:connected').publish({ connectParams: {}, connector: null, socket });
      return made;
    });
    await get(session, '/ok');
    expect(readServer()).toMatchObject({ ended: 1 });
    expect(readClient()).toBeNull();
  });
});
