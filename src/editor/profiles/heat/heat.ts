import * as vscode from 'vscode';
import { UserError } from '../../../base/errors.ts';
import { DisposableStore, type Disposable } from '../../../base/lifecycle.ts';
import type { ProfileSessionApi } from '../../../protocol/profile.ts';
import type { Remote } from '../../../protocol/rpc.ts';
import { debounce } from '../../debounce.ts';
import type { Failures } from '../../failures.ts';
import type { SettingsSource } from '../../settings.ts';
import { HeatDecorations } from './decorations.ts';
import { DocumentHeat } from './documentHeat.ts';

/** After this, nobody types. */
const QUIET_MS = 150;

/** The profile whose heat is shown. */
export interface HeatSource {
  readonly session: Remote<ProfileSessionApi>;
  /** What was profiled, for people. */
  readonly title: string;
  /** What was written after that is not what was profiled. */
  readonly recordedAtMs: number;
}

/** Heat of one profile on the lines of all editors that are to be seen. */
export class Heat implements Disposable {
  readonly #settings: SettingsSource;
  readonly #failures: Failures;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  /** After it is told what is hot, or that this is stale. */
  readonly onDidChange = this.#changed.event;
  readonly #decorations = this.#owned.add(new HeatDecorations());
  readonly #redrawLater = this.#owned.add(debounce<vscode.TextDocument>(QUIET_MS, (document) => this.#redraw(document)));
  readonly #known = new Map<vscode.TextDocument, DocumentHeat>();
  #source: HeatSource | null = null;
  /** What the user said last of this profile; null leaves it to the setting. */
  #shown: boolean | null = null;

  constructor(settings: SettingsSource, failures: Failures) {
    this.#settings = settings;
    this.#failures = failures;
    this.#owned.add(vscode.window.onDidChangeVisibleTextEditors(() => this.#follow()));
    this.#owned.add(vscode.workspace.onDidCloseTextDocument((document) => this.#known.delete(document)));
    this.#owned.add(vscode.workspace.onDidChangeTextDocument((change) => this.#edited(change)));
    this.#owned.add(settings.onDidChange(() => this.#draw()));
  }

  /** Null where no profile is loaded. */
  get source(): HeatSource | null {
    return this.#source;
  }

  /** Shows the heat of another profile, or of none. */
  use(source: HeatSource | null): void {
    this.#source = source;
    this.#known.clear();
    this.#draw();
    this.#follow();
  }

  /** As the user wants it for now; null as the settings say. */
  set(shown: boolean | null): void {
    this.#shown = shown;
    this.#draw();
  }

  isShown(uri?: vscode.Uri): boolean {
    return this.#source !== null && (this.#shown ?? this.#settings.for(uri).heat);
  }

  /** What is known of a document and to be shown. */
  of(document: vscode.TextDocument): DocumentHeat | undefined {
    return this.isShown(document.uri) ? this.#known.get(document) : undefined;
  }

  /** The line from 1 that was recorded where a line of a document is now, counted from 0. */
  recordedLine(document: vscode.TextDocument, line: number): number {
    return this.#known.get(document)?.recordedLine(line) ?? line + 1;
  }

  /**
   * Moves the cursor to the hot line below or above it, and round at the end.
   * @throws UserError where there is none
   */
  step(editor: vscode.TextEditor | undefined, direction: 'next' | 'previous'): void {
    const lines = (editor && this.of(editor.document)?.lineNumbers()) ?? [];
    if (!editor || lines.length === 0) {
      throw new UserError('no-heat', vscode.l10n.t('There is no hot line here. Open a profile, and a file in which it spent time.'));
    }
    const from = editor.selection.active.line;
    const target =
      direction === 'next' ? (lines.find((line) => line > from) ?? lines[0]!) : (lines.findLast((line) => line < from) ?? lines.at(-1)!);
    const position = new vscode.Position(target, editor.document.lineAt(target).firstNonWhitespaceCharacterIndex);
    editor.selection = new vscode.Selection(position, position);
    editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Asks for what is not known of the documents that are to be seen. */
  #follow(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      if (this.#known.has(document)) this.#drawIn(editor);
      else if (this.#source && document.uri.scheme === 'file') void this.#ask(document, this.#source);
    }
  }

  async #ask(document: vscode.TextDocument, source: HeatSource): Promise<void> {
    const { version } = document;
    await this.#failures.guard(vscode.l10n.t('showing heat'), async () => {
      const heat = await this.#whileOpen(source, () => source.session.heat(document.uri.fsPath));
      if (!heat || this.#source !== source || document.isClosed || this.#known.has(document)) return;
      const known = new DocumentHeat(document, heat, source.recordedAtMs);
      // Where lines went while the worker answered, nobody knows; that they are not what was profiled is enough.
      if (document.version !== version) known.edit([]);
      this.#known.set(document, known);
      this.#redraw(document);
    });
  }

  /** The answer of a session that may have been closed meanwhile, which then nobody wants. */
  async #whileOpen<T>(source: HeatSource, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (this.#source !== source) return undefined;
      throw error;
    }
  }

  #edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const known = this.#known.get(document);
    if (!known || contentChanges.length === 0) return;
    known.edit(contentChanges);
    // What is drawn moves by itself. Places that are told while somebody types are of a text that the editor no longer has.
    this.#redrawLater(document);
  }

  #redraw(document: vscode.TextDocument): void {
    for (const editor of vscode.window.visibleTextEditors) if (editor.document === document) this.#drawIn(editor);
    this.#changed.fire();
  }

  #draw(): void {
    for (const editor of vscode.window.visibleTextEditors) this.#drawIn(editor);
    this.#changed.fire();
  }

  #drawIn(editor: vscode.TextEditor): void {
    const heat = this.of(editor.document);
    this.#decorations.show(editor, heat?.decorated() ?? [], heat?.stale !== null);
  }

  dispose(): void {
    for (const editor of vscode.window.visibleTextEditors) this.#decorations.show(editor, [], false);
    this.#owned.dispose();
  }
}
