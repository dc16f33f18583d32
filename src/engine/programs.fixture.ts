import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { Recording } from '../model/profile.ts';
import type { RecordedProfile, RecordingParts } from './profiling/index.ts';

/** The Nodes that are tried: this one, and the oldest that is supported where the machine has it. */
export function testedNodes(): readonly (readonly [name: string, executable: string])[] {
  const oldest = ['/usr/local/bin/node', '/usr/bin/node'].find(
    (file) => existsSync(file) && execFileSync(file, ['--version']).toString().startsWith('v20.'),
  );
  return [['this Node', process.execPath], ...(oldest === undefined ? [] : [['Node 20', oldest] as const])];
}

/** A folder of its own with these files. */
export function createFolder(files: Readonly<Record<string, string>>): { readonly root: string; remove(): void } {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'laptime-recording-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

export const partsOf = (root: string, interval = 200): RecordingParts => ({ root, laptimeVersion: '1.2.3', interval, nowMs: Date.now });

/** Starts a program that prints a line when it is ready; resolves to that line. */
export async function start(
  executable: string,
  args: readonly string[],
  cwd: string,
  options: { readonly uid?: number } = {},
): Promise<{ readonly child: ChildProcess; readonly pid: number; readonly line: string }> {
  const child = spawn(executable, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'], ...options });
  const line = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  return { child, pid: child.pid!, line };
}

export function fetchText(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
}

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

export interface CpuProfileFile {
  readonly laptime: {
    readonly recording: Recording;
    readonly sourceMaps: Readonly<Record<string, { readonly sources: readonly string[] }>>;
  };
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: CallFrame;
    readonly hitCount: number;
    readonly children?: readonly number[];
    readonly positionTicks?: readonly { readonly line: number; readonly ticks: number }[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
  readonly startTime: number;
  readonly endTime: number;
}

export interface HeapNode {
  readonly callFrame: CallFrame;
  readonly selfSize: number;
  readonly children: readonly HeapNode[];
}

export const readCpu = ({ file }: Pick<RecordedProfile, 'file'>): CpuProfileFile =>
  JSON.parse(readFileSync(file, 'utf8')) as CpuProfileFile;
export const readHeap = ({ file }: Pick<RecordedProfile, 'file'>): Pick<CpuProfileFile, 'laptime'> & { readonly head: HeapNode } =>
  JSON.parse(readFileSync(file, 'utf8')) as Pick<CpuProfileFile, 'laptime'> & { readonly head: HeapNode };

/** Samples by name of the function, of those that have a name. */
export function samplesByName({ nodes, samples }: CpuProfileFile): ReadonlyMap<string, number> {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
  const counts = new Map<string, number>();
  for (const id of samples) counts.set(names.get(id)!, (counts.get(names.get(id)!) ?? 0) + 1);
  return counts;
}

/** Bytes by name of the function. */
export function bytesByName(head: HeapNode, found = new Map<string, number>()): ReadonlyMap<string, number> {
  const { functionName } = head.callFrame;
  found.set(functionName, (found.get(functionName) ?? 0) + head.selfSize);
  for (const child of head.children) bytesByName(child, found);
  return found;
}

/** Of all names but those in brackets, the one with most. */
export function hottest(counts: ReadonlyMap<string, number>): string | undefined {
  return [...counts]
    .filter(([name]) => !/^\((?:root|program|idle|garbage collector)\)$/.test(name))
    .toSorted((a, b) => b[1] - a[1])[0]?.[0];
}
