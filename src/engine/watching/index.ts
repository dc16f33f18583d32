export { createProgramCollector } from './programCollector.ts';
export { createPrograms, type CommandToWatch, type Programs, type WatchedCommand, type WatchPreload } from './programs.ts';
export { watchProgram, type WatchEvent, type WatchOutcome, type WatchSummary } from './watchProgram.ts';
