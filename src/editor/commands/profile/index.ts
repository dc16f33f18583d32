import type { CommandParts, Commands } from '../parts.ts';
import { benchmarkProfileCommands } from './benchmarkProfiles.ts';
import { processProfileCommands } from './processProfiles.ts';
import { programProfileCommands } from './programProfiles.ts';
import { sideProfileCommands } from './sideProfiles.ts';

/** What records profiles, and what ends the recording. */
export function profileCommands(parts: CommandParts): Commands {
  const { recordings } = parts;
  const idOf = (argument: unknown) => (typeof argument === 'number' ? argument : undefined);
  return {
    ...benchmarkProfileCommands(parts),
    ...programProfileCommands(parts),
    ...processProfileCommands(parts),
    ...sideProfileCommands(parts),
    'laptime.stopRecording': (id) => recordings.stop(idOf(id)),
    'laptime.cancelRecording': (id) => recordings.cancel(idOf(id)),
  };
}
