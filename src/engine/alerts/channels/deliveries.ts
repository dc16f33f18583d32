import type { Clock } from '../../../base/clock.ts';
import { Emitter } from '../../../base/emitter.ts';
import { isCancellation, messageOf, UserError } from '../../../base/errors.ts';
import type { Log } from '../../../base/log.ts';
import type { AlertRecord, Delivery } from '../alertRecord.ts';
import type { Channels } from '../createAlertDesk.ts';
import type { AlertMessage } from '../message.ts';
import { Refusal, type Channel } from './channel.ts';

/** After each failed attempt, as Standard Webhooks has it; the last one again and again. */
const RETRY_MS = [5000, 300_000, 1_800_000, 7_200_000] as const;
/** Always there, and shown by whoever listens. */
const EDITOR = 'editor';
const MOST_WAITING = 1000;
/** What could not be sent for so long helps nobody. */
const MOST_AGE_MS = 3 * 86_400_000;

interface Queue {
  readonly channel: Channel;
  waiting: Delivery[];
  timer: NodeJS.Timeout | null;
  isSending: boolean;
  lastSentMs: number;
  off: string | null;
}

interface DeliveriesOptions {
  readonly channels: readonly Channel[];
  readonly record: AlertRecord;
  /** Whether what a process before could not send is sent now. */
  readonly sendsRest: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Each channel by itself, one message at a time and in order, so that one that is slow or down holds up no other. What was not sent when
 * the process ends is in the record, and is sent by the next one.
 */
export function createDeliveries({ channels, record, sendsRest, clock, log }: DeliveriesOptions): Channels {
  const onMessage = new Emitter<AlertMessage>((error) => log.error(error instanceof Error ? error : String(error)));
  const ending = new AbortController();
  const queues = new Map<string, Queue>();
  for (const channel of channels) {
    queues.set(channel.name, { channel, waiting: [], timer: null, isSending: false, lastSentMs: -Infinity, off: null });
  }
  for (const delivery of sendsRest ? record.adoptDeliveries() : []) {
    const queue = queues.get(delivery.channel);
    // The configuration has no such channel any more, or it is too late.
    if (queue === undefined || clock.nowMs() - delivery.message.atMs > MOST_AGE_MS)
      record.removeDelivery(delivery.message.id, delivery.channel);
    else queue.waiting.push({ ...delivery, nextAtMs: clock.nowMs() });
  }
  /** Called after each attempt, while somebody waits for what was not tried yet. */
  let noteAttempt = (): void => {};
  for (const queue of queues.values()) next(queue);

  function next(queue: Queue): void {
    const [first] = queue.waiting;
    if (first === undefined || queue.isSending || queue.timer !== null || ending.signal.aborted) return;
    const pauseMs = queue.lastSentMs + queue.channel.pauseMs - clock.monotonicMs();
    // A clock that was set back does not hold a message up for longer than the longest pause.
    const waitMs = Math.min(Math.max(first.nextAtMs - clock.nowMs(), pauseMs, 0), RETRY_MS[3]);
    queue.timer = setTimeout(() => {
      queue.timer = null;
      attempt(queue, first).catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
    }, waitMs);
    // Neither the editor nor a command lives on for it: it is stored.
    queue.timer.unref();
  }

  async function attempt(queue: Queue, delivery: Delivery): Promise<void> {
    const { channel } = queue;
    const { message } = delivery;
    queue.isSending = true;
    try {
      await channel.send(message, ending.signal);
      done(queue, delivery);
    } catch (error) {
      if (ending.signal.aborted) return;
      failed(queue, delivery, error);
    } finally {
      queue.isSending = false;
      queue.lastSentMs = clock.monotonicMs();
    }
    next(queue);
    noteAttempt();
  }

  function done(queue: Queue, { message }: Delivery): void {
    queue.waiting = queue.waiting.filter((own) => own.message.id !== message.id);
    record.removeDelivery(message.id, queue.channel.name);
  }

  function failed(queue: Queue, delivery: Delivery, error: unknown): void {
    const { name } = queue.channel;
    const told = `alerts: the message '${delivery.message.title}' could not be sent by the channel ${name}: ${messageOf(error)}`;
    if (error instanceof Refusal) {
      log.error(`${told}. It is not tried again.`);
      done(queue, delivery);
      if (!error.isFinal) return;
      queue.off = error.message;
      for (const waiting of queue.waiting) done(queue, waiting);
      return;
    }
    const waitMs = RETRY_MS[Math.min(delivery.attempts, RETRY_MS.length - 1)]!;
    const again = `${told}. It is tried again in ${waitMs / 1000} s.`;
    // Once for each message where everybody sees it.
    if (delivery.attempts === 0) log.error(again);
    else log.warn(again);
    const later: Delivery = { ...delivery, attempts: delivery.attempts + 1, nextAtMs: clock.nowMs() + waitMs };
    const others = queue.waiting.filter((own) => own.message.id !== delivery.message.id);
    // One that fails again and again may be what is wrong: others go first then.
    queue.waiting = later.attempts > RETRY_MS.length ? [...others, later] : [later, ...others];
    record.saveDelivery(later);
  }

  return {
    onMessage: onMessage.event,
    send(name, message) {
      const queue = queues.get(name);
      if (queue === undefined) {
        onMessage.fire(message);
        return;
      }
      if (queue.off !== null) return;
      const delivery: Delivery = { message, channel: name, attempts: 0, nextAtMs: clock.nowMs() };
      // Stored first: it is not lost if this process ends before it is sent.
      record.saveDelivery(delivery);
      queue.waiting.push(delivery);
      while (queue.waiting.length > MOST_WAITING) {
        const oldest = queue.waiting[queue.isSending ? 1 : 0]!;
        log.error(`alerts: too many messages wait for the channel ${name}; '${oldest.message.title}' is given up.`);
        done(queue, oldest);
      }
      const [first] = queue.waiting;
      if (queue.timer !== null && first !== undefined) {
        // What is new does not wait for hours because something before it failed: that is tried again now.
        clearTimeout(queue.timer);
        queue.timer = null;
        queue.waiting[0] = { ...first, nextAtMs: clock.nowMs() };
      }
      next(queue);
    },
    async test(name, message, signal) {
      const queue = queues.get(name);
      if (queue === undefined && name !== EDITOR) {
        const known = [EDITOR, ...queues.keys()].join(', ');
        throw new UserError('channel-unknown', `There is no channel '${name}': laptime.config.json has ${known}.`);
      }
      if (queue === undefined) {
        onMessage.fire(message);
        return;
      }
      try {
        await queue.channel.send(message, AbortSignal.any([signal, ending.signal]));
      } catch (error) {
        signal.throwIfAborted();
        if (isCancellation(error)) throw error;
        throw new UserError('channel-failed', `The channel ${name} does not work: ${messageOf(error)}.`, { cause: error });
      }
    },
    drain: (mostMs) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(late);
          noteAttempt = () => {};
          resolve();
        };
        const late = setTimeout(end, mostMs);
        noteAttempt = () => {
          if ([...queues.values()].every(({ waiting }) => waiting.every(({ attempts }) => attempts > 0))) end();
        };
        noteAttempt();
      }),
    dispose() {
      ending.abort();
      for (const queue of queues.values()) if (queue.timer !== null) clearTimeout(queue.timer);
      onMessage.dispose();
    },
  };
}
