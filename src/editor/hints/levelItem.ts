import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { Failures } from '../failures.ts';
import { hintSelector } from './codeActions.ts';
import type { Hints } from './hints.ts';
import { levelName } from './levels.ts';

/** Which hints are shown, beside the language of the active editor; its click chooses another level. */
export function registerLevelItem(hints: Hints, failures: Failures): Disposable {
  const owned = new DisposableStore();
  const item = owned.add(vscode.languages.createLanguageStatusItem('laptime.hints', hintSelector));
  item.name = vscode.l10n.t('Laptime Hints');
  item.command = { command: 'laptime.chooseHintLevel', title: vscode.l10n.t('Choose Level') };

  async function follow(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || vscode.languages.match(hintSelector, document) === 0) return;
    const chosen = hints.levelOf(document);
    const { level, problem } = chosen === 'off' ? { level: null, problem: null } : await hints.configured(document);
    if (vscode.window.activeTextEditor?.document !== document) return;
    const known = hints.known(document);
    item.text = vscode.l10n.t('Hints: {0}', levelName(chosen === 'configured' && level !== null ? level : chosen));
    item.severity = problem === null ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Warning;
    const left = hints.isLeftOut(document) ? vscode.l10n.t('this file is left out') : '';
    item.detail = problem ?? (known ? countText(known.count) : left);
  }

  const show = () => void failures.guard(vscode.l10n.t('showing the level of hints'), follow);
  owned.add(hints.onDidChange(show));
  owned.add(vscode.window.onDidChangeActiveTextEditor(show));
  show();
  return owned;
}

const countText = (count: number): string =>
  count === 0 ? vscode.l10n.t('none here') : count === 1 ? vscode.l10n.t('1 here') : vscode.l10n.t('{0} here', count);
