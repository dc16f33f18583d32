import * as vscode from 'vscode';
import type { Failures } from '../failures.ts';
import { PROFILE_EDITOR } from '../names.ts';
import { offer } from '../offer.ts';

const ASKED = 'laptime.profiles.askedForDefault';
const SETTING = 'workbench.editorAssociations';
/** Names that only profiles have. */
const PATTERNS = ['*.cpuprofile', '*.heapprofile', '*.cpuprofile.gz', '*.heapprofile.gz', '*.pprof', '*.pb.gz'];

/** Asks once, in all windows together, whether profiles are to be opened by Laptime from now on. */
export function offerDefault(memory: vscode.Memento, file: string, failures: Failures): void {
  if (!/\.(?:cpu|heap)profile$/.test(file) || memory.get(ASKED) === true) return;
  const set = vscode.workspace.getConfiguration().inspect<Record<string, string>>(SETTING)?.globalValue ?? {};
  if (PATTERNS.some((pattern) => pattern in set)) return;
  void memory.update(ASKED, true);
  const makeDefault = () => {
    const all = { ...set, ...Object.fromEntries(PATTERNS.map((pattern) => [pattern, PROFILE_EDITOR])) };
    return vscode.workspace.getConfiguration().update(SETTING, all, vscode.ConfigurationTarget.Global);
  };
  const choices = [
    { title: vscode.l10n.t('Make Default'), act: makeDefault },
    { title: vscode.l10n.t('Not Now'), act: () => undefined },
  ];
  void offer(vscode.l10n.t('Open CPU and heap profiles with Laptime from now on?'), choices, failures);
}
