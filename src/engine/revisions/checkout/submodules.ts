import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { visibleText } from '../../../base/text.ts';
import { gitPlace } from '../../git/index.ts';
import type { Keeper } from '../../processes/index.ts';
import { askGit, askGitOrNull, inGitFolder, type ObjectSource } from '../repository.ts';
import { readTree, SUBMODULE, type Tree } from './tree.ts';
import { writeFiles } from './writeFiles.ts';

const DEEPEST = 4;

export interface Superproject extends ObjectSource {
  readonly commonFolder: string;
  /** The user's work tree of it; null when it is not checked out there. */
  readonly top: string | null;
  readonly tree: Tree;
}

export interface WrittenSubmodules {
  /** From the top of the outermost repository, with `/`. */
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Writes the submodules of a commit into its checkout, each at the commit that it names, from the objects that the user's
 * clone has of it. Nothing is fetched: what is missing is told.
 */
export async function writeSubmodules(
  parent: Superproject,
  folder: string,
  keeper: Keeper,
  signal: AbortSignal,
  depth = 0,
): Promise<WrittenSubmodules> {
  const files: string[] = [];
  const notes: string[] = [];
  const modules = [...parent.tree].filter(([, { mode }]) => mode === SUBMODULE);
  if (modules.length === 0 || depth >= DEEPEST) return { files, notes };
  const names = await submoduleNames(parent, signal);
  for (const [place, { hash: commit }] of modules) {
    const gitFolder = await gitFolderWith(parent, place, names.get(place), commit, signal);
    const inTop = parent.top === null ? null : path.join(parent.top, place);
    if (gitFolder === null) {
      // Where the user has not checked it out either, nothing that runs there needs it.
      if (inTop === null || !(await hasFiles(inTop))) continue;
      notes.push(
        `The submodule ${visibleText(place)} is empty in this checkout: your clone has no commit ${commit.slice(0, 12)} of it. Bring it with: git -C ${visibleText(place)} fetch --all`,
      );
      continue;
    }
    const target = path.join(folder, place);
    notes.push(...(await writeFiles({ gitFolder, treeish: commit, name: `commit ${commit.slice(0, 12)}` }, target, keeper, signal)));
    const tree = await readTree({ gitFolder }, commit, signal);
    const inner = await writeSubmodules({ gitFolder, commonFolder: gitFolder, top: inTop, tree }, target, keeper, signal, depth + 1);
    notes.push(...inner.notes);
    for (const [name, { mode }] of tree) if (mode !== SUBMODULE) files.push(`${place}/${name}`);
    for (const name of inner.files) files.push(`${place}/${name}`);
  }
  return { files, notes };
}

/** From `.gitmodules` of the commit: a submodule's name, which its git folder has, by its path. */
async function submoduleNames({ tree, ...source }: Superproject, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const listed = tree.get('.gitmodules');
  if (listed === undefined) return names;
  const args = ['config', '--null', '--blob', listed.hash, '--get-regexp', String.raw`^submodule\..*\.path$`];
  const output = (await askGitOrNull(source.gitFolder, args, inGitFolder(source), signal)) ?? '';
  for (const line of output.split('\0')) {
    const [key = '', place] = line.split('\n', 2);
    if (place !== undefined) names.set(place, key.slice('submodule.'.length, -'.path'.length));
  }
  return names;
}

/** The first of the places where git keeps a submodule that has the commit. */
async function gitFolderWith(
  { gitFolder, commonFolder, top }: Superproject,
  place: string,
  name: string | undefined,
  commit: string,
  signal: AbortSignal,
): Promise<string | null> {
  const candidates = new Set<string>();
  // Checked out, it is a repository of its own: else the one around it is found.
  const own = top === null ? null : gitPlace(path.join(top, place));
  if (own?.inWorkTree === '') candidates.add(own.commonFolder);
  for (const folder of [gitFolder, commonFolder]) {
    const modules = path.join(folder, 'modules');
    const inside = path.resolve(modules, name ?? place);
    // Names come from a file of the repository.
    if (inside.startsWith(modules + path.sep) && gitPlace(inside)?.commonFolder === inside) candidates.add(inside);
  }
  for (const candidate of candidates) {
    const options = { ...inGitFolder({ gitFolder: candidate }), input: `${commit}\n` };
    const found = await askGit(candidate, ['cat-file', '--batch-check'], options, signal);
    if (found.startsWith(`${commit} commit`)) return candidate;
  }
  return null;
}

async function hasFiles(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length > 0;
}
