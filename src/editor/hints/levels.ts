import * as vscode from 'vscode';
import type { HintLevel } from '../../model/hint.ts';

/** What the setting may hold: a level, what `laptime.config.json` says, or nothing at all. */
export const hintChoices = ['configured', 'off', 'conservative', 'balanced', 'aggressive', 'maximum'] as const;
export type HintChoice = (typeof hintChoices)[number];

export const isHintChoice = (value: string): value is HintChoice => (hintChoices as readonly string[]).includes(value);

/** Null where `laptime.config.json` says it: also where nothing is to be marked in editors, for who asks all the same. */
export const levelIn = (choice: HintChoice): HintLevel | null => (choice === 'configured' || choice === 'off' ? null : choice);

export function levelName(choice: HintChoice): string {
  switch (choice) {
    case 'configured':
      return vscode.l10n.t('as configured');
    case 'off':
      return vscode.l10n.t('off');
    case 'conservative':
      return vscode.l10n.t('conservative');
    case 'balanced':
      return vscode.l10n.t('balanced');
    case 'aggressive':
      return vscode.l10n.t('aggressive');
    case 'maximum':
      return vscode.l10n.t('maximum');
  }
}

function meaningOf(choice: HintChoice, configured: HintLevel): string {
  switch (choice) {
    case 'configured':
      return vscode.l10n.t('what laptime.config.json says: {0}', levelName(configured));
    case 'off':
      return vscode.l10n.t('no hints');
    case 'conservative':
      return vscode.l10n.t('only on lines that a profile says are hot');
    case 'balanced':
      return vscode.l10n.t('hot ones as warnings; elsewhere what is slow wherever it stands');
    case 'aggressive':
      return vscode.l10n.t('also, faded, where a profile says that it hardly matters');
    case 'maximum':
      return vscode.l10n.t('also what gains little');
  }
}

/** Asks for a level; undefined where the user wants none. */
export async function askForLevel(now: HintChoice, configured: HintLevel): Promise<HintChoice | undefined> {
  const picks = hintChoices.map((choice) => ({
    label: `${choice === now ? '$(check)' : '$(blank)'} ${levelName(choice)}`,
    description: meaningOf(choice, configured),
    choice,
  }));
  return (await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Which hints are shown?'), matchOnDescription: true }))
    ?.choice;
}

/** Where it is set already, as near to the file as that is; else for the user. */
export async function writeLevel(choice: HintChoice, scope: vscode.Uri | undefined): Promise<void> {
  const section = vscode.workspace.getConfiguration('laptime', scope ?? null);
  const set = section.inspect('hints.level');
  const target =
    set?.workspaceFolderValue !== undefined
      ? vscode.ConfigurationTarget.WorkspaceFolder
      : set?.workspaceValue !== undefined
        ? vscode.ConfigurationTarget.Workspace
        : vscode.ConfigurationTarget.Global;
  await section.update('hints.level', choice, target);
}
