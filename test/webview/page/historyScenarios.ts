import { exampleBisectCommit } from '../../../src/model/bisection.fixture.ts';
import type { BisectCommit, BisectOutcome, BisectRun } from '../../../src/model/bisection.ts';
import type { HistoryCommit } from '../../../src/model/history.ts';
import type { PanelSnapshot } from '../../../src/protocol/panel.ts';
import type { PanelBisection } from '../../../src/protocol/panelBisection.ts';
import type { PanelHistoryChoice } from '../../../src/protocol/panelHistory.ts';
import { normalFrom, randomFrom } from './fixtures.ts';
import { answerFrom, makeCommits, manyShapes, sortFile, usualShapes, type SeriesShape } from './histories.ts';
import { empty, hostileNames, type Scenario } from './scenario.ts';

const all: PanelHistoryChoice = { benchmarkId: null, metric: 'median', environmentId: null };

function withHistory(
  shapes: readonly SeriesShape[],
  commits: readonly HistoryCommit[],
  change: Partial<PanelHistoryChoice> = {},
): Scenario {
  return {
    runs: [],
    history: answerFrom(shapes, commits),
    snapshot: { ...empty, history: { ...all, ...change, version: 1 } },
  };
}

/** The id of the benchmark that has everything. */
const sortId = `${sortFile} > sorting 1,000 numbers > Array.sort`;

const hostileCommits = (): HistoryCommit[] =>
  makeCommits(hostileNames.length * 3).map((commit, place) => ({
    ...commit,
    subject: place === 4 ? '' : hostileNames[place % hostileNames.length]!,
    authorName: hostileNames[(place + 3) % hostileNames.length]!,
    ...(place === 5 && { authoredAtMs: Number.NaN }),
  }));

const hostileShapes = (count: number): readonly SeriesShape[] =>
  hostileNames.map((name, index) => ({
    file: `bench/<b>${index % 2}</b>&amp;.bench.ts`,
    path: [`group <i>${index % 3}</i>`, name],
    levelAt: (place) => 1000 * (index + 1) * (place > count / 2 ? 1.2 : 1),
  }));

const one = (levelAt: SeriesShape['levelAt'], noise = 0): readonly SeriesShape[] => [
  { file: 'a.bench.ts', path: ['only'], levelAt, noise },
];

const THE_ONE = { benchmarkId: 'a.bench.ts > only' };

interface SearchShape {
  readonly count: number;
  /** Place of the commit that made it slower. */
  readonly culprit: number;
  readonly runs: number;
  /** How sure it is. */
  readonly chance: number;
  readonly subject?: (place: number) => string;
}

/** A search that came so far, with runs where such a search makes them. */
export function makeSearch(shape: SearchShape, change: Partial<PanelBisection> = {}): PanelBisection {
  const { count, culprit, runs, chance, subject = (place) => `Change number ${place}` } = shape;
  const commits = Array.from({ length: count + 1 }, (_, place): BisectCommit => exampleBisectCommit(place, { subject: subject(place) }));
  const normal = normalFrom(randomFrom(count + runs));
  const broken = Math.round(count * 0.3);
  const places = Array.from({ length: runs }, (_, index) => {
    if (index < 6) return index % 2 === 0 ? 0 : count;
    const width = count / 2 ** (index - 5);
    return Math.min(count, Math.max(0, Math.round(culprit + (index % 2 === 0 ? width : -width))));
  });
  const made = places.map((place): BisectRun => ({
    kind: 'value',
    logTime: 10 + (place >= culprit ? Math.log(1.12) : 0) + 0.006 * normal(),
    commit: commits[place]!.hash,
    durationMs: 4000,
  }));
  const failure: BisectRun = {
    kind: 'broken',
    message: 'The bench file does not load there.',
    commit: commits[broken]!.hash,
    durationMs: 900,
  };
  const weights = commits.map((_, place) => (place === 0 ? 0 : Math.exp(-Math.abs(place - culprit) / (count * (1 - chance) * 0.2 + 0.05))));
  weights[culprit]! += (chance * weights.reduce((sum, weight) => sum + weight, 0)) / (1 - chance + 1e-9);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const chances = weights.map((weight) => weight / total);
  const suspects = chances
    .map((share, place) => ({ commit: commits[place]!, chance: share }))
    .toSorted((a, b) => b.chance - a.chance)
    .slice(0, 5);
  return {
    benchmark: { id: sortId, name: 'sorting 1,000 numbers › Array.sort' },
    threshold: 0.05,
    state: 'running',
    preparing: null,
    commits,
    candidates: count - 4,
    runs: [...made, failure],
    measuring: { hash: commits[Math.min(count, culprit + 2)]!.hash, purpose: 'search' },
    progress: { runs, runsLeft: 8, remainingMs: 118_000, chances, suspects, endsRatio: 1.12, noise: 0.006 },
    outcome: null,
    ...change,
  };
}

function outcomeOf(search: PanelBisection): Extract<BisectOutcome, { state: 'found' }> {
  const { commits, progress, runs } = search;
  const culprit = progress!.suspects[0]!;
  return {
    state: 'found',
    benchmark: search.benchmark.id,
    good: commits[0]!,
    bad: commits.at(-1)!,
    threshold: search.threshold,
    commits: commits.length - 1,
    runs: progress!.runs,
    durationMs: 124_000,
    skipped: runs.flatMap((run) =>
      run.kind === 'broken' ? [{ commit: commits.find(({ hash }) => hash === run.commit)!, message: run.message }] : [],
    ),
    endsRatio: 1.121,
    endsInterval: { low: 1.1, high: 1.142, confidence: 0.99 },
    noise: 0.006,
    suspects: [culprit],
    chance: culprit.chance,
    before: commits[commits.indexOf(culprit.commit) - 1]!,
    ratio: 1.118,
    interval: { low: 1.105, high: 1.131, confidence: 0.99 },
    earlierRatio: null,
    laterRatio: null,
  };
}

const ended = (search: PanelBisection, change: object = {}): PanelBisection => ({
  ...search,
  state: 'ended',
  measuring: null,
  outcome: { ...outcomeOf(search), ...change },
});

const withSearch = (bisection: PanelBisection, change: Partial<PanelSnapshot> = {}): Scenario => ({
  ...withHistory(usualShapes(60), makeCommits(60)),
  snapshot: { ...empty, bisection, bisectionShown: true, ...change },
});

const middle = { count: 64, culprit: 40, runs: 12, chance: 0.4 };

export const historyScenarios: Readonly<Record<string, () => Scenario>> = {
  history: () => withHistory(usualShapes(60), makeCommits(60)),
  'history-one': () => withHistory(usualShapes(60), makeCommits(60), { benchmarkId: sortId }),
  'history-modes': () =>
    withHistory(usualShapes(60), makeCommits(60), { benchmarkId: 'bench/count.bench.ts > words > regular expression' }),
  'history-large': () => withHistory(manyShapes(200), makeCommits(200)),
  'history-long': () => withHistory(usualShapes(1000), makeCommits(1000), { benchmarkId: sortId }),
  'history-none': () => withHistory([], []),
  'history-none-of-one': () => withHistory([], [], THE_ONE),
  'history-one-commit': () =>
    withHistory(
      one(() => 1200),
      makeCommits(1),
      THE_ONE,
    ),
  'history-one-commit-all': () =>
    withHistory(
      one(() => 1200),
      makeCommits(1),
    ),
  'history-equal': () =>
    withHistory(
      one(() => 1200),
      makeCommits(12),
      THE_ONE,
    ),
  'history-zero': () =>
    withHistory(
      one(() => 0),
      makeCommits(12),
      { ...THE_ONE, metric: 'gc' },
    ),
  'history-nan': () =>
    withHistory(
      one((place) => (place % 4 === 1 ? Number.NaN : 1200)),
      makeCommits(12),
      THE_ONE,
    ),
  'history-hostile': () => withHistory(hostileShapes(36), hostileCommits()),
  'history-hostile-one': () =>
    withHistory(hostileShapes(36), hostileCommits(), {
      benchmarkId: `bench/<b>0</b>&amp;.bench.ts > group <i>0</i> > ${hostileNames[0]!}`,
    }),
  searching: () => withSearch(makeSearch(middle)),
  'search-begins': () =>
    withSearch(
      makeSearch(middle, { commits: [], runs: [], measuring: null, progress: null, preparing: 'installing dependencies of 89abcde' }),
    ),
  'search-cancelled': () => withSearch(makeSearch(middle, { state: 'cancelled', measuring: null })),
  'search-found': () => withSearch(ended(makeSearch({ ...middle, runs: 24, chance: 0.98 }))),
  'search-large': () => withSearch(makeSearch({ count: 512, culprit: 300, runs: 24, chance: 0.5 })),
  'search-no-effect': () => withSearch(ended(makeSearch(middle), { state: 'no-effect', endsRatio: 1.004 })),
  'search-noisy': () => withSearch(ended(makeSearch(middle), { state: 'too-noisy', smallestVisible: 0.21, noise: 0.3 })),
  'search-unsettled': () => {
    const search = makeSearch({ ...middle, runs: 60 });
    return withSearch(ended(search, { state: 'unsettled', suspects: search.progress!.suspects }));
  },
  'search-hostile': () =>
    withSearch(
      makeSearch(
        { count: 24, culprit: 11, runs: 16, chance: 0.5, subject: (place) => hostileNames[place % hostileNames.length]! },
        { benchmark: { id: 'x', name: hostileNames[0]! } },
      ),
    ),
};
