import type { BisectRun } from '../../model/bisection.ts';
import { quantile, sorted, type BisectionEvidence, type PositionRun } from '../stats/index.ts';
import type { Position } from './positions.ts';

/** Standard deviation of a run where nothing is known yet: what a run of some seconds has on a machine that does other things, too. */
const USUAL_NOISE = 0.02;
const LEAST_NOISE = 0.001;
/** Of the runs so far, those with the smallest errors tell what a run is like that nothing disturbed. */
const UNDISTURBED = 0.25;

/** The runs by position. A position is broken when all its commits are; runs of commits that are the same are runs of one. */
export function evidenceOf(positions: readonly Position[], runs: readonly BisectRun[]): BisectionEvidence {
  const positionOf = new Map(positions.flatMap(({ commits }, position) => commits.map(({ hash }) => [hash, position] as const)));
  const answers: PositionRun[] = [];
  const brokenCommits = new Set<string>();
  for (const run of runs) {
    const position = positionOf.get(run.commit)!;
    if (run.kind === 'broken') brokenCommits.add(run.commit);
    else answers.push({ position, value: run.kind === 'value' ? run.logTime : 'timeout' });
  }
  const isBroken = ({ commits }: Position) => commits.every(({ hash }) => brokenCommits.has(hash));
  const errors = runs.flatMap((run) => (run.kind === 'value' && run.logError !== undefined ? [run.logError] : []));
  return {
    weights: positions.map(({ weight }) => weight),
    runs: answers,
    broken: new Set(positions.flatMap((position, index) => (isBroken(position) ? [index] : []))),
    expectedNoise: errors.length === 0 ? USUAL_NOISE : Math.max(quantile(sorted(errors), UNDISTURBED), LEAST_NOISE),
  };
}
