import { homedir } from 'node:os';
import path from 'node:path';

/** Where the system wants what can be made again. Absolute. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string {
  const named = (name: string) => {
    const folder = env[name];
    return folder !== undefined && path.isAbsolute(folder) ? [folder] : [];
  };
  const usual = { darwin: ['Library', 'Caches'], win32: ['AppData', 'Local'] }[platform as string] ?? ['.cache'];
  const wanted = [...named('XDG_CACHE_HOME'), ...(platform === 'win32' ? named('LOCALAPPDATA') : [])];
  return path.join(wanted[0] ?? path.join(homedir(), ...usual), 'laptime');
}
