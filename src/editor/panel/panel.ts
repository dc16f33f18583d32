import * as path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { Failure } from '../../model/measurement.ts';
import { toPanelComparisonDetail, toPanelDetail, type PanelHostApi, type PanelState, type PanelViewApi } from '../../protocol/panel.ts';
import { panelPage } from '../../protocol/panelPage.ts';
import { connect, type Connection, type Port, type Served } from '../../protocol/rpc.ts';
import type { Failures } from '../failures.ts';
import type { Folder, Folders } from '../folders.ts';
import { EXTENSION_ID, PANEL_TYPE } from '../names.ts';
import { findFinished, listFinished, newestFinished } from '../record.ts';
import type { Results } from '../results.ts';
import type { Finished, FinishedComparison, Runs } from '../runs.ts';
import type { SettingsSource } from '../settings.ts';
import type { Discovery } from '../testing/discovery.ts';
import type { BenchmarkTree } from '../testing/tree.ts';
import { openDiff } from './openDiff.ts';
import { entryOf, progressOf, snapshotOf } from './snapshot.ts';

const PROGRESS_PAUSE_MS = 100;
const MOST_LISTED = 50;

export interface PanelParts {
  readonly extensionUri: vscode.Uri;
  readonly folders: Folders;
  readonly tree: BenchmarkTree;
  readonly discovery: Discovery;
  readonly results: Results;
  readonly runs: Runs;
  readonly settings: SettingsSource;
  readonly failures: Failures;
  /** Runs these benchmarks of what is shown, or all that there are. */
  readonly runBenchmarks: (shown: Finished | null, benchmarkIds: readonly string[]) => Promise<void>;
  readonly copyMarkdown: (shown: Finished, benchmarkIds: readonly string[]) => Promise<void>;
  /** Measures benchmarks of a comparison on, or all that are inconclusive. */
  readonly measureOn: (shown: FinishedComparison, benchmarkIds: readonly string[]) => Promise<void>;
}

/** The open view: made by a command, or by VS Code when it brings a panel back. */
interface OpenView {
  readonly panel: vscode.WebviewPanel;
  readonly connection: Connection<PanelViewApi>;
  /** Selected as soon as the view has asked for its first snapshot. */
  reveal: string | undefined;
  ready: boolean;
}

/** The panel's host side. It can be closed and opened at any time: what it shows is made anew from runs and stores. */
export class Panel implements Disposable {
  readonly #parts: PanelParts;
  readonly #owned = new DisposableStore();
  #view: OpenView | undefined;
  #pinnedRunId: string | null = null;
  #progressTimer: NodeJS.Timeout | undefined;
  #wasRunning = false;

  constructor(parts: PanelParts) {
    this.#parts = parts;
    const { runs, results, tree } = parts;
    this.#owned.add(runs.onDidChange(() => this.#followRuns()));
    this.#owned.add(results.onDidChange(() => void this.#refresh()));
    this.#owned.add(tree.onDidChange((entry) => entry ?? void this.#refresh()));
    this.#owned.add(vscode.workspace.onDidGrantWorkspaceTrust(() => void this.#refresh()));
    this.#owned.add(
      vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, {
        deserializeWebviewPanel: async (panel: vscode.WebviewPanel, state: unknown) => {
          this.#pinnedRunId = isPanelState(state) ? state.pinnedRunId : null;
          this.#fill(panel);
        },
      }),
    );
    this.#owned.add({ dispose: () => this.#view?.panel.dispose() });
  }

  /** Opens or brings forward. */
  show({ preserveFocus = false }: { readonly preserveFocus?: boolean } = {}): void {
    if (this.#view) this.#view.panel.reveal(undefined, preserveFocus);
    else {
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus };
      this.#fill(vscode.window.createWebviewPanel(PANEL_TYPE, vscode.l10n.t('Laptime'), column));
    }
  }

  /** Opens and selects a benchmark in what measured it last: a run, or a comparison of what is on disk. */
  async reveal(folder: Folder, benchmarkId: string): Promise<void> {
    const { folders, results, runs } = this.#parts;
    const newestOfIt = results.verdict(folder, benchmarkId) ?? results.latest(folder, benchmarkId)?.result;
    const runId = newestOfIt?.runId ?? null;
    const [newest] = await listFinished(folders, runs, 1);
    // The newest run need not be pinned: the panel shows it anyway, and then follows the next one.
    this.#pinnedRunId = runId === newest?.overview.id ? null : runId;
    this.show();
    await this.#refresh();
    this.#reveal(benchmarkId);
  }

  /** True as soon as the view has loaded and asked for what to show. */
  get isReady(): boolean {
    return this.#view?.ready ?? false;
  }

  #fill(panel: vscode.WebviewPanel): void {
    const { extensionUri } = this.#parts;
    const built = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    const media = vscode.Uri.joinPath(extensionUri, 'media');
    panel.webview.options = { enableScripts: true, localResourceRoots: [built, media] };
    panel.iconPath = vscode.Uri.joinPath(media, 'panel.svg');
    const connection = connect<Served<PanelHostApi>, PanelViewApi>(portOf(panel), this.#api());
    const view: OpenView = { panel, connection, reveal: undefined, ready: false };
    this.#view?.panel.dispose();
    this.#view = view;
    panel.onDidDispose(() => {
      connection.dispose();
      if (this.#view === view) this.#view = undefined;
    });
    // A hidden view is thrown away by the editor and asks again when it is shown.
    panel.onDidChangeViewState(() => {
      if (!panel.visible) view.ready = false;
    });
    panel.webview.html = panelPage({
      scriptUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(built, 'main.js')).toString(),
      styleUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(built, 'main.css')).toString(),
      cspSource: panel.webview.cspSource,
      nonce: crypto.randomUUID().replaceAll('-', ''),
      language: vscode.env.language,
    });
  }

  #api(): Served<PanelHostApi> {
    const { failures, folders, runs } = this.#parts;
    const act = (doing: string, work: () => unknown) => void failures.guard(doing, work);
    const command = (id: string, ...args: unknown[]) => act(id, () => vscode.commands.executeCommand(id, ...args));
    return {
      snapshot: async () => {
        const snapshot = await this.#snapshot();
        // After the answer, which is sent when this function has returned.
        setImmediate(() => this.#viewIsReady());
        return snapshot;
      },
      detail: async (runId, benchmarkId) => {
        const found = await findFinished(folders, runs, runId);
        return found?.kind === 'run' ? toPanelDetail(found.run, benchmarkId) : null;
      },
      comparisonDetail: async (comparisonId, benchmarkId) => {
        const found = await findFinished(folders, runs, comparisonId);
        return found?.kind === 'comparison' ? toPanelComparisonDetail(found.comparison, benchmarkId) : null;
      },
      measureOn: (ids) =>
        act(vscode.l10n.t('comparing benchmarks'), async () => {
          const shown = await this.#shown();
          if (shown?.kind === 'comparison') await this.#thenFollow(() => this.#parts.measureOn(shown, ids));
        }),
      compareWith: () =>
        act(vscode.l10n.t('comparing benchmarks'), () => this.#thenFollow(() => vscode.commands.executeCommand('laptime.compareWith'))),
      openDiff: () =>
        act(vscode.l10n.t('showing changes'), async () => {
          const shown = await this.#shown();
          if (shown?.kind === 'comparison') await openDiff(shown);
        }),
      openSource: (file, line, column) =>
        act(vscode.l10n.t('opening {0}', file), async () => openSource(await this.#shown(), file, line, column)),
      copyMarkdown: (ids) =>
        act(vscode.l10n.t('copying results'), async () => {
          const shown = await this.#shown();
          if (shown) await this.#parts.copyMarkdown(shown, ids);
        }),
      run: (ids) =>
        act(vscode.l10n.t('running benchmarks'), async () => {
          const shown = await this.#shown();
          this.#pinnedRunId = null;
          await this.#parts.runBenchmarks(shown, ids);
        }),
      cancel: () => runs.cancel(),
      showRun: (runId) => {
        this.#pinnedRunId = runId;
        void this.#refresh();
      },
      listRuns: async () => {
        const several = folders.all.length > 1;
        return (await listFinished(folders, runs, MOST_LISTED)).map((one) => entryOf(one, several));
      },
      openSettings: () => command('workbench.action.openSettings', `@ext:${EXTENSION_ID}`),
      newBenchFile: () => command('laptime.newBenchFile'),
      manageTrust: () => command('workbench.trust.manage'),
    };
  }

  /** What came of the work is shown, unless nothing did. */
  async #thenFollow(work: () => PromiseLike<void>): Promise<void> {
    const { runs } = this.#parts;
    const before = runs.newest;
    await work();
    if (runs.newest === before) return;
    this.#pinnedRunId = null;
    await this.#refresh();
  }

  async #shown(): Promise<Finished | null> {
    const { folders, runs } = this.#parts;
    const pinned = this.#pinnedRunId === null ? null : await findFinished(folders, runs, this.#pinnedRunId);
    // A pinned run may have been removed from the store since.
    if (!pinned) this.#pinnedRunId = null;
    return pinned ?? newestFinished(folders, runs);
  }

  async #snapshot() {
    const { discovery, folders, results, runs, tree } = this.#parts;
    const shown = await this.#shown();
    const [first] = folders.all;
    const engine = await (shown?.folder ?? first)?.engine();
    return snapshotOf({
      shown,
      pinned: this.#pinnedRunId !== null,
      running: runs.running,
      results,
      historyProblem: engine?.historyProblem() ?? null,
      benchFileCount: discovery.foundOnce ? tree.fileCount : null,
    });
  }

  #viewIsReady(): void {
    const view = this.#view;
    if (!view) return;
    view.ready = true;
    if (view.reveal !== undefined) this.#reveal(view.reveal);
  }

  #reveal(benchmarkId: string): void {
    const view = this.#view;
    if (!view) return;
    view.reveal = view.ready ? undefined : benchmarkId;
    if (view.ready) this.#tell((remote) => remote.reveal(benchmarkId));
  }

  /** The view may be hidden or gone by now; it asks for everything when it comes back. */
  #tell(call: (remote: Connection<PanelViewApi>['remote']) => Promise<void>): void {
    if (this.#view?.ready) call(this.#view.connection.remote).catch(() => undefined);
  }

  async #refresh(): Promise<void> {
    if (!this.#view?.ready) return;
    const snapshot = await this.#parts.failures.guard(vscode.l10n.t('showing results'), () => this.#snapshot());
    if (snapshot) this.#tell((remote) => remote.show(snapshot));
  }

  #followRuns(): void {
    const { runs, settings } = this.#parts;
    const { running } = runs;
    const begins = running !== null && !this.#wasRunning;
    this.#wasRunning = running !== null;
    if (begins && settings.for(running.folder.uri).openPanel === 'onRun') this.show({ preserveFocus: true });
    this.#progressTimer ??= setTimeout(() => {
      this.#progressTimer = undefined;
      this.#tell((remote) => remote.progress(progressOf(runs.running)));
    }, PROGRESS_PAUSE_MS);
  }

  dispose(): void {
    clearTimeout(this.#progressTimer);
    this.#owned.dispose();
  }
}

function portOf(panel: vscode.WebviewPanel): Port {
  return {
    post: (message) => void panel.webview.postMessage(message),
    onMessage: (listener) => panel.webview.onDidReceiveMessage(listener),
    onClose: (listener) => panel.onDidDispose(listener),
  };
}

function isPanelState(state: unknown): state is PanelState {
  if (typeof state !== 'object' || state === null || !('pinnedRunId' in state)) return false;
  return state.pinnedRunId === null || typeof state.pinnedRunId === 'string';
}

/** Opens files of the folder; others only where a failure of the run itself points at them. */
async function openSource(shown: Finished | null, file: string, line: number, column: number): Promise<void> {
  if (!shown) return;
  const isNamed = failuresOf(shown).some(({ location }) => location?.file === file);
  const isInside = !path.isAbsolute(file) && !path.normalize(file).startsWith('..');
  if (!isInside && !isNamed) throw new UserError('outside', vscode.l10n.t('{0} is outside of the workspace folder.', file));
  const uri = path.isAbsolute(file) ? vscode.Uri.file(file) : shown.folder.fileUri(file);
  const position = new vscode.Position(Math.max(line - 1, 0), Math.max(column - 1, 0));
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(position, position), viewColumn: vscode.ViewColumn.One });
}

function failuresOf(shown: Finished): Failure[] {
  const [measured, { fileFailures }] =
    shown.kind === 'run' ? [shown.run.measurements, shown.run] : [shown.comparison.comparisons, shown.comparison];
  const ofFiles = fileFailures.map(({ failure }) => failure);
  return [...measured.flatMap((one) => (one.state === 'failed' ? [one.failure] : [])), ...ofFiles];
}
