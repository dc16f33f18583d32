import type { Clock } from '../../../src/base/clock.ts';
import type { Log } from '../../../src/base/log.ts';
import { createAlertDesk, createMemoryRecord, openChannels, type AlertDesk } from '../../../src/engine/alerts/index.ts';
import type { Monitor } from '../../../src/engine/monitoring/index.ts';
import type { AlertConfig } from '../../../src/model/alertConfig.ts';

const config: AlertConfig = {
  rules: [
    {
      ...{ id: 'memory', title: 'Memory', severity: 'warning', labels: { team: 'a' }, channels: [], enabled: true },
      condition: { kind: 'threshold', metric: 'machine.memory.used', above: 0, forMs: 0, clear: 0, clearForMs: 0 },
    },
  ],
  ...{ channels: [], quiet: [], inhibit: [], groupBy: null, groupWaitMs: 0, escalate: null },
  ...{ maxPerHour: 10, remindEveryMs: null, tellResolved: false },
};

/** The desk itself, with a rule that fires with the first reading and no channel to tell. */
export function quietDesk({ monitor, clock, log }: { readonly monitor: Monitor; readonly clock: Clock; readonly log: Log }): AlertDesk {
  const record = createMemoryRecord();
  const channels = openChannels([], { root: '/', secretOf: async () => null, sendsRest: false, record, clock, log });
  return createAlertDesk({ config, source: monitor, record, channels, clock, log });
}
