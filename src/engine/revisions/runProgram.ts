import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { visibleText } from '../../base/text.ts';
import { killGroup, type Keeper } from '../processes/index.ts';

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** The command is a line for the user's shell. */
  readonly shell?: boolean;
  readonly timeLimitMs: number;
}

export type ProgramOutcome =
  | { readonly state: 'done'; readonly output: string }
  /** `reason`: `exit code 1`, `SIGKILL`, `longer than 10 min`. */
  | { readonly state: 'failed'; readonly reason: string; readonly output: string }
  | { readonly state: 'missing' };

const KEPT_OUTPUT_BYTES = 64 * 1024;
/** What the rest of the output is waited for after the group was ended. */
const LAST_WORDS_MS = 300;

/**
 * Runs a program in a process group of its own, and ends it with all that it started, whatever happens: also when this
 * process is killed, by the keeper. Of its output the end is kept.
 * @throws AbortError when the signal is aborted, within a second
 */
export async function runProgram(program: Program, keeper: Keeper, signal: AbortSignal): Promise<ProgramOutcome> {
  signal.throwIfAborted();
  const mark = randomUUID();
  const child = spawn(program.command, program.args, {
    cwd: program.cwd,
    env: { ...program.env, LAPTIME_PROGRAM: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: program.shell ?? false,
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  if (child.pid !== undefined) keeper.add(child.pid, mark);
  const chunks: Buffer[] = [];
  let bytes = 0;
  const keep = (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    while (chunks.length > 1 && bytes - chunks[0]!.length >= KEPT_OUTPUT_BYTES) bytes -= chunks.shift()!.length;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));

  let end: { readonly state: 'done' | 'missing' } | { readonly state: 'failed'; readonly reason: string };
  try {
    end = await new Promise<typeof end>((resolve, reject) => {
      const reason = `longer than ${Math.round(program.timeLimitMs / 60_000)} min`;
      const timer = setTimeout(() => resolve({ state: 'failed', reason }), program.timeLimitMs);
      const onAbort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', onAbort, { once: true });
      const settled = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      child.once('error', (error) => {
        settled();
        if ('code' in error && error.code === 'ENOENT') resolve({ state: 'missing' });
        else reject(error);
      });
      // Not `close`: something that it left behind may keep the pipes open.
      child.once('exit', (code, endSignal) => {
        settled();
        resolve(code === 0 ? { state: 'done' } : { state: 'failed', reason: endSignal ?? `exit code ${code}` });
      });
    });
  } finally {
    if (child.pid !== undefined) {
      killGroup(child.pid);
      keeper.remove(child.pid);
    }
    const patience = new AbortController();
    await Promise.race([closed, sleep(LAST_WORDS_MS, undefined, { signal: patience.signal }).catch(() => {})]);
    patience.abort();
    child.stdout.destroy();
    child.stderr.destroy();
  }
  if (end.state === 'missing') return { state: 'missing' };
  return { ...end, output: Buffer.concat(chunks).toString('utf8') };
}

// Colours and cursor movements: ECMA-48 control sequences.
// oxlint-disable-next-line no-control-regex
const CONTROL_SEQUENCE = /\u001b\[[0-?]*[ -/]*[@-~]/g;

const SHOWN_LINES = 8;

/** The last lines of an output that say something, indented, for the end of a message. */
export function lastLines(output: string): string {
  return shown(linesOf(output).slice(-SHOWN_LINES));
}

/** The lines from the first one that tells of an error: package managers explain themselves behind it, then how they are used. */
export function errorLines(output: string): string {
  // npm begins each line so, also empty ones.
  const lines = linesOf(output).filter((line) => !/^npm (error|ERR!)\s*$/.test(line));
  const first = lines.findIndex((line) => /\berror\b|\bERR[!_]/i.test(line));
  return shown(first === -1 ? lines.slice(-SHOWN_LINES) : lines.slice(first, first + SHOWN_LINES));
}

function linesOf(output: string): string[] {
  const lines = output.replace(CONTROL_SEQUENCE, '').split(/[\r\n]+/);
  return lines.filter((line) => line.trim() !== '');
}

function shown(lines: readonly string[]): string {
  return lines.map((line) => `\n  ${visibleText(line.trimEnd()).slice(0, 300)}`).join('');
}
