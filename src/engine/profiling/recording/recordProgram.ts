import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { UserError } from '../../../base/errors.ts';
import type { Log } from '../../../base/log.ts';
import { RECORDER_VARIABLE, type RecordedFacts, type RecorderSettings } from '../../harness/index.ts';
import { killGroup, startKeeper, type Keeper } from '../../processes/index.ts';
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

/** What a program is waited for after it was asked to end, and what its children are after it has ended. */
const ENDS_WITHIN_MS = 5000;
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
    program = await startProgram(request, places, settings, keeper);
    onProgress?.({ kind: 'recording', title, durationMs: request.durationMs ?? null, done: 0, total: null });
    const told = program.ended.then((end) => onProgress?.({ kind: 'ended', ...end }));
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
    if (!goesOn) await told;
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

interface ProgramEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

interface Program {
  readonly ended: Promise<ProgramEnd>;
  /** As Ctrl+C does; harder where it does not end by that. */
  askToEnd(): Promise<void>;
  /** At once, with all that it started. */
  end(): void;
}

async function startProgram(
  { command, cwd, env, output, typescript = false }: RecordProgramRequest,
  { distFolder, node }: ProgramPlaces,
  settings: RecorderSettings,
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
      NODE_OPTIONS: `--require ${quoted(path.join(distFolder, 'harness', 'record.cjs'))} ${all['NODE_OPTIONS'] ?? ''}`.trim(),
      [RECORDER_VARIABLE]: JSON.stringify(settings),
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
