import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { Runs } from '../runs.ts';
import { FIX_ALL, HintActions, hintSelector } from './codeActions.ts';
import { Hints, type HintsOptions } from './hints.ts';
import { registerLevelItem } from './levelItem.ts';
import { MeasuredFixes } from './measuredFixes.ts';

export interface RegisteredHints extends Disposable {
  readonly hints: Hints;
  readonly measuredFixes: MeasuredFixes;
}

/** Hints on the lines, what can be done about them, and their level. */
export function registerHints(options: HintsOptions & { readonly runs: Runs }): RegisteredHints {
  const owned = new DisposableStore();
  const hints = owned.add(new Hints(options));
  owned.add(
    vscode.languages.registerCodeActionsProvider(hintSelector, new HintActions(hints), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
    }),
  );
  owned.add(registerLevelItem(hints, options.failures));
  const measuredFixes = owned.add(new MeasuredFixes({ ...options, hints }));
  return { hints, measuredFixes, dispose: () => owned.dispose() };
}
