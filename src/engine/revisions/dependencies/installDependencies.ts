import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../../base/errors.ts';
import type { Keeper } from '../../processes/index.ts';
import { diskFull, isDiskFull } from '../checkout/failures.ts';
import { realFolder } from '../checkout/realFolder.ts';
import { errorLines, runProgram } from '../runProgram.ts';
import type { InstallRoot, LockedRoot, PackageManager } from './installRoots.ts';
import { placeName } from './planDependencies.ts';

const TIME_LIMIT_MS = 15 * 60_000;

interface Installer {
  readonly command: string;
  readonly args: readonly string[];
  readonly withoutScripts: readonly string[];
  /** How to get it. */
  readonly remedy: string;
}

const INSTALLERS: Readonly<Record<PackageManager, Installer>> = {
  npm: { command: 'npm', args: ['ci', '--no-audit', '--no-fund'], withoutScripts: ['--ignore-scripts'], remedy: 'It comes with Node.js' },
  pnpm: {
    command: 'pnpm',
    args: ['install', '--frozen-lockfile'],
    withoutScripts: ['--ignore-scripts'],
    remedy: 'Install it with `corepack enable pnpm` or `npm install --global pnpm`',
  },
  yarn: {
    command: 'yarn',
    args: ['install', '--frozen-lockfile', '--non-interactive'],
    withoutScripts: ['--ignore-scripts'],
    remedy: 'Install it with `corepack enable yarn` or `npm install --global yarn`',
  },
  'yarn-berry': {
    command: 'yarn',
    args: ['install', '--immutable'],
    withoutScripts: ['--mode=skip-build'],
    remedy: 'Install it with `corepack enable yarn`',
  },
  bun: {
    command: 'bun',
    args: ['install', '--frozen-lockfile'],
    withoutScripts: ['--ignore-scripts'],
    remedy: 'https://bun.sh says how to install it',
  },
};

/** What the user calls it. */
export function commandOf(manager: PackageManager): string {
  return INSTALLERS[manager].command;
}

export interface InstallRequest {
  readonly root: LockedRoot;
  /** Of the commit, by path from the top. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** The user's work tree. */
  readonly userTop: string;
  /** Is made, and becomes the top. */
  readonly folder: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly scripts: boolean;
  /** The commit, for messages. */
  readonly name: string;
}

/**
 * Installs what a commit's lock file says, in a folder that has its manifests, lock file, patches and settings and nothing
 * else of it: so that all commits with the same ones can share the result.
 * @throws UserError `package-manager-missing`, `install-failed`, `registry-unreachable`, `disk-full`; AbortError when the signal is aborted
 */
export async function installDependencies(request: InstallRequest, keeper: Keeper, signal: AbortSignal): Promise<void> {
  const { root, files, folder, userTop, env, scripts, name } = request;
  const installer = INSTALLERS[root.manager];
  await mkdir(folder);
  for (const [file, content] of files) {
    if (!root.files.includes(file) && !isManifestBeside(file, root)) continue;
    const place = await realFolder(folder, path.posix.dirname(file));
    await writeFile(path.join(place, path.posix.basename(file)), content);
  }
  const cwd = await realFolder(folder, root.folder);
  // Settings that git ignores hold the keys of private registries.
  const ownSettings = files.has(path.posix.join(root.folder, '.npmrc')) ? null : path.join(cwd, '.npmrc');
  if (ownSettings !== null) await copyFile(path.join(userTop, root.folder, '.npmrc'), ownSettings).catch(() => {});

  const args = [...installer.args, ...(scripts ? [] : installer.withoutScripts)];
  const program = {
    command: installer.command,
    args,
    cwd,
    env: { ...env, CI: 'true' },
    // There they are batch files. The words are all ours.
    shell: process.platform === 'win32',
    timeLimitMs: TIME_LIMIT_MS,
  };
  const outcome = await runProgram(program, keeper, signal);
  if (ownSettings !== null) await rm(ownSettings, { force: true });
  if (outcome.state === 'missing') {
    throw new UserError(
      'package-manager-missing',
      `${installer.command} was not found on the PATH, and ${name} needs it: its dependencies in ${placeName(root.folder)} are other ones than yours. ${installer.remedy}.`,
    );
  }
  if (outcome.state === 'failed') {
    if (await isDiskFull(folder, outcome.output)) throw diskFull(folder);
    const failed = `\`${[installer.command, ...args].join(' ')}\` failed (${outcome.reason})`;
    const said = errorLines(outcome.output);
    if (isUnreachable(said)) {
      throw new UserError(
        'registry-unreachable',
        `The dependencies of ${name} in ${placeName(root.folder)} could not be installed, because their registry cannot be reached or does not let you in: ${failed}. Try again when it can be; what was installed before needs no registry. It said:${said}`,
      );
    }
    const withScripts = scripts ? '' : ' Install scripts did not run; `revisions.installScripts` in laptime.config.json allows them.';
    throw new UserError(
      'install-failed',
      `The dependencies of ${name} could not be installed in ${placeName(root.folder)}: ${failed}. Compare with another commit where its lock file is at fault.${withScripts} It said:${said}`,
    );
  }
  // Where there is nothing to install, no folder is made.
  await mkdir(path.join(cwd, 'node_modules'), { recursive: true });
}

/** What the network, a proxy or a registry does to an install: nothing of it says that the commit is at fault. */
const UNREACHABLE =
  /\b(?:E(?:CONNREFUSED|CONNRESET|CONNABORTED|NOTFOUND|AI_AGAIN|TIMEDOUT|HOSTUNREACH|NETUNREACH|NETDOWN|PIPE|401|403|429|5\d\d)|ERR_SOCKET_TIMEOUT|ERR_PNPM_(?:META_FETCH_FAIL|FETCH_(?:401|403|429|5\d\d))|UND_ERR_\w+|(?:UNABLE_TO|SELF_SIGNED|CERT)_[A-Z_]+|ConnectionRefused|ConnectionClosed|ConnectionReset|FailedToOpenSocket)\b|socket hang up|trouble with your network|network connectivity|Request failed \\?"(?:401|403|429|5\d\d)\b|Response Code: (?:401|403|429|5\d\d)\b/;

export function isUnreachable(output: string): boolean {
  return UNREACHABLE.test(output);
}

/** A package elsewhere in the repository may be depended on by its path. Not one around: it would take the install over. */
function isManifestBeside(file: string, root: InstallRoot): boolean {
  const folder = path.posix.dirname(file);
  const isAround = folder === '.' || root.folder.startsWith(`${folder}/`);
  return path.posix.basename(file) === 'package.json' && !isAround;
}
