import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import { toPanelComparisonDetail, toPanelDetail, type PanelHostApi, type PanelSnapshot, type PanelState } from '../../protocol/panel.ts';
import type { PanelHistoryChoice } from '../../protocol/panelHistory.ts';
import type { Served } from '../../protocol/rpc.ts';
import type { Folder } from '../folders.ts';
import { EXTENSION_ID, PANEL_TYPE } from '../names.ts';
import { findFinished, listFinished, newestFinished } from '../record.ts';
import type { Finished, Search } from '../runs.ts';
import { HintsPage } from './hintsPage.ts';
import { historyChoiceIn, HistoryPage } from './historyPage.ts';
import { monitorApi } from './monitorApi.ts';
import { MonitorPage } from './monitorPage.ts';
import { openChanges, openCommit, openDiff } from './openDiff.ts';
import { openAt, openSource } from './openSource.ts';
import type { PanelParts } from './panelParts.ts';
import { PanelView } from './panelView.ts';
import { entryOf, progressOf, snapshotOf } from './snapshot.ts';

const PROGRESS_PAUSE_MS = 100;
const MOST_LISTED = 50;

/** The panel's host side. It can be closed and opened at any time: what it shows is made anew from runs and stores. */
export class Panel implements Disposable {
  readonly #parts: PanelParts;
  readonly #owned = new DisposableStore();
  #view: PanelView | undefined;
  #pinnedRunId: string | null = null;
  readonly #history: HistoryPage;
  readonly #hints: HintsPage;
  readonly #monitor: MonitorPage;
  #searchShown = false;
  /** The search that the view was told of last, and all else that it was told with it. */
  #told: { readonly search: Search | null; readonly snapshot: PanelSnapshot } | undefined;
  #progressTimer: NodeJS.Timeout | undefined;
  #wasRunning = false;

  constructor(parts: PanelParts) {
    this.#parts = parts;
    const { folders, runs, results, tree } = parts;
    this.#history = new HistoryPage(folders);
    const onError = (error: unknown) => parts.failures.report(vscode.l10n.t('showing hints'), error);
    this.#hints = this.#owned.add(new HintsPage({ ...parts.hints, hasOtherFolders: () => folders.all.length > 1, onError }));
    const onMonitorError = (error: unknown) => parts.failures.report(vscode.l10n.t('showing metrics'), error);
    this.#monitor = this.#owned.add(new MonitorPage({ folders, monitoring: parts.monitoring, onError: onMonitorError }));
    this.#owned.add(this.#monitor.onTick(() => this.#view?.tell((remote) => remote.monitorTick())));
    this.#owned.add(this.#monitor.onDidChange((state) => this.#view?.tell((remote) => remote.monitorChanged(state))));
    this.#owned.add(this.#hints.onDidChange(() => this.#view?.tell((remote) => remote.hintsProgress(this.#hints.state))));
    this.#owned.add(runs.onDidChange(() => this.#followRuns()));
    this.#owned.add(
      results.onDidChange(() => {
        this.#history.touch();
        void this.#refresh();
      }),
    );
    this.#owned.add(tree.onDidChange((entry) => entry ?? void this.#refresh()));
    this.#owned.add(vscode.workspace.onDidGrantWorkspaceTrust(() => void this.#refresh()));
    this.#owned.add(
      vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, {
        deserializeWebviewPanel: async (panel: vscode.WebviewPanel, state: unknown) => {
          this.#pinnedRunId = isPanelState(state) ? state.pinnedRunId : null;
          this.#history.show(isPanelState(state) ? historyChoiceIn(state.history) : null);
          this.#fill(panel);
        },
      }),
    );
    this.#owned.add({ dispose: () => this.#view?.dispose() });
  }

  /** Opens or brings forward. */
  show({ preserveFocus = false }: { readonly preserveFocus?: boolean } = {}): void {
    if (this.#view) this.#view.bringForward(preserveFocus);
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
    this.#showResults(runId === newest?.overview.id ? null : runId);
    this.show();
    await this.#refresh();
    this.#view?.reveal(benchmarkId);
  }

  /** Opens with the history of a folder: of all its benchmarks, or of one. */
  async showHistory(folder: Folder, benchmarkId: string | null): Promise<void> {
    this.#showHistory({ benchmarkId, metric: 'median', environmentId: null }, folder);
    this.show();
    await this.#refresh();
  }

  /** Opens with the search that runs, or ran last. */
  async showSearch(): Promise<void> {
    this.#showSearch();
    this.show();
    await this.#refresh();
  }

  /** Opens with the metrics of the machine and of the programs of a folder; of the one that was shown unless given. */
  async showMonitor(folder?: Folder): Promise<void> {
    this.#showMonitor(folder);
    this.show();
    await this.#refresh();
  }

  /** Whether metrics are collected for who looks at them here. */
  get isMonitoring(): boolean {
    return this.#monitor.isWatched;
  }

  /** Opens with the hints of a folder, and looks for them. Resolves when they are found. */
  async findHints(folder: Folder): Promise<void> {
    this.#showHints();
    this.show();
    await this.#refresh();
    await this.#hints.find(folder);
  }

  /** What of the hints is shown. */
  get hints(): Pick<HintsPage, 'state' | 'hints'> {
    return this.#hints;
  }

  get isOpen(): boolean {
    return this.#view !== undefined;
  }

  /** True as soon as the view has loaded and asked for what to show. */
  get isReady(): boolean {
    return this.#view?.isReady ?? false;
  }

  #fill(panel: vscode.WebviewPanel): void {
    this.#view?.dispose();
    const onHidden = () => this.#followMonitor();
    const onGone = () => {
      if (this.#view === view) this.#view = undefined;
      onHidden();
    };
    const view = new PanelView(panel, this.#parts.extensionUri, this.#api(), onGone, onHidden);
    this.#view = view;
  }

  #api(): Served<PanelHostApi> {
    const { failures, folders, runs } = this.#parts;
    const act = (doing: string, work: () => unknown) => void failures.guard(doing, work);
    const inRepository = (work: (folder: Folder) => Promise<void>) =>
      act(vscode.l10n.t('showing changes'), async () => {
        const folder = await this.#historyFolder(this.#history.shown?.benchmarkId ?? null);
        if (folder) await work(folder);
      });
    const command = (id: string, ...args: unknown[]) => act(id, () => vscode.commands.executeCommand(id, ...args));
    return {
      snapshot: async () => {
        const snapshot = await this.#snapshot();
        // After the answer, which is sent when this function has returned.
        setImmediate(() => {
          this.#view?.becomeReady();
          this.#followMonitor();
        });
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
      history: (choice) => this.#history.read(choice),
      showHistory: (choice) => {
        this.#showHistory(choice);
        void this.#refresh();
      },
      showBisection: () => {
        this.#showSearch();
        void this.#refresh();
      },
      hints: () => this.#hints.hints,
      showHints: () => {
        this.#showHints();
        void this.#refresh();
      },
      findHints: () => command('laptime.showHints', this.#hints.folder?.uri.toString()),
      cancelHints: () => this.#hints.cancel(),
      showMonitor: async (besideShown) => {
        this.#showMonitor(besideShown ? (await this.#shown())?.folder : undefined);
        void this.#refresh();
      },
      ...monitorApi(this.#monitor, act),
      openHint: (file, line, column) => act(vscode.l10n.t('opening {0}', file), async () => openAt(this.#hints.uriOf(file), line, column)),
      openRule: (rule) => command('laptime.openRulePage', rule),
      openCommit: (hash) => inRepository((folder) => openCommit(folder, hash)),
      openChanges: (from, to) => inRepository((folder) => openChanges(folder, from, to)),
      compareCommits: (benchmarkId, baseline, candidate) =>
        act(vscode.l10n.t('comparing benchmarks'), async () => {
          const folder = await this.#historyFolder(benchmarkId);
          if (folder) await this.#thenFollow(() => this.#parts.compareCommits(folder, benchmarkId, baseline, candidate));
        }),
      bisect: (benchmarkId, good, bad) =>
        act(vscode.l10n.t('searching a commit'), async () => {
          const folder = await this.#historyFolder(benchmarkId);
          await vscode.commands.executeCommand('laptime.findCommit', { folder: folder?.uri.toString(), benchmarkId, good, bad });
        }),
      measureRange: () =>
        act(vscode.l10n.t('measuring commits'), async () => {
          const folder = await this.#historyFolder(null);
          await vscode.commands.executeCommand('laptime.measureCommits', { folder: folder?.uri.toString() });
        }),
      copyText: (text) => act(vscode.l10n.t('copying'), () => vscode.env.clipboard.writeText(text)),
      openDiff: () =>
        act(vscode.l10n.t('showing changes'), async () => {
          const shown = await this.#shown();
          if (shown?.kind === 'comparison') await openDiff(shown);
        }),
      openSource: (file, line, column) =>
        act(vscode.l10n.t('opening {0}', file), async () => {
          const { shown: choice } = this.#history;
          const shown = choice || this.#searchShown ? null : await this.#shown();
          const folder = shown?.folder ?? (await this.#historyFolder(choice?.benchmarkId ?? null));
          if (folder) await openSource(folder, shown, file, line, column);
        }),
      copyMarkdown: (ids) =>
        act(vscode.l10n.t('copying results'), async () => {
          const shown = await this.#shown();
          if (shown) await this.#parts.copyMarkdown(shown, ids);
        }),
      run: (ids) =>
        act(vscode.l10n.t('running benchmarks'), async () => {
          const shown = await this.#shown();
          this.#showResults(null);
          await this.#parts.runBenchmarks(shown, ids);
        }),
      cancel: () => runs.cancel(),
      showRun: (runId) => {
        this.#showResults(runId);
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
    this.#showResults(null);
    await this.#refresh();
  }

  /** A run or comparison, or null for the newest. */
  #showResults(runId: string | null): void {
    this.#pinnedRunId = runId;
    this.#history.show(null);
    this.#showInPlace('results');
  }

  #showHistory(choice: PanelHistoryChoice, folder?: Folder): void {
    this.#history.show(choice, folder);
    this.#showInPlace('results');
  }

  #showSearch(): void {
    this.#showInPlace('search');
  }

  #showHints(): void {
    this.#showInPlace('hints');
  }

  #showMonitor(folder?: Folder): void {
    if (folder) this.#monitor.choose(folder);
    this.#showInPlace('monitor');
  }

  /** What stands in place of results, or results and their history themselves. */
  #showInPlace(part: 'results' | 'search' | 'hints' | 'monitor'): void {
    this.#searchShown = part === 'search';
    this.#hints.isShown = part === 'hints';
    this.#monitor.isShown = part === 'monitor';
    this.#followMonitor();
  }

  /** Metrics are collected for the page while it is in sight and shows them. */
  #followMonitor(): void {
    void this.#parts.failures.guard(vscode.l10n.t('showing metrics'), () => this.#monitor.follow(this.isReady));
  }

  /** The folder that commits and benchmarks of what is shown are of. */
  async #historyFolder(benchmarkId: string | null): Promise<Folder | null> {
    const { search } = this.#parts.runs;
    return this.#searchShown && search ? search.folder : this.#history.folderOf(benchmarkId);
  }

  async #shown(): Promise<Finished | null> {
    const { folders, runs } = this.#parts;
    const pinned = this.#pinnedRunId === null ? null : await findFinished(folders, runs, this.#pinnedRunId);
    // A pinned run may have been removed from the store since.
    if (!pinned) this.#pinnedRunId = null;
    return pinned ?? newestFinished(folders, runs);
  }

  async #snapshot(): Promise<PanelSnapshot> {
    const { discovery, folders, results, runs, tree } = this.#parts;
    const shown = await this.#shown();
    const [first] = folders.all;
    const engine = await (shown?.folder ?? first)?.engine();
    const stored = await snapshotOf({
      shown,
      pinned: this.#pinnedRunId !== null,
      history: this.#history.shown,
      results,
      historyProblem: engine?.historyProblem() ?? null,
      benchFileCount: discovery.foundOnce ? tree.fileCount : null,
    });
    // Of this moment: while the rest was read, what runs went on.
    const { search, running } = runs;
    const moment = {
      bisection: search?.state ?? null,
      bisectionShown: this.#searchShown && search !== null,
      ...this.#hints.told,
      monitorShown: this.#monitor.isShown,
      running: progressOf(running),
    };
    const snapshot = { ...stored, ...moment };
    this.#told = { search, snapshot };
    return snapshot;
  }

  /** A search tells much, and changes nothing else of what is shown: that need not be read again. */
  #followSearch(): void {
    const { runs } = this.#parts;
    const { search } = runs;
    if (!this.#told || !search || search === this.#told.search) return;
    const changes = {
      bisection: search.state,
      bisectionShown: this.#searchShown,
      ...this.#hints.told,
      monitorShown: this.#monitor.isShown,
      running: progressOf(runs.running),
    };
    const snapshot = { ...this.#told.snapshot, ...changes };
    this.#told = { search, snapshot };
    this.#view?.tell((remote) => remote.show(snapshot));
  }

  async #refresh(): Promise<void> {
    if (!this.#view?.isReady) return;
    const snapshot = await this.#parts.failures.guard(vscode.l10n.t('showing results'), () => this.#snapshot());
    if (snapshot) this.#view?.tell((remote) => remote.show(snapshot));
  }

  #followRuns(): void {
    const { runs, settings } = this.#parts;
    const { running } = runs;
    const begins = running !== null && !this.#wasRunning;
    this.#wasRunning = running !== null;
    if (begins && settings.for(running.folder.uri).openPanel === 'onRun') this.show({ preserveFocus: true });
    this.#progressTimer ??= setTimeout(() => {
      this.#progressTimer = undefined;
      this.#view?.tell((remote) => remote.progress(progressOf(runs.running)));
      this.#followSearch();
    }, PROGRESS_PAUSE_MS);
  }

  dispose(): void {
    clearTimeout(this.#progressTimer);
    this.#owned.dispose();
  }
}

function isPanelState(state: unknown): state is PanelState {
  if (typeof state !== 'object' || state === null || !('pinnedRunId' in state)) return false;
  return state.pinnedRunId === null || typeof state.pinnedRunId === 'string';
}
