// What the tests of this folder share: they run inside the extension host, beside the extension.
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { EditorParts } from '../../../src/editor/extension.ts';

export const extension = () => vscode.extensions.getExtension<EditorParts | undefined>('laptime.laptime')!;

export async function parts(): Promise<EditorParts> {
  const exported = await extension().activate();
  assert.ok(exported, 'the extension gives its parts to tests');
  return exported;
}

export const root = () => vscode.workspace.workspaceFolders![0]!.uri;
export const uriOf = (file: string) => vscode.Uri.joinPath(root(), file);
export const pathOf = (file: string) => path.join(root().fsPath, file);
export const exists = (file: string) => fs.existsSync(pathOf(file));

/** Waits for a truth that comes by itself; says what did not come. */
export async function until<T>(what: string, look: () => T | Promise<T>, timeoutMs = 120_000): Promise<NonNullable<T>> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > endMs) throw new Error(`did not happen in ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** False on editors whose Node has no SQLite: everything works but history. */
export async function hasHistory(): Promise<boolean> {
  const engine = await (await parts()).folders.all[0]!.engine();
  return engine.historyProblem() === null;
}

export async function open(file: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uriOf(file)));
}

/** The labels below an item, as a tree of plain objects. */
export function labels(items: vscode.TestItemCollection): Record<string, unknown> {
  const sorted = [...items].map(([, item]) => item).toSorted((a, b) => (a.sortText ?? a.label).localeCompare(b.sortText ?? b.label));
  return Object.fromEntries(sorted.map((item) => [item.label, labels(item.children)]));
}

/** The item of a bench file, read. */
export async function fileItem(file: string): Promise<vscode.TestItem> {
  const { tree, discovery, folders } = await parts();
  const [folder] = folders.all;
  await discovery.searched(folder!);
  await discovery.read(folder!, file);
  const entry = tree.entry(folder!, file);
  assert.ok(entry, `${file} is listed`);
  return entry.item;
}

export async function itemOf(file: string, ...names: readonly string[]): Promise<vscode.TestItem> {
  const item = await fileItem(file);
  const found =
    item &&
    names.reduce<vscode.TestItem | undefined>(
      (parent, name) => parent && [...parent.children].map(([, child]) => child).find(({ label }) => label === name),
      item,
    );
  assert.ok(found, `${file} > ${names.join(' > ')} is listed`);
  return found;
}

/** What a test run was told, by the benchmark's label. */
export interface Told {
  readonly states: Map<string, string>;
  readonly messages: Map<string, vscode.TestMessage>;
  readonly output: string[];
  ended: boolean;
}

/** Listens to every test run that begins until `stop` is called. */
export async function listen(): Promise<Told & { stop(): void }> {
  const { controller } = await parts();
  const told: Told = { states: new Map(), messages: new Map(), output: [], ended: false };
  const original = controller.createTestRun;
  controller.createTestRun = (...args) => {
    const run = original.apply(controller, args);
    told.ended = false;
    const note = (state: string) => (item: vscode.TestItem) => void told.states.set(item.label, state);
    return new Proxy(run, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== 'function') return member;
        return (...values: never[]) => {
          const [item, message] = values as unknown as [vscode.TestItem, vscode.TestMessage];
          if (key === 'appendOutput') told.output.push(String(values[0]));
          else if (key === 'end') told.ended = true;
          else if (typeof key === 'string') note(key)(item);
          if (key === 'failed' || key === 'errored') told.messages.set(item.label, message);
          return Reflect.apply(member, target, values);
        };
      },
    });
  };
  return Object.assign(told, { stop: () => void (controller.createTestRun = original) });
}

/** Compares the states of a run, and says why what was not expected came out. */
export function assertStates(told: Told, expected: Record<string, string>): void {
  const reasons = [...told.messages].map(([label, { message }]) => `${label}: ${typeof message === 'string' ? message : message.value}`);
  assert.deepEqual(
    Object.fromEntries(told.states),
    expected,
    [`states ${JSON.stringify(Object.fromEntries(told.states))}`, ...reasons].join('\n'),
  );
}
