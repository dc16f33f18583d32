/** Names that package.json contributes and the code uses; a test keeps the two the same. */
export const CONTROLLER_ID = 'laptime';
export const EXTENSION_ID = 'laptime.laptime';
export const PANEL_TYPE = 'laptime.panel';
export const PROFILE_EDITOR = 'laptime.profile';
export const DIFFERENCE_PANEL = 'laptime.profileDifference';
export const HOT_FUNCTIONS_VIEW = 'laptime.hotFunctions';
export const HEAP_VIEW = 'laptime.heap';
export const MONITOR_VIEW = 'laptime.monitor';
export const WALKTHROUGH_ID = 'laptime.start';
export const CONFIG_FILE = 'laptime.config.json';

export const contextKeys = [
  'laptime.running',
  'laptime.recording',
  'laptime.hasBenchFiles',
  'laptime.activeFileIsBench',
  'laptime.hasProfile',
  'laptime.heatShown',
  'laptime.hotFunctionsBySelf',
  'laptime.hasHeap',
  'laptime.watching',
  'laptime.hasAlerts',
  'laptime.serving',
] as const;
export type ContextKey = (typeof contextKeys)[number];
