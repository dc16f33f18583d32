import { describe, expect, it } from 'vitest';
import { estimateSeparate, TYPICAL_BETWEEN_RUNS, type BetweenRuns } from './estimateSeparate.ts';
import { seededRandom, type SeededRandom } from './seededRandom.ts';
import { sorted } from './sorted.ts';
import { studentTQuantile } from './studentT.ts';
import { trimmedEstimate } from './trimmedEstimate.ts';
import { yuenDifference } from './yuen.ts';

const none = { sd: 0, degreesOfFreedom: Infinity };

/** Block medians of a run of `count` blocks; what all of them share strays by `between`, each by `within`. */
function runOf(random: SeededRandom, count: number, ns: number, within: number, between: number): number[] {
  const shared = between * random.normal();
  return Array.from({ length: count }, () => ns * Math.exp(shared + within * random.normal()));
}

describe('estimateSeparate', () => {
  it("is Yuen's trimmed t on logarithms where runs do not stray", () => {
    const random = seededRandom(1);
    const [baseline, candidate] = [runOf(random, 12, 100, 0.01, 0), runOf(random, 9, 104, 0.02, 0)];
    const logs = [baseline, candidate].map((values) => trimmedEstimate(sorted(values.map(Math.log)), 0.2)!);
    const { centre, standardError, degreesOfFreedom } = yuenDifference(logs[0]!, logs[1]!);
    const halfWidth = studentTQuantile(0.995, degreesOfFreedom) * standardError;
    const { ratio, interval, toSettle, tests } = estimateSeparate(baseline, candidate, { margin: 0.02, betweenRuns: none });
    expect(Math.log(ratio)).toBeCloseTo(centre, 12);
    expect(Math.log(interval!.low)).toBeCloseTo(centre - halfWidth, 9);
    expect(Math.log(interval!.high)).toBeCloseTo(centre + halfWidth, 9);
    expect(toSettle).toBeNull();
    expect(tests!.wilcoxon).toBeNull();
  });

  it('gets wider by how runs stray, and no narrower with more blocks', () => {
    const random = seededRandom(2);
    const width = (count: number, betweenRuns: BetweenRuns) => {
      const runs = [runOf(random, count, 100, 0.01, 0), runOf(random, count, 100, 0.01, 0)] as const;
      const { interval } = estimateSeparate(...runs, { margin: 0.02, betweenRuns });
      return Math.log(interval!.high / interval!.low);
    };
    expect(width(12, { sd: 0.01, degreesOfFreedom: 9 })).toBeGreaterThan(width(12, none));
    // t of 99 % with 9 degrees of freedom is 3.25 (NIST/SEMATECH e-Handbook): two runs of 1 % stray by 1.41 %.
    expect(width(400, { sd: 0.01, degreesOfFreedom: 9 })).toBeGreaterThan(2 * 3.2 * Math.SQRT2 * 0.00995);
    expect(width(12, { sd: 0.01, degreesOfFreedom: 2 })).toBeGreaterThan(width(12, { sd: 0.01, degreesOfFreedom: 20 }));
  });

  /** Share of pairs of runs of the same code that are called different; how runs stray is learned from `history` others. */
  function falseAlarms(rounds: number, history: number, believed: (learned: number) => BetweenRuns): number {
    const random = seededRandom(3);
    let alarms = 0;
    for (let round = 0; round < rounds; round += 1) {
      const strays = Array.from({ length: history }, () => 0.015 * random.normal());
      const mean = strays.reduce((sum, value) => sum + value, 0) / history;
      const learned = Math.sqrt(strays.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (history - 1));
      const runs = [runOf(random, 12, 100, 0.01, 0.015), runOf(random, 12, 100, 0.01, 0.015)] as const;
      const { p } = estimateSeparate(...runs, { margin: 0, betweenRuns: believed(learned) });
      if (p! < 0.01) alarms += 1;
    }
    return alarms / rounds;
  }

  it('calls runs of the same code different in 1 of 100, where a test on blocks does in every other', () => {
    // 1,200 rounds have a standard error of 0.3 %.
    expect(falseAlarms(1200, 6, (sd) => ({ sd, degreesOfFreedom: 5 }))).toBeLessThan(0.022);
    expect(falseAlarms(400, 6, () => TYPICAL_BETWEEN_RUNS)).toBeLessThan(0.02);
    expect(falseAlarms(200, 6, () => none)).toBeGreaterThan(0.4);
  });

  it('says little of few blocks, and names the side with two modes', () => {
    const [one, other] = [
      [100, 101],
      [120, 121, 122],
    ] as const;
    expect(estimateSeparate(one, other, { margin: 0.02, betweenRuns: TYPICAL_BETWEEN_RUNS })).toMatchObject({
      verdict: 'inconclusive',
      interval: null,
      toSettle: null,
      tests: null,
      baselineNs: 100.5,
      candidateNs: 121,
    });
    const random = seededRandom(4);
    const modes = Array.from({ length: 12 }, (_, place) => (place % 2 === 0 ? 100 : 130) * Math.exp(0.002 * random.normal()));
    const steady = runOf(random, 12, 100, 0.01, 0);
    expect(estimateSeparate(modes, steady, { margin: 0.02, betweenRuns: none }).twoModes).toBe('baseline');
    expect(estimateSeparate(steady, modes, { margin: 0.02, betweenRuns: none }).twoModes).toBe('candidate');
    expect(() => estimateSeparate([], [1, 2, 3], { margin: 0.02, betweenRuns: none })).toThrow(RangeError);
    expect(() => estimateSeparate([0, 1, 2], [1, 2, 3], { margin: 0.02, betweenRuns: none })).toThrow(RangeError);
  });
});
