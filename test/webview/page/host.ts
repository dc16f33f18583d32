import { UserError } from '../../../src/base/errors.ts';
import { toDisposable } from '../../../src/base/lifecycle.ts';
import type { PanelHostApi, PanelProgress, PanelRunEntry, PanelSnapshot, PanelViewApi } from '../../../src/protocol/panel.ts';
import { toPanelComparisonDetail, toPanelComparisonRun, toPanelDetail, toPanelRun } from '../../../src/protocol/panel.ts';
import type { PanelHintsState } from '../../../src/protocol/panelHints.ts';
import type { PanelMonitor } from '../../../src/protocol/panelMonitor.ts';
import { connect, type Port, type Served } from '../../../src/protocol/rpc.ts';
import type { VsCodeApi } from '../../../src/webview/vscodeApi.ts';
import { scenarios } from './scenarios.ts';
import { addDefaultStyles, setTheme, type ThemeName } from './styles.ts';

// The part of VS Code that a webview sees, in the page itself: it runs before the panel and answers as the host would.
// The address names the scenario and the theme: `?scenario=usual&theme=Dark+Modern`.

export interface FakeHost {
  /** What the panel asked for, in order. */
  readonly calls: { readonly method: string; readonly args: readonly unknown[] }[];
  /** Violations of the page's policy. */
  readonly violations: string[];
  show(change: Partial<PanelSnapshot>): Promise<void>;
  progress(running: PanelProgress | null): Promise<void>;
  hintsProgress(hints: PanelHintsState): Promise<void>;
  /** Other programs, alerts, marks. */
  monitorChanged(change: Partial<PanelMonitor>): Promise<void>;
  monitorTick(): Promise<void>;
  reveal(benchmarkId: string): Promise<void>;
  setTheme(name: ThemeName): void;
  state(): unknown;
  /** What the host shows now. */
  shown(): PanelSnapshot;
  /** Until everything that the panel has sent so far has arrived. */
  settled(): Promise<void>;
  /** Makes the next call of this method fail. */
  failNext(method: string, message: string, code?: string): void;
}

declare global {
  var fakeHost: FakeHost;
}

const options = new URLSearchParams(location.search);
const scenario = scenarios[options.get('scenario') ?? 'usual']!();
const STATE_KEY = 'webview-state';

/** As VS Code carries messages to a webview: JSON, in which typed arrays stay what they are. */
function carried(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (ArrayBuffer.isView(value)) return structuredClone(value);
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : carried(item)));
  const entries = Object.entries(value as object).filter(([, item]) => item !== undefined && typeof item !== 'function');
  // `__proto__` as a name of a benchmark must stay a key.
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of entries) copy[key] = carried(item);
  return copy;
}

const toHost = new EventTarget();
const underWay = new Set<Promise<void>>();
const port: Port = {
  post: (message) => {
    const data = carried(message);
    setTimeout(() => window.dispatchEvent(new MessageEvent('message', { data })));
  },
  onMessage(listener) {
    const onMessage = (event: Event) => listener((event as CustomEvent<unknown>).detail);
    toHost.addEventListener('message', onMessage);
    return toDisposable(() => toHost.removeEventListener('message', onMessage));
  },
  onClose: () => toDisposable(() => {}),
};

let snapshot = scenario.snapshot;
let monitor = scenario.monitor ?? null;
const { comparisons = [] } = scenario;
const entries: readonly PanelRunEntry[] = [
  ...comparisons.map((run) => ({
    kind: 'comparison' as const,
    id: run.id,
    startedAtMs: run.startedAtMs,
    benchmarks: run.comparisons.length,
    label: `${run.baseline.name} → ${run.candidate.name}`,
  })),
  ...scenario.runs.map((run) => ({
    kind: 'run' as const,
    id: run.id,
    startedAtMs: run.startedAtMs,
    benchmarks: run.measurements.length,
    label: run.preset.name,
  })),
];
const calls: FakeHost['calls'] = [];
const failures = new Map<string, Error>();

function noted<A extends unknown[], R>(method: keyof PanelHostApi, answer: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    calls.push({ method, args });
    const failure = failures.get(method);
    failures.delete(method);
    if (failure) throw failure;
    return answer(...args);
  };
}

const api: Served<PanelHostApi> = {
  snapshot: noted('snapshot', () => snapshot),
  detail: noted('detail', (runId, benchmarkId) => {
    const run = scenario.runs.find((candidate) => candidate.id === runId);
    return run ? toPanelDetail(run, benchmarkId) : null;
  }),
  comparisonDetail: noted('comparisonDetail', (comparisonId, benchmarkId) => {
    const run = comparisons.find((candidate) => candidate.id === comparisonId);
    const detail = run ? toPanelComparisonDetail(run, benchmarkId) : null;
    const shown = snapshot.comparison?.comparisons.find(({ benchmark }) => benchmark.id === benchmarkId);
    if (detail === null || shown?.state !== 'compared') return detail;
    return { ...detail, candidate: detail.candidate.slice(0, shown.blockCounts.candidate) };
  }),
  history: noted('history', (choice) => scenario.history?.(choice) ?? null),
  showHistory: noted('showHistory', (choice) => {
    snapshot = {
      ...snapshot,
      history: { ...choice, version: snapshot.history?.version ?? 1 },
      bisectionShown: false,
      hintsShown: false,
      monitorShown: false,
    };
    void connection.remote.show(snapshot);
  }),
  showBisection: noted('showBisection', () => {
    snapshot = { ...snapshot, bisectionShown: true, hintsShown: false, monitorShown: false };
    void connection.remote.show(snapshot);
  }),
  hints: noted('hints', () => scenario.hints ?? null),
  showHints: noted('showHints', () => {
    snapshot = { ...snapshot, hintsShown: true, monitorShown: false };
    void connection.remote.show(snapshot);
  }),
  findHints: noted('findHints', () => {}),
  cancelHints: noted('cancelHints', () => {}),
  showMonitor: noted('showMonitor', () => {
    snapshot = { ...snapshot, hintsShown: false, monitorShown: true };
    void connection.remote.show(snapshot);
  }),
  chooseMonitorFolder: noted('chooseMonitorFolder', () => {}),
  monitor: noted('monitor', () => monitor),
  monitorSeries: noted('monitorSeries', (request) => scenario.series!(request)),
  watchProgram: noted('watchProgram', () => {}),
  diagnose: noted('diagnose', () => {}),
  openEvidence: noted('openEvidence', () => {}),
  acknowledgeAlert: noted('acknowledgeAlert', () => {}),
  resolveAlert: noted('resolveAlert', () => {}),
  exportMonitor: noted('exportMonitor', () => {}),
  saveMonitorPicture: noted('saveMonitorPicture', () => {}),
  openHint: noted('openHint', () => {}),
  openRule: noted('openRule', () => {}),
  openCommit: noted('openCommit', () => {}),
  openChanges: noted('openChanges', () => {}),
  compareCommits: noted('compareCommits', () => {}),
  bisect: noted('bisect', () => {}),
  measureRange: noted('measureRange', () => {}),
  copyText: noted('copyText', () => {}),
  measureOn: noted('measureOn', () => {}),
  compareWith: noted('compareWith', () => {}),
  openDiff: noted('openDiff', () => {}),
  openSource: noted('openSource', () => {}),
  copyMarkdown: noted('copyMarkdown', () => {}),
  run: noted('run', () => {}),
  cancel: noted('cancel', () => {}),
  showRun: noted('showRun', (runId) => {
    const id = runId ?? entries[0]?.id;
    snapshot = { ...snapshot, history: null, bisectionShown: false, hintsShown: false, monitorShown: false };
    const run = scenario.runs.find((candidate) => candidate.id === id);
    const comparison = comparisons.find((candidate) => candidate.id === id);
    if (id !== undefined && !run && !comparison)
      throw new UserError('no-such-run', 'This run is not in the store any more: choose another.');
    const shown = comparison ? { comparison: toPanelComparisonRun(comparison) } : { run: run ? toPanelRun(run) : null, comparison: null };
    snapshot = { ...snapshot, ...shown, pinned: runId !== null };
    void connection.remote.show(snapshot);
  }),
  listRuns: noted('listRuns', () => entries),
  openSettings: noted('openSettings', () => {}),
  newBenchFile: noted('newBenchFile', () => {}),
  manageTrust: noted('manageTrust', () => {}),
};
const connection = connect<Served<PanelHostApi>, PanelViewApi>(port, api);

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
);

globalThis.fakeHost = {
  calls,
  violations,
  async show(change) {
    snapshot = { ...snapshot, ...change };
    await connection.remote.show(snapshot);
  },
  shown: () => snapshot,
  progress: (running) => connection.remote.progress(running),
  hintsProgress: (hints) => connection.remote.hintsProgress(hints),
  async monitorChanged(change) {
    monitor = { ...monitor!, ...change };
    await connection.remote.monitorChanged(monitor);
  },
  monitorTick: () => connection.remote.monitorTick(),
  reveal: (benchmarkId) => connection.remote.reveal(benchmarkId),
  setTheme,
  state: () => JSON.parse(sessionStorage.getItem(STATE_KEY) ?? 'null') as unknown,
  async settled() {
    await Promise.all(underWay);
  },
  failNext(method, message, code) {
    failures.set(method, code === undefined ? new Error(message) : new UserError(code, message));
  },
};

globalThis.acquireVsCodeApi = (): VsCodeApi => {
  setTheme((options.get('theme') ?? 'Dark Modern') as ThemeName);
  addDefaultStyles();
  return {
    postMessage: (message) => {
      const detail = carried(message);
      const arrival = new Promise<void>((resolve) => {
        setTimeout(() => {
          toHost.dispatchEvent(new CustomEvent('message', { detail }));
          resolve();
        });
      });
      underWay.add(arrival);
      void arrival.then(() => underWay.delete(arrival));
    },
    getState: () => fakeHost.state() ?? undefined,
    setState: (state) => sessionStorage.setItem(STATE_KEY, JSON.stringify(state)),
  };
};
