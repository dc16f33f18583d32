import type { HarnessHostApi, RawFailure } from '../../protocol/harness.ts';
import { describeFailure } from './failure.ts';

/** Thrown in place of `process.exit` in a file that has run its benchmarks, as far as it knows: it ends the file only. */
export class FileEnded extends Error {}

export interface GuardOptions {
  readonly fail: HarnessHostApi['failed'];
  /** What a failure that nobody caught means now. */
  readonly kind: () => RawFailure['kind'];
  /** Whether the file is past its own run, with nothing being timed: how it ends does not matter. */
  readonly isPastRun: () => boolean;
  readonly onFailureAfterRun: (error: unknown) => void;
  /** Keeps the process from ending. */
  readonly hold: () => void;
}

/** Reports the ways in which a file or a benchmark can fail beside the promise that is waited for. */
export function installGuards({ fail, kind, isPastRun, onFailureAfterRun, hold }: GuardOptions): void {
  const exit = process.exit.bind(process);

  const onStray = (error: unknown) => {
    if (isPastRun()) onFailureAfterRun(error);
    else fail(describeFailure(kind(), error));
  };
  process.on('uncaughtException', onStray);
  process.on('unhandledRejection', onStray);

  process.on('beforeExit', () => {
    const message = 'Waits for a promise that nothing is left to settle: no timer, no input, no work is under way.';
    fail({ kind: 'timeout', message, stack: '' });
    hold();
  });

  process.exit = (code) => {
    if (isPastRun()) throw new FileEnded();
    const { stack } = describeFailure('exited', new Error('process.exit was called'));
    fail({ kind: 'exited', message: `process.exit(${code ?? process.exitCode ?? 0}) was called.`, stack });
    return exit(code);
  };

  process.once('disconnect', () => {
    // What the bench file started belongs to the same group. Windows has none: there the host ends the tree.
    if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
    exit(1);
  });
}
