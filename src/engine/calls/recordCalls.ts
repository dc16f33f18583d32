import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import { CALLS_VARIABLE, type CallSettings, type RecordedSource } from '../harness/index.ts';
import { startKeeper, startProgram, type Program, type ProgramOutput, type ProgramPlaces } from '../processes/index.ts';
import type { FoundFunction } from './findFunction.ts';
import { readCalls, type RecordedCalls } from './readCalls.ts';

/** A program that calls a function. */
export interface CallingProgram {
  /** The program and its arguments: no shell reads them. `node` is the workspace's own. */
  readonly command: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** `node` loads TypeScript and JSX as it does for bench files. */
  readonly typescript?: boolean;
  readonly output: 'inherit' | ProgramOutput;
  /** The program is ended when it takes longer; what was recorded till then counts. */
  readonly limitMs: number;
}

/**
 * Runs a program, and records calls of a function in all its Node processes and their threads. The program sees the file as it is
 * recorded only where a loader reads it: nothing is written into the workspace.
 * @throws UserError `program-missing`, `no-calls`, `calls-refused`
 */
export async function recordCalls(
  program: CallingProgram,
  { found, source }: { readonly found: FoundFunction; readonly source: RecordedSource },
  places: ProgramPlaces & { readonly log: Log },
  signal: AbortSignal,
): Promise<RecordedCalls> {
  signal.throwIfAborted();
  // Only this user can read what is in it.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'laptime-calls-'));
  const keeper = startKeeper({ distFolder: places.distFolder, nodeExecutable: places.node.executable, log: places.log });
  let started: Program | undefined;
  try {
    const sourceFile = path.join(folder, 'source.json');
    await writeFile(sourceFile, JSON.stringify(source));
    const settings: CallSettings = {
      folder,
      source: sourceFile,
      parameters: found.parameters,
      isMethod: found.access === 'instance',
    };
    const preload = { preload: 'recordCalls.cjs', env: { [CALLS_VARIABLE]: JSON.stringify(settings) } };
    started = await startProgram(program, places, preload, keeper);
    const isOver = await endOf(started, program.limitMs, signal);
    if (!isOver) await started.askToEnd();
    const recorded = await readCalls(folder);
    if (recorded.calls.length === 0) throw nothing(found, program, recorded, isOver, (await started.ended).exitCode);
    return recorded;
  } finally {
    started?.end();
    keeper.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether it ended by itself. */
async function endOf(program: Program, limitMs: number, signal: AbortSignal): Promise<boolean> {
  let onAbort = () => {};
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      onAbort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
      timer = setTimeout(() => resolve(false), limitMs);
      void program.ended.then(() => resolve(true));
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

function nothing(
  found: FoundFunction,
  program: CallingProgram,
  recorded: RecordedCalls,
  isOver: boolean,
  exitCode: number | null,
): UserError {
  const title = program.command.join(' ');
  if (recorded.refusals.length > 0) {
    const reasons = recorded.refusals.slice(0, 3).join('; ');
    const message = `${found.name} was called while '${title}' ran, but no call could be recorded: ${reasons}. Write its inputs by hand, in a new bench file.`;
    return new UserError('calls-refused', message);
  }
  const limit = `within ${Math.round(program.limitMs / 1000)} s, after which it was ended: give it more time, or choose one that calls it sooner`;
  const failed = exitCode === 0 ? '' : ` (it ended with exit code ${exitCode ?? 'none'}: see what it printed)`;
  const how = isOver ? `${failed}: choose a program or a test that calls it, and that loads the source of the file` : limit;
  return new UserError('no-calls', `'${title}' did not call ${found.name}${isOver ? how : ` ${how}`}.`);
}
