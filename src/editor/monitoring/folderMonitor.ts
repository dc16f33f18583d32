import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { AlertDesk, AlertMessage, Engine } from '../../engine/engine.ts';
import type { Alert } from '../../model/alert.ts';
import type { Diagnosis } from '../../model/finding.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import { debounce } from '../debounce.ts';
import type { Failures } from '../failures.ts';
import type { Folder } from '../folders.ts';
import { CONFIG_FILE } from '../names.ts';
import type { AlertSecrets } from './alertSecrets.ts';

export interface FolderMonitorParts {
  readonly folder: Folder;
  readonly engine: Engine;
  readonly secrets: AlertSecrets;
  readonly failures: Failures;
  /** Values, programs or alerts are others. */
  readonly onChange: () => void;
  readonly onMessage: (message: AlertMessage, desk: AlertDesk, folder: Folder) => void;
}

/** What was concluded of a program. */
export interface DiagnosedProgram {
  readonly program: Pick<WatchedProgram, 'pid' | 'title'>;
  readonly diagnosis: Diagnosis;
}

/** Which metrics are needed how often. */
export type Need = Parameters<Engine['monitor']['need']>[0];

const CONFIG_QUIET_MS = 300;
/** What other processes made of alerts is read again after so long. */
const ALERTS_KEPT_MS = 2000;

/** What is collected of one folder, and the desk of its alerts as long as that is open. */
export class FolderMonitor implements Disposable {
  readonly folder: Folder;
  readonly engine: Engine;
  readonly #parts: FolderMonitorParts;
  readonly #owned = new DisposableStore();
  readonly #marks = new Map<string, string>();
  #need: { readonly key: string; readonly lease: Disposable } | null = null;
  #desk: { readonly desk: AlertDesk; readonly owned: DisposableStore } | null = null;
  #alerts: { readonly all: readonly Alert[]; readonly atMs: number } | null = null;
  #diagnosed: DiagnosedProgram | null = null;
  /** Openings and closings of the desk, one after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor(parts: FolderMonitorParts) {
    const { folder, engine, onChange, secrets } = parts;
    this.#parts = parts;
    this.folder = folder;
    this.engine = engine;
    this.#owned.add(engine.monitor.onTick(onChange));
    this.#owned.add(
      engine.monitor.onPrograms(() => {
        onChange();
        this.#adapt(false);
      }),
    );
    const reopen = this.#owned.add(debounce<string>(CONFIG_QUIET_MS, () => this.#adapt(true)));
    const watcher = this.#owned.add(vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder.uri, CONFIG_FILE)));
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) this.#owned.add(event(() => reopen('')));
    this.#owned.add(secrets.onDidChange(() => reopen('')));
    this.#owned.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#adapt(false)));
    this.#adapt(false);
  }

  /** Null while nobody has to be told of anything. */
  get desk(): AlertDesk | null {
    return this.#desk?.desk ?? null;
  }

  /** The gravest first. */
  get alerts(): readonly Alert[] {
    const nowMs = performance.now();
    if (!this.#alerts || nowMs - this.#alerts.atMs > ALERTS_KEPT_MS) this.#alerts = { all: this.desk?.active() ?? [], atMs: nowMs };
    return this.#alerts.all;
  }

  get running(): readonly WatchedProgram[] {
    return this.engine.monitor.programs().filter(({ ended }) => ended === null);
  }

  /** The last one of this window; null before. */
  get diagnosed(): DiagnosedProgram | null {
    return this.#diagnosed;
  }

  showDiagnosis(diagnosed: DiagnosedProgram): void {
    this.#diagnosed = diagnosed;
    this.#parts.onChange();
  }

  /** Has metrics collected for what is shown; null where nothing is. */
  collect(need: Need | null): void {
    const key = JSON.stringify(need);
    if (this.#need?.key === key) return;
    // The new one first, so that nothing is forgotten between them.
    const lease = need && this.engine.monitor.need(need);
    this.#need?.lease.dispose();
    this.#need = lease && { key, lease };
  }

  /** What was done, at the charts; not where nobody looks. */
  markSave(title: string): void {
    const { monitor } = this.engine;
    if (this.#need || this.#desk) monitor.mark({ kind: 'save', title, atMs: Date.now(), untilMs: null });
  }

  /** Resolves when the desk is open or closed, as it has to be now. */
  settled(): Promise<void> {
    return this.#turn;
  }

  #adapt(anew: boolean): void {
    this.#turn = this.#turn
      .then(() => this.#adaptDesk(anew))
      .catch((error: unknown) => this.#parts.failures.report(vscode.l10n.t('watching alerts'), error));
  }

  /** Rules are watched where the workspace has its own, and while a program is watched; what fires is seen to its end. */
  async #adaptDesk(anew: boolean): Promise<void> {
    const { engine, folder, secrets } = this.#parts;
    if (this.#owned.isDisposed) return;
    const isWanted =
      vscode.workspace.isTrusted &&
      (this.running.length > 0 || (await engine.hasOwnAlertRules()) || (!anew && (this.desk?.active().length ?? 0) > 0));
    if (this.#owned.isDisposed || (isWanted === (this.#desk !== null) && !anew)) return;
    this.#closeDesk();
    if (isWanted) {
      const desk = await engine.openAlertDesk({ watches: true, secretOf: (name) => secrets.get(folder, name) });
      if (this.#owned.isDisposed) return desk.dispose();
      const owned = new DisposableStore();
      owned.add(desk);
      owned.add(desk.onAlert((alert) => this.#onAlert(alert)));
      owned.add(desk.onMessage((message) => this.#parts.onMessage(message, desk, folder)));
      this.#desk = { desk, owned };
      this.#alerts = null;
    }
    this.#parts.onChange();
  }

  #onAlert(alert: Alert): void {
    const { monitor } = this.engine;
    const mark = this.#marks.get(alert.id);
    if (alert.state === 'firing' && mark === undefined) {
      this.#marks.set(alert.id, monitor.mark({ kind: 'alert', title: alert.title, atMs: Date.now(), untilMs: null }).id);
    } else if (alert.state === 'resolved' && mark !== undefined) {
      monitor.endMark(mark);
      this.#marks.delete(alert.id);
    }
    // The desk lists it as it is now when all have heard of it.
    queueMicrotask(() => {
      if (this.#owned.isDisposed) return;
      this.#alerts = null;
      this.#parts.onChange();
    });
    if (alert.state === 'resolved') this.#adapt(false);
  }

  #closeDesk(): void {
    this.#desk?.owned.dispose();
    this.#desk = null;
    this.#alerts = null;
  }

  dispose(): void {
    this.#owned.dispose();
    this.#closeDesk();
    this.collect(null);
  }
}
