import * as vscode from 'vscode';
import type { Failures } from './failures.ts';
import { withoutLinks } from './wording.ts';

/** What can be done next, with one click. */
export interface Choice {
  readonly title: string;
  readonly act: () => unknown;
}

/** Tells something with what can be done next. Nobody need wait for it: it stands until the user closes it. */
export async function offer(text: string, choices: readonly Choice[], failures: Failures): Promise<void> {
  const chosen = await vscode.window.showInformationMessage(withoutLinks(text), ...choices);
  if (chosen) await failures.guard(chosen.title, chosen.act);
}
