import * as v from 'valibot';
import type { HistoryMetric } from '../../model/history.ts';
import type { Environment, LoaderChoice } from '../../model/run.ts';
import type { Connection } from './connection.ts';
import * as schema from './runSchema.ts';
import { benchFile } from './storedJson.ts';

/** The results of one benchmark in one environment, loaded in one way, at commits. */
export interface StoredSeries {
  readonly benchmark: { readonly id: string; readonly file: string; readonly path: readonly string[] };
  readonly environmentId: string;
  readonly loader: LoaderChoice['loader'];
  /** Of each result its commit, in no order but with those of one commit beside each other, and its value. */
  readonly commits: readonly string[];
  readonly values: readonly number[];
}

/** What was measured at a commit, or tried there in a run that came to its end. */
export interface MeasuredCommit {
  readonly benchmarkIds: ReadonlySet<string>;
  /** Bench files of which anything was measured, or tried. */
  readonly files: ReadonlySet<string>;
  /** Those that could not be loaded. */
  readonly failedFiles: ReadonlySet<string>;
}

const COLUMNS: Readonly<Record<HistoryMetric, string>> = {
  median: 'median_ns',
  p99: 'p99_ns',
  heap: 'heap_bytes',
  gc: 'gc_share',
};

const seriesRow = v.object({
  benchmark_id: v.string(),
  environment_id: v.string(),
  loader: schema.loaderChoice.entries.loader,
  file: benchFile,
  path: v.pipe(v.string(), v.parseJson(), v.array(v.string())),
  commits: v.string(),
  metrics: v.string(),
});

/** In the order in which benchmarks were first measured. As JSON, because an object for each of 100,000 points takes thrice as long. */
export function readSeries({ prepare }: Connection, metric: HistoryMetric): StoredSeries[] {
  const column = COLUMNS[metric];
  const hashes = hashesById({ prepare });
  const rows = prepare(
    `SELECT series.*, commits, metrics FROM series JOIN (
       SELECT series_id, json_group_array(commit_id) AS commits, json_group_array(${column}) AS metrics
       FROM point WHERE ${column} IS NOT NULL GROUP BY series_id
     ) ON series_id = series.id ORDER BY series.id`,
  ).all();
  return rows.flatMap((row) => toSeries(row, hashes));
}

/** As `readSeries`, of one benchmark. */
export function readSeriesOf({ prepare }: Connection, metric: HistoryMetric, benchmarkId: string): StoredSeries[] {
  const column = COLUMNS[metric];
  const hashes = hashesById({ prepare });
  const rows = prepare(
    `SELECT series.*, json_group_array(commit_id) AS commits, json_group_array(${column}) AS metrics
     FROM series JOIN point ON point.series_id = series.id
     WHERE benchmark_id = ? AND ${column} IS NOT NULL GROUP BY series.id ORDER BY series.id`,
  ).all(benchmarkId);
  return rows.flatMap((row) => toSeries(row, hashes));
}

function hashesById({ prepare }: Pick<Connection, 'prepare'>): ReadonlyMap<number, string> {
  const rows = prepare('SELECT id, hash FROM measured_commit').all();
  return new Map(rows.map((row) => [Number(row['id']), String(row['hash'])]));
}

function toSeries(row: unknown, hashes: ReadonlyMap<number, string>): StoredSeries[] {
  const read = v.safeParse(seriesRow, row);
  if (!read.success) return [];
  const { benchmark_id: id, environment_id: environmentId, loader, file, path, commits, metrics } = read.output;
  const hashesOf = (JSON.parse(commits) as number[]).map((commit) => hashes.get(commit)!);
  return [{ benchmark: { id, file, path }, environmentId, loader, commits: hashesOf, values: JSON.parse(metrics) as number[] }];
}

/** By id; what cannot be read is left out. */
export function readEnvironments({ prepare }: Connection): ReadonlyMap<string, Environment> {
  const environment = v.pipe(v.string(), v.parseJson(), schema.environment);
  const rows = prepare('SELECT id, detail FROM environment').all();
  return new Map(
    rows.flatMap((row) => {
      const read = v.safeParse(environment, row['detail']);
      return read.success ? [[String(row['id']), read.output] as const] : [];
    }),
  );
}

/** Null where the column is not JSON, which SQLite would end the query for. */
const field = (column: string, path: string) => `CASE WHEN json_valid(${column}) THEN ${column} ->> '$.${path}' END`;

const ENDED_AT_COMMIT = `environment_id = ? AND run.state = 'complete'
  AND ${field('revision', 'commit')} IS NOT NULL AND ${field('revision', 'dirtyHash')} IS NULL`;

/** By commit, in one environment. A benchmark that failed there, or was skipped, in a run that came to its end need not be tried again. */
export function readMeasuredCommits({ prepare }: Connection, environmentId: string): ReadonlyMap<string, MeasuredCommit> {
  const commits = new Map<string, Record<keyof MeasuredCommit, Set<string>>>();
  const commitAt = (hash: string) => {
    const known = commits.get(hash) ?? { benchmarkIds: new Set(), files: new Set(), failedFiles: new Set() };
    commits.set(hash, known);
    return known;
  };
  const hashes = hashesById({ prepare });
  // As JSON, for the same reason as in `readSeries`.
  const series = prepare(
    `SELECT benchmark_id, file, json_group_array(commit_id) AS commits FROM series JOIN point ON point.series_id = series.id
     WHERE environment_id = ? GROUP BY series.id`,
  ).all(environmentId);
  for (const row of series) {
    for (const id of new Set(JSON.parse(String(row['commits'])) as number[])) {
      const { benchmarkIds, files } = commitAt(hashes.get(id)!);
      benchmarkIds.add(String(row['benchmark_id']));
      files.add(String(row['file']));
    }
  }
  const tried = [
    ...prepare(
      `SELECT ${field('revision', 'commit')} AS hash, benchmark_id, ${field('measurement.detail', 'benchmark.file')} AS file
       FROM run JOIN measurement ON measurement.run_id = run.id
       WHERE ${ENDED_AT_COMMIT} AND measurement.state <> 'measured'`,
    ).all(environmentId),
    ...prepare(
      `SELECT ${field('revision', 'commit')} AS hash, NULL AS benchmark_id, ${field('file_failure.detail', 'file')} AS file
       FROM run JOIN file_failure ON file_failure.run_id = run.id WHERE ${ENDED_AT_COMMIT}`,
    ).all(environmentId),
  ];
  for (const row of tried) {
    // What cannot be read was not measured.
    if (row['file'] === null) continue;
    const known = commitAt(String(row['hash']));
    known.files.add(String(row['file']));
    if (row['benchmark_id'] === null) known.failedFiles.add(String(row['file']));
    else known.benchmarkIds.add(String(row['benchmark_id']));
  }
  return commits;
}
