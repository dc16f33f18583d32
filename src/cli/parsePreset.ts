import type { PresetName } from '../model/run.ts';
import { usageError } from './arguments.ts';

const PRESET_NAMES: readonly PresetName[] = ['quick', 'standard', 'thorough'];

/** The value of `--preset`. */
export function parsePreset(text: string | undefined): PresetName | undefined {
  if (text === undefined) return undefined;
  const preset = PRESET_NAMES.find((name) => name === text);
  if (!preset) throw usageError(`--preset is quick, standard or thorough, not '${text}'`);
  return preset;
}
