import type { ComparisonRun } from '../../../src/model/comparison.ts';
import type { Failure } from '../../../src/model/measurement.ts';
import type { Run } from '../../../src/model/run.ts';
import type { PanelSnapshot } from '../../../src/protocol/panel.ts';
import type { PanelHints } from '../../../src/protocol/panelHints.ts';
import type { PanelHistory, PanelHistoryChoice } from '../../../src/protocol/panelHistory.ts';
import type { PanelMonitor, PanelSeriesBatch, PanelSeriesRequest } from '../../../src/protocol/panelMonitor.ts';

/** A moment of the extension host. */
export interface Scenario {
  /** Newest first. */
  readonly runs: readonly Run[];
  readonly comparisons?: readonly ComparisonRun[];
  readonly snapshot: PanelSnapshot;
  readonly history?: (choice: PanelHistoryChoice) => PanelHistory | null;
  readonly hints?: PanelHints;
  readonly monitor?: PanelMonitor;
  readonly series?: (request: PanelSeriesRequest) => PanelSeriesBatch;
}

export const failed = (kind: Failure['kind'], message: string, file: string, line: number): Failure => ({
  kind,
  message,
  stack: `Error: ${message}\n    at parse (${file}:${line}:11)\n    at bench.fn (bench/csv.bench.ts:31:5)`,
  location: { file, line, column: 11 },
});

export const empty: PanelSnapshot = {
  run: null,
  comparison: null,
  history: null,
  bisection: null,
  bisectionShown: false,
  hints: { state: 'none', progress: null, version: 0, changedFiles: [] },
  hintsShown: false,
  monitorShown: false,
  pinned: false,
  earlier: {},
  running: null,
  historyProblem: null,
  trusted: true,
  benchFileCount: 5,
};

/** Text that breaks what puts names into markup, attributes, styles or one line. */
export const hostileNames: readonly string[] = [
  '<img src=x onerror="globalThis.hacked = true">',
  '"><script>globalThis.hacked = true</script>',
  '\u202Eright to left override',
  'קצר arabic العربية mixed 123',
  `long ${'x'.repeat(10_000)}`,
  'line\nbreak and\ttab',
  'constructor',
  '__proto__',
  '{{ braces }} ${dollar}',
  '   ',
  '\u0000\u0007 control',
  '👩‍👩‍👧‍👦 emoji \uD800 lone surrogate',
];
