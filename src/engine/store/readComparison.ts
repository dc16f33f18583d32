import * as v from 'valibot';
import type { Comparison, ComparisonDesign, ComparisonRun, EarlierComparison, PairedBlock } from '../../model/comparison.ts';
import type { Config } from '../../model/config.ts';
import { outcomeOfFailure, type OutcomeCounts } from '../../model/outcomes.ts';
import * as schema from './comparisonSchema.ts';
import type { Connection } from './connection.ts';
import { outdatedRows } from './retention.ts';
import { failureKind, runColumns } from './runSchema.ts';
import { check, parse, samplesOf, UnreadableRow, type Row } from './storedRow.ts';

/** What a list of comparisons shows, read without what was compared. */
export interface ComparisonOverview extends Pick<
  ComparisonRun,
  'id' | 'startedAtMs' | 'durationMs' | 'state' | 'source' | 'laptimeVersion' | 'baseline' | 'candidate'
> {
  readonly environmentId: string;
  /** As `countOutcomes` counts the whole. */
  readonly counts: OutcomeCounts;
}

/** Oldest first. */
export function allComparisonIds({ prepare }: Connection): string[] {
  return prepare('SELECT id FROM comparison_run ORDER BY started_at_ms, id')
    .all()
    .map((row) => String(row['id']));
}

/** Oldest first. */
export function outdatedComparisonIds(connection: Connection, retention: Config['retention'], nowMs: number): string[] {
  return outdatedRows(connection, 'comparison_run', retention, nowMs).map((row) => String(row['id']));
}

/**
 * Undefined when there is no such comparison run.
 * @throws UnreadableRow
 */
export function readComparisonRun(connection: Connection, id: string): ComparisonRun | undefined {
  const { prepare } = connection;
  const row = prepare('SELECT * FROM comparison_run WHERE id = ?').get(id);
  if (row === undefined) return undefined;
  const fileFailures = prepare('SELECT detail FROM comparison_file_failure WHERE run_id = ? ORDER BY id').all(id);
  return {
    ...checkColumns(row),
    ...parse(schema.comparisonRunDetail, row['detail'], 'comparison'),
    comparisons: readComparisons(connection, id),
    fileFailures: fileFailures.map((entry) => parse(schema.fileFailure, entry['detail'], 'file failure')),
  };
}

function readComparisons({ prepare }: Connection, runId: string): Comparison[] {
  const blockRows = prepare('SELECT * FROM paired_block WHERE comparison_id = ? ORDER BY position');
  return prepare('SELECT id, detail FROM comparison WHERE run_id = ? ORDER BY id')
    .all(runId)
    .map((row) => {
      const detail = parse(schema.comparisonDetail, row['detail'], 'comparison');
      return detail.state === 'compared' ? { ...detail, blocks: toPairedBlocks(blockRows.all(row['id']!), detail.design) } : detail;
    });
}

function toPairedBlocks(rows: readonly Row[], design: ComparisonDesign): PairedBlock[] {
  const blocks = rows.map((row) => {
    const { index, baseline, candidate } = parse(schema.pairedBlockDetail, row['detail'], 'block');
    return {
      index,
      baseline: { ...baseline, ...samplesOf(row['baseline_ns'], row['baseline_at_ms']) },
      candidate: { ...candidate, ...samplesOf(row['candidate_ns'], row['candidate_at_ms']) },
    };
  });
  if (!schema.hasPairs(blocks, design)) throw new UnreadableRow(`block: ${schema.NO_PAIRS}`);
  return blocks;
}

/** Newest first; rows that cannot be read are given to `onUnreadable`. */
export function readComparisonOverviews(
  connection: Connection,
  limit: number,
  onUnreadable: (id: string, error: UnreadableRow) => void,
): ComparisonOverview[] {
  const rows = connection
    .prepare(
      `SELECT id, started_at_ms, duration_ms, state, source, laptime_version, environment_id, baseline, candidate
       FROM comparison_run ORDER BY started_at_ms DESC, id DESC LIMIT ?`,
    )
    .all(limit);
  return rows.flatMap((row) => {
    const id = String(row['id']);
    try {
      return [{ ...checkColumns(row), environmentId: String(row['environment_id']), counts: readCounts(connection, id) }];
    } catch (error) {
      if (!(error instanceof UnreadableRow)) throw error;
      onUnreadable(id, error);
      return [];
    }
  });
}

const outcomeRow = v.variant('state', [
  v.object({ state: v.literal('compared'), verdict: schema.verdict, count: v.number() }),
  v.object({ state: v.literal('failed'), side: schema.side, failure_kind: failureKind, count: v.number() }),
  v.object({ state: v.literal('skipped'), count: v.number() }),
]);

function readCounts({ prepare }: Connection, runId: string): OutcomeCounts {
  const rows = prepare(
    `SELECT state, verdict, side, failure_kind, count(*) AS count FROM comparison WHERE run_id = ? GROUP BY 1, 2, 3, 4
     UNION ALL
     SELECT 'failed', NULL, side, failure_kind, count(*) FROM comparison_file_failure WHERE run_id = ? GROUP BY side, failure_kind`,
  ).all(runId, runId);
  const counts = { slower: 0, faster: 0, same: 0, inconclusive: 0, failed: 0, 'not comparable': 0, skipped: 0 };
  for (const row of rows) {
    const entry = check(outcomeRow, row, 'comparison');
    switch (entry.state) {
      case 'compared':
        counts[entry.verdict] += entry.count;
        break;
      case 'failed':
        counts[outcomeOfFailure(entry.side, { kind: entry.failure_kind })] += entry.count;
        break;
      case 'skipped':
        counts.skipped += entry.count;
    }
  }
  return counts;
}

/** Newest first: a walk along one index, which holds all that is needed. */
export function readComparisonHistory({ prepare }: Connection, benchmarkId: string, limit: number): EarlierComparison[] {
  return prepare('SELECT * FROM comparison_result WHERE benchmark_id = ? ORDER BY started_at_ms DESC, run_id DESC LIMIT ?')
    .all(benchmarkId, limit)
    .flatMap((row) => {
      const result = v.safeParse(earlierComparison, row);
      return result.success ? [result.output] : [];
    });
}

const textOrNull = v.nullable(v.string());
const numberOrNull = v.nullable(v.number());

const earlierComparison = v.pipe(
  v.object({
    run_id: v.string(),
    started_at_ms: v.number(),
    verdict: schema.verdict,
    design: schema.design,
    ratio: v.number(),
    low: numberOrNull,
    high: numberOrNull,
    confidence: numberOrNull,
    margin: v.number(),
    noise: numberOrNull,
    environment_id: v.string(),
    baseline_name: v.string(),
    baseline_commit: textOrNull,
    baseline_branch: textOrNull,
    baseline_dirty_hash: textOrNull,
    candidate_name: v.string(),
    candidate_commit: textOrNull,
    candidate_branch: textOrNull,
    candidate_dirty_hash: textOrNull,
  }),
  v.transform((row): EarlierComparison => ({
    runId: row.run_id,
    startedAtMs: row.started_at_ms,
    baseline: {
      name: row.baseline_name,
      commit: row.baseline_commit,
      branch: row.baseline_branch,
      dirtyHash: row.baseline_dirty_hash,
    },
    candidate: {
      name: row.candidate_name,
      commit: row.candidate_commit,
      branch: row.candidate_branch,
      dirtyHash: row.candidate_dirty_hash,
    },
    environmentId: row.environment_id,
    design: row.design,
    verdict: row.verdict,
    ratio: row.ratio,
    interval:
      row.low === null || row.high === null || row.confidence === null
        ? null
        : { low: row.low, high: row.high, confidence: row.confidence },
    margin: row.margin,
    noise: row.noise,
  })),
);

function checkColumns(row: Row): Omit<ComparisonOverview, 'environmentId' | 'counts'> {
  const columns = check(
    runColumns,
    {
      id: row['id'],
      startedAtMs: row['started_at_ms'],
      durationMs: row['duration_ms'],
      state: row['state'],
      source: row['source'],
      laptimeVersion: row['laptime_version'],
    },
    'comparison',
  );
  return {
    ...columns,
    baseline: parse(schema.comparedRevision, row['baseline'], 'baseline'),
    candidate: parse(schema.comparedRevision, row['candidate'], 'candidate'),
  };
}
