import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../base/errors.ts';
import type { Config, ConfigProblem } from '../../model/config.ts';
import { CONFIG_FILE, defaultConfig, readConfig } from './readConfig.ts';

/** Reads `laptime.config.json` of the workspace folder. Without one, all fields have their defaults. */
export async function loadConfig(root: string): Promise<{ config: Config; problems: readonly ConfigProblem[] }> {
  let text: string;
  try {
    text = await readFile(path.join(root, CONFIG_FILE), 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
    const message = `${CONFIG_FILE} cannot be read, so all defaults are used: ${messageOf(error)}`;
    return { config: defaultConfig(), problems: missing ? [] : [{ file: CONFIG_FILE, field: '', message }] };
  }
  return readConfig(text);
}
