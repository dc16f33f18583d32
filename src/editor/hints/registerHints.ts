import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import { FIX_ALL, HintActions, hintSelector } from './codeActions.ts';
import { Hints, type HintsOptions } from './hints.ts';
import { registerLevelItem } from './levelItem.ts';

/** Hints on the lines, what can be done about them, and their level. */
export function registerHints(options: HintsOptions): Disposable & { readonly hints: Hints } {
  const owned = new DisposableStore();
  const hints = owned.add(new Hints(options));
  owned.add(
    vscode.languages.registerCodeActionsProvider(hintSelector, new HintActions(hints), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
    }),
  );
  owned.add(registerLevelItem(hints, options.failures));
  return { hints, dispose: () => owned.dispose() };
}
