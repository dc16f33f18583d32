import type { Preset, PresetName } from '../../model/run.ts';

// Six blocks are the fewest of which one may go wrong without spoiling the interval.
export const presets: Readonly<Record<PresetName, Preset>> = {
  quick: { name: 'quick', minBlocks: 6, maxBlocks: 12, blockMs: 50, warmupMs: 100, targetRelativeError: 0.05, budgetMs: 3000 },
  standard: { name: 'standard', minBlocks: 6, maxBlocks: 24, blockMs: 150, warmupMs: 250, targetRelativeError: 0.01, budgetMs: 8000 },
  thorough: { name: 'thorough', minBlocks: 12, maxBlocks: 48, blockMs: 300, warmupMs: 500, targetRelativeError: 0.005, budgetMs: 30_000 },
};

/** What starting a process and loading a small bench file takes, ms: for estimates before the first block has ended. */
export const TYPICAL_START_MS = 250;

/** The preset with another budget of time for each benchmark; blocks may be as many as fit into it. */
export function withTime(preset: Preset, timeSeconds: number): Preset {
  const budgetMs = timeSeconds * 1000;
  const fitting = Math.ceil(budgetMs / (TYPICAL_START_MS + preset.blockMs + preset.warmupMs));
  return { ...preset, budgetMs, maxBlocks: Math.max(preset.maxBlocks, fitting) };
}
