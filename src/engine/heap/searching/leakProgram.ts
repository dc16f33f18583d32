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
import { TRACE_FLAGS } from './traceFlags.ts';

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
  const child = spawn(executable, ['--inspect=127.0.0.1:0', ...TRACE_FLAGS, ...args], {
    cwd,
    env: { ...node.env, LAPTIME_BLOCK: mark, VSCODE_INSPECTOR_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  if (child.pid !== undefined) keeper.add(child.pid, mark);
  child.stdout?.setEncoding('utf8').on('data', (text: string) => onProgress({ kind: 'output', text }));
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
async function inspectorOf(
  child: ChildProcess,
  command: readonly string[],
  onProgress: (progress: LeakProgress) => void,
  signal: AbortSignal,
): Promise<string> {
  const failed = (why: string, cause?: unknown) =>
    new UserError('program-failed', `${command.join(' ')} could not be looked at: ${why}`, { cause });
  const late = AbortSignal.timeout(STARTS_WITHIN_MS);
  let onAbort = () => {};
  try {
    return await new Promise((resolve, reject) => {
      onAbort = () =>
        reject(signal.aborted ? (signal.reason as Error) : failed(`its inspector was not there after ${STARTS_WITHIN_MS / 1000} s.`));
      for (const end of [signal, late]) end.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
      let printed = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        printed = (printed + text).slice(-4096);
        const own = text.replace(INSPECTOR_LINES, '');
        if (own !== '') onProgress({ kind: 'output', text: own });
        const address = LISTENING.exec(printed)?.[1];
        if (address !== undefined) resolve(address);
      });
      child.once('error', (error) => reject(failed(`it could not be started: ${error.message}. Check its name and its folder.`, error)));
      child.once('exit', (code) => reject(failed(`it ended at once, with exit code ${code}.`)));
    });
  } finally {
    for (const end of [signal, late]) end.removeEventListener('abort', onAbort);
  }
}
