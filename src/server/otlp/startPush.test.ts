import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { silentLog, type Log } from '../../base/log.ts';
import { defaultConfig } from '../../engine/config/index.ts';
import { createMonitor } from '../../engine/monitoring/index.ts';
import type { Metric } from '../../model/metric.ts';
import { checkPushUrl, startPush, type PushOptions } from './startPush.ts';
import { toOtlp } from './toOtlp.ts';

const metric: Metric = { id: 'machine.cpu', subject: 'machine', group: 'cpu', title: 'CPU', description: 'Use.', unit: 'share', most: 1 };

describe('toOtlp', () => {
  it('writes a gauge for each metric, with whole nanoseconds as text', () => {
    const ticks = [
      { atMs: 1_700_000_000_000.5, values: new Map([['machine.cpu', 0.5]]) },
      { atMs: 1_700_000_001_000, values: new Map<string, number>() },
    ];
    expect(toOtlp(ticks, [metric, { ...metric, id: 'machine.load', unit: 'count' }], '1.2.3')).toMatchObject({
      resourceMetrics: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'laptime' } }, {}] },
          scopeMetrics: [
            {
              metrics: [
                {
                  ...{ name: 'laptime.machine.cpu', description: 'Use.', unit: '1' },
                  gauge: { dataPoints: [{ timeUnixNano: '1700000000000500000', asDouble: 0.5 }] },
                },
              ],
            },
          ],
        },
      ],
    });
  });
});

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly times: readonly string[];
}

interface Message {
  readonly resourceMetrics: [
    { readonly scopeMetrics: [{ readonly metrics: [{ readonly gauge: { readonly dataPoints: { readonly timeUnixNano: string }[] } }] }] },
  ];
}

/** A collector that answers with these statuses in turn, and then with 200. */
async function collector(statuses: readonly number[], headers: Readonly<Record<string, string>> = {}) {
  const left = [...statuses];
  const received: Received[] = [];
  const answered: number[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const status = left.shift() ?? 200;
      answered.push(status);
      const [{ scopeMetrics }] = (JSON.parse(text) as Message).resourceMetrics;
      const times = scopeMetrics[0].metrics[0].gauge.dataPoints.map(({ timeUnixNano }) => timeUnixNano);
      if (status === 200) received.push({ headers: request.headers, times });
      response.writeHead(status, status === 302 ? { Location: '/elsewhere' } : headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/metrics`, received, answered };
}

function push(url: string, log: Log = silentLog, times: Partial<PushOptions> = {}) {
  const monitor = createMonitor({ clock: systemClock, log: silentLog, history: null, settings: async () => defaultConfig().monitoring });
  const collecting = {
    metrics: () => [metric],
    collect: (report: (id: string, value: number) => void) => report('machine.cpu', 0.5),
    dispose() {},
  };
  monitor.addCollector({ name: 'test', subject: 'machine', create: () => collecting });
  // Ticks come faster than the server itself needs them.
  const need = monitor.need({ everyMs: 250 });
  const collected: number[] = [];
  monitor.onTick(({ atMs }) => collected.push(atMs));
  const pushing = startPush(
    { monitor, log, laptimeVersion: '1.2.3' },
    { url, headers: { 'x-api-key': 'hunter2' }, everyMs: 300, retryMs: 100, endMs: 20_000, ...times },
  );
  onTestFinished(() => {
    pushing.dispose();
    need.dispose();
    monitor.dispose();
  });
  return { times: collected, pushing };
}

describe('startPush', () => {
  it('tries again what a collector could not take, and loses nothing', async () => {
    const warnings: string[] = [];
    const { url, received, answered } = await collector([503, 429, 502]);
    const { times } = push(url, { ...silentLog, warn: (message) => warnings.push(message) });
    await expect.poll(() => received.flatMap((each) => each.times).length).toBeGreaterThan(5);
    const arrived = received.flatMap((each) => each.times);
    const collected = times.slice(0, arrived.length).map((atMs) => String(BigInt(Math.round(atMs * 1000)) * 1000n));
    expect(arrived).toEqual(collected);
    expect(answered.slice(0, 4)).toEqual([503, 429, 502, 200]);
    expect(received[0]?.headers).toMatchObject({ 'x-api-key': 'hunter2', 'content-type': 'application/json' });
    expect(warnings).toEqual([expect.stringContaining('it answered 503')]);
    expect(warnings.join('\n')).not.toContain('hunter2');
  });

  it('does not hammer a collector that asks to be left alone for longer than a timer can wait', async () => {
    const { url, answered } = await collector(
      Array.from({ length: 99 }, () => 429),
      { 'Retry-After': '99999999' },
    );
    const { times } = push(url);
    await expect.poll(() => times.length, { timeout: 20_000 }).toBeGreaterThan(5);
    expect(answered).toEqual([429]);
  });

  it('gives up what a collector does not want, and goes on', async () => {
    const { url, received, answered } = await collector([400]);
    const { times } = push(url);
    await expect.poll(() => received.length).toBeGreaterThan(0);
    expect(answered[0]).toBe(400);
    expect(received[0]?.times[0]).not.toBe(String(BigInt(Math.round(times[0]! * 1000)) * 1000n));
  });

  it('follows no redirect: the headers are for one address', async () => {
    const { url, answered } = await collector([302]);
    push(url);
    await expect.poll(() => answered.length).toBeGreaterThan(1);
    expect(answered.slice(0, 2)).toEqual([302, 200]);
  });
});

describe('the end of a push', () => {
  it('sends what waits, also what a collector could not take before', async () => {
    const { url, received, answered } = await collector([503]);
    const { times, pushing } = push(url, silentLog, { retryMs: 3_600_000 });
    await expect.poll(() => answered, { timeout: 10_000 }).toEqual([503]);
    const ended = pushing.end();
    const collected = [...times];
    await ended;
    expect(received.flatMap((each) => each.times)).toEqual(collected.map((atMs) => String(BigInt(Math.round(atMs * 1000)) * 1000n)));
    const { length } = answered;
    pushing.dispose();
    expect(answered).toHaveLength(length);
  });

  it('waits for no collector that does not answer, and says what is lost', async () => {
    const warnings: string[] = [];
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { times, pushing } = push(url, { ...silentLog, warn: (message) => warnings.push(message) }, { everyMs: 3_600_000, endMs: 50 });
    await expect.poll(() => times.length, { timeout: 10_000 }).toBeGreaterThan(0);
    await pushing.end();
    expect(warnings).toEqual([
      expect.stringMatching(/^the last \d+ ticks could not be pushed to http:\/\/127\.0\.0\.1:\d+, and are lost$/),
    ]);
  });
});

describe('checkPushUrl', () => {
  it('takes addresses of the web without passwords', () => {
    expect(checkPushUrl('http://127.0.0.1:4318/v1/metrics')).toBe('http://127.0.0.1:4318/v1/metrics');
    expect(() => checkPushUrl('file:///etc/passwd')).toThrow('is no address to push metrics to');
    expect(() => checkPushUrl('http://ada:hunter2@localhost/')).toThrow(/^(?!.*hunter2).*OTEL_EXPORTER_OTLP_HEADERS/u);
  });
});
