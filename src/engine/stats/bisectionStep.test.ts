import { describe, expect, it } from 'vitest';
import type { BisectionEvidence, PositionRun } from './bisection.ts';
import { bisectionChange } from './bisectionChange.ts';
import { searchPlanted, type SearchSetup } from './bisectionSearch.fixture.ts';
import { nextBisectionStep } from './bisectionStep.ts';
import { seededRandom } from './seededRandom.ts';

const rules = { threshold: Math.log1p(0.05), costOf: () => 1 };

const evidenceOf = (places: number, runs: readonly PositionRun[], broken: readonly number[] = []): BisectionEvidence => ({
  weights: new Array<number>(places + 1).fill(1),
  runs,
  broken: new Set(broken),
  expectedNoise: 0.02,
});

/** Runs of a position around a level: -1, 0 and 1 times the spread in turn. */
const runsAt = (position: number, level: number, count: number, spread = 0.005): PositionRun[] =>
  Array.from({ length: count }, (_, index) => ({ position, value: level + spread * ((index % 3) - 1) }));

const many = (setup: SearchSetup, count: number) => Array.from({ length: count }, (_, seed) => searchPlanted(setup, 100 + seed));

describe('nextBisectionStep', () => {
  it('measures both ends in turn before anything else', () => {
    const positions: number[] = [];
    const runs: PositionRun[] = [];
    for (let count = 0; count < 6; count++) {
      const step = nextBisectionStep(evidenceOf(10, runs), rules);
      if (step.kind !== 'measure') throw new Error(step.kind);
      expect(step.purpose).toBe('ends');
      positions.push(step.position);
      runs.push({ position: step.position, value: 0 });
    }
    expect(positions).toEqual([0, 10, 0, 10, 0, 10]);
  });

  it('goes to the middle once the ends are far apart, and nearer where that is ready', () => {
    const evidence = evidenceOf(20, [...runsAt(0, 0, 5), ...runsAt(20, 0.3, 5)]);
    expect(nextBisectionStep(evidence, rules)).toMatchObject({ kind: 'measure', purpose: 'search', position: 10 });
    const ready = { ...rules, costOf: (position: number) => (position === 8 ? 1 : 1.5) };
    expect(nextBisectionStep(evidence, ready)).toMatchObject({ position: 8 });
    // All but at the end, it would tell nothing.
    expect(nextBisectionStep(evidence, { ...rules, costOf: (position: number) => (position === 1 ? 1 : 1.5) })).toMatchObject({
      position: 10,
    });
  });

  it('does not ask positions that cannot be measured, and answers with all that lie between', () => {
    const ends = [...runsAt(0, 0, 6), ...runsAt(6, 0.3, 6)];
    const step = nextBisectionStep(evidenceOf(6, ends, [2, 3, 4]), rules);
    expect(step).toMatchObject({ purpose: 'search' });
    expect(step.blocks.map(({ first, last }) => [first, last])).toEqual([
      [1, 1],
      [2, 5],
      [6, 6],
    ]);
    const found = nextBisectionStep(evidenceOf(6, [...ends, ...runsAt(1, 0, 3), ...runsAt(5, 0.3, 3)], [2, 3, 4]), rules);
    expect(found).toMatchObject({ kind: 'found', block: { first: 2, last: 5, before: 1 } });
  });

  it('has the position of the change and the one before it measured three times each, ends six times', () => {
    const ends = [...runsAt(0, 0, 5), ...runsAt(4, 0.3, 5)];
    const sure = [...ends, ...runsAt(1, 0, 2), ...runsAt(2, 0.3, 3)];
    expect(nextBisectionStep(evidenceOf(4, sure), rules)).toMatchObject({ kind: 'measure', purpose: 'proof', position: 1 });
    expect(nextBisectionStep(evidenceOf(4, [...sure, ...runsAt(1, 0, 1)]), rules)).toMatchObject({ kind: 'found' });
    const last = [...ends, ...runsAt(3, 0, 3)];
    expect(nextBisectionStep(evidenceOf(4, last), rules)).toMatchObject({ purpose: 'proof', position: 4 });
    expect(nextBisectionStep(evidenceOf(4, [...last, ...runsAt(4, 0.3, 1)]), rules)).toMatchObject({ kind: 'found', block: { first: 4 } });
  });

  it('says when there is no effect, a gain, or too much noise to tell', () => {
    const ends = (level: number, count: number, spread: number) => [...runsAt(0, 0, count, spread), ...runsAt(9, level, count, spread)];
    expect(nextBisectionStep(evidenceOf(9, ends(0.001, 6, 0.005)), rules).kind).toBe('no-effect');
    expect(nextBisectionStep(evidenceOf(9, ends(0.02, 15, 0.005)), rules).kind).toBe('no-effect');
    expect(nextBisectionStep(evidenceOf(9, ends(-0.1, 6, 0.005)), rules).kind).toBe('reversed');
    expect(nextBisectionStep(evidenceOf(9, ends(0, 30, 0.2)), rules).kind).toBe('too-noisy');
    expect(nextBisectionStep(evidenceOf(9, ends(0.04, 96, 0.1)), rules).kind).toBe('too-noisy');
    expect(nextBisectionStep(evidenceOf(9, ends(0.04, 12, 0.1)), rules)).toMatchObject({ kind: 'measure', purpose: 'ends' });
  });

  it('measures ends again that come to look alike', () => {
    const apart = [...runsAt(0, 0, 3, 0.01), ...runsAt(9, 0.12, 3, 0.01)];
    expect(nextBisectionStep(evidenceOf(9, apart), rules)).toMatchObject({ purpose: 'search' });
    const noisier = [...apart, ...runsAt(4, 0.06, 3, 0.2), ...runsAt(5, 0.06, 3, 0.2)];
    expect(nextBisectionStep(evidenceOf(9, noisier), rules)).toMatchObject({ purpose: 'ends', position: 0 });
  });

  it('takes a last position that comes to no end for slower than the first', () => {
    const endless = (position: number, count: number) => Array.from({ length: count }, () => ({ position, value: 'timeout' as const }));
    const ends = [...runsAt(0, 0, 3), ...endless(8, 3)];
    expect(nextBisectionStep(evidenceOf(8, ends), rules)).toMatchObject({ purpose: 'search', ends: null });
    const rest = [...runsAt(4, 0, 3), ...endless(5, 3)];
    expect(nextBisectionStep(evidenceOf(8, [...ends, ...rest]), rules)).toMatchObject({ kind: 'found', block: { first: 5, last: 5 } });
  });

  it('measures an end again where the place rests on its level', () => {
    const apart = [...runsAt(0, 0, 12, 0.04), ...runsAt(18, 0, 12, 0.04), ...runsAt(20, 0.14, 3, 0.04)];
    const step = nextBisectionStep(evidenceOf(20, [...apart, ...runsAt(19, 0.06, 12, 0.04)]), rules);
    expect(step).toMatchObject({ kind: 'measure', purpose: 'search', position: 20 });
  });

  it.each([1, 63, 64])('finds the change also at position %d of 64, where one side has few others', (culprit) => {
    const ends = many({ places: 64, effect: 0.1, noise: 0.05, culprit }, 30);
    expect(ends.filter(({ step }) => step.kind === 'found' && step.block.first === culprit).length).toBeGreaterThanOrEqual(28);
    expect(Math.max(...ends.map(({ runs }) => runs.length))).toBeLessThan(200);
  });

  it('is deterministic: the same evidence has the same next step', () => {
    const [once, again] = [0, 1].map(() => searchPlanted({ places: 100, effect: 0.1, noise: 0.04 }, 7));
    expect(again).toEqual(once);
  });

  it.each([
    [{ places: 64, effect: 0.15, noise: 0.03 }, 24],
    [{ places: 64, effect: 0.1, noise: 0.03 }, 35],
    [
      {
        places: 256,
        effect: 0.06,
        noise: 0.01,
        noiseOf: (random) => random.normal() + (random.uniform() < 0.05 ? 20 * random.uniform() : 0),
      },
      35,
    ],
  ] as const satisfies readonly (readonly [SearchSetup, number])[])('finds %o in %d runs on average at the most', (setup, mostRuns) => {
    const ends = many(setup, 60);
    const right = ends.filter(({ step, culprit }) => step.kind === 'found' && step.block.first === culprit && step.block.last === culprit);
    expect(right.length).toBeGreaterThanOrEqual(57);
    expect(ends.reduce((sum, { runs }) => sum + runs.length, 0) / ends.length).toBeLessThan(mostRuns);
  });

  it('is right in 95 of 100 searches where the change is as large as the noise of a run', () => {
    const ends = many({ places: 64, effect: 0.05, noise: 0.05, threshold: 0.0375 }, 120);
    const right = ends.filter(({ step, culprit }) => step.kind === 'found' && step.block.first === culprit);
    expect(right.length).toBeGreaterThanOrEqual(114);
    expect(ends.reduce((sum, { runs }) => sum + runs.length, 0) / ends.length).toBeLessThan(140);
  });

  // The chance that it names is at least 99 %; 200 searches have a standard error of 0.7 % there.
  it('is right as often as it says', () => {
    const found = many({ places: 32, effect: 0.06, noise: 0.03 }, 200).filter(({ step }) => step.kind === 'found');
    const right = found.filter(({ step, culprit }) => step.kind === 'found' && step.block.first === culprit);
    const said = found.reduce((sum, { step }) => sum + (step.kind === 'found' ? step.block.chance : 0), 0) / found.length;
    expect(found.length).toBeGreaterThan(190);
    expect(said).toBeGreaterThan(0.99);
    expect(right.length / found.length).toBeGreaterThan(said - 0.025);
  });

  it.each([
    [0.003, ['no-effect']],
    [0.01, ['no-effect']],
    [0.03, ['no-effect']],
    [0.05, ['no-effect']],
    [0.1, ['no-effect', 'too-noisy']],
    [0.2, ['too-noisy']],
  ])('finds nothing where nothing changed, noise %d: %s', (noise, kinds) => {
    const ends = many({ places: 64, effect: 0, noise }, 100);
    expect(ends.filter(({ step }) => step.kind === 'found' || step.kind === 'reversed').length).toBeLessThanOrEqual(1);
    expect(ends.filter(({ step }) => kinds.includes(step.kind)).length).toBeGreaterThan(90);
  });

  it('forecasts how many runs are left, once the ends have shown how noisy they are', () => {
    const ratios = many({ places: 128, effect: 0.1, noise: 0.03 }, 60).map(
      ({ forecasts, runs }) => forecasts.get(10)! / (runs.length - 10),
    );
    const middle = ratios.toSorted((a, b) => a - b)[30]!;
    expect(middle).toBeGreaterThan(0.6);
    expect(middle).toBeLessThan(1.6);
  });
});

describe('bisectionChange', () => {
  it('is the difference of all before and all after, with an interval that holds the truth', () => {
    let held = 0;
    const sizes: number[] = [];
    for (const { step, runs } of many({ places: 32, effect: 0.1, noise: 0.02 }, 100)) {
      if (step.kind !== 'found') continue;
      const change = bisectionChange(evidenceOf(32, runs), step.block, rules.threshold)!;
      sizes.push(change.difference);
      expect(change).toMatchObject({ earlier: null, later: null });
      if (change.interval.low <= Math.log1p(0.1) && change.interval.high >= Math.log1p(0.1)) held += 1;
    }
    expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeCloseTo(Math.log1p(0.1), 2);
    expect(held / sizes.length).toBeGreaterThan(0.95);
  });

  it('tells what changes elsewhere, and then trusts the two positions around the change only', () => {
    const random = seededRandom(3);
    const levels = [0, 0, 0.2, 0.2, 0.2, 0.3];
    const runs = levels.flatMap((level, position) =>
      Array.from({ length: 6 }, () => ({ position, value: level + 0.005 * random.normal() })),
    );
    const block = { first: 2, last: 2, before: 1, chance: 0.99 };
    const change = bisectionChange(evidenceOf(5, runs), block, rules.threshold)!;
    expect(change.difference).toBeCloseTo(0.2, 2);
    expect(change.earlier).toBeNull();
    expect(change.later).toBeCloseTo(0.1, 2);
  });

  it('is null where one side only timed out', () => {
    const endless = Array.from({ length: 3 }, () => ({ position: 1, value: 'timeout' as const }));
    expect(bisectionChange(evidenceOf(1, [...runsAt(0, 0, 3), ...endless]), { first: 1, last: 1, before: 0, chance: 1 }, 0.05)).toBeNull();
  });
});
