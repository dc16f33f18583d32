import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { shuffled } from '../../../src/base/shuffled.ts';
import { median, sorted } from '../../../src/engine/stats/index.ts';
import type { AccuracySection, AccuracyTable } from '../accuracySection.ts';
import { repository } from '../dist.ts';
import { BUDGET_SECONDS, runTrial, type Tool, type Trial } from './trial.ts';
import { works } from './works.ts';

/** How often each of the six benchmarks is compared. */
interface Campaign {
  readonly tool: Tool;
  readonly slowdown: number;
  readonly hog: boolean;
  readonly times: number;
}

const campaigns: readonly Campaign[] = [
  { tool: 'laptime', slowdown: 0, hog: false, times: 34 },
  { tool: 'laptime', slowdown: 0, hog: true, times: 34 },
  { tool: 'laptime', slowdown: 0.01, hog: false, times: 5 },
  { tool: 'laptime', slowdown: 0.02, hog: false, times: 5 },
  { tool: 'laptime', slowdown: 0.03, hog: false, times: 17 },
  { tool: 'laptime', slowdown: 0.05, hog: false, times: 5 },
  { tool: 'laptime', slowdown: 0.1, hog: false, times: 5 },
  ...(['tinybench', 'vitest'] as const).flatMap((tool) => [
    { tool, slowdown: 0, hog: false, times: 4 },
    { tool, slowdown: 0.03, hog: false, times: 2 },
  ]),
];

const MOST_FALSE_ALARMS = 0.01;
const FEWEST_FOUND = 0.95;

export const verdicts: AccuracySection = {
  name: 'verdicts',
  title: 'Verdicts',
  method: `Six benchmarks (${works.map(({ name, about }) => `${name} of about ${about}`).join(', ')}), compared with themselves and with a version that does 1 to 10 % more of the same work, ${BUDGET_SECONDS} s for each comparison at the most, in random order. Called different: the two equal sides were said to be slower or faster. Found: the slower side was said to be slower. Spread: the robust standard deviation of the estimates of two equal sides. Beside it what users have now, with the same time: two runs of tinybench, first of the one side and then of the other, and vitest's \`bench.compare\`. With a hog another process keeps one core busy. The goals: at most ${MOST_FALSE_ALARMS * 100} % called different, also with the hog, and a slowdown of 3 % found at least ${FEWEST_FOUND * 100} times in 100.`,
  run,
};

/** Every trial is kept as it ends, so that two hours of them can be had in parts: what is there is not measured again. */
const file = path.join(repository, 'test-results/verdicts.jsonl');

async function run(): Promise<AccuracyTable> {
  const trials = readTrials();
  if (trials.length > 0) console.error(`Goes on from ${trials.length} trials of before: remove ${file} if they are of another build.`);
  const missing = campaigns.flatMap((campaign) =>
    works.flatMap((work) => {
      const done = trials.filter((trial) => isOf(trial, campaign) && trial.work === work.name).length;
      return Array.from({ length: Math.max(0, campaign.times - done) }, () => ({ campaign, work }));
    }),
  );
  mkdirSync(path.dirname(file), { recursive: true });
  for (const [index, { campaign, work }] of shuffled(missing).entries()) {
    const { tool, slowdown, hog } = campaign;
    const trial = await beside(hog, () => runTrial(tool, work, slowdown, hog));
    trials.push(trial);
    appendFileSync(file, `${JSON.stringify(trial)}\n`);
    if (process.stderr.isTTY || (index + 1) % 20 === 0) console.error(`${index + 1} of ${missing.length}: ${JSON.stringify(trial)}`);
  }
  const table = tableOf(trials);
  // The next run measures anew.
  rmSync(file, { force: true });
  return table;
}

function readTrials(): Trial[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Trial);
}

const isOf = (trial: Trial, { tool, slowdown, hog }: Omit<Campaign, 'times'>): boolean =>
  trial.tool === tool && trial.slowdown === slowdown && trial.hog === hog;

/** Ends with its parent, also where that is killed. */
const HOG = 'const parent = process.ppid; for (let turn = 0; ; turn++) if (turn % 1e6 === 0 && process.ppid !== parent) process.exit();';

async function beside<T>(hog: boolean, work: () => Promise<T>): Promise<T> {
  const busy = hog ? spawn(process.execPath, ['-e', HOG], { stdio: 'ignore' }) : null;
  try {
    return await work();
  } finally {
    busy?.kill('SIGKILL');
  }
}

interface Judgment {
  readonly label: string;
  readonly tool: Tool;
  readonly judge: (trial: Trial) => 'slower' | 'faster' | 'other';
}

const byMeans =
  (limit: number) =>
  ({ ratio }: Trial) =>
    ratio > 1 + limit ? 'slower' : ratio < 1 / (1 + limit) ? 'faster' : 'other';

const judgments: readonly Judgment[] = [
  {
    label: 'Laptime',
    tool: 'laptime',
    judge: ({ verdict }) => (verdict === 'slower' || verdict === 'faster' ? verdict : 'other'),
  },
  {
    label: 'tinybench, margins of error do not overlap',
    tool: 'tinybench',
    judge: ({ sides }) => {
      const [before, after] = sides!;
      if (after!.mean - after!.moe > before!.mean + before!.moe) return 'slower';
      return after!.mean + after!.moe < before!.mean - before!.moe ? 'faster' : 'other';
    },
  },
  { label: 'tinybench, means differ by more than 10 %', tool: 'tinybench', judge: byMeans(0.1) },
  { label: "vitest's toBeSlowerThan, delta 0", tool: 'vitest', judge: byMeans(0) },
  { label: "vitest's toBeSlowerThan, delta 0.1", tool: 'vitest', judge: byMeans(0.1) },
];

const SLOWDOWNS = [0.01, 0.02, 0.03, 0.05, 0.1];

function tableOf(trials: readonly Trial[]): AccuracyTable {
  let met = true;
  const rows = judgments.map(({ label, tool, judge }) => {
    const of = (slowdown: number, hog: boolean) => trials.filter((trial) => isOf(trial, { tool, slowdown, hog }));
    const cell = (some: readonly Trial[], counts: (verdict: string) => boolean, isMet: (share: number) => boolean): string => {
      if (some.length === 0) return '';
      const hits = some.filter((trial) => counts(judge(trial))).length;
      const missed = tool === 'laptime' && !isMet(hits / some.length);
      if (missed) met = false;
      return `${hits} of ${some.length} (${percent(hits / some.length)})${missed ? ': missed' : ''}`;
    };
    const different = (some: readonly Trial[]) =>
      cell(
        some,
        (verdict) => verdict !== 'other',
        (share) => share <= MOST_FALSE_ALARMS,
      );
    const equal = of(0, false);
    return [
      label,
      different(equal),
      different(of(0, true)),
      percent(robustSpread(equal.map(({ ratio }) => Math.log(ratio)))),
      ...SLOWDOWNS.map((slowdown) => {
        const isMet = (share: number) => slowdown !== 0.03 || share >= FEWEST_FOUND;
        return cell(of(slowdown, false), (verdict) => verdict === 'slower', isMet);
      }),
      `${medianOf(equal.map(({ seconds }) => seconds)).toFixed(1)} s`,
    ];
  });
  const found = SLOWDOWNS.map((slowdown) => `${slowdown * 100} % found`);
  return { columns: ['', 'equal, called different', 'with a hog', 'spread', ...found, 'time, median'], rows, met };
}

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

const medianOf = (values: readonly number[]): number => (values.length === 0 ? Number.NaN : median(sorted(values)));

/** The median absolute deviation from 0, scaled so that it is the standard deviation where values are normal. */
const robustSpread = (values: readonly number[]): number => 1.4826 * medianOf(values.map(Math.abs));
