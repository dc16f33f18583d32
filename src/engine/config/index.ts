export { readChosenMode, writeChosenMode } from './chosenMode.ts';
export { loadConfig } from './loadConfig.ts';
export { CONFIG_FILE, defaultConfig } from './readConfig.ts';
