import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { waitWithin } from '../../support/slowness.ts';

export const repository = path.resolve(import.meta.dirname, '../../..');
const cliFile = path.join(repository, 'dist/cli.js');

export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartedCli {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when stderr has it; rejects where the process ends before. */
  readonly said: (text: string | RegExp) => Promise<void>;
  /** Ids of the living processes that were started by this one, directly or not, and by nothing else. */
  readonly descendants: () => number[];
  /** Resolves to what is left of them after at most `withinMs`, more on a slow machine. */
  readonly descendantsLeft: (withinMs: number) => Promise<number[]>;
}

export interface StartOptions {
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs the command line itself; the Node of the tests unless given. */
  readonly node?: string;
  readonly input?: string;
  /** A file that is open, instead of the pipe that `Ended` tells of. */
  readonly stdout?: number;
}

// Colours and widths of whoever runs the tests must not change what they see.
const NOT_INHERITED = ['NO_COLOR', 'FORCE_COLOR', 'COLUMNS', 'CI', 'NODE_OPTIONS', 'VITEST', 'NODE_ENV'];

const running = new Set<ChildProcess>();
// What a test that failed had not ended.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export function startCli(args: readonly string[], { folder, env, node = process.execPath, input, stdout: file }: StartOptions): StartedCli {
  if (!existsSync(cliFile)) throw new Error(`${cliFile} is missing: npm run build`);
  // Every descendant inherits it, also those in process groups of their own.
  const mark = `LAPTIME_TEST_MARK=${randomUUID()}`;
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_INHERITED.includes(name)));
  const child: ChildProcess = spawn(node, [cliFile, ...args], {
    cwd: folder,
    env: { ...inherited, ...env, LAPTIME_TEST_MARK: mark.slice(mark.indexOf('=') + 1) },
    stdio: ['pipe', file ?? 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    waiting.forEach((check) => check());
  });
  child.stdin!.on('error', () => {});
  child.stdin!.end(input ?? '');
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const descendants = () => processesWith(mark).filter((pid) => pid !== child.pid);
  return {
    child,
    ended,
    said: (text) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (typeof text === 'string' ? !stderr.includes(text) : !text.test(stderr)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        void ended.then(() => reject(new Error(`ended before it said ${String(text)}:\n${stderr}`)));
        check();
      }),
    descendants,
    async descendantsLeft(withinMs) {
      await waitWithin(withinMs, () => descendants().length === 0);
      return descendants();
    },
  };
}

export function runCli(args: readonly string[], options: StartOptions): Promise<Ended> {
  return startCli(args, options).ended;
}

/** Linux: processes whose environment has the entry. Zombies have none. */
export function processesWith(entry: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(entry);
      } catch {
        return false;
      }
    });
}
