import type { Measurement } from '../../model/measurement.ts';
import type { FileFailure, LoaderChoice, MachineDuringRun, RunHeader, RunState } from '../../model/run.ts';
import type { ProcessIdentity } from '../processes/index.ts';
import type { Connection } from './connection.ts';
import { toJson } from './storedJson.ts';
import { toBlob } from './storedRow.ts';
import { insertPoint } from './writePoint.ts';

export interface RunProgress {
  readonly state: RunState;
  readonly durationMs: number;
  readonly machine: MachineDuringRun | null;
  readonly owner: ProcessIdentity | null;
}

/** False when a run with this id is there already: it is left as it is. */
export function insertRun({ prepare }: Connection, header: RunHeader, progress: RunProgress): boolean {
  const { changes } = prepare(
    `INSERT INTO run (id, started_at_ms, duration_ms, state, source, preset_name, environment_id, laptime_version, preset, revision, environment, machine, owner)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  ).run(
    header.id,
    header.startedAtMs,
    progress.durationMs,
    progress.state,
    header.source,
    header.preset.name,
    header.environment.id,
    header.laptimeVersion,
    toJson(header.preset),
    toJson(header.revision),
    toJson(header.environment),
    progress.machine && toJson(progress.machine),
    progress.owner && toJson(progress.owner),
  );
  return Number(changes) > 0;
}

/** Only a run that is still running changes. */
export function updateRun({ prepare }: Connection, id: string, progress: RunProgress): void {
  prepare(`UPDATE run SET state = ?, duration_ms = ?, machine = ?, owner = ? WHERE id = ? AND state = 'running'`).run(
    progress.state,
    progress.durationMs,
    progress.machine && toJson(progress.machine),
    progress.owner && toJson(progress.owner),
    id,
  );
}

export function insertMeasurement(connection: Connection, header: RunHeader, measurement: Measurement, loader: LoaderChoice): void {
  const { prepare } = connection;
  const { id, file } = measurement.benchmark;
  const { blocks, ...detail } = { blocks: [], ...measurement };
  const { lastInsertRowid } = prepare('INSERT INTO measurement (run_id, benchmark_id, state, detail) VALUES (?, ?, ?, ?)').run(
    header.id,
    id,
    measurement.state,
    toJson(detail),
  );
  for (const [position, { samplesNs, sampleAtMs, ...rest }] of blocks.entries()) {
    prepare('INSERT INTO block (measurement_id, position, detail, samples_ns, sample_at_ms) VALUES (?, ?, ?, ?, ?)').run(
      lastInsertRowid,
      position,
      toJson(rest),
      toBlob(samplesNs),
      toBlob(sampleAtMs),
    );
  }
  insertLoader(connection, header.id, file, loader);
  insertResult(connection, header, measurement, loader);
  insertPoint(connection, header, measurement, loader);
}

function insertResult({ prepare }: Connection, header: RunHeader, measurement: Measurement, loader: LoaderChoice): void {
  const summary = measurement.state === 'skipped' ? null : measurement.summary;
  if (summary === null || !Number.isFinite(summary.medianNs)) return;
  prepare(
    `INSERT INTO result (benchmark_id, started_at_ms, run_id, median_ns, low_ns, high_ns, environment_id, preset_name, loader, commit_hash, branch, dirty_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    measurement.benchmark.id,
    header.startedAtMs,
    header.id,
    summary.medianNs,
    summary.intervalNs?.low ?? null,
    summary.intervalNs?.high ?? null,
    header.environment.id,
    header.preset.name,
    loader.loader,
    header.revision.commit,
    header.revision.branch,
    header.revision.dirtyHash,
  );
}

export function insertLoader({ prepare }: Connection, runId: string, file: string, { loader, reason }: LoaderChoice): void {
  prepare('INSERT INTO loader (run_id, file, loader, reason) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run(runId, file, loader, reason);
}

export function insertFileFailure({ prepare }: Connection, runId: string, failure: FileFailure): void {
  prepare('INSERT INTO file_failure (run_id, detail) VALUES (?, ?)').run(runId, toJson(failure));
}
