import type { ComparisonEstimate } from './comparison.ts';
import type { FixMeasurement } from './fixMeasurement.ts';

/** What a fix made of one benchmark. All ratios are with over without: 0.5 takes half the time. */
export interface BenchmarkGain extends Pick<ComparisonEstimate, 'verdict' | 'ratio' | 'interval'> {
  readonly benchmarkId: string;
}

/** A fix that was measured, and what became of it. Never changed after it is stored. */
export interface Gain extends Pick<
  FixMeasurement,
  'rule' | 'file' | 'line' | 'title' | 'kind' | 'outcome' | 'startedAtMs' | 'laptimeVersion' | 'revision'
> {
  /** UUID, version 7: sorts by time. */
  readonly id: string;
  readonly environmentId: string;
  /** Whether it was written into the work tree. */
  readonly applied: boolean;
  /** Those that reach the code, whatever came out. */
  readonly benchmarks: readonly BenchmarkGain[];
}

/** With all fixes over without any. */
export interface CombinedGain extends Pick<BenchmarkGain, 'ratio' | 'interval'> {
  /** How many fixes it is the product of, or how many benchmarks it is the mean of. */
  readonly count: number;
}

/** What fixes have gained that were measured and written. */
export interface GainsInAll {
  /** When the first was measured, and on what. */
  readonly since: Pick<Gain, 'startedAtMs' | 'revision'>;
  /** Those that were written. */
  readonly fixes: number;
  /** Those that were measured and not written. */
  readonly left: number;
  /** In how many environments they were measured. */
  readonly environments: number;
  /** The product of all fixes that reach a benchmark, whatever came out; what gained most first. */
  readonly benchmarks: readonly (CombinedGain & { readonly benchmarkId: string })[];
  /** The geometric mean of the benchmarks; null where no benchmark was measured. */
  readonly mean: CombinedGain | null;
}
