import * as vscode from 'vscode';
import { isCancellation } from '../../base/errors.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { TextHintsSession, WrittenText } from '../../engine/hints/index.ts';
import type { HintLevel, ShownHint, UnusedDirective } from '../../model/hint.ts';
import { debounce } from '../debounce.ts';
import type { Failures } from '../failures.ts';
import type { Folders } from '../folders.ts';
import type { Profiles } from '../profiles/profiles.ts';
import type { SettingsSource } from '../settings.ts';
import { hintDiagnostic, restDiagnostic, unusedDiagnostic } from './diagnostics.ts';
import { hintFileOf } from './hintFile.ts';
import { levelIn, type HintChoice } from './levels.ts';
import { newestFirst } from './newestFirst.ts';
import { ProfileHeat } from './profileHeat.ts';
import { HintSessions } from './sessions.ts';

/** After this, nobody types. */
const QUIET_MS = 200;
/** Longer texts are generated. */
const MOST_CHARACTERS = 2 * 2 ** 20;

export interface HintsOptions {
  readonly folders: Folders;
  readonly settings: SettingsSource;
  readonly profiles: Profiles;
  readonly failures: Failures;
  readonly log: vscode.LogOutputChannel;
}

/** What is known of a version of a document. */
export interface DocumentHints {
  readonly version: number;
  readonly hints: readonly { readonly hint: ShownHint; readonly diagnostic: vscode.Diagnostic }[];
  readonly unused: readonly { readonly directive: UnusedDirective; readonly diagnostic: vscode.Diagnostic }[];
  /** More than `hints` where there are more than anybody reads. */
  readonly count: number;
  /** Whether other files have a say in it. */
  readonly asksOthers: boolean;
}

/** What a document is for the engine, and who answers. */
export interface HintQuestion {
  readonly session: TextHintsSession;
  readonly written: WrittenText;
}

/** Hints on the lines of every document that is open, as somebody types. Nothing of them is executed. */
export class Hints implements Disposable {
  readonly #options: HintsOptions;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  /** What is known of a document, or of its level. */
  readonly onDidChange = this.#changed.event;
  readonly #diagnostics = this.#owned.add(vscode.languages.createDiagnosticCollection('laptime-hints'));
  readonly #known = new Map<vscode.TextDocument, DocumentHints>();
  readonly #leftOut = new WeakSet<vscode.TextDocument>();
  readonly #sessions: HintSessions;
  readonly #heat: ProfileHeat;
  readonly #work = this.#owned.add(newestFirst<vscode.TextDocument>((document, signal) => this.#guarded(document, signal)));
  #hasFailed = false;

  constructor(options: HintsOptions) {
    this.#options = options;
    this.#sessions = this.#owned.add(new HintSessions(options.folders, (error) => this.#failed(error)));
    this.#heat = this.#owned.add(new ProfileHeat(options.profiles));
    const later = this.#owned.add(debounce<vscode.TextDocument>(QUIET_MS, (document) => this.#wantNewer(document)));
    const all = () => this.#wantAll();
    for (const event of [this.#sessions.onDidChange, this.#heat.onDidChange]) this.#owned.add(event(all));
    this.#owned.add(options.settings.onDidChange(all));
    this.#owned.add(vscode.workspace.onDidOpenTextDocument((document) => this.#want(document)));
    this.#owned.add(vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)));
    this.#owned.add(vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => this.#diagnostics.delete(uri))));
    this.#owned.add(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.#isWanted(document)) later(document);
      }),
    );
    // Other files count as they are saved.
    this.#owned.add(
      vscode.workspace.onDidSaveTextDocument((saved) => {
        for (const [document, { asksOthers }] of this.#known) if (asksOthers && document !== saved) this.#want(document);
      }),
    );
    all();
  }

  /** What was found last; undefined for what is not looked at, or was not yet. */
  known(document: vscode.TextDocument): DocumentHints | undefined {
    return this.#known.get(document);
  }

  /** Whether the configuration, git or its size keep it from being looked at. */
  isLeftOut(document: vscode.TextDocument): boolean {
    return this.#leftOut.has(document);
  }

  /** The hints of a document as it is now. */
  async of(document: vscode.TextDocument, signal: AbortSignal): Promise<DocumentHints | undefined> {
    if (this.#known.get(document)?.version !== document.version) await this.#guarded(document, signal);
    return this.#known.get(document);
  }

  /** Null for what is not looked at. */
  async question(document: vscode.TextDocument): Promise<HintQuestion | null> {
    const { folders } = this.#options;
    const located = folders.locate(document.uri);
    const target = hintFileOf(document, located?.file ?? null);
    const level = this.levelOf(document);
    if (!target || level === 'off' || lengthOf(document) > MOST_CHARACTERS) return null;
    const session = await this.#sessions.for(document.uri);
    return { session, written: { ...target, text: document.getText(), level: levelIn(level) } };
  }

  levelOf({ uri }: vscode.TextDocument): HintChoice {
    return this.#options.settings.for(uri).hintLevel;
  }

  /** What the configuration of a document's folder says. */
  async configured({ uri }: vscode.TextDocument): Promise<{ readonly level: HintLevel; readonly problem: string | null }> {
    return (await this.#sessions.for(uri)).settings();
  }

  #isWanted(document: vscode.TextDocument): boolean {
    return hintFileOf(document, this.#options.folders.locate(document.uri)?.file ?? null) !== null;
  }

  #want(document: vscode.TextDocument): void {
    if (this.#isWanted(document)) this.#work.want(document);
  }

  /** Unless somebody has asked for what can be done about it meanwhile. */
  #wantNewer(document: vscode.TextDocument): void {
    if (this.#known.get(document)?.version !== document.version) this.#want(document);
  }

  /** Those that are to be seen come first. */
  #wantAll(): void {
    const { visibleTextEditors, activeTextEditor } = vscode.window;
    const visible = visibleTextEditors.map(({ document }) => document);
    for (const document of new Set([...vscode.workspace.textDocuments, ...visible])) this.#want(document);
    for (const document of visible) this.#want(document);
    if (activeTextEditor) this.#want(activeTextEditor.document);
    this.#changed.fire();
  }

  /** One message for the first failure: the next key would bring another one. */
  async #guarded(document: vscode.TextDocument, signal: AbortSignal): Promise<void> {
    const { closings } = this.#sessions;
    try {
      await this.#look(document, signal);
    } catch (error) {
      const isWanted = !document.isClosed && this.#sessions.closings === closings;
      if (isWanted && !isCancellation(error)) this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    const { failures, log } = this.#options;
    if (this.#hasFailed) log.error(error instanceof Error ? error : String(error));
    else failures.report(vscode.l10n.t('looking for hints'), error);
    this.#hasFailed = true;
  }

  async #look(document: vscode.TextDocument, signal: AbortSignal): Promise<void> {
    if (document.isClosed) return;
    const [question, heat] = [await this.question(document), await this.#heat.of(document)];
    if (!question) return this.#leave(document);
    const { version } = document;
    const written = { ...question.written, text: document.getText() };
    const found = await question.session.hintsOf(written, heat?.heat ?? null, signal);
    if (signal.aborted || document.isClosed || document.version !== version) return;
    if (!found) return this.#leave(document);
    this.#leftOut.delete(document);
    const hints = found.hints.map((hint) => ({ hint, diagnostic: hintDiagnostic(hint, heat?.isStale ?? false) }));
    const unused = found.unusedDirectives.map((directive) => ({ directive, diagnostic: unusedDiagnostic(directive) }));
    this.#known.set(document, { version, hints, unused, count: found.count, asksOthers: found.asksOthers });
    this.#diagnostics.set(document.uri, [
      ...(found.count > hints.length ? [restDiagnostic(hints.length, found.count)] : []),
      ...[...hints, ...unused].map(({ diagnostic }) => diagnostic),
    ]);
    this.#changed.fire();
  }

  #forget(document: vscode.TextDocument): void {
    this.#work.drop(document);
    this.#clear(document);
  }

  #leave(document: vscode.TextDocument): void {
    if (this.levelOf(document) === 'off') this.#leftOut.delete(document);
    else this.#leftOut.add(document);
    this.#clear(document);
  }

  #clear(document: vscode.TextDocument): void {
    this.#diagnostics.delete(document.uri);
    this.#known.delete(document);
    this.#changed.fire();
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** Without putting the text together. */
function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
