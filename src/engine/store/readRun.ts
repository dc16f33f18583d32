import * as v from 'valibot';
import type { Config } from '../../model/config.ts';
import type { Block, Measurement } from '../../model/measurement.ts';
import type { EarlierResult, MachineDuringRun, Run } from '../../model/run.ts';
import { isAlive, processIdentity } from '../processes/index.ts';
import type { Connection } from './connection.ts';
import { outdatedRows } from './retention.ts';
import * as schema from './runSchema.ts';
import { check, parse, samplesOf, UnreadableRow, type Row } from './storedRow.ts';

/** So many of the newest runs, or results, without those of one source. */
interface NewestRuns {
  readonly limit: number;
  readonly without: Run['source'] | undefined;
}

/** What a list of runs shows, read without their measurements. */
export interface RunOverview extends Pick<Run, 'id' | 'startedAtMs' | 'durationMs' | 'state' | 'source' | 'laptimeVersion' | 'revision'> {
  readonly presetName: Run['preset']['name'];
  readonly environmentId: string;
  /** Benchmarks measured, failed or skipped so far. */
  readonly benchmarks: number;
  /** Benchmarks that failed, and bench files that could not be loaded. */
  readonly failures: number;
}

const UNKNOWN_MACHINE: MachineDuringRun = { otherLoad: null, cpuPressure: null, frequencyMhz: null, throttled: null };
/** A run in a place that cannot be looked into counts as running for so long after its last measurement. */
const UNSEEN_MS = 60 * 60 * 1000;

/** Newest first. */
export function newestRunIds({ prepare }: Connection, limit: number): string[] {
  return prepare('SELECT id FROM run ORDER BY started_at_ms DESC, id DESC LIMIT ?')
    .all(limit)
    .map((row) => String(row['id']));
}

/** Oldest first. */
export function allRunIds({ prepare }: Connection): string[] {
  return prepare('SELECT id FROM run ORDER BY started_at_ms, id')
    .all()
    .map((row) => String(row['id']));
}

/** Oldest first; none that is still running. */
export function outdatedRunIds(connection: Connection, retention: Config['retention'], nowMs: number): string[] {
  return outdatedRows(connection, 'run', retention, nowMs)
    .filter((row) => stateOf(row, nowMs) !== 'running')
    .map((row) => String(row['id']));
}

/**
 * Undefined when there is no such run.
 * @throws UnreadableRow
 */
export function readRun(connection: Connection, id: string, nowMs: number): Run | undefined {
  const { prepare } = connection;
  const row = prepare('SELECT * FROM run WHERE id = ?').get(id);
  if (row === undefined) return undefined;
  const loaders = prepare('SELECT file, loader, reason FROM loader WHERE run_id = ? ORDER BY file')
    .all(id)
    .map((entry) => [String(entry['file']), check(schema.loaderChoice, entry, 'loader')] as const);
  const fileFailures = prepare('SELECT detail FROM file_failure WHERE run_id = ? ORDER BY id').all(id);
  return {
    ...checkColumns(row, nowMs),
    preset: parse(schema.preset, row['preset'], 'preset'),
    revision: parse(schema.revision, row['revision'], 'revision'),
    environment: parse(schema.environment, row['environment'], 'environment'),
    machine: row['machine'] === null ? UNKNOWN_MACHINE : parse(schema.machine, row['machine'], 'machine'),
    loaders: Object.fromEntries(loaders),
    measurements: readMeasurements(connection, id),
    fileFailures: fileFailures.map((entry) => parse(schema.fileFailure, entry['detail'], 'file failure')),
  };
}

function readMeasurements({ prepare }: Connection, runId: string): Measurement[] {
  const blockRows = prepare('SELECT detail, samples_ns, sample_at_ms FROM block WHERE measurement_id = ? ORDER BY position');
  return prepare('SELECT id, detail FROM measurement WHERE run_id = ? ORDER BY id')
    .all(runId)
    .map((row) => {
      const detail = parse(schema.measurementDetail, row['detail'], 'measurement');
      return detail.state === 'skipped' ? detail : { ...detail, blocks: blockRows.all(row['id']!).map(toBlock) };
    });
}

function toBlock(row: Row): Block {
  return { ...parse(schema.blockDetail, row['detail'], 'block'), ...samplesOf(row['samples_ns'], row['sample_at_ms']) };
}

/** Newest first; rows that cannot be read are given to `onUnreadable`. */
export function readOverviews(
  { prepare }: Connection,
  { limit, without }: NewestRuns,
  nowMs: number,
  onUnreadable: (id: string, error: UnreadableRow) => void,
): RunOverview[] {
  const rows = prepare(
    `SELECT run.*,
       (SELECT count(*) FROM measurement WHERE run_id = run.id) AS benchmarks,
       (SELECT count(*) FROM measurement WHERE run_id = run.id AND state = 'failed')
         + (SELECT count(*) FROM file_failure WHERE run_id = run.id) AS failures
     FROM run WHERE source IS NOT ? ORDER BY started_at_ms DESC, id DESC LIMIT ?`,
  ).all(without ?? null, limit);
  const overviews: RunOverview[] = [];
  for (const row of rows) {
    try {
      overviews.push({
        ...checkColumns(row, nowMs),
        presetName: check(schema.preset.entries.name, row['preset_name'], 'preset'),
        environmentId: String(row['environment_id']),
        revision: parse(schema.revision, row['revision'], 'revision'),
        benchmarks: Number(row['benchmarks']),
        failures: Number(row['failures']),
      });
    } catch (error) {
      if (!(error instanceof UnreadableRow)) throw error;
      onUnreadable(String(row['id']), error);
    }
  }
  return overviews;
}

/** Newest first: a walk along one index, which holds all that is needed. */
export function readHistory({ prepare }: Connection, benchmarkId: string, { limit, without }: NewestRuns): EarlierResult[] {
  return prepare(
    `SELECT * FROM result WHERE benchmark_id = ? AND (SELECT source FROM run WHERE id = run_id) IS NOT ?
     ORDER BY started_at_ms DESC, run_id DESC LIMIT ?`,
  )
    .all(benchmarkId, without ?? null, limit)
    .flatMap((row) => {
      const result = v.safeParse(earlierResult, row);
      return result.success ? [result.output] : [];
    });
}

const earlierResult = v.pipe(
  v.object({
    run_id: v.string(),
    started_at_ms: v.number(),
    median_ns: v.number(),
    low_ns: v.nullable(v.number()),
    high_ns: v.nullable(v.number()),
    environment_id: v.string(),
    preset_name: schema.preset.entries.name,
    loader: schema.loaderChoice.entries.loader,
    commit_hash: v.nullable(v.string()),
    branch: v.nullable(v.string()),
    dirty_hash: v.nullable(v.string()),
  }),
  v.transform((row): EarlierResult => ({
    runId: row.run_id,
    startedAtMs: row.started_at_ms,
    revision: { commit: row.commit_hash, branch: row.branch, dirtyHash: row.dirty_hash },
    environmentId: row.environment_id,
    presetName: row.preset_name,
    loader: row.loader,
    medianNs: row.median_ns,
    interval: row.low_ns === null || row.high_ns === null ? null : { low: row.low_ns, high: row.high_ns },
  })),
);

function checkColumns(row: Row, nowMs: number): v.InferOutput<typeof schema.runColumns> {
  return check(
    schema.runColumns,
    {
      id: row['id'],
      startedAtMs: row['started_at_ms'],
      durationMs: row['duration_ms'],
      state: stateOf(row, nowMs),
      source: row['source'],
      laptimeVersion: row['laptime_version'],
    },
    'run',
  );
}

/** That a run was interrupted is not written down: another process that sees more may know better, and the run itself does. */
function stateOf(row: Row, nowMs: number): unknown {
  if (row['state'] !== 'running') return row['state'];
  const lastSeenMs = Number(row['started_at_ms']) + Number(row['duration_ms']);
  const owner = v.safeParse(v.pipe(v.string(), v.parseJson(), processIdentity), row['owner']);
  const alive = owner.success && (isAlive(owner.output, lastSeenMs, nowMs) ?? nowMs - lastSeenMs < UNSEEN_MS);
  return alive ? 'running' : 'interrupted';
}
