import * as vscode from 'vscode';
import type { CommandParts, Commands } from '../parts.ts';
import { benchFileOf, itemAtCursor, itemInFile, itemsAmong } from '../targets.ts';

export function benchmarkProfileCommands(parts: CommandParts): Commands {
  const { profiler } = parts;
  return {
    'laptime.profileAtCursor': async () => profiler.profileItems([await itemAtCursor(parts)], 'cpu'),
    'laptime.profileHeapAtCursor': async () => profiler.profileItems([await itemAtCursor(parts)], 'heap'),
    'laptime.profileBenchFile': async (uri) => {
      const entry = await benchFileOf(uri instanceof vscode.Uri ? uri : undefined, parts);
      await profiler.profileItems([entry.item], 'cpu');
    },
    'laptime.profileItem': (...args) => profiler.profileItems(itemsAmong(args), 'cpu'),
    'laptime.profileHeapItem': (...args) => profiler.profileItems(itemsAmong(args), 'heap'),
    'laptime.profileNode': async (uri, id) => profiler.profileItems([await itemInFile(uri, id, parts)], 'cpu'),
  };
}
