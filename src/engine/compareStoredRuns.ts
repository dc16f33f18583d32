import { UserError } from '../base/errors.ts';
import { uuidv7 } from '../base/uuid.ts';
import type { ComparedRevision, ComparisonRun } from '../model/comparison.ts';
import type { Run } from '../model/run.ts';
import { isSelected } from './benchmarks/index.ts';
import { compareRuns, marginOf } from './comparing/index.ts';
import { loadConfig } from './config/index.ts';
import type { CompareRunsRequest } from './engine.ts';
import { findStoredRun } from './findStoredRun.ts';
import type { RunParts } from './measureRun.ts';
import type { Revisions } from './revisions/index.ts';

const MOST_HISTORY = 500;

/** Compares two stored runs, measures nothing, and stores what came out. */
export async function compareStoredRuns(
  request: CompareRunsRequest,
  { root, store, clock, revisions, source, laptimeVersion }: RunParts & { readonly revisions: Revisions },
  signal: AbortSignal,
): Promise<ComparisonRun> {
  const { config } = await loadConfig(root);
  const baseline = await findStoredRun(request.baseline, store, revisions, signal);
  const candidate = await findStoredRun(request.candidate, store, revisions, signal);
  if (baseline.id === candidate.id) {
    throw new UserError('same-run', `Both names mean the run ${baseline.id}. Name two runs: \`laptime compare --runs last~1 last\`.`);
  }
  const names = request.shownAs ?? request;
  const startedAtMs = clock.nowMs();
  const outcome = compareRuns({
    baseline,
    candidate,
    force: request.force ?? false,
    isWanted: (benchmark) => isSelected(benchmark, request.selections ?? [{ file: benchmark.file }], request.nameFilter),
    marginOf: (benchmark) => request.margin ?? marginOf(benchmark, config),
    historyOf: (benchmarkId) => store.history(benchmarkId, MOST_HISTORY),
  });
  const run: ComparisonRun = {
    id: uuidv7(startedAtMs),
    startedAtMs,
    durationMs: clock.nowMs() - startedAtMs,
    state: 'complete',
    source,
    laptimeVersion,
    baseline: await comparedRevision(baseline, names.baseline, revisions, signal),
    candidate: await comparedRevision(candidate, names.candidate, revisions, signal),
    benches: 'own',
    budgetMs: candidate.preset.budgetMs,
    environment: candidate.environment,
    machine: candidate.machine,
    loaders: candidate.loaders,
    fileFailures: [],
    ...outcome,
  };
  store.addComparison(run);
  return run;
}

/** The commit may be of another clone: then nothing more is known of it. */
async function comparedRevision({ revision }: Run, name: string, revisions: Revisions, signal: AbortSignal): Promise<ComparedRevision> {
  const known = revision.commit === null ? null : await revisions.resolve(revision.commit, signal).catch(() => null);
  signal.throwIfAborted();
  return { ...revision, name, subject: known?.subject ?? null, authoredAtMs: known?.authoredAtMs ?? null };
}
