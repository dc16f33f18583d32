import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import type { Engine, SavedBaseline } from '../../engine/engine.ts';
import { isBaselineName } from '../../model/baselineName.ts';
import { signalOf } from '../cancellation.ts';
import { saveBeforeRun } from '../testing/saveBeforeRun.ts';
import { requireTrust } from '../trust.ts';
import { agoText, oneLine } from '../wording.ts';
import { chooseFolder, type CommandParts, type Commands } from './parts.ts';
import { baselineItem } from './revisionItems.ts';

/** What `showInputBox` says of a name: an error, or what saving replaces. */
function remarkOn(text: string, saved: readonly SavedBaseline[]): string | vscode.InputBoxValidationMessage | undefined {
  const name = text.trim().normalize('NFC');
  if (!isBaselineName(name)) {
    return name === ''
      ? vscode.l10n.t('A name is needed.')
      : vscode.l10n.t('Use letters and digits, with single . / and any - _ between them.');
  }
  const known = saved.find((each) => each.name === name);
  if (!known) return undefined;
  const message = vscode.l10n.t('This replaces the one that was saved {0}.', agoText(known.savedAtMs, Date.now()));
  return { message, severity: vscode.InputBoxValidationSeverity.Warning };
}

async function askName(engine: Engine): Promise<string | undefined> {
  const saved = await engine.savedBaselines(new AbortController().signal);
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Save Baseline'),
    prompt: vscode.l10n.t('What is on disk is saved under this name, uncommitted and untracked files too, to be compared with later.'),
    placeHolder: 'before',
    value: saved.some(({ name }) => name === 'before') ? '' : 'before',
    validateInput: (text) => remarkOn(text, saved),
  });
}

export function baselineCommands({ folders }: CommandParts): Commands {
  /** From a keybinding comes the name: then another of that name is replaced. */
  async function save(wanted: unknown): Promise<void> {
    // The filters of the git configuration run.
    requireTrust();
    const folder = await chooseFolder(folders);
    if (!folder) return;
    const engine = await folder.engine();
    const name = typeof wanted === 'string' ? wanted : await askName(engine);
    if (name === undefined) return;
    await saveBeforeRun();
    const title = vscode.l10n.t('Saving the baseline {0}', oneLine(name, 60));
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const { baseline, notes } = await vscode.window.withProgress(options, (_progress, token) =>
      engine.saveBaseline({ name, replace: true }, signalOf(token)),
    );
    const done = vscode.l10n.t('Saved the baseline {0}: "Compare With…" has it from now on.', baseline.name);
    void vscode.window.showInformationMessage([done, ...notes].join(' '));
  }

  async function remove(wanted: unknown): Promise<void> {
    requireTrust();
    const folder = await chooseFolder(folders);
    if (!folder) return;
    const engine = await folder.engine();
    const { signal } = new AbortController();
    if (typeof wanted === 'string') return engine.removeBaseline(wanted, signal);
    const saved = await engine.savedBaselines(signal);
    if (saved.length === 0) throw new UserError('no-baselines', vscode.l10n.t('No baseline is saved: there is nothing to remove.'));
    const items = saved.map((each) => ({ ...baselineItem(each, Date.now()), name: each.name }));
    const picked = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Remove Baselines'),
      placeHolder: vscode.l10n.t('Those that are no longer needed'),
      canPickMany: true,
    });
    for (const { name } of picked ?? []) await engine.removeBaseline(name, signal);
  }

  return { 'laptime.saveBaseline': save, 'laptime.removeBaseline': remove };
}
