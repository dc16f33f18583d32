import type { Clock } from '../base/clock.ts';
import { toDisposable, type Disposable } from '../base/lifecycle.ts';
import type { Diagnosis } from '../model/finding.ts';
import type { NodeLookup } from './environment/index.ts';
import type { HintsEngine } from './hintsEngine.ts';
import type { PluggableMonitor } from './monitoring/index.ts';
import type { CommandToWatch, Programs } from './watching/index.ts';

/** A command, which is asked to end afterwards, or a process that runs, which goes on. */
export type DiagnoseRequest = {
  /** From its first report on; ten seconds unless given. Asking it takes up to a quarter of a minute more. */
  readonly durationMs?: number;
} & ((CommandToWatch & { readonly nodeExecutable?: string }) | { readonly pid: number });

export type DiagnoseProgress =
  /** `title`: of the program. */
  | { readonly kind: 'watching'; readonly title: string; readonly durationMs: number }
  /** `question`: what is being found out, in words. */
  | { readonly kind: 'asking'; readonly question: string };

/** What the engine says about what holds programs up. */
export interface DiagnoseEngine {
  /**
   * Watches a program, and tells what holds it up; asks it about what it sees. Throws a `UserError` where it cannot be started or watched,
   * or ends before anything is known.
   */
  diagnose(request: DiagnoseRequest, onProgress: (progress: DiagnoseProgress) => void, signal: AbortSignal): Promise<Diagnosis>;
}

export interface DiagnoseParts {
  readonly root: string;
  readonly distFolder: string;
  readonly laptimeVersion: string;
  readonly clock: Clock;
  readonly nodeLookup: NodeLookup;
  readonly monitor: PluggableMonitor;
  readonly hints: HintsEngine['hints'];
  readonly programs: () => Promise<Programs>;
}

/** Disposing cancels what is being diagnosed. */
export function createDiagnoseEngine(parts: DiagnoseParts): DiagnoseEngine & Disposable {
  const ended = new AbortController();
  return {
    async diagnose(request, onProgress, signal) {
      const { diagnoseProgram } = await import('./diagnoseProgram.ts');
      return diagnoseProgram(request, parts, onProgress, AbortSignal.any([signal, ended.signal]));
    },
    ...toDisposable(() => ended.abort()),
  };
}
