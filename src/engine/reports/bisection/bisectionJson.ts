import type { BisectCommit, BisectOutcome, BisectSuspect } from '../../../model/bisection.ts';
import { isoTime } from '../commitText.ts';

/** A search as plain data, for other programs. Fields that an end does not have are null or empty, never left out. */
export function toBisectionJson(outcome: BisectOutcome) {
  const { benchmark, threshold, commits, runs, durationMs, skipped, endsRatio, endsInterval, noise, state, good, bad } = outcome;
  const found = outcome.state === 'found' ? outcome : null;
  const suspects = outcome.state === 'found' || outcome.state === 'unsettled' ? outcome.suspects : [];
  return {
    format: 'laptime-bisection',
    version: 1,
    benchmark,
    state,
    culprit: found !== null && suspects.length === 1 ? toCommit(suspects[0]!.commit) : null,
    chance: found?.chance ?? null,
    ratio: found?.ratio ?? null,
    interval: found?.interval ?? null,
    suspects: suspects.map(toSuspect),
    before: found === null ? null : toCommit(found.before),
    earlierRatio: found?.earlierRatio ?? null,
    laterRatio: found?.laterRatio ?? null,
    smallestVisible: outcome.state === 'too-noisy' ? outcome.smallestVisible : null,
    good: toCommit(good),
    bad: toCommit(bad),
    threshold,
    commits,
    runs,
    durationMs,
    endsRatio,
    endsInterval,
    noise,
    skipped: skipped.map(({ commit, message }) => ({ ...toCommit(commit), message })),
  };
}

const toCommit = (commit: BisectCommit) => ({
  commit: commit.hash,
  parents: [...commit.parents],
  author: commit.authorName,
  authoredAt: isoTime(commit),
  subject: commit.subject,
});

const toSuspect = ({ commit, chance }: BisectSuspect) => ({ ...toCommit(commit), chance });
