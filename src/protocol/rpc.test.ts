import { describe, expect, it } from 'vitest';
import { isCancellation, UserError } from '../base/errors.ts';
import { toDisposable, type Disposable } from '../base/lifecycle.ts';
import { connect, RemoteError, type Port } from './rpc.ts';

/** Two joined ports that copy what they carry and deliver it later, as every real one does. */
function portPair(copy: (message: unknown) => unknown = structuredClone) {
  const make = () => ({ messages: new Set<(message: unknown) => void>(), closes: new Set<() => void>(), broken: false });
  const ends = [make(), make()] as const;
  let open = true;
  const subscribe = <T>(set: Set<T>, listener: T): Disposable => {
    set.add(listener);
    return toDisposable(() => set.delete(listener));
  };
  const port = (own: (typeof ends)[number], other: (typeof ends)[number]): Port => ({
    post(message) {
      if (own.broken) throw new Error('channel closed');
      const sent = copy(message);
      queueMicrotask(() => open && other.messages.forEach((listener) => listener(sent)));
    },
    onMessage: (listener) => subscribe(own.messages, listener),
    onClose: (listener) => {
      if (!open) listener();
      return subscribe(own.closes, listener);
    },
  });
  return {
    left: port(ends[0], ends[1]),
    right: port(ends[1], ends[0]),
    break: (side: 0 | 1) => (ends[side].broken = true),
    listeners: () => ends.reduce((sum, end) => sum + end.messages.size + end.closes.size, 0),
    inject: (message: unknown) => ends[0].messages.forEach((listener) => listener(message)),
    close() {
      open = false;
      for (const end of ends) [...end.closes].forEach((listener) => listener());
    },
  };
}

interface Calculator {
  add(a: number, b: number): number;
  fail(): void;
  refuse(): void;
  relay(): Promise<void>;
  wait(name: string, signal?: AbortSignal): Promise<string>;
  unsendable(): unknown;
  values(): unknown;
}

function calculator(seen: AbortSignal[] = []): Calculator {
  return {
    add: (a, b) => a + b,
    fail() {
      throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    },
    refuse() {
      throw new UserError('bad-thing', 'the thing is bad: mend it');
    },
    relay: () => Promise.reject(new RemoteError({ message: 'from further away', code: 'far' })),
    wait(name, signal) {
      if (signal) seen.push(signal);
      return new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException(`${name} aborted`, 'AbortError')));
        if (!signal) resolve(name);
      });
    },
    unsendable: () => () => 1,
    values: () => ({ samples: Float64Array.of(1, 2), missing: undefined }),
  };
}

function joined(seen: AbortSignal[] = []) {
  const ports = portPair();
  const server = connect<Calculator, object>(ports.right, calculator(seen));
  const client = connect<object, Calculator>(ports.left, {});
  return { ports, server, client, remote: client.remote };
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => error,
  );

describe('connect', () => {
  it('carries calls, values and both directions', async () => {
    const ports = portPair();
    const left = connect<Calculator, Calculator>(ports.left, calculator());
    const right = connect<Calculator, Calculator>(ports.right, { ...calculator(), add: (a, b) => a * b });
    expect(await Promise.all([left.remote.add(3, 4), right.remote.add(3, 4), left.remote.add(1, 1)])).toEqual([12, 7, 1]);
    expect(await left.remote.values()).toEqual({ samples: Float64Array.of(1, 2), missing: undefined });
  });

  it('works over a port of JSON text', async () => {
    const ports = portPair((message) => JSON.parse(JSON.stringify(message)) as unknown);
    connect<Calculator, object>(ports.right, calculator());
    const { remote } = connect<object, Calculator>(ports.left, {});
    expect(await remote.add(3, 4)).toBe(7);
    expect(await failure(remote.fail())).toMatchObject({ message: 'no such file', code: undefined });
  });

  it("brings the message, stack and a user error's code of a failure", async () => {
    const { remote } = joined();
    const refused = await failure(remote.refuse());
    expect(refused).toBeInstanceOf(RemoteError);
    expect(refused).toMatchObject({ message: 'the thing is bad: mend it', code: 'bad-thing' });
    expect((refused as RemoteError).remoteStack).toContain('refuse');
    expect(await failure(remote.relay())).toMatchObject({ code: 'far' });
    expect(await failure(remote.fail())).toMatchObject({ message: 'no such file', code: undefined });
  });

  it.each(['nothing', 'toString', 'constructor', '__proto__', 'hasOwnProperty'])('fails for the unknown method %s', async (method) => {
    const { remote } = joined();
    const calls = remote as unknown as Record<string, () => Promise<unknown>>;
    expect(await failure(calls[method]!())).toMatchObject({ name: 'RemoteError', message: `unknown method '${method}'` });
  });

  it('is not taken for a promise', async () => {
    const { remote } = joined();
    expect(await remote).toBe(remote);
  });

  it('reports a result that cannot be sent as a failure of that call alone', async () => {
    const { remote } = joined();
    expect(await failure(remote.unsendable())).toBeInstanceOf(RemoteError);
    expect(await remote.add(1, 2)).toBe(3);
  });

  it('rejects a call whose arguments cannot be sent', async () => {
    const { remote } = joined();
    const add = remote.add as unknown as (value: unknown) => Promise<unknown>;
    expect(await failure(add(() => 1))).toMatchObject({ name: 'DataCloneError' });
  });

  it('carries an abort to the signal of the call it belongs to', async () => {
    const seen: AbortSignal[] = [];
    const { remote } = joined(seen);
    const [first, second] = [new AbortController(), new AbortController()];
    const calls = [failure(remote.wait('first', first.signal)), failure(remote.wait('second', second.signal))];
    await remote.add(0, 0);
    second.abort();
    expect(isCancellation(await calls[1])).toBe(true);
    expect(seen.map((signal) => signal.aborted)).toEqual([false, true]);
    first.abort();
    expect(isCancellation(await calls[0])).toBe(true);
  });

  it('sends nothing for a signal that was aborted before', async () => {
    const seen: AbortSignal[] = [];
    const { remote } = joined(seen);
    expect(isCancellation(await failure(remote.wait('x', AbortSignal.abort())))).toBe(true);
    expect(seen).toEqual([]);
  });

  it('rejects what is pending, aborts what runs and lets go of the port when the port closes', async () => {
    const seen: AbortSignal[] = [];
    const { ports, remote } = joined(seen);
    const call = failure(remote.wait('x', new AbortController().signal));
    await remote.add(0, 0);
    ports.close();
    expect(await call).toMatchObject({ message: 'the other side is gone' });
    expect(seen[0]?.aborted).toBe(true);
    expect(await failure(remote.add(1, 2))).toMatchObject({ message: 'the other side is gone' });
    expect(ports.listeners()).toBe(0);
  });

  it('rejects what is pending when it is disposed, once', async () => {
    const { ports, client, server, remote } = joined();
    const call = failure(remote.wait('x', new AbortController().signal));
    client.dispose();
    client.dispose();
    expect(await call).toMatchObject({ message: 'the connection was disposed' });
    server.dispose();
    expect(ports.listeners()).toBe(0);
  });

  it('starts closed on a port that is gone already', async () => {
    const ports = portPair();
    ports.close();
    const { remote } = connect<object, Calculator>(ports.left, {});
    expect(await failure(remote.add(1, 2))).toMatchObject({ message: 'the other side is gone' });
    expect(ports.listeners()).toBe(0);
  });

  it('survives a port that throws before it says that it is closed', async () => {
    const seen: AbortSignal[] = [];
    const { ports, remote } = joined(seen);
    const controller = new AbortController();
    const call = failure(remote.wait('x', controller.signal));
    await remote.add(0, 0);
    ports.break(0);
    ports.break(1);
    expect(() => controller.abort()).not.toThrow();
    expect(await failure(remote.add(1, 2))).toMatchObject({ message: 'channel closed' });
    ports.close();
    expect(await call).toMatchObject({ message: 'the other side is gone' });
  });

  it('ignores what is no message of its own', async () => {
    const { ports, remote } = joined();
    const call = remote.add(3, 4);
    for (const message of [null, 'x', 7, {}, { t: 'result' }, { t: 'else', id: 1 }, { t: 'result', id: 99 }, { t: 'abort', id: 5 }]) {
      ports.inject(message);
    }
    expect(await call).toBe(7);
  });
});
