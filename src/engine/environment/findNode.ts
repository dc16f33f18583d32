import { execFile } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { messageOf, UserError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import { readShellEnvironment } from './shellEnvironment.ts';

/** The Node.js that runs a workspace's benchmarks. */
export interface WorkspaceNode {
  /** Absolute path of the real executable, behind the shims of version managers. */
  readonly executable: string;
  /** `22.13.1` */
  readonly version: string;
  readonly v8Version: string;
  readonly arch: string;
  /** The environment to start it in: what a terminal in the workspace folder would have. */
  readonly env: Readonly<Record<string, string>>;
  readonly source: 'setting' | 'shell' | 'path';
}

export interface NodeLookup {
  /**
   * The named executable (a path, absolute or relative to the workspace folder, or a name to look for on the PATH), else
   * `node` as the user's shell finds it in the workspace folder, else as this process does.
   * @throws UserError `node-not-found`, `node-failed`, `node-too-old`; AbortError when the signal is aborted
   */
  findNode(root: string, executable: string | null, signal?: AbortSignal): Promise<WorkspaceNode>;
}

const OLDEST_MAJOR = 20;
const ANSWER_WITHIN_MS = 15_000;
const REMEDY =
  'name another one with the setting `laptime.node.executable`, with `node.executable` in laptime.config.json, or with `--node` on the command line';

const execute = promisify(execFile);

type Env = Readonly<Record<string, string>>;
type Answer = Pick<WorkspaceNode, 'executable' | 'version' | 'v8Version' | 'arch'>;

/**
 * `askShell`: start the user's shell for its environment, once for each workspace folder. A process that was itself started
 * from a terminal has no need to.
 */
export function createNodeLookup(options: { readonly log: Log; readonly askShell: boolean; readonly env?: NodeJS.ProcessEnv }): NodeLookup {
  const { log, askShell } = options;
  const ownEnv = definedOnly(options.env ?? process.env);
  const shellEnvs = new Map<string, Env | null>();
  const answers = new Map<string, Answer>();

  async function shellEnv(root: string, signal: AbortSignal | undefined): Promise<Env | null> {
    if (!askShell) return null;
    const known = shellEnvs.get(root);
    if (known !== undefined) return known;
    const { env, detail } = await readShellEnvironment(root, ownEnv, signal);
    log.debug(`node lookup: shell environment for ${root}: ${detail}`);
    shellEnvs.set(root, env);
    return env;
  }

  async function ask(executable: string, root: string, env: Env, signal: AbortSignal | undefined): Promise<Answer> {
    const key = `${realpathSync(executable)} ${statSync(executable).mtimeMs}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = await askNode(executable, root, env, signal);
    // Behind a shim is what the folder's files ask for today: it must be asked every time.
    if (realpathSync(executable) === answer.executable) answers.set(key, answer);
    return answer;
  }

  return {
    async findNode(root, executable, signal) {
      const fromShell = await shellEnv(root, signal);
      const env = fromShell ?? ownEnv;
      if (executable !== null) {
        const found = resolveNamed(executable, root, env);
        return { ...(await ask(found, root, env, signal)), env, source: 'setting' };
      }
      const places: readonly (readonly [Env | null, WorkspaceNode['source']])[] = [
        [fromShell, 'shell'],
        [ownEnv, 'path'],
      ];
      for (const [placeEnv, source] of places) {
        const found = placeEnv && findOnPath('node', placeEnv);
        if (found) return { ...(await ask(found, root, placeEnv, signal)), env: placeEnv, source };
      }
      throw new UserError('node-not-found', `Node.js was not found on the PATH. Install Node.js ${OLDEST_MAJOR} or later, or ${REMEDY}.`);
    },
  };
}

function resolveNamed(executable: string, root: string, env: Env): string {
  const isName = !/[/\\]/.test(executable);
  const place = path.resolve(root, executable.replace(/^~(?=[/\\])/, os.homedir()));
  const found = isName ? findOnPath(executable, env) : place;
  if (found === undefined || !isExecutable(found)) {
    const missing = isName ? `${executable}, which is not on the PATH` : `${place}, which is not an executable file`;
    throw new UserError('node-not-found', `The Node.js to run benchmarks with is set to ${missing}. Correct it, or ${REMEDY}.`);
  }
  return found;
}

function findOnPath(name: string, env: Env): string | undefined {
  const windows = process.platform === 'win32';
  const searchPath = (windows ? Object.entries(env).find(([key]) => key.toUpperCase() === 'PATH')?.[1] : env['PATH']) ?? '';
  const file = windows && path.extname(name) === '' ? `${name}.exe` : name;
  return searchPath
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, file))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

const QUESTION = `process.stdout.write('\\n' + JSON.stringify([process.execPath, process.versions.node, process.versions.v8, process.arch, process.versions.bun ?? process.versions.electron ?? null]))`;

async function askNode(executable: string, root: string, env: Env, signal: AbortSignal | undefined): Promise<Answer> {
  const options = { cwd: root, env, timeout: ANSWER_WITHIN_MS, windowsHide: true, ...(signal && { signal }) };
  let stdout: string;
  try {
    ({ stdout } = await execute(executable, ['-e', QUESTION], options));
  } catch (error) {
    signal?.throwIfAborted();
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw failed(executable, stderr || messageOf(error));
  }
  const line = stdout.slice(stdout.lastIndexOf('\n') + 1);
  const [execPath, version, v8Version, arch, other] = line.startsWith('["') ? (JSON.parse(line) as (string | null)[]) : [];
  if (!execPath || !version || !v8Version || !arch || other) throw failed(executable, 'it did not answer as Node.js does');
  if (Number.parseInt(version, 10) < OLDEST_MAJOR) {
    throw new UserError(
      'node-too-old',
      `${execPath} is Node.js ${version}, and benchmarks need ${OLDEST_MAJOR} or later. Update it, or ${REMEDY}.`,
    );
  }
  return { executable: realpathSync(execPath), version, v8Version, arch };
}

function failed(executable: string, reason: string): UserError {
  const short = reason.split('\n').slice(0, 3).join(' ').replace(/\.$/, '');
  return new UserError(
    'node-failed',
    `${executable} could not be used to run benchmarks: ${short}. Use Node.js ${OLDEST_MAJOR} or later, or ${REMEDY}.`,
  );
}

function definedOnly(env: Readonly<NodeJS.ProcessEnv>): Env {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
