import type { BisectCommit, BisectOutcome } from './bisection.ts';

type Found = Extract<BisectOutcome, { state: 'found' }>;

const HOUR_MS = 3_600_000;

/** A commit that is told from others by its place in the history. */
export function exampleBisectCommit(place: number, more: Partial<BisectCommit> = {}): BisectCommit {
  const hash = (index: number) => `${(0xa1b2c3 + index * 0x1111).toString(16)}${'0123456789'.repeat(4)}`.slice(0, 40);
  return {
    hash: hash(place),
    parents: place === 0 ? [] : [hash(place - 1)],
    authorName: 'Ada Lovelace',
    authoredAtMs: Date.UTC(2025, 2, 4) + place * HOUR_MS,
    subject: `Change number ${place}`,
    ...more,
  };
}

/** What all ends of a search have. */
export const exampleSearch = {
  benchmark: 'src/parse.bench.ts > parse > numbers',
  good: exampleBisectCommit(0),
  bad: exampleBisectCommit(64),
  threshold: 0.05,
  commits: 64,
  runs: 23,
  durationMs: 124_000,
  skipped: [],
  endsRatio: 1.121,
  endsInterval: { low: 1.1, high: 1.142, confidence: 0.99 },
  noise: 0.008,
} as const;

export function exampleFound(more: Partial<Found> = {}): Found {
  return {
    ...exampleSearch,
    state: 'found',
    suspects: [{ commit: exampleBisectCommit(40, { subject: 'Parse numbers by a table' }), chance: 0.982 }],
    chance: 0.982,
    before: exampleBisectCommit(39),
    ratio: 1.118,
    interval: { low: 1.105, high: 1.131, confidence: 0.99 },
    earlierRatio: null,
    laterRatio: null,
    ...more,
  };
}
