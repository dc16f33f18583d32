import { UserError } from '../../base/errors.ts';
import { inTransaction, type Database } from './sqlite.ts';

/** "LAPT": marks the file as ours, so that nobody else's is ever written to. */
const APPLICATION_ID = 0x4c415054;

/**
 * Each entry takes a store from its place in the list to the next version. Entries that were published never change: a store
 * of any age goes through those that it has not seen.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE run (
    id TEXT PRIMARY KEY,
    started_at_ms REAL NOT NULL,
    -- Until the run is finished, the time of its last stored measurement.
    duration_ms REAL NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'complete', 'cancelled', 'interrupted')),
    source TEXT NOT NULL,
    preset_name TEXT NOT NULL,
    environment_id TEXT NOT NULL,
    laptime_version TEXT NOT NULL,
    preset TEXT NOT NULL,
    revision TEXT NOT NULL,
    environment TEXT NOT NULL,
    machine TEXT,
    -- The process that measures, while it does.
    owner TEXT
  ) STRICT;
  CREATE INDEX run_by_time ON run (started_at_ms, id);

  CREATE TABLE measurement (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
    benchmark_id TEXT NOT NULL,
    state TEXT NOT NULL,
    detail TEXT NOT NULL,
    UNIQUE (run_id, benchmark_id)
  ) STRICT;

  CREATE TABLE block (
    measurement_id INTEGER NOT NULL REFERENCES measurement ON DELETE CASCADE,
    position INTEGER NOT NULL,
    detail TEXT NOT NULL,
    -- Little-endian 64-bit floats.
    samples_ns BLOB NOT NULL,
    sample_at_ms BLOB NOT NULL,
    PRIMARY KEY (measurement_id, position)
  ) STRICT;

  CREATE TABLE loader (
    run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
    file TEXT NOT NULL,
    loader TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (run_id, file)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE file_failure (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX file_failure_by_run ON file_failure (run_id);

  -- What the history of one benchmark needs, in its order, without a look at anything large.
  CREATE TABLE result (
    benchmark_id TEXT NOT NULL,
    started_at_ms REAL NOT NULL,
    run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
    median_ns REAL NOT NULL,
    low_ns REAL,
    high_ns REAL,
    environment_id TEXT NOT NULL,
    preset_name TEXT NOT NULL,
    loader TEXT NOT NULL,
    commit_hash TEXT,
    branch TEXT,
    dirty_hash TEXT,
    PRIMARY KEY (benchmark_id, started_at_ms, run_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX result_by_run ON result (run_id);
  `,
  `
  CREATE TABLE comparison_run (
    id TEXT PRIMARY KEY,
    started_at_ms REAL NOT NULL,
    duration_ms REAL NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('complete', 'cancelled', 'interrupted')),
    source TEXT NOT NULL,
    laptime_version TEXT NOT NULL,
    environment_id TEXT NOT NULL,
    baseline TEXT NOT NULL,
    candidate TEXT NOT NULL,
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX comparison_run_by_time ON comparison_run (started_at_ms, id);

  CREATE TABLE comparison (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES comparison_run ON DELETE CASCADE,
    benchmark_id TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Null where it was not compared; the next two are null where it did not fail.
    verdict TEXT,
    side TEXT,
    failure_kind TEXT,
    detail TEXT NOT NULL,
    UNIQUE (run_id, benchmark_id)
  ) STRICT;
  -- What the list of comparisons counts.
  CREATE INDEX comparison_by_outcome ON comparison (run_id, state, verdict, side, failure_kind);

  CREATE TABLE paired_block (
    comparison_id INTEGER NOT NULL REFERENCES comparison ON DELETE CASCADE,
    position INTEGER NOT NULL,
    -- The rest of the block and of both sides.
    detail TEXT NOT NULL,
    -- Little-endian 64-bit floats.
    baseline_ns BLOB NOT NULL,
    baseline_at_ms BLOB NOT NULL,
    candidate_ns BLOB NOT NULL,
    candidate_at_ms BLOB NOT NULL,
    PRIMARY KEY (comparison_id, position)
  ) STRICT;

  CREATE TABLE comparison_file_failure (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES comparison_run ON DELETE CASCADE,
    side TEXT NOT NULL,
    failure_kind TEXT NOT NULL,
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX comparison_file_failure_by_run ON comparison_file_failure (run_id, side, failure_kind);

  -- What was said about one benchmark, in its order, without a look at anything large.
  CREATE TABLE comparison_result (
    benchmark_id TEXT NOT NULL,
    started_at_ms REAL NOT NULL,
    run_id TEXT NOT NULL REFERENCES comparison_run ON DELETE CASCADE,
    verdict TEXT NOT NULL,
    design TEXT NOT NULL,
    ratio REAL NOT NULL,
    low REAL,
    high REAL,
    confidence REAL,
    margin REAL NOT NULL,
    noise REAL,
    environment_id TEXT NOT NULL,
    baseline_name TEXT NOT NULL,
    baseline_commit TEXT,
    baseline_branch TEXT,
    baseline_dirty_hash TEXT,
    candidate_name TEXT NOT NULL,
    candidate_commit TEXT,
    candidate_branch TEXT,
    candidate_dirty_hash TEXT,
    PRIMARY KEY (benchmark_id, started_at_ms, run_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX comparison_result_by_run ON comparison_result (run_id);
  `,
  `
  -- The history over commits: a few numbers for each result of a clean commit. They stay when retention removes the run with its samples.
  CREATE TABLE environment (
    id TEXT PRIMARY KEY,
    detail TEXT NOT NULL
  ) STRICT;
  CREATE TABLE measured_commit (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE series (
    -- In the order in which benchmarks were first measured: that of the source.
    id INTEGER PRIMARY KEY,
    benchmark_id TEXT NOT NULL,
    environment_id TEXT NOT NULL,
    loader TEXT NOT NULL,
    file TEXT NOT NULL,
    path TEXT NOT NULL,
    UNIQUE (benchmark_id, environment_id, loader)
  ) STRICT;
  CREATE TABLE point (
    series_id INTEGER NOT NULL REFERENCES series,
    commit_id INTEGER NOT NULL REFERENCES measured_commit,
    started_at_ms REAL NOT NULL,
    median_ns REAL NOT NULL,
    p99_ns REAL,
    heap_bytes REAL,
    -- Share of the timed part, 0 to 1.
    gc_share REAL,
    PRIMARY KEY (series_id, commit_id, started_at_ms)
  ) STRICT, WITHOUT ROWID;

  INSERT OR IGNORE INTO environment (id, detail) SELECT environment_id, environment FROM run ORDER BY started_at_ms;
  INSERT OR IGNORE INTO measured_commit (hash)
    SELECT commit_hash FROM result WHERE commit_hash IS NOT NULL AND dirty_hash IS NULL ORDER BY started_at_ms;
  INSERT OR IGNORE INTO series (benchmark_id, environment_id, loader, file, path)
    SELECT result.benchmark_id, result.environment_id, result.loader,
      json_extract(measurement.detail, '$.benchmark.file'), json_extract(measurement.detail, '$.benchmark.path')
    FROM measurement JOIN result USING (run_id, benchmark_id)
    WHERE commit_hash IS NOT NULL AND dirty_hash IS NULL AND json_valid(measurement.detail)
    ORDER BY measurement.id;
  -- How long the timed parts were is in the samples, which are not read here: of before there is no share of garbage collection.
  INSERT OR IGNORE INTO point (series_id, commit_id, started_at_ms, median_ns, p99_ns, heap_bytes)
    SELECT series.id, measured_commit.id, result.started_at_ms, result.median_ns,
      CASE json_type(detail, '$.summary.p99Ns') WHEN 'text' THEN NULL ELSE json_extract(detail, '$.summary.p99Ns') END,
      CASE json_type(detail, '$.summary.heapBytesPerIteration') WHEN 'text' THEN NULL
        ELSE json_extract(detail, '$.summary.heapBytesPerIteration') END
    FROM result
      JOIN measurement USING (run_id, benchmark_id)
      JOIN series USING (benchmark_id, environment_id, loader)
      JOIN measured_commit ON measured_commit.hash = result.commit_hash
    WHERE dirty_hash IS NULL AND json_valid(measurement.detail);
  `,
  `
  -- Fixes that were measured, and whether they were written.
  CREATE TABLE gain (
    id TEXT PRIMARY KEY,
    started_at_ms REAL NOT NULL,
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX gain_by_time ON gain (started_at_ms, id);
  `,
  `
  -- What the machine and programs did: the values of each minute and hour in one.
  CREATE TABLE metric (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE metric_point (
    metric_id INTEGER NOT NULL REFERENCES metric ON DELETE CASCADE,
    -- 60000 or 3600000.
    span_ms INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    min REAL NOT NULL,
    max REAL NOT NULL,
    mean REAL NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (metric_id, span_ms, at_ms)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Alerts that have not ended. The process that watches them is named as long as it does.
  CREATE TABLE alert (
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    since_ms REAL NOT NULL,
    detail TEXT NOT NULL,
    owner TEXT,
    seen_at_ms REAL NOT NULL
  ) STRICT;
  CREATE TABLE alert_entry (
    id INTEGER PRIMARY KEY,
    at_ms REAL NOT NULL,
    alert_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    state TEXT NOT NULL,
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX alert_entry_by_rule ON alert_entry (rule, id);
  CREATE TABLE silence (
    id TEXT PRIMARY KEY,
    until_ms REAL NOT NULL,
    detail TEXT NOT NULL
  ) STRICT;
  -- Messages that a channel did not take yet.
  CREATE TABLE alert_delivery (
    id TEXT NOT NULL,
    channel TEXT NOT NULL,
    detail TEXT NOT NULL,
    owner TEXT,
    seen_at_ms REAL NOT NULL,
    UNIQUE (id, channel)
  ) STRICT;
  `,
  `
  -- What happened beside the metrics: runs, alerts, saves, sleep.
  CREATE TABLE mark (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    at_ms REAL NOT NULL,
    -- Null of a moment, and of what went on when it was last heard of.
    until_ms REAL
  ) STRICT;
  CREATE INDEX mark_by_time ON mark (at_ms);
  `,
];

/** From these versions on a store has comparisons, series over commits, gains, metrics, alerts, and marks. */
export const COMPARISONS_SINCE = 2;
export const SERIES_SINCE = 3;
export const GAINS_SINCE = 4;
export const METRICS_SINCE = 5;
export const ALERTS_SINCE = 6;
export const MARKS_SINCE = 7;

/**
 * Takes an open store to the newest version, in one transaction; several processes may do so at once.
 * @throws UserError `store-newer`
 * @throws UserError `store-foreign` when the file is a database of somebody else
 */
export function migrate(database: Database, file: string, steps: readonly string[] = migrations): void {
  if (versionOf(database, file, steps.length) === steps.length) return;
  inTransaction(database, () => {
    // Asked again: another process may have done it while this one waited for the lock.
    const version = versionOf(database, file, steps.length);
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${steps.length}`);
  });
}

/**
 * Zero for a new file.
 * @throws UserError `store-newer`, `store-foreign`
 */
export function versionOf(database: Database, file: string, newest = migrations.length): number {
  const pragma = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
  const empty = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get()?.['count'] === 0;
  const version = pragma('user_version');
  if (!empty && pragma('application_id') !== APPLICATION_ID) {
    throw new UserError(
      'store-foreign',
      `There is no history because ${file} is the database of another program: results are shown but not stored. Move that file away.`,
    );
  }
  if (version > newest) {
    throw new UserError(
      'store-newer',
      `There is no history because a newer Laptime wrote ${file} (its version is ${version}, this Laptime knows ${newest}): results are shown but not stored. Update Laptime, or move that file away to begin a new history.`,
    );
  }
  return version;
}
