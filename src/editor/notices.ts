import * as vscode from 'vscode';
import type { Folder } from './folders.ts';
import { terminalText } from './testing/terminalText.ts';

/** What the user should know besides results, once in a window: that a damaged history was set aside, that git refused. */
export class Notices {
  readonly #told = new Set<string>();

  /** In the output of a run, too, where there is one. */
  async tell(run: vscode.TestRun | null, folder: Folder): Promise<void> {
    const engine = await folder.engine();
    for (const notice of engine.notices()) {
      if (this.#told.has(notice)) continue;
      this.#told.add(notice);
      run?.appendOutput(terminalText(`${notice}\n`));
      void vscode.window.showWarningMessage(notice);
    }
  }
}
