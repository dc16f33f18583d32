import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UserError } from '../../base/errors.ts';
import { visibleText } from '../../base/text.ts';
import type { Config, ConfigProblem } from '../../model/config.ts';
import { readChosenMode } from './chosenMode.ts';
import { inMode } from './modesSection.ts';
import { CONFIG_FILE, defaultConfig, readConfig } from './readConfig.ts';

interface LoadedConfig {
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads `laptime.config.json` of the workspace folder, as it counts in a mode: the given one, else the one that was switched to, else that of
 * the file. Without a file, all fields have their defaults.
 * @throws UserError `mode-unknown` where the given mode is none
 */
export async function loadConfig(root: string, askedMode?: string): Promise<LoadedConfig> {
  const { config, problems } = await loadFile(root);
  const name = askedMode ?? readChosenMode(root);
  const mode = name === null ? config.mode : config.modes.find((known) => known.name === name);
  if (mode !== undefined) return { config: inMode(config, mode), problems };
  const known = config.modes.map((each) => each.name).join(', ');
  if (askedMode !== undefined) throw new UserError('mode-unknown', `There is no mode '${visibleText(askedMode)}': choose one of ${known}.`);
  const message = `The mode '${visibleText(name!)}' was switched to, and there is none of that name any more, so ${config.mode.name} counts: switch with laptime mode to one of ${known}.`;
  return { config: inMode(config, config.mode), problems: [...problems, { file: CONFIG_FILE, field: 'modes', message }] };
}

async function loadFile(root: string): Promise<LoadedConfig> {
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
