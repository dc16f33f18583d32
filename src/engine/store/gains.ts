import * as v from 'valibot';
import type { Gain } from '../../model/gain.ts';
import type { Connection } from './connection.ts';
import { gain as gainSchema } from './gainSchema.ts';
import { toJson } from './storedJson.ts';
import { parse, UnreadableRow } from './storedRow.ts';

/** False when one with this id is there already: it is left as it is. */
export function insertGain({ prepare }: Connection, gain: Gain): boolean {
  const { id, startedAtMs, ...detail } = gain;
  const { changes } = prepare('INSERT INTO gain (id, started_at_ms, detail) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING').run(
    id,
    startedAtMs,
    toJson(detail),
  );
  return Number(changes) > 0;
}

/** Oldest first. */
export function readGains({ prepare }: Connection, onUnreadable: (id: string, error: UnreadableRow) => void): Gain[] {
  return prepare('SELECT * FROM gain ORDER BY started_at_ms, id')
    .all()
    .flatMap((row) => {
      const id = String(row['id']);
      try {
        const detail = parse(stored, row['detail'], 'gain');
        return [{ ...detail, id, startedAtMs: Number(row['started_at_ms']) }];
      } catch (error) {
        if (!(error instanceof UnreadableRow)) throw error;
        onUnreadable(id, error);
        return [];
      }
    });
}

const { id: _id, startedAtMs: _startedAtMs, ...detailEntries } = gainSchema.entries;
const stored = v.object(detailEntries);
