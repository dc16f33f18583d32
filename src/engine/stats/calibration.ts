/** How likely something was said to be, 0 to 1, and whether it was so. */
export interface Stated {
  readonly confidence: number;
  readonly isRight: boolean;
}

/** From what is said to what comes true: `sigmoid(intercept + slope × logit(confidence))`. */
export interface CalibrationLine {
  readonly intercept: number;
  readonly slope: number;
}

/** The mean square of what was said less what came true: 0 is best, and 0.25 is what half and half has (Brier 1950). */
export const brierScore = (stated: readonly Stated[]): number =>
  stated.reduce((sum, { confidence, isRight }) => sum + (confidence - Number(isRight)) ** 2, 0) / stated.length;

/** Nobody is so sure that nothing could change it. */
const SUREST = 0.999;
const logit = (share: number): number => {
  const kept = Math.min(Math.max(share, 1 - SUREST), SUREST);
  return Math.log(kept / (1 - kept));
};
const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

export const calibratedBy = ({ intercept, slope }: CalibrationLine, confidence: number): number =>
  sigmoid(intercept + slope * logit(confidence));

/** The one line that does what two do, one after the other. */
export const joinedLines = (first: CalibrationLine, then: CalibrationLine): CalibrationLine => ({
  intercept: then.intercept + then.slope * first.intercept,
  slope: then.slope * first.slope,
});

const ROUNDS = 100;
const CLOSE = 1e-12;

/**
 * The most likely line (Platt 1999, "Probabilistic outputs for support vector machines"), by Newton's method. `prior`: how much evidence,
 * in units of the logit's information, speaks for that all comes true as it is said; 0 may have no end where all is right or wrong.
 */
export function fitCalibration(stated: readonly Stated[], prior: number): CalibrationLine {
  const lossOf = ({ intercept, slope }: CalibrationLine): number =>
    stated.reduce(
      (sum, { confidence, isRight }) => sum + Math.log1p(Math.exp((isRight ? -1 : 1) * (intercept + slope * logit(confidence)))),
      (prior / 2) * (intercept ** 2 + (slope - 1) ** 2),
    );
  let line: CalibrationLine = { intercept: 0, slope: 1 };
  for (let round = 0; round < ROUNDS; round++) {
    const step = newtonStep(stated, prior, line);
    const before = lossOf(line);
    let part = 1;
    const after = (): CalibrationLine => ({ intercept: line.intercept + part * step.intercept, slope: line.slope + part * step.slope });
    while (lossOf(after()) > before && part > CLOSE) part /= 2;
    line = after();
    if (part * (Math.abs(step.intercept) + Math.abs(step.slope)) < CLOSE) break;
  }
  return line;
}

function newtonStep(stated: readonly Stated[], prior: number, { intercept, slope }: CalibrationLine): CalibrationLine {
  let [gradient0, gradient1] = [-prior * intercept, -prior * (slope - 1)];
  let [curve00, curve01, curve11] = [prior, 0, prior];
  for (const { confidence, isRight } of stated) {
    const at = logit(confidence);
    const likely = sigmoid(intercept + slope * at);
    const residual = Number(isRight) - likely;
    const weight = likely * (1 - likely);
    gradient0 += residual;
    gradient1 += residual * at;
    curve00 += weight;
    curve01 += weight * at;
    curve11 += weight * at * at;
  }
  const determinant = curve00 * curve11 - curve01 * curve01;
  return {
    intercept: (curve11 * gradient0 - curve01 * gradient1) / determinant,
    slope: (curve00 * gradient1 - curve01 * gradient0) / determinant,
  };
}

export interface ReliabilityBin {
  /** What was said, from here on, and less than that; 1 is in the last. */
  readonly from: number;
  readonly until: number;
  readonly count: number;
  /** The mean of what was said. */
  readonly said: number;
  /** The share that came true, with its 95 % interval. */
  readonly right: number;
  readonly interval: readonly [low: number, high: number];
}

const Z = 1.959964;

/** The 95 % interval of a share (Wilson 1927, "Probable inference, the law of succession, and statistical inference"). */
export function wilsonInterval(some: number, all: number): readonly [low: number, high: number] {
  const share = some / all;
  const middle = (share + (Z * Z) / (2 * all)) / (1 + (Z * Z) / all);
  const half = (Z / (1 + (Z * Z) / all)) * Math.sqrt((share * (1 - share)) / all + (Z * Z) / (4 * all * all));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** How often came true what was said to be about as likely. Between `edges`, the first 0 and the last 1; without what is empty. */
export function reliability(stated: readonly Stated[], edges: readonly number[]): readonly ReliabilityBin[] {
  return edges.slice(0, -1).flatMap((from, at) => {
    const until = edges[at + 1]!;
    const own = stated.filter(({ confidence }) => confidence >= from && (confidence < until || until === edges.at(-1)));
    if (own.length === 0) return [];
    const some = own.filter(({ isRight }) => isRight).length;
    const said = own.reduce((sum, { confidence }) => sum + confidence, 0) / own.length;
    return [{ from, until, count: own.length, said, right: some / own.length, interval: wilsonInterval(some, own.length) }];
  });
}
