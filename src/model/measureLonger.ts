import type { Preset, PresetName } from './run.ts';

/** Seconds that one would type. */
const ROUND_SECONDS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 45, 60, 90, 120];
/** Advice to wait more than so many times as long is not followed. */
const MOST_TIMES_AS_LONG = 6;

/** The round number of seconds for one benchmark (`--time`) that covers `neededMs`; null where that is no advice that anyone follows. */
export function timeAdviceSeconds({ budgetMs }: Pick<Preset, 'budgetMs'>, neededMs: number): number | null {
  if (neededMs > MOST_TIMES_AS_LONG * budgetMs) return null;
  return ROUND_SECONDS.find((seconds) => seconds * 1000 >= neededMs && seconds * 1000 > budgetMs) ?? null;
}

/** The preset that measures longer than this one; null for the longest. */
export function longerPreset(name: PresetName): PresetName | null {
  return name === 'quick' ? 'standard' : name === 'standard' ? 'thorough' : null;
}
