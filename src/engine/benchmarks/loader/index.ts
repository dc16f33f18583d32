import type { Config } from '../../../model/config.ts';
import type { LoaderChoice } from '../../../model/run.ts';

export async function chooseLoader(_: { root: string; file: string; setting: Config['loader'] }): Promise<{ choice: LoaderChoice; esmFiles: readonly string[] }> {
  return { choice: { loader: 'native', reason: 'no Vite config' }, esmFiles: [] };
}
