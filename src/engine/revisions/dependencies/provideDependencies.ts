import { createHash } from 'node:crypto';
import path from 'node:path';
import { isUserError } from '../../../base/errors.ts';
import { visibleText } from '../../../base/text.ts';
import type { Config } from '../../../model/config.ts';
import type { Keeper } from '../../processes/index.ts';
import type { CachedFolders, HeldFolder } from '../cache/cachedFolders.ts';
import type { About } from '../checkout/about.ts';
import { programEnvironment, type RevisionNode } from '../programEnvironment.ts';
import { commandOf, installDependencies } from './installDependencies.ts';
import type { LockedRoot } from './installRoots.ts';
import { installedThatNeedOwn, readModules, writeModules, type ModuleEntry } from './modules.ts';
import { placeName, type DependencyPlan } from './planDependencies.ts';

export interface Provision {
  /** Equal where a checkout would get the same dependencies. Plain data. */
  readonly identity: unknown;
  /** Makes the `node_modules` of a checkout, after installing what is to be installed and is not in the cache. */
  provide(
    files: string,
    keeper: Keeper,
    onStep: (step: { readonly kind: 'dependencies'; readonly manager: string; readonly folder: string }) => void,
    signal: AbortSignal,
  ): Promise<Provided>;
}

interface Provided extends About {
  /** Of the installed folders. */
  release(): Promise<void>;
}

interface Context {
  readonly folders: CachedFolders;
  readonly node: RevisionNode;
  readonly config: Config['revisions'];
  readonly userTop: string;
  /** The commit, for messages. */
  readonly name: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Below the folder in the cache, what stands for the top of the repository. */
const FILES = 'tree';

export function provideDependencies(plan: DependencyPlan, ofCommit: ReadonlyMap<string, Buffer>, context: Context): Provision {
  const { folders, node, config, userTop, name } = context;
  const installs = plan.installs.map((install) => ({ ...install, key: keyOf(install.root, node, config) }));

  async function install(root: LockedRoot, key: string, keeper: Keeper, signal: AbortSignal): Promise<HeldFolder> {
    const env = programEnvironment(node, []);
    const request = { root, files: ofCommit, userTop, env, scripts: config.installScripts, name };
    return folders.make(key, config.maxCacheAgeDays * DAY_MS, (folder) =>
      installDependencies({ ...request, folder: path.join(folder, FILES) }, keeper, signal),
    );
  }

  return {
    identity: [plan.shared, installs.map(({ key }) => key)],
    async provide(files, keeper, onStep, signal) {
      const held: HeldFolder[] = [];
      const needs: { key: string; path: string }[] = [];
      const notes: string[] = [];
      const entries: ModuleEntry[] = [...plan.shared];
      const release = async () => {
        for (const each of held) await each.release();
      };
      try {
        for (const { root, needed, key } of installs) {
          let folder = await folders.take(key);
          if (folder === null) {
            onStep({ kind: 'dependencies', manager: commandOf(root.manager), folder: root.folder });
            try {
              folder = await install(root, key, keeper, signal);
            } catch (error) {
              if (needed || !isUserError(error) || error.code === 'disk-full') throw error;
              notes.push(error.message);
              continue;
            }
          }
          held.push(folder);
          needs.push({ key, path: folder.path });
          entries.push(...(await readModules(path.join(folder.path, FILES), root.packages)));
          const scripts = config.installScripts ? '' : ', without their install scripts';
          notes.push(
            `The dependencies of ${name} in ${placeName(root.folder)} are other ones than yours: they were installed with ${commandOf(root.manager)}${scripts}.`,
          );
        }
        const missing = await writeModules(entries, files);
        if (missing.length > 0)
          notes.push(`${name} has no ${visibleText(missing.slice(0, 3).join(', '))}, which its dependencies link to.`);
        const mixed = await installedThatNeedOwn(entries);
        if (mixed.length > 0) {
          notes.push(
            `Installed packages that depend on packages of this repository use those of your work tree, not of ${name}: ${visibleText(mixed.slice(0, 3).join(', '))}.`,
          );
        }
      } catch (error) {
        await release();
        throw error;
      }
      return { notes, needs, release };
    },
  };
}

function keyOf(root: LockedRoot, node: RevisionNode, { installScripts }: Config['revisions']): string {
  const parts = [root.folder, root.digest, root.manager, node.version.split('.')[0], process.platform, process.arch, installScripts];
  return `deps-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
}
