import { changedCommits } from '../../../model/changedCommits.ts';
import type { BenchmarkHistory, HistoryCommit, HistoryMetric, HistorySeries, SuspectCheck } from '../../../model/history.ts';
import type { ChangePoint } from '../../../model/series.ts';
import { isoTime } from '../commitText.ts';
import { toEnvironment, toFailure } from '../jsonParts.ts';
import type { HistoryJson } from './historyJsonSchema.ts';
import { changesOf } from './historyText.ts';

const units: Readonly<Record<HistoryMetric, HistoryJson['unit']>> = { median: 'ns', p99: 'ns', heap: 'bytes', gc: 'share' };

/** A history whose changes were looked for as plain data by `docs/laptime-history.schema.json`. */
export function toHistoryJson(history: BenchmarkHistory, checks: readonly SuspectCheck[] | null): HistoryJson {
  const { metric, commits, environments, series, elsewhere } = history;
  return {
    format: 'laptime-history',
    version: 1,
    metric,
    unit: units[metric],
    commits: commits.map(toCommit),
    environments: environments.map(toEnvironment),
    benchmarks: series.map((each) =>
      toBenchmark(
        history,
        each,
        checks?.find(({ benchmarkId }) => benchmarkId === each.benchmark.id),
      ),
    ),
    elsewhere,
  };
}

const toCommit = (commit: HistoryCommit): HistoryJson['commits'][number] => ({
  commit: commit.hash,
  author: commit.authorName,
  authoredAt: isoTime(commit),
  subject: commit.subject,
  behind: commit.behind,
});

type Entry = HistoryJson['benchmarks'][number];

function toBenchmark(history: BenchmarkHistory, series: HistorySeries, check: SuspectCheck | undefined): Entry {
  const { benchmark, environmentId, loader, places, values, runs, changes, others } = series;
  if (changes === null) throw new Error('the changes of this history were not looked for');
  const { scale, level, noise, smallestDetectable, suspects, twoModes } = changes;
  return {
    benchmark: benchmark.id,
    file: benchmark.file,
    path: [...benchmark.path],
    environment: environmentId,
    loader,
    points: places.map((place, index) => ({ commit: history.commits[place]!.hash, value: values[index]!, runs: runs[index]! })),
    scale,
    level,
    noise,
    smallestDetectable,
    changes: changesOf(series)
      .toReversed()
      .map((change) => toChange(history, series, change)),
    suspects: suspects.map(({ index, score }) => ({ index, score })),
    check: check ? toCheck(check) : null,
    twoModes: twoModes && { lower: twoModes.lower, upper: twoModes.upper, upperShare: twoModes.upperShare },
    others: others.map((other) => ({ environment: other.environmentId, loader: other.loader, commits: other.commits })),
  };
}

function toChange(history: BenchmarkHistory, series: HistorySeries, change: ChangePoint): Entry['changes'][number] {
  const { commit, before, last, candidates } = changedCommits(history, series, change);
  const { kind, index, direction, size, confidence } = change;
  return {
    kind,
    index,
    commit: commit.hash,
    before: before?.hash ?? null,
    last: last.hash,
    candidates,
    direction,
    size,
    from: change.before,
    to: change.after,
    confidence,
  };
}

function toCheck({ comparison, baseline, candidate }: SuspectCheck): NonNullable<Entry['check']> {
  const estimate = comparison.state === 'compared' ? comparison.estimate : null;
  return {
    verdict: estimate?.verdict ?? null,
    ratio: estimate?.ratio ?? null,
    interval: estimate?.interval
      ? { low: estimate.interval.low, high: estimate.interval.high, confidence: estimate.interval.confidence }
      : null,
    baseline: baseline.hash,
    candidate: candidate.hash,
    failure: comparison.state === 'failed' ? toFailure(comparison.failure) : null,
  };
}
