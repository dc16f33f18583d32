// What the tests of recording share: they run inside the extension host, beside the extension.
import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { parts, until } from './extension.ts';

interface CpuProfile {
  readonly nodes: readonly { readonly callFrame: { readonly functionName: string; readonly url: string }; readonly hitCount?: number }[];
  readonly laptime: {
    readonly recording: { readonly title: string; readonly source: { readonly kind: string }; readonly commit: string | null };
  };
}

export const engine = async () => (await parts()).folders.all[0]!.engine();
/** The profiles that are kept, newest first. */
export const kept = async () => (await (await engine()).recordedProfiles()).map(({ file }) => file);

export function readCpu(file: string): CpuProfile {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as CpuProfile;
}

/** The function, or the name of the file, that most samples fell on, of those with a source. What is inlined may count for its caller. */
export function hottest(file: string, what: 'function' | 'file' = 'function'): string {
  const hits = new Map<string, number>();
  for (const { callFrame, hitCount = 0 } of readCpu(file).nodes) {
    const name = what === 'function' ? callFrame.functionName : path.posix.basename(callFrame.url);
    if (callFrame.url !== '') hits.set(name, (hits.get(name) ?? 0) + hitCount);
  }
  return [...hits].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** The profile that some work leaves behind; fails when there is none, or several. */
export async function recordedBy(work: () => unknown): Promise<string> {
  const before = new Set(await kept());
  const errors = answer('showErrorMessage', () => undefined);
  try {
    await work();
  } finally {
    errors.restore();
  }
  const made = (await kept()).filter((file) => !before.has(file));
  assert.equal(made.length, 1, `${made.length} profiles were recorded. ${errors.asked.join(' ')}`);
  return made[0]!;
}

/** Files of profiles that are shown in tabs. */
export const shown = () =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(({ input }) => (input instanceof vscode.TabInputCustom && input.viewType === 'laptime.profile' ? [input.uri.fsPath] : [])),
  );

/** Answers the question that comes up next, by what its message says; tells what was asked. */
export function answer(
  method: 'showInformationMessage' | 'showWarningMessage' | 'showErrorMessage',
  choose: (items: readonly string[]) => string | undefined,
) {
  const asked: string[] = [];
  const original = vscode.window[method];
  const replace = (value: unknown) => void Object.assign(vscode.window, { [method]: value });
  replace((message: string, ...items: unknown[]) => {
    asked.push(message);
    return Promise.resolve(choose(items.filter((item): item is string => typeof item === 'string')));
  });
  return { asked, restore: () => replace(original) };
}

/** What runs below this window by its command line. */
function below(): string[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const all = lines.flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
  const children = (parent: number): string[] =>
    all.filter((one) => one.parent === parent).flatMap(({ pid, command }) => [command, ...children(pid)]);
  return children(process.pid);
}
export const measuring = () => below().filter((command) => /[\\/]dist[\\/](?:harness|keeper)|profiled[\\/]/.test(command));

/** Waits for what still records, or ends its processes, after a test. */
export async function settled(): Promise<void> {
  const { recordings, runs } = await parts();
  await until('nothing is recorded any more', () => recordings.all.length === 0 && runs.running === null);
}
