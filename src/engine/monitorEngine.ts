import type { Clock } from '../base/clock.ts';
import { toDisposable, type Disposable } from '../base/lifecycle.ts';
import type { Log } from '../base/log.ts';
import { createExtensionHostCollector, machineCollectors, processesCollector } from './collectors/index.ts';
import { loadConfig } from './config/index.ts';
import { systemFiles } from './environment/index.ts';
import { createMonitor, type PluggableMonitor } from './monitoring/index.ts';
import type { RunStore } from './store/index.ts';

interface Parts {
  readonly root: string;
  readonly source: 'editor' | 'cli';
  readonly log: Log;
  readonly clock: Clock;
  readonly store: RunStore;
}

/** While benchmarks run, the machine is looked at so often. */
const RUN_EVERY_MS = 1000;

/** The monitor with all that reads the machine and the processes of programs. It reads nothing before somebody needs it. */
export function createMonitorEngine({ root, source, log, clock, store }: Parts): PluggableMonitor {
  const monitor = createMonitor({
    clock,
    log,
    history: store,
    settings: async () => (await loadConfig(root)).config.monitoring,
  });
  const isMeasuring = () => monitor.marks().some(({ kind, untilMs }) => kind === 'run' && untilMs === null);
  for (const [name, create] of Object.entries(machineCollectors(process.platform, systemFiles, clock, isMeasuring))) {
    monitor.addCollector({ name, subject: 'machine', create });
  }
  const trees = () =>
    monitor.programs().flatMap(({ id, pid, ended }) => (ended === null ? [{ id, pid, prefix: monitor.prefixOf(id) }] : []));
  const onGone = (id: string) => {
    const program = monitor.programs().find((each) => each.id === id);
    // Who started it, or is told by it, says how it ended.
    if (program?.by !== 'outside') return;
    monitor.showProgram({ ...program, ended: { atMs: clock.nowMs(), exitCode: null, signal: null } });
  };
  monitor.addCollector({
    name: 'processes',
    subject: 'program',
    create: () => processesCollector(process.platform, systemFiles, clock, trees, onGone),
  });
  if (source === 'editor') {
    monitor.addCollector({ name: 'extensionHost', subject: 'extensionHost', create: createExtensionHostCollector });
  }
  return monitor;
}

/** Has the series of the machine beside a run, which is marked in them, until it is disposed of. */
export function markRun(monitor: PluggableMonitor, title: string, clock: Clock): Disposable {
  const need = monitor.need({ everyMs: RUN_EVERY_MS, subjects: ['machine'] });
  const { id } = monitor.mark({ kind: 'run', title, atMs: clock.nowMs(), untilMs: null });
  return toDisposable(() => {
    monitor.endMark(id);
    need.dispose();
  });
}
