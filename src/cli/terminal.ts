import type { Writable } from 'node:stream';
import { UserError } from '../base/errors.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** One of the two streams a command writes to, and what may be written there. */
export interface Output {
  readonly isTerminal: boolean;
  readonly color: boolean;
  /** Columns, read anew each time: terminals are resized. */
  width(): number;
  /** Resolves when the text has left this process, or to false when the reader is gone (`| head`). */
  write(text: string): Promise<boolean>;
}

export interface Terminal {
  /** Results, and nothing else. */
  readonly out: Output;
  /** Progress, notes and errors. */
  readonly err: Output;
  readonly unicode: boolean;
  /** A line that is drawn over itself: never where the output is kept as a log. */
  readonly liveProgress: boolean;
}

export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

const WIDTH_WITHOUT_TERMINAL = 120;

export function createTerminal(streams: { stdout: OutputStream; stderr: OutputStream }, env: Env, platform: NodeJS.Platform): Terminal {
  const err = createOutput(streams.stderr, env, 'ignore');
  return {
    out: createOutput(streams.stdout, env, 'throw'),
    err,
    unicode: platform === 'win32' ? Boolean(env['WT_SESSION'] || env['TERM_PROGRAM'] || env['CI']) : env['TERM'] !== 'linux',
    liveProgress: err.isTerminal && env['TERM'] !== 'dumb' && !isSet(env['CI']),
  };
}

const isSet = (value: string | undefined) => value !== undefined && value !== '' && value !== '0' && value !== 'false';

/** As Node and most tools have it: `FORCE_COLOR` wins over `NO_COLOR` (https://no-color.org), and that over the terminal. */
export function wantsColor(isTerminal: boolean, env: Env): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (env['NO_COLOR']) return false;
  return isTerminal && env['TERM'] !== 'dumb';
}

/** That progress cannot be shown fails nothing; that results cannot be written does. */
function createOutput(stream: OutputStream, env: Env, failures: 'throw' | 'ignore'): Output {
  const isTerminal = stream.isTTY === true;
  // Without a listener a failed write would end the process; the callback of `write` tells the one who wrote.
  stream.on('error', () => {});
  return {
    isTerminal,
    color: wantsColor(isTerminal, env),
    width() {
      if (stream.columns !== undefined && stream.columns > 0) return stream.columns;
      const columns = Number(env['COLUMNS']);
      return Number.isInteger(columns) && columns > 0 ? columns : WIDTH_WITHOUT_TERMINAL;
    },
    write(text) {
      return new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          if (!error) resolve(true);
          else if (failures === 'ignore' || isReaderGone(error)) resolve(false);
          else reject(new UserError('output-failed', `the output could not be written: ${error.message}`, { cause: error }));
        });
      });
    },
  };
}

/** EIO: the terminal was closed. A write after that fails with ERR_STREAM_DESTROYED. */
const isReaderGone = (error: NodeJS.ErrnoException) =>
  error.code === 'EPIPE' || error.code === 'EIO' || error.code === 'ERR_STREAM_DESTROYED';
