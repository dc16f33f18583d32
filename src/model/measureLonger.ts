import type { MeasurementWarning } from './measurement.ts';
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

/** How advice names more time. It is stored with the measurement, so it says what the command line takes. */
export const timeOption = (seconds: number): string => `--time ${seconds}`;

/** How advice names another preset. */
export const presetOption = (preset: PresetName): string => `--preset ${preset}`;

/** The same advice for those who work in the editor, which has a configuration and run profiles in place of options. */
export function adviceInEditor({ code, message }: Pick<MeasurementWarning, 'code' | 'message'>): string {
  // What a bench file itself has to say is no advice of ours.
  if (code === 'bench-file') return message;
  return message
    .replaceAll(/--time (\d+)/g, '"time": "$1 s" in laptime.config.json')
    .replaceAll(/--preset (quick|standard|thorough)/g, 'the run profile "$1"');
}

/** The preset that measures longer than this one; null for the longest. */
export function longerPreset(name: PresetName): PresetName | null {
  return name === 'quick' ? 'standard' : name === 'standard' ? 'thorough' : null;
}
