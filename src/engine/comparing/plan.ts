import type { BlockPlan } from '../../protocol/harness.ts';
import { TYPICAL_START_MS } from '../benchmarks/index.ts';

/** The fewest blocks with which there can be a verdict. */
export const FEWEST_BLOCKS = 6;

/** How long and how often a comparison measures. */
export interface ComparePlan {
  readonly budgetMs: number;
  readonly mostBlocks: number;
  readonly block: BlockPlan;
}

// Many short blocks beat few long ones: within a block pairing takes the noise away, between blocks only their number does.
const BLOCK_MS = 150;
const WARMUP_MS = 120;

export function comparePlan(budgetMs: number): ComparePlan {
  const usualMs = TYPICAL_START_MS + 2 * (WARMUP_MS + BLOCK_MS);
  return {
    budgetMs,
    mostBlocks: Math.max(FEWEST_BLOCKS, Math.ceil(budgetMs / usualMs) * 2),
    block: { blockMs: BLOCK_MS, warmupMs: WARMUP_MS, minBlocks: FEWEST_BLOCKS, mostMs: budgetMs / FEWEST_BLOCKS },
  };
}

/** What a block takes before the first one was measured, ms. */
export const usualBlockMs = ({ block }: ComparePlan): number => TYPICAL_START_MS + 2 * (block.blockMs + block.warmupMs);
