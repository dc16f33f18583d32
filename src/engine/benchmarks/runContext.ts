import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Log } from '../../base/log.ts';
import type { Config } from '../../model/config.ts';
import type { Failure, Location } from '../../model/measurement.ts';
import type { Preset } from '../../model/run.ts';
import type { LoadRequest } from '../../protocol/harness.ts';
import type { Keeper } from '../processes/index.ts';
import type { ChildFailure, ChildOptions } from './childProcess.ts';
import { createFailureReader } from './failures.ts';
import { chooseLoader, type ChosenLoader } from './loader/index.ts';

/** How bench files of one folder are loaded in children. */
export interface LoadContext {
  chooseLoader(file: string): Promise<ChosenLoader>;
  childOptions(file: string): ChildOptions;
  loadRequest(file: string, load: ChosenLoader): LoadRequest;
  readFailure(failure: ChildFailure, own: Location | null): Failure;
}

/** What every part of one run needs to know. */
export interface RunContext extends LoadContext {
  readonly preset: Preset;
  readonly config: Config;
  readonly log: Log;
}

export interface RunPlaces {
  readonly root: string;
  readonly distFolder: string;
  readonly node: { readonly executable: string; readonly env: Readonly<Record<string, string>> };
}

/** Starting Node and loading the file take their time on a busy machine, however soon silence means that a benchmark hangs. */
const LOAD_TIMEOUT_MS = 30_000;

export function createLoadContext(options: RunPlaces & { readonly config: Config; readonly keeper: Keeper }): LoadContext {
  const { root, distFolder, node, config, keeper } = options;
  const absolute = (file: string) => path.join(root, file);
  return {
    async chooseLoader(file) {
      return chooseLoader({ root, file: absolute(file), setting: config.loader });
    },
    childOptions: (file) => ({
      distFolder,
      executable: node.executable,
      flags: config.node.flags,
      env: { ...node.env, ...config.node.env },
      cwd: packageFolder(root, absolute(file)),
      timeoutMs: config.timeoutMs,
      loadTimeoutMs: Math.max(config.timeoutMs, LOAD_TIMEOUT_MS),
      memoryLimitBytes: config.memoryLimitBytes,
      keeper,
    }),
    loadRequest: (file, { choice, esmFiles }) => ({ root, file: absolute(file), loader: choice.loader, esmFiles }),
    readFailure: createFailureReader({ root, distFolder }),
  };
}

/** The nearest folder above the file with a `package.json`, as its own test runner would start in; never above the root. */
function packageFolder(root: string, file: string): string {
  for (let folder = path.dirname(file); folder !== root && folder.startsWith(root); folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) return folder;
  }
  return root;
}
