import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { activeFileEditor } from '../activeEditor.ts';
import type { Failures } from '../failures.ts';
import type { Folder, Folders } from '../folders.ts';
import type { HeapView } from '../heap/heapView.ts';
import type { MeasuredFixes } from '../hints/measuredFixes.ts';
import type { Insights } from '../insight/insights.ts';
import type { AlertSecrets } from '../monitoring/alertSecrets.ts';
import type { DebugWatching } from '../monitoring/debugWatching.ts';
import type { LocalServers } from '../monitoring/localServers.ts';
import type { Monitoring } from '../monitoring/monitoring.ts';
import type { MonitorView } from '../monitoring/monitorView.ts';
import type { Notices } from '../notices.ts';
import type { Panel } from '../panel/panel.ts';
import type { Profiles } from '../profiles/profiles.ts';
import type { DebugSessions } from '../profiling/debugSessions.ts';
import type { Recorder } from '../profiling/recorder.ts';
import type { Recordings } from '../profiling/recordings.ts';
import type { Results } from '../results.ts';
import type { Runs } from '../runs.ts';
import type { SettingsSource } from '../settings.ts';
import type { BenchmarkComparer } from '../testing/comparer.ts';
import type { Discovery } from '../testing/discovery.ts';
import type { BenchmarkProfiler } from '../testing/profiler.ts';
import type { BenchmarkRunner } from '../testing/runner.ts';
import type { BenchmarkTree } from '../testing/tree.ts';

/** What commands work with. */
export interface CommandParts {
  readonly extensionUri: vscode.Uri;
  readonly folders: Folders;
  readonly tree: BenchmarkTree;
  readonly discovery: Discovery;
  readonly runner: BenchmarkRunner;
  readonly comparer: BenchmarkComparer;
  readonly runs: Runs;
  readonly results: Results;
  readonly panel: Panel;
  readonly profiles: Profiles;
  readonly profiler: BenchmarkProfiler;
  readonly recorder: Recorder;
  readonly recordings: Recordings;
  readonly debugSessions: DebugSessions;
  readonly measuredFixes: MeasuredFixes;
  readonly insights: Insights;
  readonly heapView: HeapView;
  readonly monitoring: Monitoring;
  readonly monitorView: MonitorView;
  readonly alertSecrets: AlertSecrets;
  readonly debugWatching: DebugWatching;
  readonly localServers: LocalServers;
  readonly settings: SettingsSource;
  /** Of the workspace: what the user chose the last time. */
  readonly memory: vscode.Memento;
  readonly notices: Notices;
  readonly failures: Failures;
  readonly log: vscode.LogOutputChannel;
}

/** By id. Arguments come from anybody who executes the command: each command checks its own. */
export type Commands = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** Commands that only a lens or a list calls: the others are in package.json. */
export const internalCommands: readonly string[] = [
  'laptime.runItem',
  'laptime.profileNode',
  'laptime.openProfiledFunction',
  'laptime.openAllocation',
  'laptime.openRulePage',
  'laptime.measureFix',
  'laptime.openMonitorRow',
];

/** The folder whose engine has this root, where one has; otherwise as `chooseFolder`. */
export async function folderOf(folders: Folders, root: unknown): Promise<Folder | undefined> {
  return folders.all.find(({ engineIfMade }) => engineIfMade && engineIfMade.root === root) ?? (await chooseFolder(folders));
}

/** The folder a command is about: that of the active editor, the only one, or the one the user picks; undefined when they pick none. */
export async function chooseFolder(folders: Folders): Promise<Folder | undefined> {
  const active = activeFileEditor()?.document.uri;
  const located = active && folders.locate(active);
  if (located) return located.folder;
  const [first, ...others] = folders.all;
  if (!first)
    throw new UserError('no-folder', vscode.l10n.t('Open a folder on this machine first: Laptime works on the files of a workspace.'));
  if (others.length === 0) return first;
  const picks = folders.all.map((folder) => ({ label: folder.name, description: folder.uri.fsPath, folder }));
  return (await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Which folder?') }))?.folder;
}
