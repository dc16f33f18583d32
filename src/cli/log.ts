import type { Log } from '../base/log.ts';
import type { Output } from './terminal.ts';

const LEVELS = ['error', 'warn', 'info', 'debug', 'trace'] as const;

/** Errors; with `LAPTIME_LOG` at `warn`, `info`, `debug` or `trace` also what is below. What users need is told, not logged. */
export function stderrLog(err: Output, level: string | undefined): Log {
  const most = Math.max(0, (LEVELS as readonly (string | undefined)[]).indexOf(level));
  const at = (name: (typeof LEVELS)[number]) => (message: string | Error) => {
    if (LEVELS.indexOf(name) > most) return;
    void err.write(`laptime ${name}: ${message instanceof Error ? (message.stack ?? message.message) : message}\n`);
  };
  return { trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
