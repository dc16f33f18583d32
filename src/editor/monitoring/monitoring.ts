import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { Alert } from '../../model/alert.ts';
import type { Metric } from '../../model/metric.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import type { Failures } from '../failures.ts';
import type { Folder, Folders } from '../folders.ts';
import type { ContextKey } from '../names.ts';
import type { SettingsSource } from '../settings.ts';
import type { AlertSecrets } from './alertSecrets.ts';
import { FolderMonitor, type FolderMonitorParts } from './folderMonitor.ts';

export interface MonitoringParts {
  readonly folders: Folders;
  readonly settings: SettingsSource;
  readonly secrets: AlertSecrets;
  readonly failures: Failures;
  readonly onMessage: FolderMonitorParts['onMessage'];
}

/** While nobody can be looking at the window. */
const UNFOCUSED_EVERY_MS = 15_000;

/** What the machine and the watched programs do, for all that shows it. The folders of the window each have their programs and alerts. */
export class Monitoring implements Disposable {
  readonly #parts: MonitoringParts;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #opened = new Map<Folder, Promise<FolderMonitor>>();
  /** In the order of the folders. */
  #all: readonly FolderMonitor[] = [];
  readonly #context = new Map<ContextKey, boolean>();
  #isViewShown = false;
  readonly onDidChange = this.#changed.event;

  constructor(parts: MonitoringParts) {
    const { failures, folders, settings } = parts;
    this.#parts = parts;
    const follow = () => this.#follow();
    this.#owned.add(settings.onDidChange(follow));
    this.#owned.add(vscode.window.onDidChangeWindowState(follow));
    this.#owned.add(folders.onDidChange(() => void failures.guard(vscode.l10n.t('watching the machine'), () => this.start())));
    this.#owned.add(
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        const located = folders.locate(uri);
        if (located) this.#all.find(({ folder }) => folder === located.folder)?.markSave(located.file);
      }),
    );
  }

  /** Those that have been opened: one for each folder, the one that has the machine first. */
  get all(): readonly FolderMonitor[] {
    return this.#all;
  }

  get alerts(): readonly Alert[] {
    return this.#all.flatMap(({ alerts }) => alerts);
  }

  /** What runs and is watched. */
  get programs(): readonly WatchedProgram[] {
    return this.#all.flatMap(({ running }) => running);
  }

  /** Whether the status bar has anything to show by the setting. */
  get isStatusShown(): boolean {
    const { statusBar } = this.#parts.settings.for().monitoring;
    return statusBar === 'always' || (statusBar === 'whileWatching' && this.programs.length > 0);
  }

  /** The view is in sight, or no more. */
  showView(isShown: boolean): void {
    this.#isViewShown = isShown;
    this.#follow();
  }

  /** Opens what is there, and forgets what is gone. */
  async start(): Promise<void> {
    const { folders } = this.#parts;
    for (const folder of this.#opened.keys()) if (!folders.all.includes(folder)) this.#opened.delete(folder);
    this.#all = this.#all.filter(({ folder }) => folders.all.includes(folder));
    await Promise.all(folders.all.map((folder) => this.of(folder)));
    this.#follow();
  }

  of(folder: Folder): Promise<FolderMonitor> {
    const known = this.#opened.get(folder);
    if (known) return known;
    const opening = this.#open(folder).catch((error: unknown) => {
      // The next one tries again.
      this.#opened.delete(folder);
      throw error;
    });
    this.#opened.set(folder, opening);
    return opening;
  }

  async #open(folder: Folder): Promise<FolderMonitor> {
    const { failures, folders, onMessage, secrets } = this.#parts;
    const engine = await folder.engine();
    const onChange = () => this.#follow();
    const opened = new FolderMonitor({ folder, engine, secrets, failures, onChange, onMessage });
    folder.own(opened);
    this.#owned.add(opened);
    this.#all = [...this.#all, opened].toSorted((a, b) => folders.all.indexOf(a.folder) - folders.all.indexOf(b.folder));
    return opened;
  }

  /** One need for all that is shown. */
  #follow(): void {
    if (this.#owned.isDisposed) return;
    const { everyMs } = this.#parts.settings.for().monitoring;
    const isNeeded = this.isStatusShown || this.#isViewShown;
    for (const [place, each] of this.#all.entries()) {
      const subjects: Metric['subject'][] = [
        // The machine is the same for all.
        ...(place === 0 ? (['machine'] as const) : []),
        ...(each.running.length > 0 ? (['program'] as const) : []),
        ...(place === 0 && this.#isViewShown ? (['extensionHost'] as const) : []),
      ];
      const paced = vscode.window.state.focused ? everyMs : Math.max(everyMs, UNFOCUSED_EVERY_MS);
      each.collect(isNeeded && subjects.length > 0 ? { everyMs: paced, subjects } : null);
    }
    this.#setContext('laptime.watching', this.programs.length > 0);
    this.#setContext('laptime.hasAlerts', this.alerts.length > 0);
    this.#changed.fire();
  }

  #setContext(key: ContextKey, value: boolean): void {
    if (this.#context.get(key) === value) return;
    this.#context.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
