import type { Block, Measurement } from '../../model/measurement.ts';
import type { LoaderChoice, RunHeader } from '../../model/run.ts';
import type { Connection } from './connection.ts';
import { toJson } from './storedJson.ts';

/** What of a result the history over commits needs. Nothing of what was measured with uncommitted changes: no commit has them. */
export function insertPoint({ prepare }: Connection, header: RunHeader, measurement: Measurement, { loader }: LoaderChoice): void {
  const { revision, environment } = header;
  const summary = measurement.state === 'skipped' ? null : measurement.summary;
  if (revision.commit === null || revision.dirtyHash !== null || summary === null || !Number.isFinite(summary.medianNs)) return;
  const { id, file, path } = measurement.benchmark;
  const key = [id, environment.id, loader] as const;
  prepare('INSERT INTO environment (id, detail) VALUES (?, ?) ON CONFLICT DO NOTHING').run(environment.id, toJson(environment));
  prepare('INSERT INTO measured_commit (hash) VALUES (?) ON CONFLICT DO NOTHING').run(revision.commit);
  prepare('INSERT INTO series (benchmark_id, environment_id, loader, file, path) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
    ...key,
    file,
    toJson(path),
  );
  // A run whose samples retention removed may be imported again: its points are there.
  prepare(
    `INSERT INTO point (series_id, commit_id, started_at_ms, median_ns, p99_ns, heap_bytes, gc_share)
     SELECT series.id, measured_commit.id, ?, ?, ?, ?, ? FROM series, measured_commit
     WHERE benchmark_id = ? AND environment_id = ? AND loader = ? AND hash = ?
     ON CONFLICT DO NOTHING`,
  ).run(
    header.startedAtMs,
    summary.medianNs,
    finite(summary.p99Ns),
    finite(summary.heapBytesPerIteration),
    measurement.state === 'skipped' ? null : gcShare(measurement.blocks),
    ...key,
    revision.commit,
  );
}

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);

/** Of the timed part of all blocks; null where it is not known how long that was. */
function gcShare(blocks: readonly Block[]): number | null {
  const timedMs = blocks.reduce((sum, { sampleAtMs }) => sum + (sampleAtMs.at(-1) ?? 0), 0);
  const gcMs = blocks.reduce((sum, block) => sum + block.gcMs, 0);
  return timedMs > 0 && Number.isFinite(gcMs) ? Math.min(gcMs / timedMs, 1) : null;
}
