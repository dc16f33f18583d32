import type { AlertRule } from '../../model/alert.ts';
import type { Inhibition } from '../../model/alertConfig.ts';

const MINUTE_MS = 60_000;
const common = { channels: ['editor'], enabled: true };

/** Few, and late: what they tell of is wrong on every machine. */
export const defaultAlertRules: readonly AlertRule[] = [
  {
    id: 'event-loop-blocked',
    title: 'The event loop is blocked',
    severity: 'warning',
    condition: {
      ...{ kind: 'threshold', metric: 'program.eventLoop.blocked', above: 0.25, clear: 0.1 },
      ...{ forMs: MINUTE_MS, clearForMs: MINUTE_MS },
    },
    labels: { of: 'program', about: 'eventLoop' },
    ...common,
  },
  {
    id: 'heap-limit',
    title: 'The heap is nearly full',
    severity: 'warning',
    condition: {
      ...{ kind: 'ratio', metric: 'program.heap.used', by: 'program.heap.limit', limits: { warning: 0.85, critical: 0.95 } },
      ...{ forMs: MINUTE_MS, clearForMs: MINUTE_MS },
    },
    labels: { of: 'program', about: 'heap' },
    ...common,
  },
  {
    id: 'memory-pressure',
    title: 'The machine waits for memory',
    severity: 'warning',
    condition: {
      ...{ kind: 'threshold', metric: 'machine.memory.pressure', above: 0.2, clear: 0.05 },
      ...{ forMs: 2 * MINUTE_MS, clearForMs: 2 * MINUTE_MS },
    },
    labels: { of: 'machine', about: 'memory' },
    ...common,
  },
  {
    id: 'machine-busy',
    title: 'The machine is busy with other work',
    severity: 'info',
    condition: {
      ...{ kind: 'threshold', metric: 'machine.cpu.pressure', above: 0.4, clear: 0.2 },
      ...{ forMs: 2 * MINUTE_MS, clearForMs: MINUTE_MS },
    },
    labels: { of: 'machine', about: 'cpu' },
    // Nobody has to be told: it is there to be listed, and to keep others silent.
    ...{ channels: [], enabled: true },
  },
];

/** A program that waits for cores is not what is wrong. */
export const defaultInhibitions: readonly Inhibition[] = [
  { by: { rule: 'machine-busy' }, mutes: { severities: ['info', 'warning'], labels: { of: 'program', about: 'eventLoop' } }, same: [] },
];
