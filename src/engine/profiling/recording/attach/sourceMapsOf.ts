import { sourceMapText } from '../../../harness/index.ts';
import type { InspectorClient } from './inspectorClient.ts';

/**
 * Maps of scripts that have none on disk, of those that are wanted: loaders make them in memory, and V8 tells each script once the debugger
 * is enabled. `wanted` is asked only where there are any.
 */
export async function sourceMapsOf(
  client: InspectorClient,
  wanted: () => ReadonlySet<string> | Promise<ReadonlySet<string>>,
): Promise<ReadonlyMap<string, string>> {
  const carried = new Map<string, string>();
  const listening = client.on('Debugger.scriptParsed', ({ url, sourceMapURL }) => {
    if (typeof url === 'string' && url !== '' && typeof sourceMapURL === 'string' && sourceMapURL.startsWith('data:'))
      carried.set(url, sourceMapURL);
  });
  try {
    await client.send('Debugger.enable');
    await client.send('Debugger.disable');
  } finally {
    listening.dispose();
  }
  if (carried.size === 0) return carried;
  const maps = new Map<string, string>();
  for (const url of await wanted()) {
    const text = sourceMapText(carried.get(url) ?? '');
    if (text !== null) maps.set(url, text);
  }
  return maps;
}
