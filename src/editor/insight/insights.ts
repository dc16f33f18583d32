import * as path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { groupedBy } from '../../base/groupedBy.ts';
import { explainInsight } from '../../base/insightWords.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { ObserveEvent } from '../../engine/engine.ts';
import type { Insight, InsightReport } from '../../model/insight.ts';
import { signalOf } from '../cancellation.ts';
import type { Failures } from '../failures.ts';
import type { Folder, Folders } from '../folders.ts';
import { offer } from '../offer.ts';
import type { Runs } from '../runs.ts';
import type { SettingsSource } from '../settings.ts';
import { labelOf } from '../testing/runner.ts';
import { saveBeforeRun } from '../testing/saveBeforeRun.ts';
import { selectionsOf } from '../testing/selections.ts';
import type { BenchmarkTree } from '../testing/tree.ts';
import { requireTrust } from '../trust.ts';
import { oneLine, withoutLinks } from '../wording.ts';
import { lineOfAnchor } from './hintTexts.ts';
import { movedHints, placeHint, type PlacedHint } from './placedHints.ts';

export interface InsightsParts {
  readonly extensionUri: vscode.Uri;
  readonly folders: Folders;
  readonly tree: BenchmarkTree;
  readonly runs: Runs;
  readonly settings: SettingsSource;
  readonly failures: Failures;
}

const REPORT_COLUMNS = 100;

/** What V8 said of the benchmark that was asked about last, as hints on the lines. */
export class Insights implements Disposable {
  readonly #parts: InsightsParts;
  readonly #owned = new DisposableStore();
  readonly #hints: vscode.DiagnosticCollection;
  /** Of files with hints, by URI. */
  readonly #placed = new Map<string, readonly PlacedHint[]>();
  #report: InsightReport | null = null;

  constructor(parts: InsightsParts) {
    this.#parts = parts;
    this.#hints = this.#owned.add(vscode.languages.createDiagnosticCollection('laptime'));
    this.#owned.add(vscode.workspace.onDidChangeTextDocument((change) => this.#follow(change)));
  }

  /** Of the last one; null when it was cleared. */
  get report(): InsightReport | null {
    return this.#report;
  }

  hintsOf(uri: vscode.Uri): readonly vscode.Diagnostic[] {
    return this.#hints.get(uri) ?? [];
  }

  /** Runs a benchmark once more in its turn, and shows what V8 says of it. */
  async explain(items: readonly vscode.TestItem[]): Promise<void> {
    requireTrust(
      vscode.l10n.t(
        'Explaining a benchmark executes code of this workspace, and the workspace is not trusted. Trust it to ask V8 about benchmarks.',
      ),
    );
    await saveBeforeRun();
    const { tree, runs, settings } = this.#parts;
    const [selected, ...others] = selectionsOf(tree, items, []);
    if (!selected || others.length > 0 || items.length !== 1)
      throw new UserError('not-one-benchmark', vscode.l10n.t('V8 is asked about one benchmark at a time: choose one.'));
    const { folder, selections } = selected;
    const label = labelOf(items);
    const { nodeExecutable } = settings.for(folder.uri);
    const request = { selections, ...(nodeExecutable !== null && { nodeExecutable }) };
    const report = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: withoutLinks(vscode.l10n.t('V8 insight of {0}', oneLine(label, 60))),
        cancellable: true,
      },
      (progress, token) =>
        runs.record(
          folder,
          label,
          (engine, signal) => engine.explain(request, (event) => progress.report({ message: stepText(event) }), signal),
          signalOf(token),
        ),
    );
    await this.show(folder, report);
    void this.#tell(report);
  }

  async show(folder: Folder, report: InsightReport): Promise<void> {
    const docs = vscode.Uri.joinPath(this.#parts.extensionUri, 'docs', 'insight.md');
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(docs));
    const linkOf = (insight: Insight) => docs.with({ fragment: `L${lineOfAnchor(text, explainInsight(insight).anchor)}` });
    this.clear();
    this.#report = report;
    for (const [file, insights] of groupedBy(report.insights, (insight) => insight.file)) {
      // laptime-disable-next-line no-await-in-loop -- few files, which the editor opens one at a time
      const document = await openText(path.isAbsolute(file) ? vscode.Uri.file(file) : folder.fileUri(file));
      if (!document) continue;
      const hints = insights
        .filter((insight) => insight.line <= document.lineCount)
        .map((insight) => placeHint(insight, document, linkOf(insight)));
      this.#set(document.uri, hints);
    }
  }

  clear(): void {
    this.#hints.clear();
    this.#placed.clear();
    this.#report = null;
  }

  /** All of it as text, in an editor of its own. */
  async showReport(): Promise<void> {
    if (!this.#report) throw new UserError('no-insight', vscode.l10n.t('V8 was asked about no benchmark yet.'));
    const { renderInsight } = await import('../../engine/reports/index.ts');
    const content = renderInsight(this.#report, { width: REPORT_COLUMNS, color: false, unicode: true });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'plaintext', content }), { preview: true });
  }

  async #tell({ insights, problems }: InsightReport): Promise<void> {
    const found =
      insights.length === 0
        ? vscode.l10n.t('V8 has nothing to complain of in this benchmark.')
        : insights.length === 1
          ? vscode.l10n.t('V8 has one hint for this benchmark.')
          : vscode.l10n.t('V8 has {0} hints for this benchmark.', insights.length);
    const report = { title: vscode.l10n.t('Show Report'), act: () => this.showReport() };
    const problemsView = {
      title: vscode.l10n.t('Show Problems'),
      act: () => vscode.commands.executeCommand('workbench.actions.view.problems'),
    };
    await offer([found, ...problems].join(' '), insights.length === 0 ? [report] : [problemsView, report], this.#parts.failures);
  }

  /** A hint of a line that is edited says nothing of what stands there now; the others move with their lines. */
  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const placed = this.#placed.get(document.uri.toString());
    if (!placed || contentChanges.length === 0) return;
    this.#set(document.uri, movedHints(placed, contentChanges, document));
  }

  #set(uri: vscode.Uri, placed: readonly PlacedHint[]): void {
    if (placed.length === 0) this.#placed.delete(uri.toString());
    else this.#placed.set(uri.toString(), placed);
    this.#hints.set(
      uri,
      placed.map(({ hint }) => hint),
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** Null for what is not there any more. */
async function openText(uri: vscode.Uri): Promise<vscode.TextDocument | null> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return null;
  }
}

function stepText(event: ObserveEvent): string {
  switch (event.kind) {
    case 'loading':
      return vscode.l10n.t('loading');
    case 'running':
      return vscode.l10n.t('running');
    case 'reading':
      return vscode.l10n.t("reading V8's log");
  }
}
