import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { UserError } from '../../../base/errors.ts';
import type { Log } from '../../../base/log.ts';
import type { LeakReport } from '../../../model/heap.ts';
import { killGroup, startKeeper } from '../../processes/index.ts';
import { attachToProcess, type AttachedProcess } from '../../profiling/index.ts';
import { leakAttached } from './leakProcess.ts';
import type { LeakProgress, SearchPlaces } from './rounds.ts';

export interface LeakProgramRequest {
  /** `node`, and what it is to run: no shell reads them. */
  readonly command: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly seconds: number;
}

export interface ProgramPlaces extends SearchPlaces {
  /** What `node` is, and the environment to start it in. */
  readonly node: { readonly executable: string; readonly env: Readonly<Record<string, string>> };
  readonly log: Log;
}

const LISTENING = /Debugger listening on (ws:\/\/\S+)/;
/** What Node prints of its inspector is not what the program printed. */
const INSPECTOR_LINES =
  /^(Debugger (listening on|attached|ending)|For help, see: https:\/\/nodejs\.org\/|Waiting for the debugger).*\r?\n?/gm;
const STARTS_WITHIN_MS = 20_000;

/**
 * Starts a program and looks for leaks in its process while it works. It is ended when the search is over.
 * @throws UserError `not-node`, `program-failed`, `process-ended`
 */
export function leakProgram(
  request: LeakProgramRequest,
  places: ProgramPlaces,
  onProgress: (progress: LeakProgress) => void,
  signal: AbortSignal,
): Promise<LeakReport> {
  return withProgram(
    request,
    places,
    onProgress,
    (attached) => leakAttached(attached, request.seconds, places, onProgress, signal),
    signal,
  );
}

/**
 * Starts a program, and ends it when what is done with its process is done.
 * @throws UserError `not-node`, `program-failed`
 */
export async function withProgram<T>(
  { command, cwd }: Pick<LeakProgramRequest, 'command' | 'cwd'>,
  { node, distFolder, log }: ProgramPlaces,
  onProgress: (progress: LeakProgress) => void,
  use: (attached: AttachedProcess) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const [program = '', ...args] = command;
  if (!/^node(\.exe)?$/.test(path.basename(program))) {
    const message = `The heap is looked at in programs of Node: -- node ${command.join(' ')}. What is started in another way: start it, and use --pid.`;
    throw new UserError('not-node', message);
  }
  onProgress({ kind: 'preparing', message: `Starting ${command.join(' ')}` });
  const keeper = startKeeper({ distFolder, nodeExecutable: node.executable, log });
  const mark = randomUUID();
  const executable = program === path.basename(program) ? node.executable : program;
  const child = spawn(executable, ['--inspect=127.0.0.1:0', ...args], {
    cwd,
    env: { ...node.env, LAPTIME_BLOCK: mark, VSCODE_INSPECTOR_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  if (child.pid !== undefined) keeper.add(child.pid, mark);
  child.stdout?.on('data', (chunk: Buffer) => onProgress({ kind: 'output', text: chunk.toString('utf8') }));
  try {
    const inspector = await inspectorOf(child, command, onProgress, signal);
    const attached = await attachToProcess({ inspector }, signal);
    try {
      return await use(attached);
    } finally {
      await attached.detach();
    }
  } finally {
    if (child.pid !== undefined) {
      killGroup(child.pid);
      keeper.remove(child.pid);
    }
    keeper.dispose();
  }
}

/** The address that Node prints when it starts. */
function inspectorOf(
  child: ChildProcess,
  command: readonly string[],
  onProgress: (progress: LeakProgress) => void,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (why: string, cause?: unknown) => {
      const what = `${command.join(' ')} could not be looked at: ${why}`;
      reject(new UserError('program-failed', what, { cause }));
    };
    const timer = setTimeout(() => fail(`its inspector was not there after ${STARTS_WITHIN_MS / 1000} s.`), STARTS_WITHIN_MS);
    const onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    child.stderr?.on('data', (chunk: Buffer) => {
      const text = chunk.toString('utf8');
      printed = (printed + text).slice(-4096);
      const own = text.replace(INSPECTOR_LINES, '');
      if (own !== '') onProgress({ kind: 'output', text: own });
      const address = LISTENING.exec(printed)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(address);
    });
    child.once('error', (error) => fail(error.message, error));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`it ended at once, with exit code ${code}.`);
    });
  });
}
