import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { FixEvent, FixMeasurement, FixRequest } from '../model/fixMeasurement.ts';
import type { HintFixParts } from './measureHintFix.ts';
import type { HintFixesOutcome, HintFixesRequest, HintFixEvent, KeptHints } from './measureHintFixes.ts';
import type { Revisions } from './revisions/index.ts';

export type { HintFixesOutcome, HintFixesRequest, HintFixEvent };

/** What fixes of hints do, measured in copies of the work tree. Executes code of the workspace. */
export interface FixEngine {
  /**
   * Measures a fix against the work tree without it. Nothing is stored. Throws a `UserError` where the text is another one than the fix was
   * made for, or where no copy can be made.
   */
  measureFix(request: FixRequest, onEvent: (event: FixEvent) => void, signal: AbortSignal): Promise<FixMeasurement>;
  /** Measures the first fix of each hint, one by one, stores what it gains, and writes those that prove themselves where that is asked for. */
  measureHintFixes(request: HintFixesRequest, onEvent: (event: HintFixEvent) => void, signal: AbortSignal): Promise<HintFixesOutcome>;
}

interface Parts extends Omit<HintFixParts, 'revisions'>, KeptHints {
  readonly log: Log;
  readonly clock: Clock;
  readonly revisions: () => Promise<Revisions>;
}

/** What measures is loaded with the first question. */
export function createFixEngine(parts: Parts): FixEngine {
  const measureFix: FixEngine['measureFix'] = async (request, onEvent, signal) => {
    const { measureHintFix } = await import('./measureHintFix.ts');
    return measureHintFix(request, { ...parts, revisions: await parts.revisions() }, onEvent, signal);
  };
  return {
    measureFix,
    async measureHintFixes(request, onEvent, signal) {
      const { measureHintFixes } = await import('./measureHintFixes.ts');
      return measureHintFixes(request, { ...parts, measureFix }, onEvent, signal);
    },
  };
}
