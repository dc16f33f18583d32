import * as path from 'node:path';
import * as vscode from 'vscode';
import { isCancellation, UserError } from '../../../base/errors.ts';
import type { BenchmarkAddress, LeakProgress, LeakRequest, ProcessAddress } from '../../../engine/engine.ts';
import type { ProfiledFunction } from '../../../model/profile.ts';
import { signalOf } from '../../cancellation.ts';
import type { Folder } from '../../folders.ts';
import { mayOpenInspector } from '../../profiling/mayOpenInspector.ts';
import { pickProcess } from '../../profiling/pickProcess.ts';
import { labelOf } from '../../testing/runner.ts';
import { saveBeforeRun } from '../../testing/saveBeforeRun.ts';
import { selectionsOf } from '../../testing/selections.ts';
import { requireTrust } from '../../trust.ts';
import { oneLine, withoutLinks } from '../../wording.ts';
import { chooseFolder, folderOf, type CommandParts, type Commands } from '../parts.ts';
import { itemAtCursor, itemsAmong } from '../targets.ts';

const SEARCH_SECONDS = 30;
const MOST_SECONDS = 24 * 3600;

/** Heap snapshots, and what leaks. */
export function heapCommands(parts: CommandParts): Commands {
  const { failures, folders, heapView, memory, runs, settings, tree } = parts;

  function requireTrustForHeaps(): void {
    requireTrust(
      vscode.l10n.t(
        'Looking at the heap of a program or benchmark executes or reads code, and the workspace is not trusted. Trust it first.',
      ),
    );
  }

  /** `argument`: a pid or an address, from a keybinding or a test; else the user picks. */
  async function chooseProcess(folder: Folder, argument: unknown): Promise<ProcessAddress | undefined> {
    if (typeof argument === 'number') return { pid: argument };
    if (typeof argument === 'string') return { inspector: argument };
    const picked = await pickProcess(folder, failures);
    if (!picked) return undefined;
    if ('inspector' in picked) return { inspector: picked.inspector };
    const { process } = picked;
    if (process.inspector === null && process.isOwn && !(await mayOpenInspector(process, memory))) return undefined;
    return { pid: process.pid };
  }

  async function withProgress<T>(title: string, work: (report: (message: string) => void, signal: AbortSignal) => Promise<T>): Promise<T> {
    return vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: withoutLinks(title), cancellable: true },
      (progress, token) => work((message) => progress.report({ message }), signalOf(token)),
    );
  }

  async function open(folder: Folder, file: string): Promise<void> {
    const engine = await folder.engine();
    const name = path.basename(file);
    const summary = await withProgress(vscode.l10n.t('Reading {0}', oneLine(name, 60)), (_, signal) =>
      engine.readHeapSnapshot(file, signal),
    );
    await heapView.show({ kind: 'snapshot', summary });
  }

  async function takeSnapshot(argument: unknown, target: unknown): Promise<void> {
    requireTrustForHeaps();
    const benchmark = itemsAmong([argument])[0];
    const chosen = benchmark ? await benchmarkOf([benchmark]) : undefined;
    const folder = chosen?.folder ?? (await chooseFolder(folders));
    const address = chosen?.request ?? (folder && (await chooseProcess(folder, argument)));
    if (!folder || !address) return;
    const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-').slice(0, 19);
    const proposed = vscode.Uri.joinPath(folder.uri, `heap-${stamp}.heapsnapshot`);
    const file =
      typeof target === 'string'
        ? target
        : (await vscode.window.showSaveDialog({ defaultUri: proposed, filters: { [vscode.l10n.t('Heap snapshots')]: ['heapsnapshot'] } }))
            ?.fsPath;
    if (file === undefined) return;
    await withProgress(vscode.l10n.t('Taking a heap snapshot'), async (_, signal) => {
      if (!benchmark) return (await folder.engine()).takeHeapSnapshot(address, file, signal);
      // In its turn, as when it is measured.
      return runs.record(folder, labelOf([benchmark]), (engine, cancelled) => engine.takeHeapSnapshot(address, file, cancelled), signal);
    });
    await open(folder, file);
  }

  async function pickFiles(many: boolean, title: string): Promise<readonly string[] | undefined> {
    const picked = await vscode.window.showOpenDialog({
      title,
      canSelectMany: many,
      filters: { [vscode.l10n.t('Heap snapshots')]: ['heapsnapshot'] },
    });
    return picked?.map(({ fsPath }) => fsPath);
  }

  async function openSnapshot(argument: unknown): Promise<void> {
    const folder = await chooseFolder(folders);
    const file = argument instanceof vscode.Uri ? argument.fsPath : (await pickFiles(false, vscode.l10n.t('Open Heap Snapshot')))?.[0];
    if (folder && file !== undefined) await open(folder, file);
  }

  /** From the explorer come all that are selected. Snapshots of a process are named or saved in the order they were taken in. */
  async function compareSnapshots(first: unknown, selected: unknown): Promise<void> {
    const folder = await chooseFolder(folders);
    if (!folder) return;
    const given = Array.isArray(selected) ? selected : [first, selected];
    let files: readonly string[] = given.filter((one) => one instanceof vscode.Uri).map(({ fsPath }) => fsPath);
    if (files.length === 0) files = (await pickFiles(true, vscode.l10n.t('Compare Snapshots: choose two'))) ?? [];
    if (files.length === 0) return;
    if (files.length !== 2) throw new UserError('not-two', vscode.l10n.t('Two heap snapshots are compared: choose two files.'));
    const [baseline, candidate] = (await inOrder(files)) as [string, string];
    const engine = await folder.engine();
    const comparison = await withProgress(vscode.l10n.t('Comparing heap snapshots'), (_, signal) =>
      engine.compareHeapSnapshots(baseline, candidate, signal),
    );
    await heapView.show({ kind: 'comparison', comparison });
  }

  async function search(folder: Folder, label: string, request: LeakRequest): Promise<void> {
    const title = vscode.l10n.t('Looking for leaks in {0}', oneLine(label, 60));
    const report = await withProgress(title, (tell, signal) => {
      const onProgress = (progress: LeakProgress) => {
        const text = stepText(progress);
        if (text !== null) tell(text);
      };
      // A benchmark in its turn: it must not disturb one that is being measured.
      if (request.kind === 'benchmark')
        return runs.record(folder, label, (engine, cancelled) => engine.findLeaks(request, onProgress, cancelled), signal);
      return folder.engine().then((engine) => engine.findLeaks(request, onProgress, signal));
    });
    await heapView.show({ kind: 'leaks', report, root: folder.uri.fsPath });
  }

  async function benchmarkOf(items: readonly vscode.TestItem[]): Promise<{ readonly folder: Folder; readonly request: BenchmarkAddress }> {
    await saveBeforeRun();
    const [selected, ...others] = selectionsOf(tree, items, []);
    if (!selected || others.length > 0 || items.length !== 1)
      throw new UserError('not-one-benchmark', vscode.l10n.t('The heap is looked at in one benchmark at a time: choose one.'));
    const { folder, selections } = selected;
    const { nodeExecutable } = settings.for(folder.uri);
    return { folder, request: { selections, ...(nodeExecutable !== null && { nodeExecutable }) } };
  }

  async function findLeakOf(items: readonly vscode.TestItem[]): Promise<void> {
    requireTrustForHeaps();
    const { folder, request } = await benchmarkOf(items);
    await search(folder, labelOf(items), { kind: 'benchmark', ...request });
  }

  /** `root`: of the folder, from a row of the monitor. */
  async function findLeakInProcess(argument: unknown, seconds: unknown, root: unknown): Promise<void> {
    requireTrustForHeaps();
    const folder = await folderOf(folders, root);
    const address = folder && (await chooseProcess(folder, argument));
    if (!folder || !address) return;
    const length = typeof seconds === 'number' ? seconds : await askSeconds();
    if (length === undefined) return;
    const label = 'pid' in address ? vscode.l10n.t('process {0}', address.pid) : address.inspector;
    await search(folder, label, { kind: 'process', seconds: length, ...address });
  }

  /** Cancelling is silent. */
  const quietly =
    (act: (...args: unknown[]) => Promise<void>) =>
    async (...args: unknown[]): Promise<void> => {
      try {
        await act(...args);
      } catch (error) {
        if (!isCancellation(error)) throw error;
      }
    };

  return {
    'laptime.takeHeapSnapshot': quietly(takeSnapshot),
    'laptime.openHeapSnapshot': quietly(openSnapshot),
    'laptime.compareHeapSnapshots': quietly(compareSnapshots),
    'laptime.findLeakAtCursor': quietly(async () => findLeakOf([await itemAtCursor(parts)])),
    'laptime.findLeakItem': quietly((...args) => findLeakOf(itemsAmong(args).slice(0, 1))),
    'laptime.findLeakInProcess': quietly(findLeakInProcess),
    'laptime.clearHeap': () => heapView.show(null),
    'laptime.openAllocation': (place) => heapView.open(place as ProfiledFunction),
  };
}

/** The earlier one first, as they were saved. */
async function inOrder(files: readonly string[]): Promise<readonly string[]> {
  const dated = await Promise.all(
    files.map(async (file) => ({ file, savedMs: (await vscode.workspace.fs.stat(vscode.Uri.file(file))).mtime })),
  );
  return dated.toSorted((a, b) => a.savedMs - b.savedMs).map(({ file }) => file);
}

async function askSeconds(): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Find Leak in Process'),
    prompt: vscode.l10n.t('For how many seconds? It needs its usual load meanwhile, and stands still for each of up to five snapshots.'),
    value: String(SEARCH_SECONDS),
    validateInput: (value) => (isSeconds(value) ? undefined : vscode.l10n.t('A number of seconds from 1 to {0} is needed.', MOST_SECONDS)),
  });
  return text === undefined ? undefined : Number(text);
}

const isSeconds = (text: string): boolean => /^\d+$/u.test(text) && Number(text) >= 1 && Number(text) <= MOST_SECONDS;

function stepText(progress: LeakProgress): string | null {
  switch (progress.kind) {
    case 'preparing':
      return progress.message;
    case 'round':
      return progress.round === 0 ? vscode.l10n.t('warming up') : vscode.l10n.t('round {0} of {1}', progress.round, progress.rounds);
    case 'output':
      return null;
  }
}
