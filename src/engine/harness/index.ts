export { createHider } from './calls/hideSecrets.ts';
export { CALLS_VARIABLE, type CallLine, type CallSettings, type RecordedSource } from './calls/settings.ts';
export { findViteConfig } from './loading/viteConfig.ts';
export { sourceMapText } from './profiling/sourceMapText.ts';
export { takeTurns, type TurnTaker } from './timing/takeTurns.ts';
export { cleanPlaces } from './timing/withoutWaiting.ts';
export { RECORDER_VARIABLE, STOP_WORD, STOPPED_WORD, type RecordedFacts, type RecorderSettings } from './recorder/settings.ts';
