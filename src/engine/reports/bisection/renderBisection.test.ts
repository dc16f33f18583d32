import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { exampleBisectCommit, exampleFound, exampleSearch } from '../../../model/bisection.fixture.ts';
import type { BisectOutcome } from '../../../model/bisection.ts';
import { hostileTexts } from '../report.fixture.ts';
import { toBisectionJson } from './bisectionJson.ts';
import { renderBisection } from './renderBisection.ts';

const plain = { width: 100, color: false, unicode: true };
const text = (outcome: BisectOutcome, options: Partial<typeof plain> = {}) => renderBisection(outcome, { ...plain, ...options });

const commits = (...places: readonly number[]) =>
  places.map((place) => ({ commit: exampleBisectCommit(place), chance: 0.9 / places.length }));
const skipped = (count: number) =>
  Array.from({ length: count }, (_, place) => ({ commit: exampleBisectCommit(10 + place), message: 'npm ci failed\nat line 2' }));

const ends: readonly BisectOutcome[] = [
  exampleFound(),
  exampleFound({ suspects: commits(40, 41, 42), skipped: skipped(2), ratio: 2.41, interval: { low: 2.3, high: 2.53, confidence: 0.99 } }),
  exampleFound({
    suspects: [
      { commit: exampleBisectCommit(40, { parents: ['a'.repeat(40), 'b'.repeat(40)], subject: "Merge branch 'fast'" }), chance: 0.99 },
    ],
    skipped: skipped(8),
    earlierRatio: 1.04,
    laterRatio: 0.9,
    noise: 0.2,
  }),
  exampleFound({ ratio: null, interval: null, endsRatio: null, endsInterval: null }),
  { ...exampleSearch, state: 'no-effect', endsRatio: 1.003, endsInterval: { low: 0.989, high: 1.017, confidence: 0.99 } },
  { ...exampleSearch, state: 'same-code', runs: 0, durationMs: 0, endsRatio: null, endsInterval: null, noise: null },
  { ...exampleSearch, state: 'too-noisy', noise: 0.12, smallestVisible: 0.085 },
  { ...exampleSearch, state: 'unsettled', runs: 300, suspects: commits(12, 13) },
];

describe('renderBisection', () => {
  it.each([60, 100])('shows every end of a search in %d columns', (width) => {
    expect(ends.map((end) => text(end, { width })).join('\n=====\n\n')).toMatchSnapshot();
  });

  const hostile = hostileTexts.map((name) =>
    exampleFound({
      benchmark: name,
      suspects: [40, 41].map((place) => ({ commit: exampleBisectCommit(place, { subject: name, authorName: name }), chance: 0.5 })),
      skipped: [{ commit: exampleBisectCommit(3), message: name }],
    }),
  );

  it.each([20, 40, 63, 120])('keeps every line within %d columns', (width) => {
    for (const outcome of [...ends, ...hostile]) {
      for (const line of text(outcome, { width }).split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(Math.max(width, 40));
    }
  });

  it('lets no text from outside steer the terminal', () => {
    // oxlint-disable-next-line no-control-regex
    const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;
    for (const outcome of hostile) expect(text(outcome)).not.toMatch(steering);
  });

  it('adds colour, and nothing else, where it may; spells its own signs in ASCII', () => {
    for (const outcome of ends) {
      // oxlint-disable-next-line no-control-regex
      expect(text(outcome, { color: true }).replace(/\u001b\[\d+m/gu, '')).toBe(text(outcome));
      expect(text(outcome, { unicode: false })).toMatch(/^[\n -~]*$/u);
    }
  });

  it('lists so many of a long block, and says how many there are', () => {
    const long = exampleFound({ suspects: commits(...Array.from({ length: 30 }, (_, place) => place + 1)) });
    expect(text(long, { width: 200 })).toContain('one of 30 commits that cannot be told apart');
    expect(text(long)).toContain('  and 10 more: --json has them all\n');
  });

  it('is never surer than it may be, and takes an author and a time that are not there', () => {
    expect(text(exampleFound({ chance: 1 }))).toContain('99.9 % sure');
    const strange = exampleFound({
      suspects: [{ commit: exampleBisectCommit(1, { authorName: null, authoredAtMs: Number.NaN }), chance: 1 }],
    });
    expect(text(strange)).toContain('Change number 1');
  });
});

describe('toBisectionJson', () => {
  it.each(ends.map((end, index) => [index, end.state, end] as const))('has the same fields for every end: %d, %s', (_, state, end) => {
    const json = toBisectionJson(end);
    expect(Object.keys(json)).toEqual(Object.keys(toBisectionJson(ends[0]!)));
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(json).toMatchObject({ format: 'laptime-bisection', version: 1, state });
  });

  it('names the culprit only where it is one commit', () => {
    expect(toBisectionJson(ends[0]!)).toMatchObject({
      culprit: {
        commit: exampleBisectCommit(40).hash,
        author: 'Ada Lovelace',
        authoredAt: '2025-03-05T16:00:00.000Z',
        subject: 'Parse numbers by a table',
      },
      chance: 0.982,
      ratio: 1.118,
    });
    expect(toBisectionJson(ends[1]!)).toMatchObject({ culprit: null, suspects: [{}, {}, {}] });
    expect(toBisectionJson(ends[7]!)).toMatchObject({ culprit: null, chance: null, suspects: [{}, {}] });
  });
});
