import { tracingChannel } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLatencies } from '../../../base/latencies.ts';
import { watchDatabases } from './database.ts';
import { createOwnTime } from './ownTime.ts';

let sensor: ReturnType<typeof watchDatabases>;
beforeEach(() => void (sensor = watchDatabases(createOwnTime())));
afterEach(() => {
  sensor.stop();
  delete (globalThis as Record<symbol, unknown>)[API];
});

const read = () => sensor.read(0);

function longestMs(): number {
  const times = createLatencies();
  times.add(read()!.latencies);
  return times.mostMs;
}

/** As libraries do it for a promise. */
const call = (name: string, context: object, work: () => Promise<unknown> = () => Promise.resolve()) =>
  tracingChannel(name).tracePromise(work, context);

describe('calls that libraries publish', () => {
  it('end when the answer is there, before what the program does with it', async () => {
    const query = tracingChannel('mysql2:query');
    await new Promise<void>((resolve) => {
      const useAnswer = () => {
        const untilMs = performance.now() + 400;
        while (performance.now() < untilMs);
        resolve();
      };
      query.traceCallback((done: () => void) => setImmediate(done), 0, {}, null, useAnswer);
    });
    expect(longestMs()).toBeLessThan(400);
  });

  it('fail by a promise, by a callback, or at once', async () => {
    const query = tracingChannel('mysql2:query');
    const refuse = () => Promise.reject(new Error('no'));
    await expect(call('mssql:query', {}, refuse)).rejects.toThrow('no');
    await new Promise<void>((resolve) =>
      query.traceCallback(
        (done: (error: Error) => void) => setImmediate(done, new Error('no')),
        0,
        {},
        null,
        () => resolve(),
      ),
    );
    const throws = (_done: () => void) => {
      throw new Error('at once');
    };
    expect(() => query.traceCallback(throws, 0, {}, null, () => {})).toThrow('at once');
    expect(read()).toMatchObject({ ended: 3, errors: 3, active: 0 });
  });

  it.each(['mysql2:execute', 'mssql:prepared-statement:execute', 'mssql:bulk', 'mongoose:aggregate', 'mongoose:model:save', 'pg:query'])(
    'are told of by %s',
    async (name) => {
      await call(name, {});
      expect(read()).toMatchObject({ ended: 1, errors: 0, active: 0 });
    },
  );

  it('are, of node-redis, each command of a pipeline and a transaction as a whole', async () => {
    await call('node-redis:batch', { batchMode: 'PIPELINE' }, () =>
      Promise.all(['GET', 'SET'].map((command) => call('node-redis:command', { command, args: [command, 'a'] }))),
    );
    expect(read()).toMatchObject({ ended: 2 });
    await call('node-redis:batch', { batchMode: 'MULTI' });
    expect(read()).toMatchObject({ ended: 1 });
  });

  it.each([
    ['blpop', ['jobs', '0']],
    ['BZPOPMIN', ['BZPOPMIN', 'jobs', '5']],
    ['xread', ['BLOCK', '5000', 'STREAMS', 'events', '$']],
  ])('are none where %s waits for what comes', async (command, args) => {
    await call('ioredis:command', { command, args });
    expect(read()).toBeNull();
  });

  it('are calls where commands only look like those', async () => {
    for (const command of ['bitcount', 'bgsave', 'xread']) await call('ioredis:command', { command, args: ['STREAMS', 'blocks', '0'] });
    expect(read()).toMatchObject({ ended: 3 });
  });
});

const API = Symbol.for('opentelemetry.js.api.1');

type Processor = Record<'onStart' | 'onEnd', (span: object) => void>;

let spans = 0;

/** A span as OpenTelemetry's SDK 2 gives it to processors, with the attributes of its end. */
const spanOf = (attributes: Readonly<Record<string, string>>, rest: object = {}) => {
  const spanId = `span ${++spans}`;
  return { kind: 2, attributes, status: { code: 0 }, duration: [0, 25e6], spanContext: () => ({ spanId }), ...rest };
};

const select = { 'db.system.name': 'postgresql', 'db.query.text': 'select 1' };

/** A provider as the SDK 2 has it, registered as the API of OpenTelemetry does. */
function register(): Processor {
  const processors: Processor[] = [];
  const provider = { _activeSpanProcessor: { _spanProcessors: processors } };
  (globalThis as Record<symbol, unknown>)[API] = { version: '1.9.0', trace: { getDelegate: () => provider } };
  return {
    onStart: (span) => processors.forEach((each) => each.onStart(span)),
    onEnd: (span) => processors.forEach((each) => each.onEnd(span)),
  };
}

function trace(sdk: Processor, ...all: readonly object[]): void {
  for (const span of all) sdk.onStart(span);
  for (const span of all.toReversed()) sdk.onEnd(span);
}

describe('calls that OpenTelemetry traces', () => {
  it('are counted with the times of their spans', () => {
    const sdk = register();
    expect(read()).toBeNull();
    const open = spanOf(select);
    sdk.onStart(open);
    expect(read()).toMatchObject({ ended: 0, active: 1 });
    sdk.onEnd(open);
    trace(sdk, spanOf({ 'db.system': 'postgresql', 'db.statement': 'select nope' }, { status: { code: 2 } }));
    const report = read()!;
    expect(report).toMatchObject({ ended: 2, errors: 1, active: 0 });
    expect(report.latencies.mostMs).toBe(25);
  });

  it('are found as soon as the program has loaded', async () => {
    const other = watchDatabases(createOwnTime());
    const sdk = register();
    await new Promise((resolve) => setImmediate(resolve));
    trace(sdk, spanOf(select));
    expect(other.read(0)).toMatchObject({ ended: 1 });
    other.stop();
  });

  it('are those of an SDK 1, too', () => {
    const processors: Processor[] = [];
    (globalThis as Record<symbol, unknown>)[API] = { trace: { addSpanProcessor: (added: Processor) => processors.push(added) } };
    for (let turn = 0; turn < 3; turn++) read();
    expect(processors.length).toBe(1);
    trace(processors[0]!, spanOf(select));
    expect(read()).toMatchObject({ ended: 1 });
  });

  it.each([
    ['the connecting', { 'db.system.name': 'postgresql' }, {}],
    ['another request', { 'http.request.method': 'GET' }, {}],
    ['a database that serves', select, { kind: 1 }],
    ['a command that waits for what comes', { 'db.system.name': 'redis', 'db.query.text': 'blpop jobs 0' }, {}],
  ])('are not %s', (_, attributes, rest) => {
    const sdk = register();
    read();
    trace(sdk, spanOf(attributes, rest));
    expect(read()?.ended ?? 0).toBe(0);
  });

  it('count once where a library traces above its driver', () => {
    const sdk = register();
    read();
    const above = spanOf(select);
    trace(sdk, above, spanOf(select, { parentSpanContext: above.spanContext() }));
    trace(sdk, above, spanOf(select, { parentSpanId: above.spanContext().spanId }));
    expect(read()).toMatchObject({ ended: 2, active: 0 });
  });

  it('count once where the library publishes them, from the first call on', async () => {
    const sdk = register();
    read();
    for (let turn = 0; turn < 3; turn++) {
      const span = spanOf({ 'db.system.name': 'mysql', 'db.query.text': 'select 1' });
      sdk.onStart(span);
      await call('mysql2:query', {});
      sdk.onEnd(span);
    }
    trace(sdk, spanOf(select));
    expect(read()).toMatchObject({ ended: 4, active: 0 });
  });

  it('never throw into the program, and leave nothing of ours when they are no longer watched', () => {
    const processors: Processor[] = [];
    const provider = { _activeSpanProcessor: { _spanProcessors: processors } };
    (globalThis as Record<symbol, unknown>)[API] = { trace: { getDelegate: () => provider } };
    read();
    expect(() => trace(processors[0]!, { kind: 2 }, {})).not.toThrow();
    sensor.stop();
    expect(processors).toEqual([]);
    for (const trace of [null, 1, { getDelegate: () => null }, { addSpanProcessor: 1 }, Object.freeze({ _activeSpanProcessor: 1 })]) {
      (globalThis as Record<symbol, unknown>)[API] = { trace };
      const other = watchDatabases(createOwnTime());
      expect(other.read(0)).toBeNull();
      other.stop();
    }
  });
});
