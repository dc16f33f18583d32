import * as vscode from 'vscode';
import { isCancellation, isUserError } from '../base/errors.ts';
import { withoutLinks } from './wording.ts';

/** The one place of the editor where errors end. */
export interface Failures {
  /**
   * Shows a `UserError` as it is; logs anything else with its stack and offers the log. Cancellation is silent.
   * `doing` names what failed, in the log and in the message of a bug.
   */
  report(doing: string, error: unknown): void;
  /** Runs the work and reports what it throws; the result is then undefined. */
  guard<T>(doing: string, work: () => T | PromiseLike<T>): Promise<T | undefined>;
}

interface Remedy {
  readonly title: string;
  readonly apply: () => unknown;
}

/** What can be done about an error with one click. */
function remedyFor(error: unknown, log: vscode.LogOutputChannel): Remedy | undefined {
  const command = (title: string, id: string, ...args: unknown[]): Remedy => ({
    title,
    apply: () => vscode.commands.executeCommand(id, ...args),
  });
  if (!isUserError(error)) return { title: vscode.l10n.t('Show Log'), apply: () => log.show() };
  switch (error.code) {
    case 'untrusted':
      return command(vscode.l10n.t('Manage Workspace Trust'), 'workbench.trust.manage');
    case 'no-bench-files':
      return command(vscode.l10n.t('New Bench File'), 'laptime.newBenchFile');
    case 'node-not-found':
    case 'node-too-old':
      return command(vscode.l10n.t('Open Settings'), 'workbench.action.openSettings', 'laptime.node.executable');
    default:
      return undefined;
  }
}

export function createFailures(log: vscode.LogOutputChannel): Failures {
  async function show(doing: string, error: unknown): Promise<void> {
    if (isCancellation(error) || error instanceof vscode.CancellationError) return;
    const known = isUserError(error);
    if (known) log.warn(`${doing}: ${error.code}: ${error.message}`);
    else log.error(error instanceof Error ? error : new Error(String(error)), doing);
    const message = known ? error.message : vscode.l10n.t('Laptime could not finish: {0}. The log says why.', doing);
    const remedy = remedyFor(error, log);
    // Names of functions, files and benchmarks are in it.
    const chosen = await vscode.window.showErrorMessage(withoutLinks(message), ...(remedy ? [remedy.title] : []));
    if (remedy && chosen === remedy.title) remedy.apply();
  }

  const report = (doing: string, error: unknown): void => void show(doing, error);
  return {
    report,
    async guard(doing, work) {
      try {
        return await work();
      } catch (error) {
        report(doing, error);
        return undefined;
      }
    },
  };
}
