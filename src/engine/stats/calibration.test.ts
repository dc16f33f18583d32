import { describe, expect, it } from 'vitest';
import { brierScore, calibratedBy, fitCalibration, joinedLines, reliability, wilsonInterval, type Stated } from './calibration.ts';
import { seededRandom } from './seededRandom.ts';

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

describe('wilsonInterval', () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is %d to %d', (some, all, low, high) => {
    expect(wilsonInterval(some, all)[0]).toBeCloseTo(low, 4);
    expect(wilsonInterval(some, all)[1]).toBeCloseTo(high, 4);
  });
});

describe('brierScore', () => {
  it('is the mean square of what did not come true', () => {
    const half = [true, false].map((isRight) => ({ confidence: 0.5, isRight }));
    expect(brierScore(half)).toBe(0.25);
    expect(brierScore([{ confidence: 0.7, isRight: true }])).toBeCloseTo(0.09);
  });
});

describe('fitCalibration', () => {
  it('finds the line of logistic regression', () => {
    // Hours of study and who passed: the example of Wikipedia's article on logistic regression, with -4.0777 and 1.5046.
    const passed = [1.75, 2.25, 2.75, 3.25, 4, 4.25, 4.5, 4.75, 5, 5.5];
    const failed = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5];
    const all = [...passed.map((hours) => ({ hours, isRight: true })), ...failed.map((hours) => ({ hours, isRight: false }))];
    const { intercept, slope } = fitCalibration(
      all.map(({ hours, isRight }) => ({ confidence: sigmoid(hours), isRight })),
      0,
    );
    expect(intercept).toBeCloseTo(-4.0777, 3);
    expect(slope).toBeCloseTo(1.5046, 3);
  });

  it('undoes what makes too sure, and so a line on top of it changes nothing', () => {
    const random = seededRandom(3);
    const planted = { intercept: -0.4, slope: 0.6 };
    const stated: Stated[] = Array.from({ length: 20_000 }, () => {
      const confidence = 0.3 + 0.69 * random.uniform();
      return { confidence, isRight: random.uniform() < calibratedBy(planted, confidence) };
    });
    const found = fitCalibration(stated, 1);
    expect(found.intercept).toBeCloseTo(planted.intercept, 1);
    expect(found.slope).toBeCloseTo(planted.slope, 1);
    const after = stated.map(({ confidence, isRight }) => ({ confidence: calibratedBy(found, confidence), isRight }));
    expect(brierScore(after)).toBeLessThan(brierScore(stated));
    for (const { said, interval } of reliability(after, [0, 0.5, 0.7, 1])) {
      expect(said).toBeGreaterThan(interval[0] - 0.01);
      expect(said).toBeLessThan(interval[1] + 0.01);
    }
    const again = fitCalibration(after, 1);
    expect(joinedLines(found, again).slope).toBeCloseTo(found.slope, 2);
  });

  it('comes to an end where all is right', () => {
    const { intercept, slope } = fitCalibration(
      Array.from({ length: 50 }, () => ({ confidence: 0.8, isRight: true })),
      1,
    );
    expect(Number.isFinite(intercept) && Number.isFinite(slope)).toBe(true);
    expect(calibratedBy({ intercept, slope }, 0.8)).toBeGreaterThan(0.9);
  });
});

describe('joinedLines', () => {
  it('does what both do', () => {
    const [first, then] = [
      { intercept: 0.3, slope: 0.7 },
      { intercept: -0.2, slope: 1.4 },
    ];
    expect(calibratedBy(joinedLines(first, then), 0.8)).toBeCloseTo(calibratedBy(then, calibratedBy(first, 0.8)), 10);
  });
});

describe('reliability', () => {
  it('has those that were said to be as likely together, and nothing of what is empty', () => {
    const stated = [
      { confidence: 0.9, isRight: true },
      { confidence: 1, isRight: true },
      { confidence: 0.55, isRight: false },
    ];
    expect(reliability(stated, [0, 0.5, 0.8, 1]).map(({ from, count, said, right }) => [from, count, said, right])).toEqual([
      [0.5, 1, 0.55, 0],
      [0.8, 2, 0.95, 1],
    ]);
  });
});
