import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** What of a package.json says how a package is run. */
export interface PackageManifest {
  readonly scripts: Readonly<Record<string, string>>;
  /** All that it depends on, by name. */
  readonly dependencies: ReadonlySet<string>;
  readonly packageManager: PackageManager | null;
}

const LOCK_FILES: readonly (readonly [file: string, manager: PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const recordOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

/** Null for a file that is not there, or is no object of JSON. */
export async function readManifest(file: string): Promise<PackageManifest | null> {
  let read: unknown;
  try {
    read = JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
  if (!isRecord(read)) return null;
  const named = [read.dependencies, read.devDependencies, read.optionalDependencies, read.peerDependencies].map(recordOf);
  const scripts = Object.entries(recordOf(read.scripts)).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const [manager] = typeof read.packageManager === 'string' ? read.packageManager.split('@') : [];
  return {
    scripts: Object.fromEntries(scripts),
    dependencies: new Set(named.flatMap((one) => Object.keys(one))),
    packageManager: LOCK_FILES.find(([, known]) => known === manager)?.[1] ?? null,
  };
}

/** The folders from one up to the root of the workspace, which must be above it, nearest first. */
export function foldersUpTo(folder: string, root: string): string[] {
  const folders = [folder];
  for (let at = folder; at !== root && at !== path.dirname(at);) {
    at = path.dirname(at);
    folders.push(at);
  }
  return folders;
}

/** Who runs the scripts of a package: as `packageManager` says, else whose lock file is nearest; npm where nobody says. */
export async function packageManagerOf(folder: string, root: string): Promise<PackageManager> {
  for (const above of foldersUpTo(folder, root)) {
    const manifest = await readManifest(path.join(above, 'package.json'));
    if (manifest?.packageManager) return manifest.packageManager;
    const lock = LOCK_FILES.find(([file]) => existsSync(path.join(above, file)));
    if (lock) return lock[1];
  }
  return 'npm';
}

export interface PackageScript {
  readonly name: string;
  /** The shell command behind it. */
  readonly text: string;
  /** Absolute path of the package's folder. */
  readonly folder: string;
}

/** The scripts of packages, in the order in which they stand there. */
export async function scriptsOf(manifestFiles: readonly string[]): Promise<PackageScript[]> {
  const found: PackageScript[] = [];
  for (const file of manifestFiles) {
    const manifest = await readManifest(file);
    const folder = path.dirname(file);
    for (const [name, text] of Object.entries(manifest?.scripts ?? {})) found.push({ name, text, folder });
  }
  return found;
}
