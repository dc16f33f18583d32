import type { BottleneckClass, Evidence, Finding } from '../../model/finding.ts';
import type { Reading } from './reading.ts';

/** That windows show a bottleneck. */
export interface Sign extends Finding {
  /** Kinds of one class that are mended differently; null where there is one only. */
  readonly kind: string | null;
  /** Share of the program's time that it takes at most; null where that is not known. */
  readonly impact: number | null;
  /** Of two that are sure enough the one with the smaller number is the answer: it is nearer to the cause. */
  readonly rank: number;
}

/** Looks for one class. */
export type SignOf = (reading: Reading) => Sign | null;

/** Which of several that are true is nearest to the cause. */
const RANKS: readonly BottleneckClass[] = [
  'memory-leak',
  'handle-leak',
  'gc-pressure',
  'event-loop-blocked',
  'cpu-bound',
  'pool-saturated',
  'io-disk',
  'threadpool-saturated',
  'worker-cpu',
  'child-cpu',
  'external-latency',
  'cpu-contention',
  'idle',
  'healthy',
];

export const rankOf = (about: BottleneckClass): number => RANKS.indexOf(about);

export const sign = (parts: Omit<Sign, 'kind' | 'impact' | 'rank'> & Partial<Pick<Sign, 'kind' | 'impact' | 'rank'>>): Sign => ({
  ...{ kind: null, impact: null, rank: rankOf(parts.class) },
  ...parts,
});

export const evidence = (text: string, metric: string | null, value: number | null, limit: number | null = null): Evidence => ({
  ...{ text, metric, value, limit },
  place: null,
});

/** How steeply surety grows: at twice the limit it is 0.89. */
const STEEPNESS = 3;

/** How sure a value makes that is over its limit: a half at the limit, and nearer to 1 the further it is above. */
export function surety(value: number, limit: number): number {
  const ratio = (Math.max(0, value) / limit) ** STEEPNESS;
  return Number.isFinite(ratio) ? ratio / (1 + ratio) : 1;
}

/** By how many windows agree: the rule of succession of Laplace, which never is sure of few. */
export const agreement = (share: number, windows: number): number => (share * windows + 1) / (windows + 2);
