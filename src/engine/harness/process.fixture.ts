import { execFileSync, fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Side } from '../../model/comparison.ts';
import type {
  BlockReport,
  CollectReport,
  HarnessApi,
  HarnessOutcome,
  LoadRequest,
  PairReport,
  PairRequest,
  RawFailure,
} from '../../protocol/harness.ts';

const repository = path.resolve(import.meta.dirname, '../../..');

export const BUILD_LIMIT_MS = 120_000;

/** Builds what the children run, unless it is up to date. */
export function buildHarness(): void {
  execFileSync(process.execPath, [path.join(repository, 'esbuild.mjs')], { stdio: 'pipe' });
}

/** The oldest Node that is supported, where this machine has one. */
export function findNode20(): string | undefined {
  const candidates = [
    '/usr/local/bin/node',
    '/usr/bin/node',
    ...(process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, 'node')),
  ];
  return candidates.find((file) => existsSync(file) && execFileSync(file, ['--version']).toString().startsWith('v20.'));
}

export interface Workspace {
  readonly root: string;
  write(files: Readonly<Record<string, string>>): void;
  remove(): void;
}

/** A folder of its own with these files, by their path in it. */
export function createWorkspace(files: Readonly<Record<string, string>>): Workspace {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'laptime-harness-')));
  const write: Workspace['write'] = (some) => {
    for (const [name, text] of Object.entries(some)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
  };
  write(files);
  return { root, write, remove: () => rmSync(root, { recursive: true, force: true }) };
}

export interface ChildOptions extends Partial<Pick<LoadRequest, 'loader' | 'esmFiles'>> {
  readonly node?: string | undefined;
  readonly ordinal?: number;
}

export type ChildAnswer<T> = HarnessOutcome<T> & { readonly output: string };

/** Makes one call of a child and ends it; what it tells by itself (`failed`) is an answer too. */
function ask<T>(
  method: keyof HarnessApi,
  root: string,
  request: LoadRequest | PairRequest,
  node: string | undefined,
): Promise<ChildAnswer<T>> {
  const child = fork(path.join(repository, 'dist/harness/main.js'), {
    cwd: root,
    execPath: node ?? process.execPath,
    execArgv: [],
    detached: true,
    serialization: 'advanced',
    silent: true,
  });
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (bytes: Buffer) => (output += bytes.toString()));
  return new Promise((resolve, reject) => {
    const end = (outcome: HarnessOutcome<T>) => {
      // What was printed may still be on its way.
      setTimeout(() => {
        resolve({ ...outcome, output });
        process.kill(-child.pid!, 'SIGKILL');
      }, 20);
    };
    child.on('message', (message: { t: string; method?: string; args?: [RawFailure]; value?: HarnessOutcome<T>; message?: string }) => {
      if (message.t === 'result') end(message.value!);
      else if (message.t === 'error') reject(new Error(message.message));
      else if (message.method === 'failed') end({ state: 'failed', failure: message.args![0] });
    });
    // What it sent just before its end is read after it.
    child.on('close', (code, signal) => setTimeout(() => reject(new Error(`the child ended with ${code ?? signal}: ${output}`)), 100));
    child.send({ t: 'call', id: 1, method, args: [request], signal: false });
  });
}

const requestOf = (root: string, file: string, { loader = 'native', esmFiles = [] }: ChildOptions): LoadRequest => ({
  root,
  file: path.join(root, file),
  loader,
  esmFiles,
});

export function collect(root: string, file: string, options: ChildOptions = {}): Promise<ChildAnswer<CollectReport>> {
  return ask('collect', root, requestOf(root, file, options), options.node);
}

/** Times one benchmark for a moment. */
export function measure(
  root: string,
  file: string,
  names: readonly string[],
  options: ChildOptions = {},
): Promise<ChildAnswer<BlockReport>> {
  const plan = { blockMs: 40, warmupMs: 40, minBlocks: 2, mostMs: 500 };
  const request = { ...requestOf(root, file, options), path: names, ordinal: options.ordinal ?? 1, plan };
  return ask('measure', root, request, options.node);
}

/** Times one benchmark in two folders, in turns, for a moment. */
export function measurePair(
  roots: Readonly<Record<Side, string>>,
  file: string,
  names: readonly string[],
  options: ChildOptions & { readonly first?: Side } = {},
): Promise<ChildAnswer<PairReport>> {
  const plan = { blockMs: 80, warmupMs: 60, minBlocks: 2, mostMs: 1000 };
  const { ordinal = 1, first = 'baseline' } = options;
  const sideOf = (root: string, foreignRoot: string) => ({ ...requestOf(root, file, options), cwd: root, foreignRoot });
  const { baseline, candidate } = roots;
  const request = { baseline: sideOf(baseline, candidate), candidate: sideOf(candidate, baseline), first, path: names, ordinal, plan };
  return ask('measurePair', candidate, request, options.node);
}

/** The value of an answer that has to be one. */
export function valueOf<T>(answer: ChildAnswer<T>): T {
  if (answer.state === 'failed') throw new Error(`${answer.failure.message}\n${answer.failure.stack}\n${answer.output}`);
  return answer.value;
}

/** The failure of an answer that has to be one. */
export function failureOf(answer: ChildAnswer<unknown>): RawFailure {
  if (answer.state === 'done') throw new Error('the child did not fail');
  return answer.failure;
}
