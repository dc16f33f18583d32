import { hostname } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { Emitter } from '../../base/emitter.ts';
import { UserError } from '../../base/errors.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { Engine } from '../../engine/engine.ts';
import {
  afterStored,
  monitorRanges,
  seriesOfStored,
  type MonitorRange,
  type PanelFolder,
  type PanelMetricSeries,
  type PanelMonitor,
  type PanelSeriesBatch,
  type PanelSeriesRequest,
} from '../../protocol/panelMonitor.ts';
import type { Folder, Folders } from '../folders.ts';
import { ownName } from '../monitoring/alertNotices.ts';
import type { Monitoring } from '../monitoring/monitoring.ts';

const EVERY_MS = 1000;
const CHANGE_PAUSE_MS = 100;
const MINUTE_MS = 60_000;
/** Metrics between which others get their turn, where they are read from the store. */
const STORED_AT_ONCE = 4;

export interface MonitorPageParts {
  readonly folders: Folders;
  /** Who has the alerts of each folder. */
  readonly monitoring: Pick<Monitoring, 'all' | 'onDidChange'>;
  readonly onError: (error: unknown) => void;
}

/** The metrics of a workspace folder that the panel shows. They are collected for it only as long as somebody sees them. */
export class MonitorPage implements Disposable {
  readonly #parts: MonitorPageParts;
  readonly #owned = new DisposableStore();
  readonly #changed: Emitter<PanelMonitor | null>;
  readonly #ticked: Emitter<void>;
  #folder: Folder | null = null;
  /** While the page is in sight. */
  #watched: { readonly folder: Folder; readonly owned: DisposableStore } | null = null;
  #timer: NodeJS.Timeout | undefined;
  /** What the page was told last, as text. */
  #told = '';
  /** Whether the panel shows them, in place of everything else. */
  isShown = false;

  constructor(parts: MonitorPageParts) {
    this.#parts = parts;
    this.#changed = this.#owned.add(new Emitter<PanelMonitor | null>(parts.onError));
    this.#ticked = this.#owned.add(new Emitter<void>(parts.onError));
    this.#owned.add({ dispose: () => this.#leave() });
  }

  /** With each change of what there is besides values, at most ten times a second, while it is seen. */
  get onDidChange() {
    return this.#changed.event;
  }

  /** There are other values to ask for. */
  get onTick() {
    return this.#ticked.event;
  }

  /** Whether something is collected for it. */
  get isWatched(): boolean {
    return this.#watched !== null;
  }

  /** The chosen folder as long as it is open, or else the first one. */
  get folder(): Folder | null {
    const { all } = this.#parts.folders;
    return all.find((folder) => folder === this.#folder) ?? all[0] ?? null;
  }

  choose(folder: Folder): void {
    this.#folder = folder;
    if (!this.isWatched) return;
    this.follow(true).catch(this.#parts.onError);
    this.#announce();
  }

  /** The page chooses by an id that it was told. */
  chooseById(id: string): void {
    const folder = this.#parts.folders.all.find((each) => idOf(each) === id);
    if (folder) this.choose(folder);
  }

  /** Collects while the page is in sight and shows it, and no longer. */
  async follow(isInSight: boolean): Promise<void> {
    const { folder } = this;
    if (this.#watched?.folder === folder && isInSight && this.isShown) return;
    this.#leave();
    if (!isInSight || !this.isShown || folder === null) return;
    const watched = { folder, owned: new DisposableStore() };
    this.#watched = watched;
    const { monitor } = await folder.engine().catch((error: unknown) => {
      if (this.#watched === watched) this.#leave();
      throw error;
    });
    // It may have been hidden since.
    if (this.#watched !== watched) return;
    const announce = () => this.#announce();
    watched.owned.add(monitor.onTick(() => this.#ticked.fire()));
    watched.owned.add(monitor.onMetrics(announce));
    watched.owned.add(monitor.onMark(announce));
    watched.owned.add(monitor.onPrograms(announce));
    watched.owned.add(this.#parts.monitoring.onDidChange(announce));
    watched.owned.add(monitor.need({ everyMs: EVERY_MS }));
  }

  /** Null where no folder is open. */
  async read(): Promise<PanelMonitor | null> {
    const { folder } = this;
    if (folder === null) return null;
    const { monitor } = await folder.engine();
    const { folders, monitoring } = this.#parts;
    const watched = monitoring.all.find((each) => each.folder === folder);
    const diagnosed = watched?.diagnosed ?? null;
    const state = {
      machine: hostname(),
      folder: panelFolder(folder),
      folders: folders.all.map(panelFolder),
      metrics: monitor.metrics(),
      programs: monitor.programs().map((program) => ({ ...program, prefix: monitor.prefixOf(program.id) })),
      marks: monitor.allMarks(Date.now() - monitorRanges.month.durationMs),
      alerts: watched?.alerts ?? [],
      diagnosis: diagnosed && { ...diagnosed.diagnosis, program: diagnosed.program.title },
    };
    this.#told = JSON.stringify(state);
    return state;
  }

  /** Only places that the diagnosis names are opened. @throws UserError for any other */
  uriOf(file: string): vscode.Uri {
    const { folder } = this;
    const diagnosis = this.#parts.monitoring.all.find((each) => each.folder === folder)?.diagnosed?.diagnosis;
    const named = diagnosis && [diagnosis, ...diagnosis.others].some(({ evidence }) => evidence.some(({ place }) => place?.file === file));
    // A name from a program must not reach for another machine.
    if (folder === null || !named || /^[\\/]{2}/u.test(file)) {
      throw new UserError('no-place', vscode.l10n.t('The diagnosis does not name {0} any more.', file));
    }
    return path.isAbsolute(file) ? vscode.Uri.file(file) : folder.fileUri(file);
  }

  /** Says that an alert is seen to, or over. @throws UserError where it has ended */
  answerAlert(id: string, answer: 'acknowledged' | 'resolved'): void {
    const desks = this.#parts.monitoring.all.flatMap(({ desk }) => desk ?? []);
    const desk = desks.find((each) => each.active().some((alert) => alert.id === id)) ?? desks[0];
    if (answer === 'acknowledged') desk?.acknowledge(id, ownName(), '');
    else desk?.resolve(id, ownName());
  }

  async series({ range, sinceMs }: PanelSeriesRequest, signal: AbortSignal): Promise<PanelSeriesBatch> {
    const engine = await this.folder?.engine();
    const nowMs = Date.now();
    const fromMs = Math.max(sinceMs ?? -Infinity, nowMs - monitorRanges[range].durationMs);
    const metrics = engine?.monitor.metrics().map(({ id }) => id) ?? [];
    const series = engine === undefined ? [] : await readSeries(engine, metrics, range, { fromMs, untilMs: nowMs + 1 }, signal);
    return { range, fromMs, untilMs: Math.max(nowMs, engine?.monitor.latest()?.atMs ?? 0), series };
  }

  #announce(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const before = this.#told;
      this.read().then((state) => {
        if (this.#told !== before) this.#changed.fire(state);
      }, this.#parts.onError);
    }, CHANGE_PAUSE_MS);
  }

  #leave(): void {
    this.#watched?.owned.dispose();
    this.#watched = null;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#owned.dispose();
  }
}

const idOf = ({ uri }: Folder): string => uri.toString();
const panelFolder = (folder: Folder): PanelFolder => ({ id: idOf(folder), name: folder.name });

/** Values of metrics from a time to before another, as they were collected or as they are stored. */
export async function readSeries(
  { monitor }: Pick<Engine, 'monitor'>,
  metrics: readonly string[],
  range: MonitorRange,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
  signal: AbortSignal,
): Promise<readonly PanelMetricSeries[]> {
  const { by } = monitorRanges[range];
  const found: PanelMetricSeries[] = [];
  for (const [place, metric] of metrics.entries()) {
    if (place % STORED_AT_ONCE === 0) await setImmediate();
    if (by !== 'value') {
      found.push(seriesOfStored(metric, await monitor.stored(metric, fromMs, untilMs, by, signal)));
      continue;
    }
    // Of before a restart, or of more than memory holds, there are whole minutes.
    const collected = monitor.series(metric, fromMs);
    const firstMs = Math.floor((collected.atMs[0] ?? untilMs) / MINUTE_MS) * MINUTE_MS;
    const minutes = firstMs - fromMs < MINUTE_MS ? [] : await monitor.stored(metric, fromMs, firstMs, 'minute', signal);
    found.push(afterStored(minutes, collected));
  }
  return found.filter(({ atMs }) => atMs.length > 0);
}
