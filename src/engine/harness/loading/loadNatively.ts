import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LoadRequest } from '../../../protocol/harness.ts';
import { registerLoader } from './registerLoader.ts';
import { installStandIns, loadRoots } from './standIns.ts';

let loads = 0;

/**
 * Executes the bench file with Node's own module system, TypeScript and JSX through tsx's loader: files stay files, so that
 * `import.meta.url`, stacks and the cost of an import are what they are without us. `dist` is the folder of the build.
 * Returns what makes room for another load with a tsconfig of its own: what the file imports later is loaded as that one says.
 */
export async function loadNatively(request: LoadRequest, dist: string, warn: (message: string) => void): Promise<() => Promise<void>> {
  const unregister = await registerLoader(request.file, dist, warn);
  const harness = path.join(dist, 'harness');
  const esmUrls = request.esmFiles.map((file) => pathToFileURL(file).href);
  loads += 1;
  const data = { folder: path.join(harness, 'shims'), esmUrls, load: loads, ...loadRoots(request) };
  const endStandIns = installStandIns(data, path.join(harness, 'hooks.js'));
  await import(pathToFileURL(request.file).href);
  return async () => {
    endStandIns();
    await unregister();
  };
}
