import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

const TIME_LIMIT_MS = 3000;
const LARGEST_OUTPUT_BYTES = 4 * 2 ** 20;

export interface ShellOutcome {
  /** What a terminal in that folder would have; null when it could not be had. */
  readonly env: Readonly<Record<string, string>> | null;
  /** For the log: which shell, and why not. */
  readonly detail: string;
}

/**
 * Starts the user's shell as a terminal would (login, interactive) in a folder and asks it for its environment, so that nvm,
 * volta, asdf and their like have done their work. Takes 3 s at the most. Not on Windows, where programs have it already.
 */
export async function readShellEnvironment(folder: string, env: Readonly<NodeJS.ProcessEnv>, signal?: AbortSignal): Promise<ShellOutcome> {
  signal?.throwIfAborted();
  if (process.platform === 'win32') return { env: null, detail: 'not asked for on Windows' };
  const shell = env['SHELL'] || os.userInfo().shell || '/bin/sh';
  const mark = randomUUID();
  const script = `process.stdout.write(${JSON.stringify(mark)} + JSON.stringify(process.env) + ${JSON.stringify(mark)})`;
  const command = `${quote(process.execPath)} -e ${quote(script)}`;
  const args = argumentsFor(path.basename(shell), command);
  if (args === undefined) return { env: null, detail: `${shell} is not a shell that Laptime knows how to ask` };
  const { output, detail } = await outputOf(shell, args, folder, env, signal);
  signal?.throwIfAborted();
  const text = output.split(mark)[1];
  if (text === undefined) return { env: null, detail: `${shell}: ${detail}` };
  const found = JSON.parse(text) as Record<string, string>;
  for (const name of ['ELECTRON_RUN_AS_NODE', 'VSCODE_RESOLVING_ENVIRONMENT', 'SHLVL', '_']) {
    // Ours, not the user's.
    if (env[name] === undefined) delete found[name];
    else found[name] = env[name];
  }
  return { env: found, detail: `asked ${shell}` };
}

function argumentsFor(shell: string, command: string): string[] | undefined {
  if (/^(bash|zsh|fish|sh|dash|ash|ksh|mksh)$/.test(shell)) return ['-i', '-l', '-c', command];
  // These refuse `-l` beside other options.
  if (/^t?csh$/.test(shell)) return ['-i', '-c', command];
  if (shell === 'pwsh') return ['-Login', '-Command', `& ${command}`];
  return undefined;
}

/** In single quotes nothing has a meaning in these shells but the quote itself. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function outputOf(
  shell: string,
  args: readonly string[],
  folder: string,
  env: Readonly<NodeJS.ProcessEnv>,
  signal: AbortSignal | undefined,
): Promise<{ output: string; detail: string }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const child = spawn(shell, args, {
      cwd: folder,
      // Inside the editor, our own executable is Electron. Some start-up files leave out what takes long when they see the other.
      env: { ...env, ELECTRON_RUN_AS_NODE: '1', VSCODE_RESOLVING_ENVIRONMENT: '1' },
      // A session of its own: an interactive shell in ours would take the terminal from us.
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const finish = (detail: string) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      // What start-up files leave behind when all goes well (an agent, say) is the user's, as in a terminal.
      if (child.exitCode === null) kill(child.pid);
      child.stdout.destroy();
      resolve({ output: Buffer.concat(chunks).toString('utf8'), detail });
    };
    const onAbort = () => finish('cancelled');
    const timer = setTimeout(() => finish(`took longer than ${TIME_LIMIT_MS / 1000} s to start`), TIME_LIMIT_MS);
    signal?.addEventListener('abort', onAbort);
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= LARGEST_OUTPUT_BYTES) chunks.push(chunk);
      else finish('printed too much');
    });
    child.on('error', (error) => finish(error.message));
    // Not `close`: a start-up file may leave something behind that keeps the pipe open.
    child.on('exit', (code) => setImmediate(finish, `ended with ${code ?? 'a signal'}`));
  });
}

/** The shell and all that its start-up files have left in its session. */
function kill(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
