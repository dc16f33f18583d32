import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { ProfileSubject } from '../../protocol/profilePage.ts';
import { activeFileEditor } from '../activeEditor.ts';
import type { Failures } from '../failures.ts';
import type { Folders } from '../folders.ts';
import { DIFFERENCE_PANEL, PROFILE_EDITOR, type ContextKey } from '../names.ts';
import type { SettingsSource } from '../settings.ts';
import { oneLine } from '../wording.ts';
import { Heat } from './heat/heat.ts';
import { registerHeatHover } from './heat/heatHover.ts';
import { registerHeatLens } from './heat/heatLens.ts';
import { HotFunctions, type HotFunctionsOrder } from './hotFunctions.ts';
import { offerDefault } from './offerDefault.ts';
import { openFunction } from './openProfiled.ts';
import { OpenSubject, titleOf, type OpenProfile } from './openSubject.ts';
import { pickFiles, pickOtherProfile, pickRecorded } from './pickProfile.ts';
import { ProfilePage } from './profilePage.ts';
import { SharedSubjects, type SubjectUse } from './sharedSubjects.ts';

export interface ProfilesParts {
  readonly extensionUri: vscode.Uri;
  /** Of this machine, whatever the workspace. */
  readonly memory: vscode.Memento;
  readonly folders: Folders;
  readonly settings: SettingsSource;
  readonly failures: Failures;
}

export interface ProfileDocument extends vscode.CustomDocument {
  readonly shown: OpenSubject;
}

/** Profiles that are looked at, and the one among them whose heat is on the lines: the one that was opened, or looked at, last. */
export class OpenProfiles implements Disposable {
  readonly heat: Heat;
  readonly hotFunctions: HotFunctions;
  readonly #parts: ProfilesParts;
  readonly #owned = new DisposableStore();
  readonly #shared: SharedSubjects;
  readonly #open: OpenProfile;
  /** By file. */
  readonly #pages = new Map<string, ProfilePage>();
  readonly #differences = new Set<ProfilePage>();
  /** Files whose heat the user does not want to see again by just looking at their page. */
  readonly #dismissed = new Set<string>();
  #current: { readonly file: string; readonly use: SubjectUse; readonly followed: Disposable } | null = null;
  #title = '';

  constructor(parts: ProfilesParts) {
    this.#parts = parts;
    const { failures, folders, settings } = parts;
    this.#open = async (subject, signal) => {
      const [file, baseline] = subject.kind === 'file' ? [subject.file, null] : [subject.candidate, subject.baseline];
      const engine = await folders.engineFor(vscode.Uri.file(file));
      if (subject.kind === 'file' || baseline === null) return engine.openProfile(file, signal);
      const scale = subject.scale === null ? {} : { scale: subject.scale };
      return engine.openProfileDifference({ baseline, candidate: file, ...scale }, signal);
    };
    this.#shared = this.#owned.add(new SharedSubjects(this.#open, failures));
    this.heat = this.#owned.add(new Heat(settings, failures));
    this.#owned.add(registerHeatHover(this.heat));
    this.#owned.add(registerHeatLens(this.heat, settings));
    this.hotFunctions = this.#owned.add(new HotFunctions());
    this.#owned.add(this.heat.onDidChange(() => show('laptime.heatShown', this.heat.isShown())));
    this.#owned.add({ dispose: () => this.#leave() });
    this.#sort('self');
  }

  /** What the profile is of whose heat is shown; empty without one. */
  get title(): string {
    return this.#title;
  }

  /** What the numbers in the list of hot functions are; empty where there is none. */
  get legend(): string {
    if (!this.heat.source) return '';
    return this.hotFunctions.order === 'self'
      ? vscode.l10n.t('Self · total of {0}', oneLine(this.#title, 60))
      : vscode.l10n.t('Total · self of {0}', oneLine(this.#title, 60));
  }

  /** The profile that was opened, or looked at, last. */
  get current(): OpenSubject | null {
    return this.#current?.use.shown ?? null;
  }

  /** Pages that have loaded, of profiles and of differences. */
  get readyPages(): number {
    return [...this.#pages.values(), ...this.#differences].filter(({ isReady }) => isReady).length;
  }

  /** For VS Code, which asks for a document before its first editor. */
  openDocument(uri: vscode.Uri): ProfileDocument {
    if (uri.scheme !== 'file') {
      throw new UserError(
        'not-on-disk',
        vscode.l10n.t('Laptime reads profiles from files of this machine, and this is none: {0}', uri.toString()),
      );
    }
    const { fsPath } = uri;
    const { shown, dispose } = this.#shared.use(fsPath);
    this.#dismissed.delete(fsPath);
    this.#become(fsPath);
    offerDefault(this.#parts.memory, fsPath, this.#parts.failures);
    return { uri, shown, dispose };
  }

  /** Fills the tab of a document. */
  fill({ uri, shown }: ProfileDocument, panel: vscode.WebviewPanel): void {
    const file = uri.fsPath;
    const page = this.#pageIn(panel, shown);
    this.#pages.set(file, page);
    panel.onDidChangeViewState(() => {
      if (panel.active && !this.#dismissed.has(file)) this.#become(file);
    });
    panel.onDidDispose(() => {
      if (this.#pages.get(file) === page) this.#pages.delete(file);
    });
  }

  /** Opens a profile in a tab, and lays its heat on the lines. Resolves when it was read, or could not be. */
  async show(file: string): Promise<void> {
    this.#dismissed.delete(file);
    const page = this.#pages.get(file);
    if (page) page.bringForward();
    else {
      const viewColumn = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
      await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(file), PROFILE_EDITOR, { viewColumn });
    }
    this.#become(file);
    await this.#current?.use.shown.settled;
  }

  /** Opens what differs between two profiles. */
  showDifference(baseline: string, candidate: string): void {
    const subject: ProfileSubject = { kind: 'difference', baseline, candidate, scale: null };
    const panel = vscode.window.createWebviewPanel(DIFFERENCE_PANEL, titleOf(subject), vscode.ViewColumn.Active);
    this.#fillDifference(panel, subject);
  }

  /** Brings a difference back that was open before. */
  restoreDifference(panel: vscode.WebviewPanel, state: unknown): void {
    const subject = differenceIn(state);
    // Nothing can be said of it: it was closed before its page had loaded.
    if (!subject) return panel.dispose();
    this.#fillDifference(panel, subject);
  }

  #fillDifference(panel: vscode.WebviewPanel, subject: ProfileSubject): void {
    const { extensionUri, failures } = this.#parts;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'panel.svg');
    const shown = new OpenSubject(subject, this.#open, failures);
    const page = this.#pageIn(panel, shown);
    this.#differences.add(page);
    panel.onDidDispose(() => {
      this.#differences.delete(page);
      shown.dispose();
    });
  }

  #pageIn(panel: vscode.WebviewPanel, shown: OpenSubject): ProfilePage {
    const { extensionUri, failures } = this.#parts;
    return new ProfilePage(panel, shown, { extensionUri, failures, compareWith: (file) => this.compare(file) });
  }

  /** Files that the user chooses; none when they choose none. */
  readonly pickFiles = pickFiles;

  /** Lists what was recorded, and opens what is chosen. */
  async pickRecorded(): Promise<void> {
    await pickRecorded(this.#parts.folders, (file) => this.show(file));
  }

  /** Asks what a profile is to be compared with, and opens the difference; of the one whose heat is shown unless given. */
  async compare(candidate: string | null = this.#current?.file ?? null): Promise<void> {
    if (candidate === null) throw noProfile();
    const baseline = await pickOtherProfile(candidate, this.#parts.folders);
    if (baseline !== undefined) this.showDifference(baseline, candidate);
  }

  /** Of two files that the user chose together, the older one is the baseline. */
  compareFiles(one: string, other: string): void {
    const [baseline, candidate] = writtenAtMs(one) > writtenAtMs(other) ? [other, one] : [one, other];
    this.showDifference(baseline, candidate);
  }

  /** Selects a function in the flame graph; the one at the cursor if none is given. */
  async showInFlameGraph(functionId?: number): Promise<void> {
    const { file } = this.#current ?? failWithoutProfile();
    const wanted = functionId ?? (await this.#functionAtCursor());
    await this.show(file);
    this.#pages.get(file)?.select(wanted);
  }

  async #functionAtCursor(): Promise<number> {
    const { session } = this.heat.source ?? failWithoutProfile();
    const editor = activeFileEditor();
    if (!editor) throw new UserError('no-editor', vscode.l10n.t('Put the cursor into a function first.'));
    const { document, selection } = editor;
    const line = this.heat.recordedLine(document, selection.active.line);
    const found = await session.functionAt(document.uri.fsPath, line);
    if (found !== null) return found;
    throw new UserError(
      'not-in-profile',
      vscode.l10n.t(
        'The profile has no function around the cursor: it never ran while a sample was taken, or it was compiled into its caller.',
      ),
    );
  }

  async showFlameGraph(): Promise<void> {
    await this.show((this.#current ?? failWithoutProfile()).file);
  }

  async openFunction(functionId: number): Promise<void> {
    const { session } = this.heat.source ?? failWithoutProfile();
    const page = this.#current && this.#pages.get(this.#current.file);
    await openFunction(session, functionId, page?.column);
  }

  sortBy(order: HotFunctionsOrder): void {
    this.#sort(order);
  }

  #sort(order: HotFunctionsOrder): void {
    show('laptime.hotFunctionsBySelf', order === 'self');
    this.hotFunctions.sortBy(order);
  }

  /** Takes the heat away, and what is listed. Pages stay open. */
  clear(): void {
    for (const file of this.#pages.keys()) this.#dismissed.add(file);
    this.#leave();
    this.#shown(null, '');
  }

  #become(file: string): void {
    if (this.#current?.file === file) return;
    const use = this.#shared.use(file);
    const followed = use.shown.onDidChange(() => void this.#follow());
    this.#leave();
    this.#current = { file, use, followed };
    this.heat.set(null);
    void this.#follow();
  }

  #leave(): void {
    this.#current?.followed.dispose();
    this.#current?.use.dispose();
    this.#current = null;
  }

  /** Shows the heat of what is read by now. */
  async #follow(): Promise<void> {
    const current = this.#current;
    const session = current?.use.shown.session ?? null;
    if (!current || !session) return this.#shown(null, '');
    await this.#parts.failures.guard(vscode.l10n.t('showing heat'), async () => {
      const { recording } = await session.summary(null).catch((error: unknown) => {
        if (current.use.shown.session === session) throw error;
        return { recording: undefined };
      });
      if (recording === undefined || this.#current !== current || current.use.shown.session !== session) return;
      const recordedAtMs = recording
        ? Date.parse(recording.recordedAt)
        : (statSync(current.file, { throwIfNoEntry: false })?.mtimeMs ?? NaN);
      const title = recording?.title || current.use.shown.title;
      this.#shown({ session, title, recordedAtMs: Number.isFinite(recordedAtMs) ? recordedAtMs : Infinity }, title);
    });
  }

  #shown(source: Parameters<Heat['use']>[0], title: string): void {
    this.#title = title;
    show('laptime.hasProfile', source !== null);
    this.heat.use(source);
    this.hotFunctions.use(source?.session ?? null);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

const show = (key: ContextKey, value: boolean): void => void vscode.commands.executeCommand('setContext', key, value);

/** A file that is gone was written later than all others: nothing is known to be younger. */
const writtenAtMs = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;

const noProfile = (): UserError =>
  new UserError('no-profile', vscode.l10n.t('No profile is loaded. Record one, or open one by "Laptime: Open Profile…".'));

function failWithoutProfile(): never {
  throw noProfile();
}

const SCALES = [null, 'share', 'iterations', 'none'] as const;

/** What a page of an earlier session showed; null where that is no difference. */
export function differenceIn(state: unknown): ProfileSubject | null {
  const subject = typeof state === 'object' && state !== null && 'subject' in state ? state.subject : null;
  if (typeof subject !== 'object' || subject === null || !('baseline' in subject && 'candidate' in subject && 'scale' in subject))
    return null;
  const { baseline, candidate, scale } = subject;
  const known = SCALES.find((one) => one === scale);
  return known !== undefined && typeof baseline === 'string' && typeof candidate === 'string'
    ? { kind: 'difference', baseline, candidate, scale: known }
    : null;
}
