import type { Log } from '../../base/log.ts';
import type { Alert } from '../../model/alert.ts';
import type { AlertEntry, Delivery, Silence } from '../alerts/index.ts';
import type { Connection } from './connection.ts';
import { failureOf, inTransaction, withoutWaiting, type StoreFailure } from './sqlite.ts';
import type { StoreAccess } from './storeAccess.ts';

/** Something that one desk at a time sees to. */
export interface Held<T> {
  readonly value: T;
  /** Null: nobody does. */
  readonly owner: string | null;
  readonly seenAtMs: number;
}

/** A change of what is kept of alerts; beside `apply`, what is seen of it as long as it waits. */
export interface AlertWrite {
  /** In a transaction; again, where that fails. */
  apply(connection: Connection): void;
  alerts?(all: Map<string, Held<Alert>>): void;
  deliveries?(all: Map<string, Held<Delivery>>): void;
  silences?(all: Map<string, Silence>): void;
  readonly entries?: readonly AlertEntry[];
}

/**
 * Writes what is kept of alerts, in order, and never waits for another process that writes: what cannot be stored now is kept in memory, and
 * tried again.
 */
export interface AlertWrites {
  add(write: AlertWrite): void;
  waiting(): readonly AlertWrite[];
  /** How many were added so far. */
  count(): number;
  /** Goes on for some seconds where something waits yet; `close` comes after the last attempt, which is at once where nothing does. */
  end(close: () => void): void;
}

/** As many as take some milliseconds. */
const BATCH = 100;
const MOST_WAITING = 10_000;
const FIRST_RETRY_MS = 50;
const MOST_RETRY_MS = 2000;
const MOST_END_MS = 5000;

export function createAlertWrites({ access, log }: { readonly access: StoreAccess; readonly log: Log }): AlertWrites {
  let waiting: AlertWrite[] = [];
  let count = 0;
  /** So many of those that wait are written one by one: one of them cannot be. */
  let singly = 0;
  let retryMs = FIRST_RETRY_MS;
  let timer: NodeJS.Timeout | null = null;
  let told: StoreFailure | null = null;
  let ending: { readonly close: () => void; readonly lateMs: number } | null = null;

  /** False where it cannot be done now. */
  function tryToWrite(batch: readonly AlertWrite[]): boolean {
    return access.write(false, (connection) => {
      const { database } = connection;
      try {
        withoutWaiting(database, () =>
          inTransaction(database, () => {
            for (const write of batch) write.apply(connection);
          }),
        );
        return true;
      } catch (error) {
        const failure = failureOf(error);
        if (failure === undefined || failure === 'damaged') throw error;
        if (failure !== told) log.info(`store: alerts wait in memory, ${access.file} cannot be written now: ${failure}`);
        told = failure;
        return false;
      }
    });
  }

  function write(): void {
    timer = null;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, singly > 0 ? 1 : BATCH);
      try {
        if (!tryToWrite(batch)) return later();
      } catch (error) {
        if (batch.length > 1) {
          singly = batch.length;
          continue;
        }
        // A bug: it would fail again and again, and hold up what comes after it.
        log.error(error instanceof Error ? error : String(error));
      }
      singly = Math.max(0, singly - 1);
      waiting = waiting.slice(batch.length);
      told = null;
      retryMs = FIRST_RETRY_MS;
      if (waiting.length > 0 && ending === null) return plan(0);
    }
    ending?.close();
  }

  function later(): void {
    // A lock is over soon; a store that cannot be opened stays so.
    if (ending !== null && (performance.now() > ending.lateMs || access.problem() !== null)) {
      log.error(`store: the last ${waiting.length} changes of alerts are lost: ${access.file} could not be written`);
      return ending.close();
    }
    plan(retryMs);
    retryMs = ending === null ? Math.min(2 * retryMs, MOST_RETRY_MS) : FIRST_RETRY_MS;
  }

  function plan(ms: number): void {
    timer = setTimeout(write, ms);
    // What runs does not run on for it; what ends waits for it.
    if (ending === null) timer.unref();
  }

  return {
    waiting: () => waiting,
    count: () => count,
    add(added) {
      count += 1;
      waiting.push(added);
      if (waiting.length > MOST_WAITING) {
        waiting = waiting.slice(1);
        log.error(`store: a change of an alert is lost: ${access.file} could not be written for too long`);
      }
      if (timer === null) write();
    },
    end(close) {
      if (ending !== null) return;
      if (timer !== null) clearTimeout(timer);
      ending = { close, lateMs: performance.now() + MOST_END_MS };
      write();
    },
  };
}
