import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { BisectAnswer, BisectCommit, BisectEvent, BisectOutcome, BisectRun } from '../../model/bisection.ts';
import { nextBisectionStep, type BisectionStep } from '../stats/index.ts';
import type { BisectState } from './bisectState.ts';
import { evidenceOf } from './evidence.ts';
import { outcomeOf, progressOf } from './outcome.ts';
import { positionsOf, type Position, type Touch } from './positions.ts';
import type { BisectRequest, Search } from './search.ts';

export interface BisectParts {
  /** One run at one commit. A failure of the commit is an answer; what it throws ends the search, which can be taken up again. */
  readonly measure: (commit: BisectCommit, signal: AbortSignal) => Promise<BisectAnswer>;
  /** Of each commit but the first, against the one before it. */
  readonly touches: (path: readonly BisectCommit[], signal: AbortSignal) => Promise<readonly Touch[]>;
  /** Whether the commit is checked out with its dependencies already. */
  readonly isReady: (commit: BisectCommit) => boolean;
  readonly state: BisectState;
  readonly clock: Clock;
}

const MOST_RUNS = 300;
/** What checking out and installing cost, in runs. */
const COST_OF_MAKING_READY = 0.5;
const MOST_GOOD_TIMEOUTS = 1;

/**
 * Finds the commit that made a benchmark slower, by runs each of which may be wrong. Every answer that lasts is saved before
 * the next run, and the next run follows from the answers alone: after a stop the search goes on as if there had been none.
 * @throws UserError `bisect-end-broken`, `bisect-good-timeout`, `bisect-faster`
 */
export async function bisect(
  request: BisectRequest,
  parts: BisectParts,
  onEvent: (event: BisectEvent) => void,
  signal: AbortSignal,
): Promise<BisectOutcome> {
  const { path, threshold } = request;
  const known = new Map(path.map((commit) => [commit.hash, commit]));
  const runs = (await parts.state.runs()).filter(({ commit }) => known.has(commit));
  const positions = positionsOf(path, await parts.touches(path, signal));
  const search: Search = { request, positions, runs };
  if (positions.length === 1) return outcomeOf(search, null);

  const ready = new Set([...path.filter((commit) => parts.isReady(commit)).map(({ hash }) => hash), ...runs.map(({ commit }) => commit)]);
  const isReady = ({ hash }: BisectCommit) => ready.has(hash);
  const costOf = (position: number) => (commitsLeft(positions[position]!, runs).some(isReady) ? 1 : 1 + COST_OF_MAKING_READY);
  const next = () => nextBisectionStep(evidenceOf(positions, runs), { threshold: Math.log1p(threshold), costOf });
  let step = next();
  const candidates = positions.length - 1;
  onEvent({ kind: 'started', commits: path, candidates, resumedRuns: runs.length, progress: progressOf(search, step) });
  const most = runs.length + (request.mostRuns ?? MOST_RUNS);
  while (step.kind === 'measure' && runs.length < most) {
    signal.throwIfAborted();
    const commit = commitToMeasure(search, step.position, isReady);
    onEvent({ kind: 'measuring', commit, purpose: step.purpose, progress: progressOf(search, step) });
    const beganMs = parts.clock.monotonicMs();
    const answer = await parts.measure(commit, signal);
    const run: BisectRun = { ...answer, commit: commit.hash, durationMs: parts.clock.monotonicMs() - beganMs };
    refuseEnds(search, run, step.position);
    runs.push(run);
    ready.add(commit.hash);
    await parts.state.save(runs.filter(isLasting));
    onEvent({ kind: 'measured', commit, run });
    step = next();
  }
  if (step.kind === 'reversed') throw isFaster(request, step);
  return outcomeOf(search, step);
}

/** What another search may believe without asking again. */
const isLasting = (run: BisectRun): boolean => run.kind !== 'broken' || run.passing !== true;

const commitsLeft = ({ commits }: Position, runs: readonly BisectRun[]): readonly BisectCommit[] =>
  commits.filter(({ hash }) => !runs.some((run) => run.kind === 'broken' && run.commit === hash));

/** One that is ready; else the end itself, or the first of those that are the same. */
function commitToMeasure({ positions, runs }: Search, position: number, isReady: (commit: BisectCommit) => boolean): BisectCommit {
  const left = commitsLeft(positions[position]!, runs);
  const plain = position === positions.length - 1 ? left.at(-1)! : left[0]!;
  return isReady(plain) ? plain : (left.find(isReady) ?? plain);
}

/** Without its ends there is no search. Such a run is not kept: the next search shall try again. */
function refuseEnds({ positions, runs }: Search, run: BisectRun, position: number): void {
  const isGood = position === 0;
  if (run.kind === 'broken' && (isGood || position === positions.length - 1)) {
    const others = commitsLeft(positions[position]!, runs).filter(({ hash }) => hash !== run.commit);
    if (others.length > 0) return;
    throw new UserError(
      'bisect-end-broken',
      `The benchmark does not run at the ${isGood ? 'good' : 'bad'} end, ${run.commit.slice(0, 10)}: ${run.message}. Choose another ${isGood ? 'good' : 'bad'} commit.`,
    );
  }
  const timeouts = runs.filter(({ kind, commit }) => kind === 'timeout' && commit === run.commit).length;
  if (run.kind === 'timeout' && isGood && timeouts >= MOST_GOOD_TIMEOUTS) {
    throw new UserError(
      'bisect-good-timeout',
      `The benchmark ran into its time limit at the good end, ${run.commit.slice(0, 10)}, twice, so slow commits cannot be told from it. Raise "timeout" in laptime.config.json.`,
    );
  }
}

function isFaster({ path }: BisectRequest, { ends }: BisectionStep): UserError {
  const share = (1 - Math.exp(ends?.difference ?? 0)) * 100;
  const [good, bad] = [path[0]!, path.at(-1)!];
  return new UserError(
    'bisect-faster',
    `There is no slowdown to find: from good, ${good.hash.slice(0, 10)}, to bad, ${bad.hash.slice(0, 10)}, the benchmark became ${share.toPrecision(2)} % faster. Choose other ends.`,
  );
}
