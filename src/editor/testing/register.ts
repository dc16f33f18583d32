import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { ProfileKind } from '../../model/profile.ts';
import type { PresetName } from '../../model/run.ts';
import type { Folders } from '../folders.ts';
import { runOnSave } from './continuous.ts';
import type { Discovery } from './discovery.ts';
import type { BenchmarkProfiler } from './profiler.ts';
import type { BenchmarkRunner } from './runner.ts';
import { runnableTag, type BenchmarkTree } from './tree.ts';

function profileLabels(): readonly (readonly [preset: PresetName | undefined, label: string])[] {
  return [
    [undefined, vscode.l10n.t('Run Benchmarks')],
    ['quick', vscode.l10n.t('Run Benchmarks (quick)')],
    ['standard', vscode.l10n.t('Run Benchmarks (standard)')],
    ['thorough', vscode.l10n.t('Run Benchmarks (thorough)')],
  ];
}

function recordingLabels(): readonly (readonly [kind: ProfileKind, label: string])[] {
  return [
    ['cpu', vscode.l10n.t('CPU profile')],
    ['heap', vscode.l10n.t('Heap profile')],
  ];
}

/** Joins the tree to the Testing view: what is asked for when an item is opened, refreshed or run. */
export function registerTesting(
  folders: Folders,
  tree: BenchmarkTree,
  discovery: Discovery,
  runner: BenchmarkRunner,
  profiler: BenchmarkProfiler,
  controller: vscode.TestController,
): Disposable {
  controller.resolveHandler = async (item) => {
    if (!item) return discovery.start();
    const located = tree.locate(item);
    if (located?.kind === 'file') await discovery.read(located.folder, located.file);
  };
  controller.refreshHandler = async () => {
    await Promise.all(folders.all.map((folder) => discovery.search(folder)));
    const read = folders.all.flatMap((folder) => tree.entries(folder)).filter(({ content }) => content !== undefined);
    await Promise.all(read.map(({ folder, file }) => discovery.read(folder, file)));
  };
  const owned = new DisposableStore();
  for (const [preset, label] of profileLabels()) {
    const isDefault = preset === undefined;
    const profile = owned.add(
      controller.createRunProfile(
        label,
        vscode.TestRunProfileKind.Run,
        async (request, token) => {
          if (request.continuous) runOnSave(runner, tree, folders, request, preset, token);
          else await runner.run(request, preset, token);
        },
        isDefault,
        runnableTag,
        true,
      ),
    );
    profile.configureHandler = () => void vscode.commands.executeCommand('laptime.openConfiguration');
  }
  for (const [kind, label] of recordingLabels()) {
    const record = (request: vscode.TestRunRequest, token: vscode.CancellationToken) => profiler.run(request, kind, token);
    owned.add(controller.createRunProfile(label, vscode.TestRunProfileKind.Run, record, false, runnableTag));
  }
  return owned;
}
