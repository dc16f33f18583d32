import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../base/clock.ts';
import { silentLog, type Log } from '../../../base/log.ts';
import { createMemoryRecord, type AlertRecord, type Delivery } from '../alertRecord.ts';
import { testMessage } from '../message.ts';
import { Refusal, type Channel } from './channel.ts';
import { createDeliveries } from './deliveries.ts';
import { fileChannel } from './file.ts';
import { exampleMessage } from './message.fixture.ts';

const { signal } = new AbortController();

/** Keeps deliveries as the store does. */
function recordWith(kept: Map<string, Delivery>): AlertRecord {
  return {
    ...createMemoryRecord(),
    adoptDeliveries: () => [...kept.values()],
    saveDelivery: (delivery) => void kept.set(`${delivery.channel} ${delivery.message.id}`, delivery),
    removeDelivery: (message, channel) => void kept.delete(`${channel} ${message}`),
  };
}

function channelOf(name: string, send: Channel['send'], pauseMs = 0): Channel & { readonly sent: string[]; tries: number } {
  const channel = {
    ...{ name, pauseMs, sent: [] as string[], tries: 0 },
    async send(message: Parameters<Channel['send']>[0], own: AbortSignal) {
      channel.tries += 1;
      await send(message, own);
      channel.sent.push(message.id);
    },
  };
  return channel;
}

const open = (channels: readonly Channel[], kept = new Map<string, Delivery>(), log: Log = silentLog) =>
  createDeliveries({ channels, record: recordWith(kept), sendsRest: true, clock: systemClock, log });

describe('deliveries', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are drained when each was tried once, and are waited for no longer than that', async () => {
    const slack = channelOf('slack', () => Promise.resolve(), 1000);
    const down = channelOf('down', () => Promise.reject(new Error('down')));
    const hanging = channelOf('hanging', () => new Promise(() => {}));
    const deliveries = open([slack, down, hanging]);
    const drained = async (mostMs: number): Promise<boolean> => {
      let isDone = false;
      const draining = deliveries.drain(mostMs).then(() => (isDone = true));
      await vi.advanceTimersByTimeAsync(mostMs - 1);
      const isEarly = isDone;
      await vi.advanceTimersByTimeAsync(1);
      await draining;
      return isEarly;
    };
    expect(await drained(100)).toBe(true);
    for (const name of ['first', 'second']) deliveries.send('slack', exampleMessage(name));
    deliveries.send('down', exampleMessage('lost'));
    expect(await drained(2000)).toBe(true);
    expect([slack.sent, down.tries]).toEqual([['first', 'second'], 1]);
    deliveries.send('hanging', exampleMessage('late'));
    expect(await drained(2000)).toBe(false);
    deliveries.dispose();
  });

  it('tries again after 5 s, 5 min, 30 min and each 2 h, until the other side is there', async () => {
    let isDown = true;
    const channel = channelOf('hook', () => (isDown ? Promise.reject(new Error('down')) : Promise.resolve()));
    const errors: string[] = [];
    const deliveries = open([channel], new Map(), { ...silentLog, error: (message) => void errors.push(String(message)) });
    deliveries.send('hook', exampleMessage('first'));
    const tries: number[] = [];
    for (const waitMs of [0, 4000, 1000, 300_000, 1_800_000, 7_200_000, 7_200_000]) {
      await vi.advanceTimersByTimeAsync(waitMs);
      tries.push(channel.tries);
    }
    expect(tries).toEqual([1, 1, 2, 3, 4, 5, 6]);
    isDown = false;
    await vi.advanceTimersByTimeAsync(7_200_001);
    expect(channel.sent).toEqual(['first']);
    // Told once, not with each attempt.
    expect(errors).toEqual([expect.stringMatching(/by the channel hook: down\. It is tried again in 5 s\.$/)]);
    deliveries.dispose();
  });

  it('tries again at once when there is something new', async () => {
    let isDown = true;
    const channel = channelOf('hook', () => (isDown ? Promise.reject(new Error('down')) : Promise.resolve()));
    const deliveries = open([channel]);
    deliveries.send('hook', exampleMessage('first'));
    await vi.advanceTimersByTimeAsync(400_000);
    isDown = false;
    deliveries.send('hook', exampleMessage('second'));
    await vi.advanceTimersByTimeAsync(2);
    expect(channel.sent).toEqual(['first', 'second']);
    deliveries.dispose();
  });

  it('holds up no other channel, and pauses between messages', async () => {
    const slow = channelOf('slow', (_message, own) => new Promise((_resolve, reject) => own.addEventListener('abort', reject)));
    const paced = channelOf('paced', () => Promise.resolve(), 1000);
    const deliveries = open([slow, paced]);
    for (const id of ['a', 'b', 'c']) for (const name of ['slow', 'paced']) deliveries.send(name, exampleMessage(id));
    await vi.advanceTimersByTimeAsync(10);
    expect(paced.sent).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(2000);
    expect(paced.sent).toEqual(['a', 'b', 'c']);
    expect(slow.tries).toBe(1);
    deliveries.dispose();
  });

  it('sends what the process before did not, and gives up what is too old or has no channel', async () => {
    const kept = new Map<string, Delivery>();
    const down = open([channelOf('hook', () => Promise.reject(new Error('down')))], kept);
    down.send('hook', exampleMessage('first'));
    await vi.advanceTimersByTimeAsync(1);
    down.dispose();
    expect([...kept.values()]).toMatchObject([{ attempts: 1, message: { id: 'first' } }]);
    kept.set('other', { ...[...kept.values()][0]!, channel: 'other' });
    kept.set('old', { ...[...kept.values()][0]!, message: { ...exampleMessage('old'), atMs: 0 } });
    const channel = channelOf('hook', () => Promise.resolve());
    const again = open([channel], kept);
    await vi.advanceTimersByTimeAsync(1);
    expect(channel.sent).toEqual(['first']);
    again.dispose();
  });

  it('turns a channel off whose other side is gone, and skips what is refused', async () => {
    const errors: string[] = [];
    let isFinal = false;
    const channel = channelOf('hook', () => Promise.reject(new Refusal('no', isFinal)));
    const deliveries = open([channel], new Map(), { ...silentLog, error: (message) => void errors.push(String(message)) });
    deliveries.send('hook', exampleMessage('a'));
    await vi.advanceTimersByTimeAsync(1);
    isFinal = true;
    for (const id of ['b', 'c', 'd']) deliveries.send('hook', exampleMessage(id));
    await vi.advanceTimersByTimeAsync(1);
    deliveries.send('hook', exampleMessage('e'));
    await vi.advanceTimersByTimeAsync(86_400_000);
    expect(channel.tries).toBe(2);
    expect(errors[0]).toContain("the message 'Warning: CPU is busy' could not be sent by the channel hook: no. It is not tried again.");
    deliveries.dispose();
  });

  it('keeps no more than a thousand messages, and says what it gives up', async () => {
    const errors: string[] = [];
    const kept = new Map<string, Delivery>();
    const deliveries = open([channelOf('hook', () => Promise.reject(new Error('down')))], kept, {
      ...silentLog,
      error: (message) => void errors.push(String(message)),
    });
    for (let index = 0; index < 1010; index += 1) deliveries.send('hook', exampleMessage(`message-${index}`));
    expect(kept.size).toBe(1000);
    expect(errors).toHaveLength(10);
    deliveries.dispose();
  });

  it('tells the editor at once, and tests a channel once', async () => {
    const channel = channelOf('hook', () => Promise.reject(new Error('no such host')));
    const deliveries = open([channel]);
    const shown: string[] = [];
    deliveries.onMessage(({ id }) => void shown.push(id));
    deliveries.send('editor', exampleMessage('a'));
    await deliveries.test('editor', testMessage('b', 0), signal);
    expect(shown).toEqual(['a', 'b']);
    await expect(deliveries.test('hook', testMessage('c', 0), signal)).rejects.toMatchObject({
      ...{ name: 'UserError', message: 'The channel hook does not work: no such host.' },
    });
    await expect(deliveries.test('phone', testMessage('d', 0), signal)).rejects.toThrow("There is no channel 'phone'");
    await vi.advanceTimersByTimeAsync(86_400_000);
    expect(channel.tries).toBe(1);
    deliveries.dispose();
  });
});

describe('a file', () => {
  let root: string;
  beforeEach(() => void (root = mkdtempSync(path.join(tmpdir(), 'laptime-alert-file-'))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const file = (relative: string) => fileChannel({ kind: 'file', name: 'log', path: relative }, root);

  it('gets whole lines, in a folder that is made', async () => {
    const channel = file('logs/alerts.jsonl');
    await Promise.all(['a', 'b', 'c'].map((id) => channel.send(exampleMessage(id), signal)));
    const lines = readFileSync(path.join(root, 'logs/alerts.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('stays inside the workspace folder, also through links', async () => {
    await expect(file('../alerts.jsonl').send(exampleMessage(), signal)).rejects.toMatchObject({ name: 'Refusal' });
    symlinkSync(tmpdir(), path.join(root, 'away'));
    await expect(file('away/alerts.jsonl').send(exampleMessage(), signal)).rejects.toMatchObject({ name: 'Refusal' });
    expect(existsSync(path.join(tmpdir(), 'alerts.jsonl'))).toBe(false);
  });

  it.runIf(existsSync('/dev/full'))('says that the disk is full, so that it is tried again', async () => {
    const channel = fileChannel({ kind: 'file', name: 'log', path: 'full' }, '/dev');
    await expect(channel.send(exampleMessage(), signal)).rejects.toThrow(/^full cannot be written: .*ENOSPC/);
  });
});
