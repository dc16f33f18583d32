import { Emitter } from '../../base/emitter.ts';
import { toDisposable } from '../../base/lifecycle.ts';
import { silentLog, type Log } from '../../base/log.ts';
import type { AlertCondition, AlertRule } from '../../model/alert.ts';
import type { AlertConfig } from '../../model/alertConfig.ts';
import type { Metric, MetricSeries, Tick } from '../../model/metric.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import type { AlertDesk } from './alertDesk.ts';
import { createMemoryRecord, type AlertRecord } from './alertRecord.ts';
import { createAlertDesk, type Channels } from './createAlertDesk.ts';
import type { AlertMessage } from './message.ts';
import type { AlertSource } from './watching.ts';

const failing = (error: unknown) => {
  throw error;
};

/** Saturday, noon UTC. */
export const BEGAN_MS = Date.UTC(2026, 10, 21, 12);

export const quietConfig: AlertConfig = {
  ...{ rules: [], channels: [{ kind: 'editor', name: 'editor' }], quiet: [], inhibit: [], groupBy: null, groupWaitMs: 0 },
  ...{ escalate: null, maxPerHour: 1000, remindEveryMs: null, tellResolved: true },
};

export const exampleRule = (condition: AlertCondition, other: Partial<AlertRule> = {}): AlertRule => ({
  ...{ id: 'rule', title: 'The rule', severity: 'warning', condition, labels: {}, channels: ['editor'], enabled: true },
  ...other,
});

export const busy = (other: Partial<Extract<AlertCondition, { kind: 'threshold' }>> = {}): AlertCondition => ({
  ...{ kind: 'threshold', metric: 'machine.cpu', above: 0.8, forMs: 5000, clear: 0.7, clearForMs: 3000 },
  ...other,
});

/** A machine whose clocks and metrics are set by hand. */
export interface Bench {
  readonly desk: AlertDesk;
  readonly record: AlertRecord;
  /** Who was told what: `editor: Warning: The rule`. */
  readonly told: string[];
  readonly messages: AlertMessage[];
  /** Each change of an alert: `rule firing`. */
  readonly changes: string[];
  readonly needs: { count: number };
  readonly clock: { nowMs: () => number; monotonicMs: () => number };
  /** So many seconds pass with these values. */
  tick(values: Readonly<Record<string, number>>, seconds?: number): void;
  /** Only the clocks move: asleep, or set by hand. */
  jump(by: { readonly wallMs?: number; readonly monotonicMs?: number }): void;
}

export interface BenchOptions {
  readonly record?: AlertRecord;
  readonly log?: Log;
  /** Those that are watched, as they are at each time; \`first\` has the metrics that begin with \`program\`. */
  readonly programs?: readonly WatchedProgram[];
  readonly past?: (metric: string, fromMs: number) => MetricSeries;
  readonly beganMs?: number;
}

export function benchOf(
  config: Partial<AlertConfig>,
  { record = createMemoryRecord(), log = silentLog, past, programs = [], beganMs = BEGAN_MS }: BenchOptions = {},
): Bench {
  let [wallMs, monotonicMs] = [beganMs, 1000];
  const clock = { nowMs: () => wallMs, monotonicMs: () => monotonicMs };
  const onTick = new Emitter<Tick>(failing);
  const needs = { count: 0 };
  const known: Metric[] = [
    ...[
      {
        id: 'machine.cpu',
        subject: 'machine' as const,
        group: 'cpu' as const,
        title: 'CPU',
        description: '',
        unit: 'share' as const,
        most: 1,
      },
    ],
    ...['used', 'limit'].map((part): Metric => ({
      ...{
        id: `program.heap.${part}`,
        subject: 'program',
        group: 'heap',
        title: `Heap, ${part}`,
        description: '',
        unit: 'bytes',
        most: null,
      },
    })),
  ];
  const source: AlertSource = {
    onTick: onTick.event,
    metrics: () => known,
    programs: () => programs,
    prefixOf: (id) => (id === 'first' ? 'program' : `program@${id}`),
    series: (metric, fromMs = 0) => past?.(metric, fromMs) ?? { metric, atMs: new Float64Array(), values: new Float64Array() },
    need() {
      needs.count += 1;
      return toDisposable(() => void (needs.count -= 1));
    },
  };
  const [told, messages, changes]: [string[], AlertMessage[], string[]] = [[], [], []];
  const onMessage = new Emitter<AlertMessage>(failing);
  const channels: Channels = {
    onMessage: onMessage.event,
    send(channel, message) {
      told.push(`${channel}: ${message.title}`);
      messages.push(message);
    },
    test: () => Promise.resolve(),
    drain: () => Promise.resolve(),
    dispose: () => onMessage.dispose(),
  };
  const desk = createAlertDesk({ config: { ...quietConfig, ...config }, source, record, channels, clock, log });
  desk.onAlert(({ rule, state }) => void changes.push(`${rule} ${state}`));
  return {
    ...{ desk, record, told, messages, changes, needs, clock },
    tick(values, seconds = 1) {
      for (let second = 0; second < seconds; second += 1) {
        wallMs += 1000;
        monotonicMs += 1000;
        onTick.fire({ atMs: wallMs, values: new Map(Object.entries(values)) });
      }
    },
    jump(by) {
      wallMs += by.wallMs ?? 0;
      monotonicMs += by.monotonicMs ?? 0;
    },
  };
}
