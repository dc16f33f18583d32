import { meanSquareError, startOf, type SmoothingForm, type SmoothingWeights } from './holtWinters.ts';

/** A value so long ago has no weight left in any forecast. */
const MOST_VALUES = 2000;

const GRID: { readonly [Name in keyof SmoothingWeights]: readonly number[] } = {
  alpha: [0.02, 0.1, 0.25, 0.5, 0.75, 0.95],
  beta: [0, 0.02, 0.1, 0.3],
  gamma: [0.02, 0.1, 0.3, 0.6, 0.9],
  phi: [0.8, 0.9, 0.98, 1],
};
const FIXED: SmoothingWeights = { alpha: 0, beta: 0, gamma: 0, phi: 1 };
/** Of the search around the best point of the grid. */
const [FIRST_STEP, LAST_STEP] = [0.1, 0.002];

export interface Fit {
  readonly form: SmoothingForm;
  readonly weights: SmoothingWeights;
  /** Mean squared error of the forecasts for one value ahead, in the unit of the values. */
  readonly meanSquare: number;
}

/**
 * The weights with the least squared errors of forecasts one value ahead: the best of a grid, then steps along each weight, halved
 * while none helps (Hooke and Jeeves 1961). A trend may fade by a fifth a value at most.
 */
export function fitSmoothing(values: readonly number[], form: SmoothingForm): Fit {
  const recent = values.slice(-MOST_VALUES);
  const free = (['alpha', 'beta', 'gamma', 'phi'] as const).filter(
    (name) => name === 'alpha' || (name === 'gamma' ? form.period !== null : form.trend),
  );
  const start = startOf(recent, form);

  let points: readonly SmoothingWeights[] = [FIXED];
  for (const name of free) points = points.flatMap((point) => GRID[name].map((value) => ({ ...point, [name]: value })));
  let best = { weights: FIXED, meanSquare: Infinity };
  for (const weights of points) {
    const meanSquare = meanSquareError(recent, start, form, weights, best.meanSquare);
    if (meanSquare < best.meanSquare) best = { weights, meanSquare };
  }
  for (let step = FIRST_STEP; step >= LAST_STEP;) {
    let moved = false;
    for (const name of free) {
      for (const value of [best.weights[name] - step, best.weights[name] + step]) {
        const weights = { ...best.weights, [name]: Math.min(1, Math.max(name === 'phi' ? 0.8 : 0, value)) };
        const meanSquare = meanSquareError(recent, start, form, weights, best.meanSquare);
        if (meanSquare < best.meanSquare) [best, moved] = [{ weights, meanSquare }, true];
      }
    }
    if (!moved) step /= 2;
  }
  return { form, ...best };
}
