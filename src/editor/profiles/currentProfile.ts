import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import { activeFileEditor } from '../activeEditor.ts';
import type { Failures } from '../failures.ts';
import type { ContextKey } from '../names.ts';
import type { SettingsSource } from '../settings.ts';
import { oneLine } from '../wording.ts';
import { Heat, type HeatSource } from './heat/heat.ts';
import { registerHeatHover } from './heat/heatHover.ts';
import { registerHeatLens } from './heat/heatLens.ts';
import { HotFunctions, type HotFunctionsOrder } from './hotFunctions.ts';
import type { OpenSubject } from './openSubject.ts';
import type { SharedSubjects, SubjectUse } from './sharedSubjects.ts';

/** The one profile whose heat is on the lines and whose functions are listed. It stays open as long as it is, whoever else looks at it. */
export class CurrentProfile implements Disposable {
  readonly heat: Heat;
  readonly hotFunctions: HotFunctions;
  readonly #shared: SharedSubjects;
  readonly #failures: Failures;
  readonly #owned = new DisposableStore();
  #used: { readonly file: string; readonly use: SubjectUse; readonly followed: Disposable } | null = null;

  constructor(shared: SharedSubjects, settings: SettingsSource, failures: Failures) {
    this.#shared = shared;
    this.#failures = failures;
    this.heat = this.#owned.add(new Heat(settings, failures));
    this.#owned.add(registerHeatHover(this.heat));
    this.#owned.add(registerHeatLens(this.heat, settings));
    this.hotFunctions = this.#owned.add(new HotFunctions());
    this.#owned.add(this.heat.onDidChange(() => setContext('laptime.heatShown', this.heat.isShown())));
    this.sortBy('self');
  }

  /** Null where there is none. */
  get shown(): OpenSubject | null {
    return this.#used?.use.shown ?? null;
  }

  /** @throws UserError where there is none */
  get file(): string {
    return (this.#used ?? fail()).file;
  }

  /** @throws UserError where there is none, or none that can be read */
  get source(): HeatSource {
    return this.heat.source ?? fail();
  }

  /** What the numbers in the list of hot functions are; empty where there is none. */
  get legend(): string {
    const { source } = this.heat;
    if (!source) return '';
    const title = oneLine(source.title, 60);
    return this.hotFunctions.order === 'self' ? vscode.l10n.t('Self · total of {0}', title) : vscode.l10n.t('Total · self of {0}', title);
  }

  become(file: string): void {
    if (this.#used?.file === file) return;
    const use = this.#shared.use(file);
    const followed = use.shown.onDidChange(() => void this.#follow());
    this.#leave();
    this.#used = { file, use, followed };
    this.heat.set(null);
    void this.#follow();
  }

  /** Takes the heat away, and what is listed. */
  clear(): void {
    this.#leave();
    this.#show(null);
  }

  sortBy(order: HotFunctionsOrder): void {
    setContext('laptime.hotFunctionsBySelf', order === 'self');
    this.hotFunctions.sortBy(order);
  }

  /** @throws UserError where there is none in the profile */
  async functionAtCursor(): Promise<number> {
    const { session } = this.source;
    const editor = activeFileEditor();
    if (!editor) throw new UserError('no-editor', vscode.l10n.t('Put the cursor into a function first.'));
    const { document, selection } = editor;
    const found = await session.functionAt(document.uri.fsPath, this.heat.recordedLine(document, selection.active.line));
    if (found !== null) return found;
    throw new UserError(
      'not-in-profile',
      vscode.l10n.t(
        'The profile has no function around the cursor: it never ran while a sample was taken, or it was compiled into its caller.',
      ),
    );
  }

  #leave(): void {
    this.#used?.followed.dispose();
    this.#used?.use.dispose();
    this.#used = null;
  }

  /** Shows what is read by now. */
  async #follow(): Promise<void> {
    const used = this.#used;
    const session = used?.use.shown.session;
    if (!used || !session) return this.#show(null);
    const isStill = () => this.#used === used && used.use.shown.session === session;
    await this.#failures.guard(vscode.l10n.t('showing heat'), async () => {
      const summary = await session.summary(null).catch((error: unknown) => {
        if (isStill()) throw error;
        return null;
      });
      if (!summary || !isStill()) return;
      const { recording } = summary;
      const saidMs = recording ? Date.parse(recording.recordedAt) : NaN;
      const recordedAtMs = Number.isFinite(saidMs) ? saidMs : writtenAtMs(used.file);
      this.#show({ session, title: recording?.title || used.use.shown.title, recordedAtMs });
    });
  }

  #show(source: HeatSource | null): void {
    setContext('laptime.hasProfile', source !== null);
    this.heat.use(source);
    this.hotFunctions.use(source?.session ?? null);
  }

  dispose(): void {
    this.#leave();
    this.#owned.dispose();
  }
}

const setContext = (key: ContextKey, value: boolean): void => void vscode.commands.executeCommand('setContext', key, value);

/** Of a file that is gone: after everything else, so that nothing counts as younger. */
const writtenAtMs = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;

function fail(): never {
  throw new UserError('no-profile', vscode.l10n.t('No profile is loaded. Record one, or open one by "Laptime: Open Profile…".'));
}
