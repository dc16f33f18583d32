import { copyFile, lstat, mkdir, readdir, readFile, readlink, realpath, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isRealFolder } from '../checkout/realFolder.ts';

/** An entry of a `node_modules` folder, as a checkout gets it. `at` is from the top, with `/`. */
export type ModuleEntry =
  /** A link to an installed package. */
  | { readonly kind: 'installed'; readonly at: string; readonly target: string }
  /** A link to a package of the repository itself: in the checkout, to its own. */
  | { readonly kind: 'own'; readonly at: string; readonly folder: string }
  /** A command's link, whose text is relative. */
  | { readonly kind: 'command'; readonly at: string; readonly text: string }
  /** A command's script, which finds its package from where it lies: a copy finds that of the checkout. */
  | { readonly kind: 'script'; readonly at: string; readonly source: string }
  /** One whose package is not beside it in the checkout: it is called where it is. */
  | { readonly kind: 'call'; readonly at: string; readonly source: string };

/**
 * What the `node_modules` of these packages hold. `top` is the real path of the repository there. What tools keep for
 * themselves (`.cache`, `.vite`, `.package-lock.json`) is left out, so that nobody writes it from a checkout.
 */
export async function readModules(top: string, packages: readonly string[]): Promise<ModuleEntry[]> {
  const found: ModuleEntry[] = [];
  for (const folder of packages) {
    const at = path.posix.join(folder, 'node_modules');
    for (const entry of await listFolder(path.join(top, at))) {
      const inside = path.posix.join(at, entry.name);
      if (entry.name === '.bin') found.push(...(await readCommands(top, inside)));
      else if (entry.name.startsWith('.')) continue;
      else if (entry.name.startsWith('@') && entry.isDirectory()) {
        for (const scoped of await listFolder(path.join(top, inside)))
          found.push(...(await readPackage(top, path.posix.join(inside, scoped.name))));
      } else found.push(...(await readPackage(top, inside)));
    }
  }
  return found;
}

async function readPackage(top: string, at: string): Promise<ModuleEntry[]> {
  const place = path.join(top, at);
  // A link that leads nowhere is none.
  const target = await realpath(place).catch(() => null);
  if (target === null || !(await lstat(target)).isDirectory()) return [];
  const folder = path.relative(top, target).replaceAll(path.sep, '/');
  const isOwn = !folder.startsWith('../') && !path.isAbsolute(folder) && !folder.split('/').includes('node_modules');
  return [isOwn ? { kind: 'own', at, folder } : { kind: 'installed', at, target }];
}

async function readCommands(top: string, at: string): Promise<ModuleEntry[]> {
  const found: ModuleEntry[] = [];
  for (const entry of await listFolder(path.join(top, at))) {
    const inside = path.posix.join(at, entry.name);
    const source = path.join(top, inside);
    if (entry.isFile()) found.push({ kind: (await callsInstalled(source)) ? 'call' : 'script', at: inside, source });
    if (!entry.isSymbolicLink()) continue;
    const text = await readlink(source);
    found.push(path.isAbsolute(text) ? { kind: 'installed', at: inside, target: text } : { kind: 'command', at: inside, text });
  }
  return found;
}

/** `"$basedir/../tool/cli.js" "$@"`, or `"$basedir_abs"/'../tool/cli.js' "$@"` since pnpm 12. */
const CALLED = /\$basedir(?:_abs)?"?\/'?([^"'\n]+)["'] +"\$@"/;

/** pnpm's scripts lead straight into its store, by a path from where they lie. */
async function callsInstalled(script: string): Promise<boolean> {
  const text = await readFile(script, 'utf8');
  const target = text.startsWith('#!/bin/sh\n') ? CALLED.exec(text)?.[1] : undefined;
  if (target === undefined) return false;
  const place = await realpath(path.resolve(path.dirname(script), target)).catch(() => '');
  return place.split(path.sep).includes('node_modules');
}

/**
 * Makes `node_modules` in the checkout whose top this is. A folder that the commit has itself is left as it is. Returns the
 * packages of the repository that the commit does not have.
 */
export async function writeModules(entries: readonly ModuleEntry[], top: string): Promise<string[]> {
  const missing: string[] = [];
  const usable = new Map<string, boolean>();
  for (const entry of entries) {
    const modules = entry.at.slice(0, entry.at.lastIndexOf('node_modules/') + 'node_modules'.length);
    if (!usable.has(modules)) usable.set(modules, await canMake(top, modules));
    if (!usable.get(modules)) continue;
    const place = path.join(top, entry.at);
    await mkdir(path.dirname(place), { recursive: true });
    if (entry.kind === 'command') await symlink(entry.text, place);
    else if (entry.kind === 'script') await copyFile(entry.source, place);
    else if (entry.kind === 'call') await writeFile(place, `#!/bin/sh\nexec ${quote(entry.source)} "$@"\n`, { mode: 0o755 });
    else if (entry.kind === 'installed') await symlink(entry.target, place, 'junction');
    else if (await isRealFolder(top, entry.folder || '.')) await symlink(path.join(top, entry.folder), place, 'junction');
    else missing.push(entry.folder);
  }
  return [...new Set(missing)];
}

/** For a POSIX shell: in single quotes nothing has a meaning but the quote itself. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

async function canMake(top: string, modules: string): Promise<boolean> {
  const folder = path.posix.dirname(modules);
  return (await isRealFolder(top, folder)) && (await lstat(path.join(top, modules)).catch(() => null)) === null;
}

/**
 * Installed packages that depend on packages of the repository: they find those beside themselves, not in the checkout.
 * `name (own, …)` for each.
 */
export async function installedThatNeedOwn(entries: readonly ModuleEntry[]): Promise<string[]> {
  const own = new Set(entries.filter(({ kind }) => kind === 'own').map(({ at }) => nameOf(at)));
  const found = new Set<string>();
  if (own.size === 0) return [];
  for (const entry of entries) {
    if (entry.kind !== 'installed') continue;
    const text = await readFile(path.join(entry.target, 'package.json'), 'utf8').catch(() => '');
    if (![...own].some((name) => text.includes(`"${name}"`))) continue;
    const needed = dependenciesIn(text).filter((name) => own.has(name));
    if (needed.length > 0) found.add(`${nameOf(entry.at)} (${needed.join(', ')})`);
  }
  return [...found];
}

function dependenciesIn(manifest: string): string[] {
  try {
    const { dependencies, peerDependencies } = JSON.parse(manifest) as { dependencies?: object; peerDependencies?: object };
    return Object.keys({ ...dependencies, ...peerDependencies });
  } catch {
    return [];
  }
}

function nameOf(at: string): string {
  return at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

async function listFolder(place: string): Promise<readonly import('node:fs').Dirent[]> {
  const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
