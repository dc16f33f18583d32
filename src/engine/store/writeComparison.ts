import type { Comparison, ComparisonRun } from '../../model/comparison.ts';
import type { Connection } from './connection.ts';
import { toJson } from './storedJson.ts';
import { toBlob } from './storedRow.ts';

/** False when a comparison run with this id is there already: it is left as it is. */
export function insertComparisonRun(connection: Connection, run: ComparisonRun): boolean {
  const { prepare } = connection;
  const { id, startedAtMs, durationMs, state, source, laptimeVersion, baseline, candidate, comparisons, fileFailures, ...detail } = run;
  const { changes } = prepare(
    `INSERT INTO comparison_run (id, started_at_ms, duration_ms, state, source, laptime_version, environment_id, baseline, candidate, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  ).run(
    id,
    startedAtMs,
    durationMs,
    // Comparisons come whole: nothing more will come of this one.
    state === 'running' ? 'interrupted' : state,
    source,
    laptimeVersion,
    detail.environment.id,
    toJson(baseline),
    toJson(candidate),
    toJson(detail),
  );
  if (Number(changes) === 0) return false;
  for (const comparison of comparisons) insertComparison(connection, run, comparison);
  for (const failed of fileFailures) {
    prepare('INSERT INTO comparison_file_failure (run_id, side, failure_kind, detail) VALUES (?, ?, ?, ?)').run(
      id,
      failed.side,
      failed.failure.kind,
      toJson(failed),
    );
  }
  return true;
}

function insertComparison(connection: Connection, run: ComparisonRun, comparison: Comparison): void {
  const { prepare } = connection;
  const { blocks, ...detail } = { blocks: [], ...comparison };
  const { lastInsertRowid } = prepare(
    'INSERT INTO comparison (run_id, benchmark_id, state, verdict, side, failure_kind, detail) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(
    run.id,
    comparison.benchmark.id,
    comparison.state,
    comparison.state === 'compared' ? comparison.estimate.verdict : null,
    comparison.state === 'failed' ? comparison.side : null,
    comparison.state === 'failed' ? comparison.failure.kind : null,
    toJson(detail),
  );
  for (const [position, { index, baseline, candidate }] of blocks.entries()) {
    const { samplesNs: baselineNs, sampleAtMs: baselineAtMs, ...ofBaseline } = baseline;
    const { samplesNs: candidateNs, sampleAtMs: candidateAtMs, ...ofCandidate } = candidate;
    prepare(
      `INSERT INTO paired_block (comparison_id, position, detail, baseline_ns, baseline_at_ms, candidate_ns, candidate_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      lastInsertRowid,
      position,
      toJson({ index, baseline: ofBaseline, candidate: ofCandidate }),
      toBlob(baselineNs),
      toBlob(baselineAtMs),
      toBlob(candidateNs),
      toBlob(candidateAtMs),
    );
  }
  insertResult(connection, run, comparison);
}

function insertResult({ prepare }: Connection, run: ComparisonRun, comparison: Comparison): void {
  if (comparison.state !== 'compared') return;
  const { benchmark, design, estimate } = comparison;
  if (!Number.isFinite(estimate.ratio) || !Number.isFinite(estimate.margin)) return;
  const { baseline, candidate } = run;
  prepare(
    `INSERT INTO comparison_result (benchmark_id, started_at_ms, run_id, verdict, design, ratio, low, high, confidence, margin, noise,
       environment_id, baseline_name, baseline_commit, baseline_branch, baseline_dirty_hash,
       candidate_name, candidate_commit, candidate_branch, candidate_dirty_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    benchmark.id,
    run.startedAtMs,
    run.id,
    estimate.verdict,
    design,
    estimate.ratio,
    estimate.interval?.low ?? null,
    estimate.interval?.high ?? null,
    estimate.interval?.confidence ?? null,
    estimate.margin,
    estimate.noise,
    run.environment.id,
    baseline.name,
    baseline.commit,
    baseline.branch,
    baseline.dirtyHash,
    candidate.name,
    candidate.commit,
    candidate.branch,
    candidate.dirtyHash,
  );
}
