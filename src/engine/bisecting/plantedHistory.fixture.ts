import type { BisectAnswer, BisectCommit, BisectRun } from '../../model/bisection.ts';
import { seededRandom } from '../stats/index.ts';
import type { BisectParts } from './bisect.ts';
import type { BisectState } from './bisectState.ts';
import type { Touch } from './positions.ts';

export interface History {
  /** Commits after the good one. */
  readonly commits: number;
  /** How much slower the planted commit makes it: 0.05 for 5 %. */
  readonly effect: number;
  /** Standard deviation of a run. */
  readonly noise: number;
  /** Commits, neither of them an end, at which nothing runs. */
  readonly broken?: number;
  /** Commits that change a dependency and with it the time, up or down. */
  readonly dependencyChanges?: number;
  /** By how much at the most: 0.005 for 0.5 %, the default. */
  readonly dependencyEffect?: number;
  /** Shares of commits that do not touch the benchmark, provably or not. */
  readonly same?: number;
  readonly quiet?: number;
  /** Share of runs that something else made up to 20 standard deviations slower. */
  readonly wild?: number;
}

export interface PlantedHistory {
  readonly path: readonly BisectCommit[];
  readonly culprit: BisectCommit;
  /** Of commits with nothing that runs between them the answer names all: the culprit's. */
  readonly broken: ReadonlySet<string>;
  readonly parts: BisectParts;
  /** What `parts.measure` resolves to. */
  readonly measureNow: (commit: BisectCommit) => BisectAnswer;
  /** Commits in the order in which they were measured. */
  readonly measured: string[];
}

export const hashOf = (index: number): string => index.toString(16).padStart(40, '0');

const commitOf = (index: number): BisectCommit => ({
  hash: hashOf(index),
  parents: index === 0 ? [] : [hashOf(index - 1)],
  authorName: 'Ada',
  authoredAtMs: index * 1000,
  subject: `change ${index}`,
});

/** Keeps answers in memory, as a file would: as plain data. */
export function stateInMemory(initial: readonly BisectRun[] = []): BisectState {
  let saved = JSON.stringify(initial);
  return {
    runs: () => Promise.resolve(JSON.parse(saved) as BisectRun[]),
    save(runs) {
      saved = JSON.stringify(runs);
      return Promise.resolve();
    },
    clear() {
      saved = '[]';
      return Promise.resolve();
    },
  };
}

/** A history with one planted change, measured by a machine with noise; the same for the same seed. */
export function plantedHistory(history: History, seed: number, state = stateInMemory()): PlantedHistory {
  const random = seededRandom(seed);
  const { commits, effect, noise, dependencyEffect = 0.005 } = history;
  const below = (limit: number) => Math.floor(random.uniform() * limit);
  const path = Array.from({ length: commits + 1 }, (_, index) => commitOf(index));
  const culprit = 1 + below(commits);
  const pick = (count: number, from: number, to: number) => {
    const picked = new Set<number>();
    while (picked.size < count) picked.add(from + below(to - from));
    return picked;
  };
  const broken = pick(history.broken ?? 0, 1, commits);
  const shifts = new Map(
    [...pick(history.dependencyChanges ?? 0, 1, commits)].map((index) => [index, dependencyEffect * (2 * random.uniform() - 1)]),
  );
  const touches = path.slice(1).map((_, place): Touch => {
    const index = place + 1;
    const share = random.uniform();
    if (index === culprit || shifts.has(index)) return 'touches';
    if (share < (history.same ?? 0)) return 'same';
    return share < (history.same ?? 0) + (history.quiet ?? 0) ? 'quiet' : 'touches';
  });
  let level = 0;
  const levels = path.map((_, index) => (level += (shifts.get(index) ?? 0) + (index === culprit ? Math.log1p(effect) : 0)));
  const measured: string[] = [];
  let nowMs = 0;

  function measureNow({ hash }: BisectCommit): BisectAnswer {
    nowMs += 4000;
    measured.push(hash);
    const index = path.findIndex((commit) => commit.hash === hash);
    if (broken.has(index)) return { kind: 'broken', message: 'the install failed' };
    const wild = random.uniform() < (history.wild ?? 0) ? 20 * random.uniform() : 0;
    return { kind: 'value', logTime: levels[index]! + noise * (random.normal() + wild) };
  }
  const parts: BisectParts = {
    measure: (commit) => Promise.resolve(measureNow(commit)),
    touches: () => Promise.resolve(touches),
    isReady: () => false,
    state,
    clock: { nowMs: () => nowMs, monotonicMs: () => nowMs },
  };
  return { path, culprit: path[culprit]!, broken: new Set([...broken].map(hashOf)), parts, measureNow, measured };
}
