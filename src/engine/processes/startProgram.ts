import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { UserError } from '../../base/errors.ts';
import { killGroup, type Keeper } from './processGroup.ts';

/** What a program printed, as it came. */
export type ProgramOutput = (chunk: Uint8Array, stream: 'stdout' | 'stderr') => void;

export interface ProgramToStart {
  /** The program and its arguments: no shell reads them. `node` is the workspace's own. */
  readonly command: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** Added to the environment that the program gets. */
  readonly env?: Readonly<Record<string, string>>;
  /** `inherit`: it has our terminal for itself, its input too. */
  readonly output: 'inherit' | ProgramOutput;
  /** `node` loads TypeScript and JSX as it does for bench files. */
  readonly typescript?: boolean;
}

export interface ProgramPlaces {
  /** Absolute path of the build. */
  readonly distFolder: string;
  /** The workspace's own, and the environment to start programs in. */
  readonly node: { readonly executable: string; readonly env: Readonly<Record<string, string>> };
}

/** What is loaded into each Node process of a program before its own code. */
export interface ProgramPreload {
  /** A file of the folder `harness` of the build. */
  readonly preload: string;
  /** What it is told. */
  readonly env: Readonly<Record<string, string>>;
}

/** What a program is waited for after it was asked to end, and what its children are after it has ended. */
const ENDS_WITHIN_MS = 5000;

export interface ProgramEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

export interface Program {
  readonly pid: number;
  readonly ended: Promise<ProgramEnd>;
  /** As Ctrl+C does; harder where it does not end by that. */
  askToEnd(): Promise<void>;
  /** At once, with all that it started. */
  end(): void;
}

/**
 * Starts a program; into all Node processes that it has a file of ours is loaded first.
 * @throws UserError `program-missing`
 */
export async function startProgram(
  { command, cwd, env, output, typescript = false }: ProgramToStart,
  { distFolder, node }: ProgramPlaces,
  told: ProgramPreload,
  keeper: Keeper,
): Promise<Program> {
  const [name = '', ...rest] = command;
  const loader = typescript ? ['--import', pathToFileURL(path.join(distFolder, 'harness', 'program.js')).href] : [];
  const [executable, args] = name === 'node' ? [node.executable, [...loader, ...rest]] : [name, rest];
  const mark = randomUUID();
  const all = { ...node.env, ...env };
  const child = spawn(executable, args, {
    cwd,
    env: {
      ...all,
      // Before what the user has there, which is part of the program.
      NODE_OPTIONS: `--require ${quoted(path.join(distFolder, 'harness', told.preload))} ${all['NODE_OPTIONS'] ?? ''}`.trim(),
      ...told.env,
      LAPTIME_PROGRAM: mark,
      // The debugger of the editor starts itself in every process that sees its variable.
      VSCODE_INSPECTOR_OPTIONS: '',
    },
    stdio: output === 'inherit' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const ended = new Promise<ProgramEnd>((resolve) => child.once('exit', (exitCode, signal) => resolve({ exitCode, signal })));
  if (output !== 'inherit') {
    child.stdout?.on('data', (chunk: Uint8Array) => output(chunk, 'stdout'));
    child.stderr?.on('data', (chunk: Uint8Array) => output(chunk, 'stderr'));
  }
  await started(child, name, cwd);
  const pid = child.pid!;
  keeper.add(pid, mark);
  // What it printed last may still be on its way when it has ended.
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    pid,
    ended: ended.then(async (end) => {
      await Promise.race([closed, sleep(300)]);
      return end;
    }),
    async askToEnd() {
      interrupt(child);
      const patience = new AbortController();
      await Promise.race([ended, sleep(ENDS_WITHIN_MS, undefined, { signal: patience.signal }).catch(() => {})]);
      patience.abort();
      killGroup(pid);
    },
    end() {
      killGroup(pid);
      keeper.remove(pid);
      child.stdout?.destroy();
      child.stderr?.destroy();
    },
  };
}

function interrupt(child: ChildProcess): void {
  try {
    if (process.platform === 'win32') child.kill('SIGINT');
    else process.kill(-child.pid!, 'SIGINT');
  } catch {
    // Gone already.
  }
}

function started(child: ChildProcess, name: string, cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', () => resolve());
    child.once('error', (cause: NodeJS.ErrnoException) => {
      const message =
        cause.code === 'ENOENT'
          ? `'${name}' could not be started: it is not on the PATH, or the folder ${cwd} is not there.`
          : `'${name}' could not be started: ${cause.message}.`;
      reject(new UserError('program-missing', message, { cause }));
    });
  });
}

/** As `NODE_OPTIONS` has a word with spaces in it. */
const quoted = (file: string): string => `"${file.replaceAll(/["\\]/g, '\\$&')}"`;
