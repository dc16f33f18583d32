import { createHash } from 'node:crypto';
import path from 'node:path';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'yarn-berry' | 'bun';

/** A folder where a package manager is run, with the packages that it installs for. Paths are from the top, with `/`. */
export interface InstallRoot {
  /** Empty at the top. */
  readonly folder: string;
  /** Null without a lock file: nobody can tell what would be installed. */
  readonly manager: PackageManager | null;
  /** Yarn without `node_modules`. */
  readonly plugAndPlay: boolean;
  /** Folders with a `package.json` that are installed from here, this one among them. */
  readonly packages: readonly string[];
  /** All that an install needs. */
  readonly files: readonly string[];
  /** Equal where the same packages are installed. */
  readonly digest: string;
  /** Of all packages, sorted: `name range`. */
  readonly wanted: readonly string[];
}

/** One that can be installed. */
export type LockedRoot = InstallRoot & { readonly manager: PackageManager };

const LOCK_FILES: Readonly<Record<string, PackageManager>> = {
  'npm-shrinkwrap.json': 'npm',
  'package-lock.json': 'npm',
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
};
const SETTINGS = ['.npmrc', '.yarnrc', '.yarnrc.yml', 'pnpm-workspace.yaml', '.pnpmfile.cjs', '.pnpmfile.mjs', 'bunfig.toml'];
const PART_OF_AN_INSTALL = /(^|\/)(patches|\.yarn\/(patches|plugins|releases))\/.+$/;

/** Whether a file has a say in what is installed, by its name. */
export function decidesDependencies(file: string): boolean {
  const folders = file.split('/');
  const name = folders.pop()!;
  if (folders.includes('node_modules')) return false;
  return name === 'package.json' || Object.hasOwn(LOCK_FILES, name) || SETTINGS.includes(name) || PART_OF_AN_INSTALL.test(file);
}

/** Packed packages that manifests among these files name by their path: they have a say too. */
export function packedPackages(files: ReadonlyMap<string, Buffer>): string[] {
  const manifests = [...files].filter(([file]) => path.posix.basename(file) === 'package.json');
  return manifests.flatMap(([file, content]) => {
    const ranges = rangesOf(parseObject(content) ?? {}).map((each) => /^\S+ (?:file:)?([^:]+\.(?:tgz|tar|tar\.gz))$/.exec(each)?.[1]);
    return ranges.filter((range) => range !== undefined).map((range) => path.posix.join(folderOf(file), range));
  });
}

/** Takes files that decide on dependencies, by path from the top. */
export function installRoots(files: ReadonlyMap<string, Buffer>): InstallRoot[] {
  const packages = [...files.keys()].filter((file) => path.posix.basename(file) === 'package.json').map(folderOf);
  const known = new Set(packages);
  const locked = new Set(
    [...files.keys()].filter((file) => Object.hasOwn(LOCK_FILES, path.posix.basename(file)) && known.has(folderOf(file))).map(folderOf),
  );
  const rootFolder = (folder: string): string => {
    const around = [folder, ...foldersAround(folder)];
    // Without a lock file, the outermost package: one of a monorepo is installed from its top.
    return around.find((each) => locked.has(each)) ?? around.findLast((each) => known.has(each)) ?? folder;
  };
  const roots = new Map<string, { packages: string[]; files: string[] }>();
  for (const folder of packages) {
    const root = rootFolder(folder);
    if (!roots.has(root)) roots.set(root, { packages: [], files: [] });
    roots.get(root)!.packages.push(folder);
  }
  for (const file of [...files.keys()].toSorted()) roots.get(rootFolder(folderOf(file)))?.files.push(file);
  return [...roots].map(([folder, parts]) => describe(folder, parts, files));
}

/** The root whose install a folder uses; undefined where there is none. */
export function rootAround(roots: readonly InstallRoot[], folder: string): InstallRoot | undefined {
  const around = [folder, ...foldersAround(folder)];
  return around.map((each) => roots.find((root) => root.packages.includes(each))).find((root) => root !== undefined);
}

function describe(
  folder: string,
  parts: { readonly packages: readonly string[]; readonly files: readonly string[] },
  files: ReadonlyMap<string, Buffer>,
): InstallRoot {
  const text = (name: string) => files.get(path.posix.join(folder, name))?.toString('utf8');
  const manager = managerOf(text);
  const digest = createHash('sha256');
  const wanted: string[] = [];
  const own = new Map([...files].filter(([file]) => parts.files.includes(file)));
  const packed = packedPackages(own).filter((file) => files.has(file));
  const all = [...new Set([...parts.files, ...packed])];
  for (const file of all) {
    const content = files.get(file)!;
    const name = path.posix.basename(file);
    const manifest = name === 'package.json' || (LOCK_FILES[name] === 'npm' && manager === 'npm') ? parseObject(content) : null;
    const said =
      manifest === null ? plainText(content) : JSON.stringify(name === 'package.json' ? ofInstall(manifest) : withoutVersions(manifest));
    if (manifest !== null && name === 'package.json') wanted.push(...rangesOf(manifest));
    // Of several lock files, one is read.
    if (Object.hasOwn(LOCK_FILES, name) && !sameManager(LOCK_FILES[name]!, manager)) continue;
    digest.update(JSON.stringify([path.posix.relative(folder, file), said]));
  }
  const linker = /^\s*nodeLinker:\s*["']?([\w-]+)/m.exec(text('.yarnrc.yml') ?? '')?.[1];
  return {
    folder,
    manager,
    plugAndPlay: manager === 'yarn-berry' && (linker ?? 'pnp') === 'pnp',
    packages: parts.packages.toSorted(),
    files: all,
    digest: digest.digest('hex'),
    wanted: wanted.toSorted(),
  };
}

function sameManager(a: PackageManager, b: PackageManager | null): boolean {
  return a === b || (a === 'yarn' && b === 'yarn-berry');
}

/** By `packageManager` of package.json where its lock file is there, else by lock file. */
function managerOf(text: (name: string) => string | undefined): PackageManager | null {
  const there = Object.entries(LOCK_FILES).filter(([name]) => text(name) !== undefined);
  const manifest = parseObject(Buffer.from(text('package.json') ?? ''));
  const named = /^(npm|pnpm|yarn|bun)@/.exec(String(manifest?.['packageManager']))?.[1];
  const manager = (there.find(([, each]) => each === named) ?? there[0])?.[1] ?? null;
  const modern = text('.yarnrc.yml') !== undefined || /^__metadata:/m.test(text('yarn.lock') ?? '');
  return manager === 'yarn' && modern ? 'yarn-berry' : manager;
}

const INSTALL_FIELDS = [
  ...['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'peerDependenciesMeta', 'dependenciesMeta'],
  ...['bundleDependencies', 'bundledDependencies', 'overrides', 'resolutions', 'workspaces', 'catalog', 'catalogs'],
  ...['patchedDependencies', 'trustedDependencies', 'pnpm', 'packageManager', 'name', 'bin'],
];
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare'];

/** What of a package.json has a say in an install. Its version has none, and changes with every release. */
function ofInstall(manifest: Readonly<Record<string, unknown>>): unknown {
  const scripts = manifest['scripts'] as Readonly<Record<string, unknown>> | null | undefined;
  return [INSTALL_FIELDS.map((field) => manifest[field]), INSTALL_SCRIPTS.map((name) => scripts?.[name])];
}

/** npm's lock file repeats the versions of the repository's own packages. */
function withoutVersions(lock: Readonly<Record<string, unknown>>): unknown {
  const { version: _, packages, ...others } = lock;
  if (typeof packages !== 'object' || packages === null) return [others, packages];
  const entries = Object.entries(packages as Readonly<Record<string, object>>).map(([place, about]) => {
    if (/(^|\/)node_modules\//.test(place)) return [place, about];
    return [place, { ...(about as object | null), version: undefined }];
  });
  return [others, entries];
}

function rangesOf(manifest: Readonly<Record<string, unknown>>): string[] {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'].map((kind) => manifest[kind]);
  return kinds.flatMap((kind) =>
    typeof kind === 'object' && kind !== null ? Object.entries(kind).map(([name, range]) => `${name} ${range}`) : [],
  );
}

function parseObject(content: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(content.toString('utf8').replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Line ends depend on the machine. */
function plainText(content: Buffer): string {
  return content.toString('latin1').replaceAll('\r\n', '\n');
}

function folderOf(file: string): string {
  const folder = path.posix.dirname(file);
  return folder === '.' ? '' : folder;
}

/** Innermost first. */
function foldersAround(folder: string): string[] {
  const names = folder === '' ? [] : folder.split('/');
  return names.map((_, index) => names.slice(0, names.length - index - 1).join('/'));
}
