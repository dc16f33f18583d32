import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Clock } from '../../base/clock.ts';
import type { Alert } from '../../model/alert.ts';
import type { AlertEntry, AlertRecord, Delivery, Silence } from '../alerts/index.ts';
import { isAlive, ownIdentity, processIdentity } from '../processes/index.ts';
import { alert as alertSchema, alertState, delivery as deliverySchema, entryDetail, silence as silenceSchema } from './alertSchema.ts';
import type { AlertWrite, AlertWrites, Held } from './alertWrites.ts';
import type { Connection } from './connection.ts';
import { toJson } from './storedJson.ts';
import { parse, UnreadableRow, type Row } from './storedRow.ts';

const MOST_ENTRIES = 10_000;
/** Who watches on another machine is taken for gone when it has written nothing for so long. */
const UNSEEN_MS = 3_600_000;

interface RecordParts {
  /** Those of all desks of the store. */
  readonly writes: AlertWrites;
  /** Reads where the store has tables for alerts. */
  readonly read: <T>(otherwise: T, work: (connection: Connection) => T) => T;
  readonly clock: Clock;
  readonly onUnreadable: (id: string, error: UnreadableRow) => void;
}

/** What one desk keeps. Each has a name of its own, so that two of one process do not take each other's alerts. */
export function createAlertRecord({ writes, read, clock, onUnreadable }: RecordParts): AlertRecord {
  const owner = toJson({ process: ownIdentity(), desk: randomUUID() });
  let ownWrites = 0;

  function write(own: AlertWrite): void {
    ownWrites += 1;
    writes.add(own);
  }

  /** By the key of each row, in their order; those that no Laptime has written are left out. */
  function readAll<S extends v.GenericSchema, T>(
    sql: string,
    [schema, what]: readonly [schema: S, what: string],
    toEntry: (value: v.InferOutput<S>, row: Row) => readonly [key: string, value: T],
  ): Map<string, T> {
    return read(new Map<string, T>(), ({ prepare }) => {
      const all = new Map<string, T>();
      for (const row of prepare(sql).all() as Row[]) {
        try {
          all.set(...toEntry(parse(schema, row['detail'], what), row));
        } catch (error) {
          if (!(error instanceof UnreadableRow)) throw error;
          onUnreadable(String(row['id']), error);
        }
      }
      return all;
    });
  }

  function readAlerts(): Map<string, Held<Alert>> {
    const all = readAll('SELECT * FROM alert ORDER BY since_ms', [alertSchema, 'alert'], (value, row) => [value.id, held(value, row)]);
    for (const waiting of writes.waiting()) waiting.alerts?.(all);
    return all;
  }

  function readDeliveries(): Map<string, Held<Delivery>> {
    const sql = 'SELECT * FROM alert_delivery ORDER BY rowid';
    const all = readAll(sql, [deliverySchema, 'message'], (value, row) => [keyOf(value.message.id, value.channel), held(value, row)]);
    for (const waiting of writes.waiting()) waiting.deliveries?.(all);
    return all;
  }

  function readSilences(): Map<string, Silence> {
    const all = readAll('SELECT * FROM silence ORDER BY until_ms', [silenceSchema, 'silence'], (value) => [value.id, value]);
    for (const waiting of writes.waiting()) waiting.silences?.(all);
    return all;
  }

  function isWatched({ owner: other, seenAtMs }: Held<unknown>): boolean {
    const found = v.safeParse(storedOwner, other);
    if (!found.success) return false;
    return isAlive(found.output.process, seenAtMs, clock.nowMs()) ?? clock.nowMs() - seenAtMs < UNSEEN_MS;
  }

  /** Those that nobody sees to become this desk's, but for what another one takes at the same time. */
  function adopt<T>(
    all: ReadonlyMap<string, Held<T>>,
    claim: (left: readonly Left<T>[]) => AlertWrite & { readonly lost: ReadonlySet<string> },
  ): T[] {
    const left = [...all].flatMap(([key, entry]) => (isWatched(entry) ? [] : [{ key, ...entry }]));
    if (left.length === 0) return [];
    const claiming = claim(left);
    write(claiming);
    return left.flatMap(({ key, value }) => (claiming.lost.has(key) ? [] : [value]));
  }

  return {
    alerts: () => [...readAlerts().values()].map(({ value }) => value),
    adopt: () =>
      adopt(readAlerts(), (left) => {
        const sql = 'UPDATE alert SET owner = ?1 WHERE id = ?2 AND owner IS ?3';
        const claim = claimOf(left, ({ prepare }, { value, owner: before }) => prepare(sql).run(owner, value.id, before).changes);
        return { ...claim, alerts: (all) => give(all, left, owner) };
      }),
    saveAlert(alert, entries, isOwn) {
      const detail = toJson(alert);
      const seenAtMs = clock.nowMs();
      write({
        entries,
        alerts(all) {
          const before = all.get(alert.id);
          if (alert.state === 'resolved') all.delete(alert.id);
          else if (entries.length > 0) all.set(alert.id, { value: alert, owner: isOwn ? owner : (before?.owner ?? null), seenAtMs });
          else if (before?.value.state === alert.state) all.set(alert.id, { ...before, value: alert, seenAtMs });
        },
        apply(connection) {
          const { prepare } = connection;
          if (alert.state === 'resolved') prepare('DELETE FROM alert WHERE id = ?').run(alert.id);
          else if (entries.length === 0) {
            // No other state: whoever gave it another one meanwhile is right.
            prepare('UPDATE alert SET detail = ?, seen_at_ms = ? WHERE id = ? AND state = ?').run(detail, seenAtMs, alert.id, alert.state);
          } else {
            prepare(
              `INSERT INTO alert (id, state, since_ms, detail, owner, seen_at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT (id) DO UPDATE SET state = ?2, detail = ?4, owner = coalesce(?5, owner), seen_at_ms = ?6`,
            ).run(alert.id, alert.state, alert.sinceMs, detail, isOwn ? owner : null, seenAtMs);
          }
          for (const entry of entries) insertEntry(connection, entry);
        },
      });
    },
    entries({ limit, rule }) {
      const waiting = writes.waiting().flatMap(({ entries = [] }) => entries.filter((entry) => rule === undefined || entry.rule === rule));
      const stored = read<AlertEntry[]>([], ({ prepare }) =>
        prepare('SELECT * FROM alert_entry WHERE ?1 IS NULL OR rule = ?1 ORDER BY id DESC LIMIT ?2')
          .all(rule ?? null, limit)
          .flatMap((row) => toEntry(row, onUnreadable)),
      );
      return [...waiting.toReversed(), ...stored].slice(0, limit);
    },
    silences: () => [...readSilences().values()],
    saveSilence(silence) {
      const nowMs = clock.nowMs();
      write({
        silences: (all) => void all.set(silence.id, silence),
        apply({ prepare }) {
          prepare('DELETE FROM silence WHERE until_ms < ?').run(nowMs);
          prepare('INSERT INTO silence (id, until_ms, detail) VALUES (?, ?, ?)').run(silence.id, silence.untilMs, toJson(silence));
        },
      });
    },
    removeSilence: (id) =>
      write({
        silences: (all) => void all.delete(id),
        apply: ({ prepare }) => void prepare('DELETE FROM silence WHERE id = ?').run(id),
      }),
    adoptDeliveries: () =>
      adopt(readDeliveries(), (left) => {
        const sql = 'UPDATE alert_delivery SET owner = ?1 WHERE id = ?2 AND channel = ?3 AND owner IS ?4';
        const claim = claimOf(
          left,
          ({ prepare }, { value: { message, channel }, owner: before }) => prepare(sql).run(owner, message.id, channel, before).changes,
        );
        return { ...claim, deliveries: (all) => give(all, left, owner) };
      }),
    saveDelivery(delivery) {
      const { channel, message } = delivery;
      const detail = toJson(delivery);
      const seenAtMs = clock.nowMs();
      write({
        deliveries(all) {
          const key = keyOf(message.id, channel);
          all.set(key, { value: delivery, owner: all.get(key)?.owner ?? owner, seenAtMs });
        },
        apply: ({ prepare }) =>
          void prepare(
            `INSERT INTO alert_delivery (id, channel, detail, owner, seen_at_ms) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id, channel) DO UPDATE SET detail = ?3, seen_at_ms = ?5`,
          ).run(message.id, channel, detail, owner, seenAtMs),
      });
    },
    removeDelivery: (message, channel) =>
      write({
        deliveries: (all) => void all.delete(keyOf(message, channel)),
        apply: ({ prepare }) => void prepare('DELETE FROM alert_delivery WHERE id = ? AND channel = ?').run(message, channel),
      }),
    release() {
      if (writes.waiting().length === 0 && !read(false, () => true)) return;
      write({
        alerts: (all) => leave(all, owner),
        deliveries: (all) => leave(all, owner),
        apply({ prepare }) {
          for (const table of ['alert', 'alert_delivery']) prepare(`UPDATE ${table} SET owner = NULL WHERE owner = ?`).run(owner);
          prepare('DELETE FROM alert_entry WHERE id <= (SELECT max(id) FROM alert_entry) - ?').run(MOST_ENTRIES);
        },
      });
    },
    version() {
      const stored = read(0, ({ prepare }) => Number(prepare('PRAGMA data_version').get()?.['data_version']));
      return `${stored} ${writes.count() - ownWrites}`;
    },
  };
}

const keyOf = (message: string, channel: string) => `${message} ${channel}`;

const held = <T>(value: T, row: Row): Held<T> => ({
  value,
  owner: typeof row['owner'] === 'string' ? row['owner'] : null,
  seenAtMs: Number(row['seen_at_ms']),
});

interface Left<T> extends Held<T> {
  readonly key: string;
}

/** `take` gives how many rows are as they were read, and become this desk's. */
function claimOf<T>(left: readonly Left<T>[], take: (connection: Connection, own: Left<T>) => number | bigint) {
  const lost = new Set<string>();
  return {
    lost,
    apply(connection: Connection) {
      for (const own of left) if (take(connection, own) === 0) lost.add(own.key);
    },
  };
}

function give<T>(all: Map<string, Held<T>>, left: readonly Left<T>[], owner: string): void {
  for (const { key } of left) {
    const entry = all.get(key);
    if (entry !== undefined) all.set(key, { ...entry, owner });
  }
}

function leave<T>(all: Map<string, Held<T>>, owner: string): void {
  for (const [key, entry] of all) if (entry.owner === owner) all.set(key, { ...entry, owner: null });
}

const storedOwner = v.pipe(v.string(), v.parseJson(), v.object({ process: processIdentity }));

function insertEntry({ prepare }: Connection, { atMs, alert, rule, state, ...detail }: AlertEntry): void {
  prepare('INSERT INTO alert_entry (at_ms, alert_id, rule, state, detail) VALUES (?, ?, ?, ?, ?)').run(
    atMs,
    alert,
    rule,
    state,
    toJson(detail),
  );
}

function toEntry(row: Row, onUnreadable: RecordParts['onUnreadable']): AlertEntry[] {
  try {
    const detail = parse(entryDetail, row['detail'], 'alert');
    const state = v.parse(alertState, row['state']);
    return [{ atMs: Number(row['at_ms']), alert: String(row['alert_id']), rule: String(row['rule']), state, ...detail }];
  } catch (error) {
    if (!(error instanceof UnreadableRow)) throw error;
    onUnreadable(String(row['alert_id']), error);
    return [];
  }
}
