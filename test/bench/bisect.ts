import { bisect as search } from '../../src/engine/bisecting/index.ts';
import { plantedHistory, type History, type PlantedHistory } from '../../src/engine/bisecting/plantedHistory.fixture.ts';
import type { AccuracySection, AccuracyTable } from './accuracySection.ts';

const SEARCHES = 200;
const GOAL = 0.95;

interface Case {
  readonly label: string;
  readonly history: History;
  readonly threshold: number;
  /** Whether the goal is for it: an effect of less than the noise of a run is beyond it. */
  readonly hasGoal: boolean;
}

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;

function plain(effect: number, noise: number, more: Partial<History> = {}): Case {
  const history = { commits: 64, effect, noise, ...more };
  const parts = [
    `${history.commits} commits`,
    effect === 0 ? 'no change' : `${percent(effect)} slower`,
    `${percent(noise)} noise`,
    ...(history.broken ? [`${history.broken} broken`] : []),
    ...(history.dependencyChanges ? [`${history.dependencyChanges} dependency changes`] : []),
  ];
  return { label: parts.join(', '), history, threshold: Math.min(0.05, effect * 0.75 || 0.05), hasGoal: effect >= noise };
}

const cases: readonly Case[] = [
  plain(0.15, 0.03),
  plain(0.1, 0.05),
  plain(0.05, 0.05),
  plain(0.08, 0.04, { broken: 16 }),
  plain(0.05, 0.01, { commits: 128, broken: 16, dependencyChanges: 5, quiet: 0.3, same: 0.3 }),
  plain(0.05, 0.01, { commits: 512, broken: 64, dependencyChanges: 10 }),
  plain(0.1, 0.03, { commits: 512, broken: 64, dependencyChanges: 10, wild: 0.03 }),
  plain(0, 0.01),
  plain(0, 0.03),
];

interface Found {
  readonly right: boolean;
  readonly named: boolean;
  readonly runs: number;
}

export const bisect: AccuracySection = {
  name: 'bisect',
  title: 'Bisecting',
  method: `Simulated: ${SEARCHES} searches each, the change at a random commit among the commits of a line. Each cell: how often the right commit was named (a commit that does not run is named together with those that nothing tells from it), and the runs on average. Classic: as \`git bisect\` with a benchmark does, each commit is measured once, or five times, and is slow when its mean lies above the middle between the two ends. Where nothing changed, naming any commit is wrong. The goal is ${GOAL * 100} % wherever the change is at least as large as the noise of one run. Dependency changes move the time by up to 0.5 %.`,
  run,
};

async function run(): Promise<AccuracyTable> {
  const rows: string[][] = [];
  let met = true;
  for (const each of cases) {
    const ours: Found[] = [];
    for (let seed = 0; seed < SEARCHES; seed++) ours.push(await searched(each, seed));
    const classic = [1, 5].map((repeats) => Array.from({ length: SEARCHES }, (_, seed) => classicSearch(each, repeats, seed)));
    const isMet = !each.hasGoal || share(ours, each) >= GOAL;
    met &&= isMet;
    rows.push([
      each.label,
      ...(each.history.broken ? ['–', '–'] : classic.map((found) => cell(found, each))),
      cell(ours, each) + (isMet ? '' : ': missed'),
    ]);
  }
  return { columns: ['', 'classic, 1 run each', 'classic, 5 runs each', 'Laptime'], rows, met };
}

const share = (found: readonly Found[], { history }: Case): number =>
  found.filter(({ right, named }) => (history.effect === 0 ? !named : right)).length / found.length;

function cell(found: readonly Found[], each: Case): string {
  const runs = found.reduce((sum, one) => sum + one.runs, 0) / found.length;
  return `${(share(found, each) * 100).toFixed(1)} %, ${runs.toFixed(0)} runs`;
}

async function searched({ history, threshold }: Case, seed: number): Promise<Found> {
  const planted = plantedHistory(history, seed);
  const outcome = await search({ path: planted.path, benchmark: 'a', threshold }, planted.parts, () => {}, new AbortController().signal);
  if (outcome.state !== 'found') return { right: false, named: false, runs: outcome.runs };
  const hashes = outcome.suspects.map(({ commit }) => commit.hash).toSorted();
  const right = hashes.includes(planted.culprit.hash) && hashes.slice(0, -1).every((hash) => planted.broken.has(hash));
  return { right, named: true, runs: outcome.runs };
}

/** Halves the range by the mean of so many runs at its middle, and believes each answer. */
function classicSearch({ history }: Case, repeats: number, seed: number): Found {
  const planted = plantedHistory(history, seed);
  const { path, culprit } = planted;
  let [good, bad] = [0, path.length - 1];
  let runs = 0;
  const timeAt = (place: number) => {
    runs += repeats;
    return meanOf(planted, place, repeats);
  };
  const middle = (timeAt(good) + timeAt(bad)) / 2;
  while (bad - good > 1) {
    const half = Math.floor((good + bad) / 2);
    if (timeAt(half) > middle) bad = half;
    else good = half;
  }
  return { right: path[bad]!.hash === culprit.hash, named: true, runs };
}

function meanOf({ path, measureNow }: PlantedHistory, place: number, repeats: number): number {
  let sum = 0;
  for (let count = 0; count < repeats; count++) {
    const answer = measureNow(path[place]!);
    if (answer.kind === 'value') sum += answer.logTime;
  }
  return sum / repeats;
}
