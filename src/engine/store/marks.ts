import type { Config } from '../../model/config.ts';
import type { MarkKind, SeriesMark } from '../../model/metric.ts';
import type { Connection } from './connection.ts';

const DAY_MS = 24 * 3_600_000;

const KINDS: Readonly<Record<MarkKind, true>> = { run: true, alert: true, save: true, sleep: true, program: true, mode: true };

/** Takes the place of what is there with the same id. */
export function saveMarks({ prepare }: Connection, marks: readonly SeriesMark[]): void {
  const save = prepare(
    `INSERT INTO mark (id, kind, title, at_ms, until_ms) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT (id) DO UPDATE SET title = ?3, at_ms = ?4, until_ms = ?5`,
  );
  for (const { id, kind, title, atMs, untilMs } of marks) save.run(id, kind, title, atMs, untilMs);
}

/** The newest that did not end before `fromMs`, in order of time: so many saves, and so many of all others. */
export function readMarks({ prepare }: Connection, fromMs: number, limit: number): SeriesMark[] {
  const newest = (condition: string) =>
    prepare(`SELECT * FROM mark WHERE ${condition} AND coalesce(until_ms, at_ms) >= ? ORDER BY at_ms DESC, id DESC LIMIT ?`).all(
      Math.max(fromMs, -8.64e15),
      limit,
    );
  return [...newest(`kind = 'save'`), ...newest(`kind <> 'save'`)]
    .flatMap((row): SeriesMark[] => {
      const { id, kind, title, at_ms: atMs, until_ms: untilMs } = row;
      // A newer Laptime may know of others.
      if (!isKind(kind)) return [];
      return [{ id: String(id), kind, title: String(title), atMs: Number(atMs), untilMs: untilMs === null ? null : Number(untilMs) }];
    })
    .toSorted((a, b) => a.atMs - b.atMs);
}

/** Saves are told from each other by the minute; what else happened is of use as long as there is any series. */
export function removeOutdatedMarks(
  { prepare }: Connection,
  { minutesMaxAgeDays, hoursMaxAgeDays }: Pick<Config['monitoring'], 'minutesMaxAgeDays' | 'hoursMaxAgeDays'>,
  nowMs: number,
): void {
  const remove = (condition: string, days: number | null) => {
    if (days !== null) prepare(`DELETE FROM mark WHERE ${condition} AND at_ms < ?`).run(nowMs - days * DAY_MS);
  };
  remove(`kind = 'save'`, minutesMaxAgeDays);
  const all = [minutesMaxAgeDays, hoursMaxAgeDays];
  remove('TRUE', all.includes(null) ? null : Math.max(...all.flatMap((days) => days ?? [])));
}

const isKind = (value: unknown): value is MarkKind => typeof value === 'string' && Object.hasOwn(KINDS, value);
