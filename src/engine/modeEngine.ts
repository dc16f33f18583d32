import type { Clock } from '../base/clock.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import { messageOf } from '../base/errors.ts';
import { DisposableStore, type Disposable } from '../base/lifecycle.ts';
import type { Log } from '../base/log.ts';
import type { Mode } from '../model/mode.ts';
import { loadConfig, readChosenMode, writeChosenMode } from './config/index.ts';
import type { PluggableMonitor } from './monitoring/index.ts';

/** The modes of the workspace: which one counts is shared by all windows and terminals. */
export interface ModeEngine {
  modes(): Promise<{ readonly current: Mode; readonly modes: readonly Mode[] }>;
  /** Null: back to what `laptime.config.json` says. Throws a `UserError` where there is no such mode, or it cannot be kept. */
  switchMode(name: string | null): Promise<Mode>;
  /** Another mode counts. That somebody else switched is seen while metrics are collected. */
  readonly onMode: Event<Mode>;
}

interface Parts {
  readonly root: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly monitor: PluggableMonitor;
}

const LOOK_AROUND_MS = 2000;

/** Has the monitor go by the mode that counts. */
export function createModeEngine({ root, log, clock, monitor }: Parts): ModeEngine & Disposable {
  const owned = new DisposableStore();
  const onMode = owned.add(new Emitter<Mode>((error) => log.error(error instanceof Error ? error : String(error))));
  let seen: string | null | undefined;
  let lookedAtMs = -Infinity;

  async function follow(): Promise<Mode> {
    const { mode } = (await loadConfig(root)).config;
    await monitor.readSettings();
    monitor.mark({ kind: 'mode', title: `Mode ${mode.name}`, atMs: clock.nowMs(), untilMs: null });
    onMode.fire(mode);
    return mode;
  }

  owned.add(
    monitor.onTick(() => {
      const nowMs = clock.monotonicMs();
      if (nowMs - lookedAtMs < LOOK_AROUND_MS) return;
      lookedAtMs = nowMs;
      const before = seen;
      seen = readChosenMode(root);
      if (before === undefined || before === seen) return;
      follow().catch((error: unknown) => log.warn(`the mode cannot be read: ${messageOf(error)}`));
    }),
  );

  return {
    onMode: onMode.event,
    async modes() {
      const { mode, modes } = (await loadConfig(root)).config;
      return { current: mode, modes };
    },
    async switchMode(name) {
      if (name !== null) await loadConfig(root, name);
      writeChosenMode(root, name);
      seen = name;
      return follow();
    },
    dispose: () => owned.dispose(),
  };
}
