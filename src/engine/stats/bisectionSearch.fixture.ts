import type { PositionRun } from './bisection.ts';
import { nextBisectionStep, type BisectionStep } from './bisectionStep.ts';
import { seededRandom, type SeededRandom } from './seededRandom.ts';

export interface SearchSetup {
  /** Positions after the first; the change comes with one of them. */
  readonly places: number;
  /** The change of the level: 0.1 for 10 % slower. */
  readonly effect: number;
  /** Standard deviation of a run. */
  readonly noise: number;
  /** The smallest change that is looked for; 5 % by default. */
  readonly threshold?: number;
  /** The position that the change comes with; any by default. */
  readonly culprit?: number;
  readonly noiseOf?: (random: SeededRandom) => number;
}

export interface SearchEnd {
  readonly step: BisectionStep;
  readonly runs: readonly PositionRun[];
  readonly culprit: number;
  /** What was expected of the search when it had so many runs. */
  readonly forecasts: ReadonlyMap<number, number>;
}

/** Searches a planted change among positions that can all be measured. Ends after 400 runs at the latest. */
export function searchPlanted({ places, effect, noise, threshold = 0.05, noiseOf, ...setup }: SearchSetup, seed: number): SearchEnd {
  const random = seededRandom(seed);
  const anywhere = 1 + Math.floor(random.uniform() * places);
  const culprit = setup.culprit ?? anywhere;
  const runs: PositionRun[] = [];
  const forecasts = new Map<number, number>();
  for (;;) {
    const evidence = { weights: new Array<number>(places + 1).fill(1), runs, broken: new Set<number>(), expectedNoise: 0.02 };
    const step = nextBisectionStep(evidence, { threshold: Math.log1p(threshold), costOf: () => 1 });
    if (step.kind !== 'measure' || runs.length === 400) return { step, runs, culprit, forecasts };
    forecasts.set(runs.length, step.runsLeft);
    const level = step.position >= culprit ? Math.log1p(effect) : 0;
    runs.push({ position: step.position, value: level + noise * (noiseOf ?? ((random) => random.normal()))(random) });
  }
}
