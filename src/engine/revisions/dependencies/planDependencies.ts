import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../../base/errors.ts';
import { visibleText } from '../../../base/text.ts';
import { installRoots, rootAround, type InstallRoot, type LockedRoot } from './installRoots.ts';
import { readModules, type ModuleEntry } from './modules.ts';

/** Where the dependencies of a commit come from. */
export interface DependencyPlan {
  /** The user's own `node_modules`. */
  readonly shared: readonly ModuleEntry[];
  /** To be installed. `needed`: the workspace folder depends on it, so a failure is one of the whole checkout. */
  readonly installs: readonly { readonly root: LockedRoot; readonly needed: boolean }[];
  readonly notes: readonly string[];
}

export interface DependencyQuestion {
  /** By path from the top, with `/`: of the commit, and of the user's work tree. */
  readonly ofCommit: ReadonlyMap<string, Buffer>;
  readonly onDisk: ReadonlyMap<string, Buffer>;
  /** The user's work tree. */
  readonly top: string;
  /** The workspace folder, from the top. */
  readonly prefix: string;
  /** The commit, for messages. */
  readonly name: string;
}

/**
 * Where lock file and manifests are those of the user's work tree, its `node_modules` are shared; else they are installed.
 * Nothing is installed where the user has not installed anything.
 * @throws UserError `pnp-unsupported`
 */
export async function planDependencies({ ofCommit, onDisk, top, prefix, name }: DependencyQuestion): Promise<DependencyPlan> {
  const roots = installRoots(ofCommit);
  const userRoots = installRoots(onDisk);
  const around = rootAround(roots, prefix);
  const packages = [...new Set([...userRoots, ...roots].flatMap((root) => root.packages))];
  const have = await Promise.all(packages.map((each) => hasModules(top, each)));
  const withModules = new Set(packages.filter((_, index) => have[index]));

  const shared: ModuleEntry[] = [];
  const installs: { root: LockedRoot; needed: boolean }[] = [];
  const notes: string[] = [];
  for (const root of roots) {
    const needed = root === around;
    if (root.wanted.length === 0) continue;
    if (root.plugAndPlay && needed) throw withoutModules(root);
    const theirs = userRoots.find(({ folder }) => folder === root.folder);
    const packages = root.packages.filter((each) => withModules.has(each));
    const share = async () => shared.push(...(await readModules(top, packages)));
    if (theirs?.digest === root.digest) await share();
    else if (packages.length === 0 && !(needed && withModules.size > 0)) continue;
    else if (hasLock(root)) installs.push({ root, needed });
    else {
      await share();
      const different = root.wanted.filter((each) => theirs?.wanted.includes(each) !== true).slice(0, 3);
      if (different.length === 0) continue;
      notes.push(
        `${name} wants other dependencies (${visibleText(different.join(', '))}) in ${placeName(root.folder)} and has no lock file, so yours were used. Commit a lock file to compare each revision with its own.`,
      );
    }
  }
  if (around !== undefined && around.wanted.length > 0 && withModules.size === 0) {
    notes.push(
      `No dependencies are installed in ${top}, so ${name} was measured without any too. Install them if the benchmarks need some.`,
    );
  }
  return { shared, installs, notes };
}

function hasLock(root: InstallRoot): root is LockedRoot {
  return root.manager !== null;
}

async function hasModules(top: string, folder: string): Promise<boolean> {
  return (await lstat(path.join(top, folder, 'node_modules')).catch(() => null)) !== null;
}

function withoutModules(root: InstallRoot): UserError {
  return new UserError(
    'pnp-unsupported',
    `${placeName(root.folder)} uses Yarn's Plug'n'Play, which other commits cannot be checked out with. Set \`nodeLinker: node-modules\` in .yarnrc.yml and run yarn install.`,
  );
}

export function placeName(folder: string): string {
  return folder === '' ? 'the top of the repository' : visibleText(folder);
}
