import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../../.ci/setup/run.mjs';
import type { VsCode } from './install.ts';

export interface ServerOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Asked of whoever opens the page; without one the page is open to every user of this machine, as tests want it. */
  readonly token?: string;
  /** Added to the user's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the server, which the extension host inherits. */
  readonly env?: Readonly<Record<string, string>>;
  /** Packaged extensions to install first. */
  readonly vsix?: readonly string[];
  /** Folder of extensions that are installed; several servers may share it. Unless given it is one of its own. */
  readonly extensions?: string;
  /** The driver lets the page's address name an extension under development and its tests, and keeps notifications from showing. True unless given. */
  readonly driver?: boolean;
  /** Asks for trust of a folder as the desktop does. */
  readonly workspaceTrust?: boolean;
}

export interface Server {
  readonly vscode: VsCode;
  readonly origin: string;
  readonly authority: string;
  /** Throw-away folder with `server.log`, the data and the extensions. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** No network, no tips, no surprises on a screenshot. */
const quietSettings = {
  'workbench.colorTheme': 'Dark Modern',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  // Settings and the like open as tabs, not in an overlay that swallows keys.
  'workbench.editor.useModal': 'off',
  // A late change of focus must not close the palette under a test.
  'workbench.quickOpen.closeOnFocusLost': false,
  'window.restoreWindows': 'none',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
  'typescript.disableAutomaticTypeAcquisition': true,
  'npm.fetchOnlinePackageInfo': false,
  'json.schemaDownload.enable': false,
  'editor.minimap.enabled': false,
  // Terminals as text in the page, so that a test can read them.
  'terminal.integrated.gpuAcceleration': 'off',
};

/** For tests: what only the types of a project can tell is asked by none, and to find them out takes some seconds of a core in each window. */
export const withoutTypes = {
  'js/ts.tsserver.useSyntaxServer': 'always',
  'typescript.tsserver.useSyntaxServer': 'always',
};

interface ServerFolders {
  readonly data: string;
  readonly extensions: string;
}

const mainOf = (vscode: VsCode) => path.join(vscode.folder, 'out/server-main.js');
const argumentsOf = ({ data, extensions }: ServerFolders) => [
  '--accept-server-license-terms',
  ...['--server-data-dir', data, '--extensions-dir', extensions],
];

/** Installs a packaged extension, as its user does. */
export async function installExtension(vscode: VsCode, vsix: string, folders: ServerFolders): Promise<void> {
  const installed = await run(vscode.node, [mainOf(vscode), ...argumentsOf(folders), '--install-extension', vsix, '--force']);
  if (!installed.ok) throw new Error(`${vsix} was not installed:\n${installed.output}`);
}

/** Starts a headless VS Code on the loopback address. Its data lies in a folder that `stop()` removes. */
export async function startServer(vscode: VsCode, options: ServerOptions = {}): Promise<Server> {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-vscode-'));
  const data = path.join(folder, 'data');
  const extensions = options.extensions ?? path.join(folder, 'extensions');
  // VS Code leaves its sockets in the folder for temporary files.
  const temporary = path.join(folder, 'tmp');
  for (const each of [path.join(data, 'data/User'), extensions, temporary]) mkdirSync(each, { recursive: true });
  const settings = { ...quietSettings, 'security.workspace.trust.enabled': options.workspaceTrust ?? false, ...options.settings };
  // Machine settings would silently lose the keys of application scope.
  writeFileSync(path.join(data, 'data/User/settings.json'), JSON.stringify(settings, null, 2));
  const folders = { data, extensions };
  for (const file of options.vsix ?? []) await installExtension(vscode, file, folders);
  const args = [
    ...argumentsOf(folders),
    ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
    ...(options.token === undefined ? ['--without-connection-token'] : ['--connection-token', options.token]),
    ...(options.driver === false ? [] : ['--enable-smoke-test-driver']),
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...['--disable-update-check', '--disable-experiments', '--disable-getting-started-override', '--telemetry-level', 'off'],
    // If this process is killed, the server ends by itself after some minutes.
    ...['--enable-remote-auto-shutdown', '--reconnection-grace-time', '10'],
  ];
  // A VS Code that runs this test in its terminal must not steer the one under test.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:VSCODE_|ELECTRON_)/.test(name));
  // Checkouts of revisions go with the rest.
  const cache = path.join(folder, 'cache');
  const env = { ...Object.fromEntries(inherited), TMPDIR: temporary, XDG_CACHE_HOME: cache, ...options.env };
  // A process group of its own, so that all of it can be ended.
  const child = spawn(vscode.node, [mainOf(vscode), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env, detached: true });
  const killGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  };
  process.once('exit', killGroup);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const log = createWriteStream(path.join(folder, 'server.log'));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });

  async function stop(): Promise<void> {
    child.kill('SIGTERM');
    await Promise.race([exited, sleep(3000)]);
    // Extension hosts, language servers and watchers.
    killGroup();
    await exited;
    process.off('exit', killGroup);
    await new Promise<void>((resolve) => log.end(resolve));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  try {
    const port = await listening(child.stdout, child.stderr, exited);
    const authority = `127.0.0.1:${port}`;
    return { vscode, origin: `http://${authority}`, authority, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function listening(stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream, exited: Promise<void>): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`the VS Code server did not start in 2 min:\n${text}`)), 120_000);
    const read = (chunk: Buffer | string) => {
      text += String(chunk);
      const port = /Extension host agent listening on (\d+)/.exec(text)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    stdout.on('data', read);
    stderr.on('data', read);
    const ended = () => {
      clearTimeout(timer);
      reject(new Error(`the VS Code server ended:\n${text}`));
    };
    void exited.then(ended);
  });
}
