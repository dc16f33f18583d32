import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '../../../base/errors.ts';
import type { Log } from '../../../base/log.ts';
import { RECORDER_VARIABLE, type RecordedFacts, type RecorderSettings } from '../../harness/index.ts';
import { startKeeper, startProgram, type Program, type ProgramEnd } from '../../processes/index.ts';
import { keepProfiles, type NewProfile } from './recordedFile.ts';
import { openRecorderSocket } from './recorderSocket.ts';
import type { RecordingParts } from './recordProcess.ts';
import type { RecordedProfile, RecordProgramRequest } from './requests.ts';
import { untilOver } from './untilOver.ts';

export interface ProgramPlaces {
  /** Absolute path of the folder with the built recorder (`dist`). */
  readonly distFolder: string;
  /** The workspace's own, and the environment to start programs in. */
  readonly node: { readonly executable: string; readonly env: Readonly<Record<string, string>> };
  readonly log: Log;
}

const MOST_PROFILES = 50;

/**
 * Starts a program and records all Node processes and worker threads that it has, until it ends or the recording is stopped. What cost
 * most comes first. Where it goes on afterwards, aborting the signal ends it.
 * @throws UserError `program-missing`, `program-failed`, `no-node`
 */
export async function recordProgram(
  request: RecordProgramRequest,
  places: ProgramPlaces,
  parts: RecordingParts,
  signal: AbortSignal,
): Promise<RecordedProfile[]> {
  signal.throwIfAborted();
  const { onProgress, command } = request;
  const title = command.join(' ');
  onProgress?.({ kind: 'preparing', message: `Starting ${title}` });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'laptime-record-'));
  const socket = await openRecorderSocket(folder).catch(async (cause: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw cause;
  });
  const keeper = startKeeper({ distFolder: places.distFolder, nodeExecutable: places.node.executable, log: places.log });
  let goesOn = false;
  let program: Program | undefined;
  const clean = async () => {
    program?.end();
    socket.dispose();
    keeper.dispose();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const settings: RecorderSettings = { folder, kind: request.kind, interval: parts.interval, socket: socket.address };
    const told = { preload: 'record.cjs', env: { [RECORDER_VARIABLE]: JSON.stringify(settings) } };
    program = await startProgram(request, places, told, keeper);
    onProgress?.({ kind: 'recording', title, durationMs: request.durationMs ?? null, done: 0, total: null });
    const toldEnd = program.ended.then((end) => onProgress?.({ kind: 'ended', ...end }));
    const over = await untilOver(request, program.ended, signal);
    // Processes that outlive the program had until now to end: the recording of all that is left ends here.
    await socket.stop(over !== 'ended');
    if (over !== 'ended') {
      goesOn = request.afterwards === 'goes-on';
      if (!goesOn) await program.askToEnd();
    }
    signal.throwIfAborted();
    onProgress?.({ kind: 'writing' });
    const recorded = await collect(folder, request, parts);
    if (!goesOn) await toldEnd;
    if (recorded.length === 0) throw nothingRecorded(title, over, goesOn ? null : await program.ended);
    return await keepProfiles(parts.root, recorded);
  } catch (error) {
    goesOn = false;
    throw error;
  } finally {
    if (goesOn && program) stayWith(program, clean, signal);
    else await clean();
  }
}

/** The program goes on: it is ended with us, by the signal, and by its own end. */
function stayWith(program: Program, clean: () => Promise<void>, signal: AbortSignal): void {
  const onAbort = () => program.end();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  void program.ended.then(async () => {
    signal.removeEventListener('abort', onAbort);
    await clean();
  });
}

async function collect(folder: string, request: RecordProgramRequest, parts: RecordingParts): Promise<NewProfile[]> {
  const found: { readonly facts: RecordedFacts; readonly file: string }[] = [];
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.facts')) continue;
    const facts = JSON.parse(await readFile(path.join(folder, name), 'utf8')) as RecordedFacts;
    found.push({ facts, file: path.join(folder, `${path.basename(name, '.facts')}.${request.kind}`) });
  }
  const dearestFirst = found.toSorted((a, b) => b.facts.cost - a.facts.cost).slice(0, MOST_PROFILES);
  return dearestFirst.map(({ facts, file }) => ({
    recording: {
      laptimeVersion: parts.laptimeVersion,
      kind: request.kind,
      source: { kind: 'program', command: request.command },
      title: titleOf(facts),
      recordedAt: new Date(facts.startedAtMs).toISOString(),
      nodeVersion: facts.nodeVersion,
      root: parts.root,
      commit: null,
      interval: parts.interval,
      iterations: null,
      slowdown: null,
    },
    body: { file },
    sourceMaps: new Map(Object.entries(facts.sourceMaps)),
  }));
}

/** The script with its arguments, as it was written where that is shorter. */
function titleOf({ args, cwd, threadId }: RecordedFacts): string {
  const [, script, ...rest] = args;
  const shown = script !== undefined && !path.relative(cwd, script).startsWith('..') ? path.relative(cwd, script) : (script ?? 'node');
  return [shown, ...rest].join(' ') + (threadId === 0 ? '' : ` (worker thread ${threadId})`);
}

function nothingRecorded(title: string, over: 'time' | 'stop' | 'ended', end: ProgramEnd | null): UserError {
  const how = end === null ? 'goes on' : `ended with ${end.signal ?? `exit code ${end.exitCode}`}`;
  const message =
    over === 'ended'
      ? `'${title}' ${how}, and no Node process of it was recorded: it is not Node, it started none, or it was killed before it could write.`
      : `'${title}' had no Node process that answered when the recording was stopped, so nothing was kept.`;
  return new UserError('no-node', message);
}
