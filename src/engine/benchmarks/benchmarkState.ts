import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Block } from '../../model/measurement.ts';
import type { Preset } from '../../model/run.ts';
import { countForWidth, isLook } from '../stats/index.ts';
import type { ChildFailure } from './childProcess.ts';
import { TYPICAL_START_MS } from './presets.ts';
import { CONFIDENCE, relativeErrorOf } from './summarise.ts';

/** A median of fewer has no interval. */
const FEWEST_FOR_INTERVAL = 3;

/** A benchmark on its way through a run. */
export interface BenchmarkState {
  readonly benchmark: CollectedBenchmark;
  readonly blocks: Block[];
  /** Wall time of its blocks so far, process starts included, ms. */
  spentMs: number;
  failure: ChildFailure | null;
  output: string;
}

export function newState(benchmark: CollectedBenchmark): BenchmarkState {
  return { benchmark, blocks: [], spentMs: 0, failure: null, output: '' };
}

/** The interval is narrow enough, the time or the number of blocks is spent, or there is no use in going on. */
export function isDone({ blocks, spentMs, failure }: BenchmarkState, preset: Preset): boolean {
  if (failure !== null || blocks.length >= preset.maxBlocks) return true;
  if (blocks.length === 0) return false;
  const perBlockMs = spentMs / blocks.length;
  // Half a block over the budget is nearer to it than half a block under it.
  const spent = spentMs + perBlockMs / 2 > preset.budgetMs;
  // A slow benchmark gets its interval as long as that takes no more than twice what was asked for.
  if (spent) return blocks.length >= FEWEST_FOR_INTERVAL || spentMs + perBlockMs / 2 > 2 * preset.budgetMs;
  // Looked at only now and then: who looks after every block stops at intervals that are narrow by luck.
  return blocks.length >= preset.minBlocks && isLook(blocks.length) && (relativeErrorOf(blocks) ?? Infinity) <= preset.targetRelativeError;
}

/** Estimate of the time that is left for this benchmark, ms. */
export function remainingMs(state: BenchmarkState, preset: Preset): number {
  if (isDone(state, preset)) return 0;
  const { blocks, spentMs } = state;
  const perBlockMs = blocks.length > 0 ? spentMs / blocks.length : TYPICAL_START_MS + preset.warmupMs + preset.blockMs;
  const fitting = Math.min(preset.maxBlocks, Math.max(1, Math.round(preset.budgetMs / perBlockMs)));
  const error = relativeErrorOf(blocks);
  const factor = error === null || error === 0 ? 1 : preset.targetRelativeError / error;
  const needed = error === null ? preset.minBlocks : countForWidth(blocks.length, factor, CONFIDENCE, fitting);
  return Math.max(1, Math.min(fitting, Math.max(preset.minBlocks, needed)) - blocks.length) * perBlockMs;
}
