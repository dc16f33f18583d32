import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import { markdownWithCommands } from '../markdown.ts';
import type { Monitoring } from './monitoring.ts';
import { MONITOR_LINKED, monitorShown } from './monitorStatusTexts.ts';

/** What the status bar says of the machine and of the program that was watched last. */
export class MonitorStatus implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #item = this.#owned.add(vscode.window.createStatusBarItem('laptime.monitor', vscode.StatusBarAlignment.Left, 8));
  readonly #monitoring: Monitoring;
  #text: string | null = null;
  /** Undefined before anything was shown. */
  #shownFolder: string | null | undefined;

  constructor(monitoring: Monitoring) {
    this.#monitoring = monitoring;
    this.#item.name = vscode.l10n.t('Laptime: monitor');
    this.#leadTo(null);
    this.#owned.add(monitoring.onDidChange(() => this.#show()));
  }

  /** What is shown; null where nothing is. */
  get text(): string | null {
    return this.#text;
  }

  #show(): void {
    const { all, alerts, isStatusShown } = this.#monitoring;
    const [first] = all;
    if (!first || !isStatusShown) {
      this.#text = null;
      return this.#item.hide();
    }
    const watched = all.flatMap((of) => of.running.map((program) => ({ program, of }))).at(-1);
    const program = watched && {
      program: watched.program,
      prefix: watched.of.engine.monitor.prefixOf(watched.program.id),
      source: watched.of.engine.monitor,
      folder: watched.of.folder.uri.toString(),
    };
    const { icon, text, label, tooltip, isWarning } = monitorShown({ source: first.engine.monitor, program: program ?? null, alerts });
    this.#text = text;
    this.#item.text = `$(${icon}) ${text}`;
    this.#item.accessibilityInformation = { label };
    this.#item.tooltip = markdownWithCommands(tooltip, MONITOR_LINKED);
    this.#leadTo(program?.folder ?? null);
    this.#item.backgroundColor = isWarning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }

  /** The editor forgets the command it had, and a click may be under way: it stays the same as long as it can. */
  #leadTo(folder: string | null): void {
    if (folder === this.#shownFolder) return;
    this.#shownFolder = folder;
    const shows = { title: vscode.l10n.t('Monitor'), command: 'laptime.showMonitor' };
    this.#item.command = folder === null ? shows : { ...shows, arguments: [folder] };
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
