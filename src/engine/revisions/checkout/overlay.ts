import { copyFile, constants, lstat, mkdir, readlink, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../../base/errors.ts';
import { fileFingerprint } from '../../git/index.ts';
import { askGit } from '../repository.ts';
import { realFolder } from './realFolder.ts';
import { LINK, type Tree } from './tree.ts';

/** A bench file of the candidate, or what lies beside it, which is to replace the baseline's. */
export interface OverlayFile {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  readonly mode: string;
  /** Of its content, as git stores it. */
  readonly hash: string;
  /** Where it is on disk, absolute. */
  readonly source: string;
  /** Of the file on disk when it was hashed. */
  readonly state: string;
}

export interface OverlaySource {
  /** The top of the repository there, absolute. */
  readonly top: string;
  /** The workspace folder in it, with `/`. */
  readonly prefix: string;
  /** What the commit has there; null for the work tree. */
  readonly tree: Tree | null;
  /** Relative to the workspace folder, with `/`. */
  readonly benchFiles: readonly string[];
}

const BENCH_FOLDER = /^(bench|benches|benchmark|benchmarks|perf|__bench__|__benchmarks__)$/;
/** So many names fit into one command line on every system. */
const NAMES_AT_ONCE = 100;

/**
 * The bench files and, where they lie in a folder with a name like `bench`, all that git knows or would add in it. Folders of
 * such a name without a bench file are left alone: `src/perf` may be the very code that is to be measured.
 */
export async function overlayFiles(source: OverlaySource, signal: AbortSignal): Promise<OverlayFile[]> {
  const isWanted = isLaidOver(source.prefix, source.benchFiles);
  const known = source.tree === null ? await knownFiles(source.top, signal) : [...source.tree.keys()];
  // Bench files count also where git ignores them.
  const names = new Set([...source.benchFiles.map((name) => path.posix.join(source.prefix, name)), ...known.filter(isWanted)]);

  const files: OverlayFile[] = [];
  const unhashed: Omit<OverlayFile, 'hash'>[] = [];
  for (const name of [...names].toSorted()) {
    const place = path.join(source.top, name);
    const found = await lstat(place).catch(() => null);
    // Deleted but still known to git, or a submodule, or nothing that can be copied.
    if (found === null || (!found.isFile() && !found.isSymbolicLink())) continue;
    const executable = process.platform !== 'win32' && (found.mode & 0o100) !== 0;
    const mode = found.isSymbolicLink() ? LINK : executable ? '100755' : '100644';
    const file = { path: name, source: place, state: stateOf(found), mode };
    const committed = source.tree?.get(name);
    // git would hash what a link leads to.
    if (committed !== undefined) files.push({ ...file, mode: committed.mode, hash: committed.hash });
    else if (mode === LINK) files.push({ ...file, hash: (await fileFingerprint(place, 'sha1', Infinity)).hash ?? '' });
    else unhashed.push(file);
  }
  for (let from = 0; from < unhashed.length; from += NAMES_AT_ONCE) {
    const some = unhashed.slice(from, from + NAMES_AT_ONCE);
    const output = await askGit(source.top, ['hash-object', '--', ...some.map((file) => file.path)], {}, signal);
    const hashes = output.trimEnd().split('\n');
    files.push(...some.map((file, index) => ({ ...file, hash: hashes[index] ?? '' })));
  }
  return files;
}

/** `bench` for `bench/sort/fast.bench.ts`: the outermost folder with such a name. */
function benchFolderOf(file: string): string | null {
  const folders = path.posix.dirname(file).split('/');
  const index = folders.findIndex((name) => BENCH_FOLDER.test(name));
  return index === -1 ? null : folders.slice(0, index + 1).join('/');
}

/** Whether a path from the top of the repository is one that `overlayFiles` takes, where the other revision has it. */
export function isLaidOver(prefix: string, benchFiles: readonly string[]): (file: string) => boolean {
  const fromTop = (name: string) => path.posix.join(prefix, name);
  const names = new Set(benchFiles.map(fromTop));
  const folders = benchFiles.map(benchFolderOf).filter((folder) => folder !== null);
  const starts = [...new Set(folders)].map((folder) => `${fromTop(folder)}/`);
  return (file) => names.has(file) || starts.some((start) => file.startsWith(start));
}

async function knownFiles(top: string, signal: AbortSignal): Promise<string[]> {
  const output = await askGit(top, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {}, signal);
  return output.split('\0').filter((name) => name !== '');
}

/** Those that the commit does not have so. */
export function changedBy(overlay: readonly OverlayFile[], tree: Tree): OverlayFile[] {
  return overlay.filter(({ path: name, mode, hash }) => {
    const committed = tree.get(name);
    // Windows has no executable bit to compare.
    const sameMode = committed?.mode === mode || (process.platform === 'win32' && mode !== LINK && committed?.mode !== LINK);
    return committed?.hash !== hash || !sameMode;
  });
}

/** @throws UserError `bench-file-changed` when a file is no longer what was hashed */
export async function applyOverlay(files: readonly OverlayFile[], folder: string): Promise<void> {
  for (const file of files) {
    const parent = await realFolder(folder, path.posix.dirname(file.path));
    const target = path.join(parent, path.posix.basename(file.path));
    await rm(target, { recursive: true, force: true });
    await mkdir(parent, { recursive: true });
    if (file.mode === LINK) await symlink(await readlink(file.source), target);
    else await copyFile(file.source, target, constants.COPYFILE_FICLONE);
    const now = await lstat(file.source).catch(() => null);
    if (now === null || stateOf(now) !== file.state) {
      throw new UserError('bench-file-changed', `${file.path} was changed while it was copied to the other revision. Compare again.`);
    }
  }
}

export function stateOf(found: { readonly size: number; readonly mtimeMs: number }): string {
  return `${found.size} ${found.mtimeMs}`;
}
