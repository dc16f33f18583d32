import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { ProfileSubject } from '../../protocol/profilePage.ts';
import type { Failures } from '../failures.ts';
import type { Folders } from '../folders.ts';
import { DIFFERENCE_PANEL, PROFILE_EDITOR } from '../names.ts';
import type { SettingsSource } from '../settings.ts';
import { CurrentProfile } from './currentProfile.ts';
import { differenceIn } from './differenceIn.ts';
import { offerDefault } from './offerDefault.ts';
import { openFunction } from './openProfiled.ts';
import { OpenSubject, titleOf, type OpenProfile } from './openSubject.ts';
import { pickFiles, pickOtherProfile, pickRecorded } from './pickProfile.ts';
import { ProfilePage } from './profilePage.ts';
import { SharedSubjects } from './sharedSubjects.ts';

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
  readonly current: CurrentProfile;
  readonly #parts: ProfilesParts;
  readonly #owned = new DisposableStore();
  readonly #shared: SharedSubjects;
  readonly #open: OpenProfile;
  /** By file. */
  readonly #pages = new Map<string, ProfilePage>();
  readonly #differences = new Set<ProfilePage>();
  /** Files whose heat the user does not want to see again by just looking at their page. */
  readonly #dismissed = new Set<string>();

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
    this.current = this.#owned.add(new CurrentProfile(this.#shared, settings, failures));
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
    this.current.become(fsPath);
    offerDefault(this.#parts.memory, fsPath, this.#parts.failures);
    return { uri, shown, dispose };
  }

  /** Fills the tab of a document. */
  fill({ uri, shown }: ProfileDocument, panel: vscode.WebviewPanel): void {
    const file = uri.fsPath;
    const page = this.#pageIn(panel, shown);
    this.#pages.set(file, page);
    panel.onDidChangeViewState(() => {
      if (panel.active && !this.#dismissed.has(file)) this.current.become(file);
    });
    panel.onDidDispose(() => {
      if (this.#pages.get(file) === page) this.#pages.delete(file);
    });
  }

  /** Opens a profile in a tab, and lays its heat on the lines. Resolves when it was read, or could not be. */
  async show(profile: string): Promise<void> {
    const file = keyOf(profile);
    this.#dismissed.delete(file);
    const page = this.#pages.get(file);
    if (page) page.bringForward();
    else {
      await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(file), PROFILE_EDITOR, { viewColumn: besideCode() });
    }
    this.current.become(file);
    await this.current.shown?.settled;
  }

  /** Opens what differs between two profiles. */
  showDifference(baseline: string, candidate: string): void {
    const subject: ProfileSubject = { kind: 'difference', baseline: keyOf(baseline), candidate: keyOf(candidate), scale: null };
    const panel = vscode.window.createWebviewPanel(DIFFERENCE_PANEL, titleOf(subject), besideCode());
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
  async compare(candidate = this.current.file): Promise<void> {
    const baseline = await pickOtherProfile(candidate, this.#parts.folders);
    if (baseline !== undefined) this.showDifference(baseline, candidate);
  }

  /** Of two files that the user chose together, the older one is the baseline. */
  compareFiles(one: string, other: string): void {
    const [baseline, candidate] = writtenAtMs(one) > writtenAtMs(other) ? [other, one] : [one, other];
    this.showDifference(baseline, candidate);
  }

  async showFlameGraph(): Promise<void> {
    await this.show(this.current.file);
  }

  /** Selects a function in the flame graph; the one at the cursor if none is given. */
  async showInFlameGraph(functionId?: number): Promise<void> {
    const { file } = this.current;
    const wanted = functionId ?? (await this.current.functionAtCursor());
    await this.show(file);
    this.#pages.get(file)?.select(wanted);
  }

  async openFunction(functionId: number): Promise<void> {
    const { file, source } = this.current;
    await openFunction(source.session, functionId, this.#pages.get(file)?.column);
  }

  /** Takes the heat away, and what is listed. Pages stay open. */
  clear(): void {
    for (const file of this.#pages.keys()) this.#dismissed.add(file);
    this.current.clear();
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** The path of a file as VS Code writes it, by which files are told apart: drives have small letters. */
const keyOf = (file: string): string => vscode.Uri.file(file).fsPath;

const writtenAtMs = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Beside the code that somebody looks at. */
const besideCode = (): vscode.ViewColumn => (vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active);
