import type { Config } from '../../model/config.ts';
import type { Connection } from './connection.ts';
import type { Row } from './storedRow.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Rows that are too old or too many, oldest first. Runs and comparisons are counted each by themselves. */
export function outdatedRows(
  { prepare }: Connection,
  table: 'run' | 'comparison_run',
  { maxRuns, maxComparisons, maxAgeDays }: Config['retention'],
  nowMs: number,
): Row[] {
  const most = table === 'run' ? maxRuns : maxComparisons;
  const oldestMs = maxAgeDays === null ? -Infinity : nowMs - maxAgeDays * DAY_MS;
  return prepare(
    `SELECT * FROM ${table}
     WHERE started_at_ms < ? OR id IN (SELECT id FROM ${table} ORDER BY started_at_ms DESC, id DESC LIMIT -1 OFFSET ?)
     ORDER BY started_at_ms, id`,
  ).all(oldestMs, most ?? Number.MAX_SAFE_INTEGER);
}

/** Points of the history over commits, and gains, are small: they outlive runs that were too many, and go only when they are too old. */
export function removeOutdatedPoints({ prepare }: Connection, { maxAgeDays }: Config['retention'], nowMs: number): void {
  if (maxAgeDays === null) return;
  for (const table of ['point', 'gain']) prepare(`DELETE FROM ${table} WHERE started_at_ms < ?`).run(nowMs - maxAgeDays * DAY_MS);
}
