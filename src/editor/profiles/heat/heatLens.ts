import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../base/lifecycle.ts';
import type { FunctionHeat } from '../../../model/profile.ts';
import type { SettingsSource } from '../../settings.ts';
import { withoutIcons } from '../../wording.ts';
import { functionText, shareText } from '../profileTexts.ts';
import type { DocumentHeat } from './documentHeat.ts';
import type { Heat } from './heat.ts';

/** A function with less of the profile has no lens. */
const LEAST_SHARE = 0.005;

/** Totals of functions above them, for those who turned it on. */
export function registerHeatLens(heat: Heat, settings: SettingsSource): Disposable {
  const owned = new DisposableStore();
  const changed = owned.add(new vscode.EventEmitter<void>());
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const known = settings.for(document.uri).heatFunctionLens ? heat.of(document) : undefined;
      return known?.functions(isWorthOf(known)).map(({ range, of }) => lensOf(known, range.start, of));
    },
  };
  owned.add(heat.onDidChange(() => changed.fire()));
  owned.add(vscode.languages.registerCodeLensProvider({ scheme: 'file' }, provider));
  return owned;
}

const isWorthOf =
  ({ heat: { whole } }: DocumentHeat) =>
  ({ total }: FunctionHeat): boolean =>
    whole > 0 && total / whole >= LEAST_SHARE;

function lensOf({ heat: { whole }, stale }: DocumentHeat, at: vscode.Position, one: FunctionHeat): vscode.CodeLens {
  const cost = vscode.l10n.t('{0} total, {1} self', shareText(one.total, whole), shareText(one.self, whole));
  const title = withoutIcons(`${functionText(one, 40)}: ${cost}${stale ? ` · ${vscode.l10n.t('stale')}` : ''}`);
  const command = { title, tooltip: vscode.l10n.t('Show in the flame graph'), command: 'laptime.showInFlameGraph' };
  return new vscode.CodeLens(new vscode.Range(at, at), { ...command, arguments: [one.functionId] });
}
