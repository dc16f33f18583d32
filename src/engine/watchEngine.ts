import type { Clock } from '../base/clock.ts';
import { toDisposable, type Disposable } from '../base/lifecycle.ts';
import type { Log } from '../base/log.ts';
import { loadConfig } from './config/index.ts';
import type { NodeLookup } from './environment/index.ts';
import type { PluggableMonitor } from './monitoring/index.ts';
import type { CommandToWatch, Programs, WatchEvent, WatchOutcome } from './watching/index.ts';

/** `pid`: of a Node process that runs, and goes on afterwards. Its inspector is opened for a moment, where it is closed. */
export type WatchProgramRequest = (CommandToWatch & { readonly nodeExecutable?: string }) | { readonly pid: number };

/** What the engine does with programs that run. */
export interface WatchEngine {
  /** Those that are watched for as long as there is this engine; always the same object. What watches is loaded with the first call. */
  programs(): Promise<Programs>;
  /**
   * Watches a command, with the Node processes that it starts, until it ends, or a process that runs; or until `stop`, which asks the command
   * to end. Throws a `UserError` where it cannot be started or watched.
   */
  watchProgram(request: WatchProgramRequest, onEvent: (event: WatchEvent) => void, stop: AbortSignal): Promise<WatchOutcome>;
}

export interface WatchParts {
  readonly root: string;
  readonly distFolder: string;
  readonly nodeLookup: NodeLookup;
  readonly log: Log;
  readonly clock: Clock;
  /** Shows the programs that are watched for as long as there is this engine, and has their metrics. */
  readonly monitor: PluggableMonitor;
}

/** Disposing ends what was started to be watched. */
export function createWatchEngine(parts: WatchParts): WatchEngine & Disposable {
  const { root, distFolder, nodeLookup, monitor } = parts;
  const ended = new AbortController();
  let made: Promise<Programs> | undefined;
  const watching = () => import('./watching/index.ts');
  return {
    programs: () =>
      (made ??= watching().then(({ createPrograms, createProgramCollector }) => {
        const programs = createPrograms(parts);
        programs.onProgram((program) => monitor.showProgram(program));
        const create = () => createProgramCollector(programs, (id) => monitor.prefixOf(id));
        monitor.addCollector({ name: 'programs', subject: 'program', create });
        if (ended.signal.aborted) programs.dispose();
        else ended.signal.addEventListener('abort', () => programs.dispose(), { once: true });
        return programs;
      })),
    async watchProgram(request, onEvent, stop) {
      const { createPrograms, watchProgram } = await watching();
      const programs = createPrograms(parts);
      ended.signal.addEventListener('abort', () => programs.dispose(), { once: true });
      try {
        if ('pid' in request) return await watchProgram(programs, request, onEvent, stop);
        const { nodeExecutable, ...command } = request;
        const { config } = await loadConfig(root);
        const node = await nodeLookup.findNode(root, nodeExecutable ?? config.node.executable, stop);
        return await watchProgram(programs, { command, places: { distFolder, node } }, onEvent, stop);
      } finally {
        programs.dispose();
      }
    },
    ...toDisposable(() => ended.abort()),
  };
}
