import type { Clock } from '../base/clock.ts';
import type { Event } from '../base/emitter.ts';
import type { Log } from '../base/log.ts';
import type { AlertConfig } from '../model/alertConfig.ts';
import type { Mode } from '../model/mode.ts';
import type { AlertDesk, AlertSource } from './alerts/index.ts';
import { defaultConfig, loadConfig } from './config/index.ts';
import type { RunStore } from './store/index.ts';

export type { AlertDesk, AlertEntry, AlertMessage, Silence } from './alerts/index.ts';

interface Parts {
  readonly root: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly store: RunStore;
  readonly monitor: AlertSource;
  readonly onMode: Event<Mode>;
}

export interface AlertDeskRequest {
  /** Whether the rules are watched here; otherwise what others watch can be listed, acknowledged, silenced. */
  readonly watches: boolean;
  /** What the editor keeps, by its name; environment variables go before it. Null where there is none. */
  readonly secretOf?: (name: string) => Promise<string | null>;
}

export interface AlertEngine {
  /**
   * By the configuration as it is now, and by each mode that is switched to: who changes the configuration opens another desk. It is to be disposed of before the engine; what was not
   * sent then is sent by the next one.
   */
  openAlertDesk(request: AlertDeskRequest): Promise<AlertDesk>;
  /** Whether there are rules beside those that Laptime brings. */
  hasOwnAlertRules(): Promise<boolean>;
}

/** Problems of the store that pass: until then, what is kept of alerts waits in memory. */
const PASSING = new Set(['store-busy', 'store-full']);

export function createAlertEngine({ root, log, clock, store, monitor, onMode }: Parts): AlertEngine {
  return {
    async openAlertDesk({ watches, secretOf }) {
      const { createAlertDesk, createLastingDesk, createMemoryRecord, openChannels } = await import('./alerts/index.ts');
      const inMemory = createMemoryRecord();
      const open = (config: AlertConfig) => {
        const problem = store.problem();
        const record = problem === null || PASSING.has(problem.code) ? store.openAlertRecord() : inMemory;
        const channels = openChannels(config.channels, {
          ...{ root, record, clock, log, sendsRest: watches },
          secretOf: async (name) => process.env[name] ?? (await secretOf?.(name)) ?? null,
        });
        return createAlertDesk({ config, source: watches ? monitor : null, record, channels, clock, log });
      };
      const prepare = async () => {
        const { config } = await loadConfig(root);
        return () => open(config.alerts);
      };
      return createLastingDesk({ prepare, onChange: onMode, log });
    },
    async hasOwnAlertRules() {
      const { config } = await loadConfig(root);
      const { alerts, modes } = defaultConfig();
      const brought = [...alerts.rules, ...modes.flatMap(({ rules }) => rules)];
      return config.alerts.rules.some((rule) => rule.enabled && !brought.includes(rule));
    },
  };
}
