import type { Log } from '../base/log.ts';
import type { Output } from './terminal.ts';

const LEVELS = ['error', 'warn', 'info', 'debug', 'trace'] as const;

/** Warnings and errors, or what `LAPTIME_LOG` asks for: `error`, `warn`, `info`, `debug` or `trace`. */
export function stderrLog(err: Output, level: string | undefined): Log {
  const most = Math.max(
    LEVELS.findIndex((name) => name === level),
    level === 'error' ? 0 : 1,
  );
  const at = (name: (typeof LEVELS)[number]) => (message: string | Error) => {
    if (LEVELS.indexOf(name) > most) return;
    void err.write(`laptime ${name}: ${message instanceof Error ? (message.stack ?? message.message) : message}\n`);
  };
  return { trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
