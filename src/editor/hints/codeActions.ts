import * as vscode from 'vscode';
import type { DisableEdit, TextHintsSession, WrittenText } from '../../engine/hints/index.ts';
import type { HintEdit, ShownHint, UnusedDirective } from '../../model/hint.ts';
import { signalOf } from '../cancellation.ts';
import { rangeOf } from './diagnostics.ts';
import { hintLanguages } from './hintFile.ts';
import type { DocumentHints, Hints } from './hints.ts';
import { lineEdits } from './lineEdits.ts';
import type { FixAddress } from './measuredFixes.ts';

export const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('laptime');

/** What hints are about, for VS Code: pages by their names too, because their languages may be unknown to it. */
export const hintSelector: vscode.DocumentSelector = ['file', 'untitled'].flatMap((scheme) => [
  ...hintLanguages.map((language) => ({ scheme, language })),
  { scheme, pattern: '**/*.{vue,svelte}' },
  { scheme, pattern: '**/tsconfig*.json' },
]);

type MakeEdit = (session: TextHintsSession, written: WrittenText) => Promise<vscode.WorkspaceEdit | undefined>;

interface Waiting {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly make: MakeEdit;
}

/** What can be done about a hint: its fixes, comments that turn it off, and its page. */
export class HintActions implements vscode.CodeActionProvider {
  readonly #hints: Hints;
  /** Edits that are made when somebody wants them. */
  readonly #waiting = new WeakMap<vscode.CodeAction, Waiting>();

  constructor(hints: Hints) {
    this.#hints = hints;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only }: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    if (only && !only.contains(vscode.CodeActionKind.QuickFix)) return only.contains(FIX_ALL) ? this.#fixAll(document, token) : [];
    const known = await this.#hints.of(document, signalOf(token));
    if (!known || known.version !== document.version || token.isCancellationRequested) return [];
    const touched = known.hints.filter(({ diagnostic }) => touches(diagnostic.range, range));
    return [
      ...touched.flatMap(({ hint, diagnostic }) => this.#fixes(document, hint, diagnostic)),
      ...this.#fixAllBeside(document, known, touched),
      ...touched.flatMap(({ hint, diagnostic }) => this.#others(document, hint, diagnostic)),
      ...known.unused
        .filter(({ diagnostic }) => touches(diagnostic.range, range))
        .map(({ directive, diagnostic }) => this.#removal(document, directive, diagnostic)),
    ];
  }

  async resolveCodeAction(action: vscode.CodeAction): Promise<vscode.CodeAction> {
    const waiting = this.#waiting.get(action);
    if (!waiting || waiting.document.version !== waiting.version) return action;
    const question = await this.#hints.question(waiting.document);
    if (!question) return action;
    const edit = await waiting.make(question.session, question.written);
    if (edit && waiting.document.version === waiting.version) action.edit = edit;
    return action;
  }

  #fixes(document: vscode.TextDocument, hint: ShownHint, diagnostic: vscode.Diagnostic): vscode.CodeAction[] {
    const isMeasurable = vscode.workspace.getWorkspaceFolder(document.uri) !== undefined;
    return hint.fixes.flatMap(({ title, kind, edits }) => {
      const isSafe = kind === 'safe';
      const named = isSafe ? title : vscode.l10n.t('{0} (suggestion: judge it)', title);
      const action = quickFix(named, diagnostic);
      action.edit = new vscode.WorkspaceEdit();
      action.edit.set(document.uri, edits.map(textEdit));
      action.isPreferred = isSafe;
      return isMeasurable ? [action, measuring(document, hint, title, diagnostic)] : [action];
    });
  }

  #fixAllBeside(document: vscode.TextDocument, { hints }: DocumentHints, touched: DocumentHints['hints']): vscode.CodeAction[] {
    const isSafe = ({ hint }: DocumentHints['hints'][number]): boolean => hint.fixes.some(({ kind }) => kind === 'safe');
    const here = touched.find(isSafe);
    if (!here || hints.filter(isSafe).length < 2) return [];
    const action = quickFix(vscode.l10n.t('Fix all safe Laptime hints in this file'), here.diagnostic);
    this.#wait(action, document, () => this.#fixed(document, new AbortController().signal));
    return [action];
  }

  async #fixAll(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeAction[]> {
    const edit = await this.#fixed(document, signalOf(token));
    if (!edit) return [];
    const action = new vscode.CodeAction(vscode.l10n.t('Fix all safe Laptime hints in this file'), FIX_ALL);
    action.edit = edit;
    return [action];
  }

  async #fixed(document: vscode.TextDocument, signal: AbortSignal): Promise<vscode.WorkspaceEdit | undefined> {
    const { version } = document;
    const question = await this.#hints.question(document);
    if (!question) return undefined;
    const { session, written } = question;
    const edits = lineEdits(written.text, await session.fix(written, signal));
    if (edits.length === 0 || document.version !== version) return undefined;
    const edit = new vscode.WorkspaceEdit();
    edit.set(
      document.uri,
      edits.map(
        ({ startLine, endLine, text }) => new vscode.TextEdit(document.validateRange(new vscode.Range(startLine, 0, endLine, 0)), text),
      ),
    );
    return edit;
  }

  #others(document: vscode.TextDocument, { rule, range }: ShownHint, diagnostic: vscode.Diagnostic): vscode.CodeAction[] {
    const page = quickFix(vscode.l10n.t('Open the page of {0}', rule), diagnostic);
    page.command = { command: 'laptime.openRulePage', title: page.title, arguments: [rule] };
    const place = { rule, line: range.startLine, column: range.startColumn };
    const forLine = quickFix(vscode.l10n.t('Turn off {0} for this line', rule), diagnostic);
    this.#wait(forLine, document, async (session, { file, text }) =>
      commentEdit(document, await session.disableForLine(file, text, place)),
    );
    const forFile = quickFix(vscode.l10n.t('Turn off {0} for this file', rule), diagnostic);
    this.#wait(forFile, document, async (session, { file, text }) => commentEdit(document, await session.disableForFile(file, text, rule)));
    return [forLine, forFile, page];
  }

  #removal(document: vscode.TextDocument, { rule, range }: UnusedDirective, diagnostic: vscode.Diagnostic): vscode.CodeAction {
    const title = rule === null ? vscode.l10n.t('Remove this comment') : vscode.l10n.t('Remove {0} from this comment', rule);
    const action = quickFix(title, diagnostic);
    const names = rule === null ? [] : [rule];
    this.#wait(action, document, async (session, { file, text }) =>
      commentEdit(document, await session.removeDirective(file, text, range, names)),
    );
    action.isPreferred = true;
    return action;
  }

  #wait(action: vscode.CodeAction, document: vscode.TextDocument, make: MakeEdit): void {
    this.#waiting.set(action, { document, version: document.version, make });
  }
}

function quickFix(title: string, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  return action;
}

function measuring(
  { uri }: vscode.TextDocument,
  { rule, range }: ShownHint,
  title: string,
  diagnostic: vscode.Diagnostic,
): vscode.CodeAction {
  const action = quickFix(vscode.l10n.t('Measure this fix: {0}', title), diagnostic);
  const address: FixAddress = { uri: uri.toString(), rule, line: range.startLine, column: range.startColumn, title };
  action.command = { command: 'laptime.measureFix', title: action.title, arguments: [address] };
  return action;
}

const touches = (a: vscode.Range, b: vscode.Range): boolean => a.intersection(b) !== undefined;

const textEdit = ({ range, text }: HintEdit): vscode.TextEdit => new vscode.TextEdit(rangeOf(range), text);

/** The cursor goes to where it belongs why. */
function commentEdit({ uri }: vscode.TextDocument, made: DisableEdit | null): vscode.WorkspaceEdit | undefined {
  if (!made) return undefined;
  const { range, text, reasonAt } = made;
  const edit = new vscode.WorkspaceEdit();
  if (reasonAt === null) edit.set(uri, [new vscode.TextEdit(rangeOf(range), text)]);
  else {
    const snippet = new vscode.SnippetString()
      .appendText(text.slice(0, reasonAt))
      .appendPlaceholder(vscode.l10n.t('why'))
      .appendText(text.slice(reasonAt));
    edit.set(uri, [new vscode.SnippetTextEdit(rangeOf(range), snippet)]);
  }
  return edit;
}
