import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { homeIsWritable, writableCache } from './cache.mjs';
import { Problem, problemFrom } from './problem.mjs';
import { run } from './run.mjs';

/** npm's own JavaScript file, so that it can be run by the Node that is wanted and without a shell. */
function findNpm() {
  const { npm_execpath: startedBy, PATH = '' } = process.env;
  const beside = path.dirname(process.execPath);
  const candidates = [
    startedBy && /npm-cli\.[cm]?js$/.test(startedBy) ? startedBy : '',
    path.join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    path.join(beside, 'node_modules/npm/bin/npm-cli.js'),
    ...PATH.split(path.delimiter).flatMap((folder) => [
      path.join(folder, 'npm'),
      path.join(folder, 'node_modules/npm/bin/npm-cli.js'),
      path.join(folder, '../lib/node_modules/npm/bin/npm-cli.js'),
    ]),
  ];
  for (const candidate of candidates) {
    if (candidate === '' || !existsSync(candidate)) continue;
    const file = realpathSync(candidate);
    if (/\.[cm]?js$/.test(file)) return file;
  }
  throw new Problem('npm is missing, and it fetches everything else: install it (on Debian `apt-get install npm`) and run again.');
}

/** The Node that npm came with: from its place npm finds the machine's own configuration, with a company's registry and certificates. @param {string} npmFile */
function nodeOf(npmFile) {
  const name = process.platform === 'win32' ? 'node.exe' : 'bin/node';
  const prefix = path.join(path.dirname(npmFile), process.platform === 'win32' ? '../../..' : '../../../..');
  const candidates = [process.env.npm_node_execpath ?? '', path.join(prefix, name)];
  return candidates.find((file) => file !== '' && existsSync(file)) ?? process.execPath;
}

/**
 * Runs npm, quiet and without scripts.
 *
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function npm(args, cwd) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--no-update-notifier', '--loglevel=error'];
  // By default npm waits more than a minute before it says that there is no network.
  const impatient = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const cache = homeIsWritable() ? [] : [`--cache=${path.join(writableCache(), 'npm')}`];
  // npm scripts pass their own prefix down, which would send this npm to the wrong folder.
  const { npm_config_local_prefix: _prefix, npm_config_prefix: _globalPrefix, ...env } = process.env;
  const file = findNpm();
  return run(nodeOf(file), [file, ...args, ...quiet, ...impatient, ...cache], { cwd, env });
}

/**
 * Fetches one package and unpacks it, whole or in parts, into a new folder that appears only when complete.
 *
 * @param {{ spec: string, integrity: string, folder: string, paths?: readonly string[], strip?: number }} request
 *   `integrity` is the sha512 that the tarball must have; `paths` are paths inside it
 */
export async function unpack({ spec, integrity, folder, paths = [], strip = 1 }) {
  const parent = path.dirname(folder);
  mkdirSync(parent, { recursive: true });
  removeAbandoned(parent);
  const temporary = mkdtempSync(path.join(parent, '.new-'));
  const cleanUp = () => rmSync(temporary, { recursive: true, force: true });
  process.once('exit', cleanUp);
  try {
    const packed = await npm(['pack', spec], temporary);
    const tarball = readdirSync(temporary).find((name) => name.endsWith('.tgz'));
    if (!packed.ok || tarball === undefined) throw problemFrom(spec, packed.output, parent);
    const actual = `sha512-${createHash('sha512')
      .update(readFileSync(path.join(temporary, tarball)))
      .digest('base64')}`;
    if (actual !== integrity)
      throw new Problem(`${spec} from the npm registry is not the one that was reviewed (${actual}): do not use this registry.`);
    const content = path.join(temporary, 'content');
    mkdirSync(content);
    // Relative names: a tar that takes `C:` for a host would fail on absolute ones.
    const unpacked = await run('tar', ['-xzf', `../${tarball}`, `--strip-components=${strip}`, ...paths], { cwd: content });
    if (!unpacked.ok) {
      if (unpacked.output.includes('ENOENT')) throw new Problem('tar is missing: install it and run again.');
      throw problemFrom(spec, unpacked.output, parent);
    }
    moveInto(content, folder);
  } finally {
    process.off('exit', cleanUp);
    cleanUp();
  }
}

/** What a set-up left behind that was killed. @param {string} parent */
export function removeAbandoned(parent) {
  const hourAgo = Date.now() - 3_600_000;
  for (const name of readdirSync(parent)) {
    const file = path.join(parent, name);
    const changedAtMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (name.startsWith('.new-') && changedAtMs < hourAgo) rmSync(file, { recursive: true, force: true });
  }
}

/** @param {string} content @param {string} folder */
function moveInto(content, folder) {
  try {
    renameSync(content, folder);
  } catch (error) {
    // Another set-up was faster: what it put there is the same.
    if (!existsSync(folder)) throw error;
  }
}
