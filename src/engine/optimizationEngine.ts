import type { Clock } from '../base/clock.ts';
import { uuidv7 } from '../base/uuid.ts';
import type { FixMeasurement } from '../model/fixMeasurement.ts';
import type { HintReport } from '../model/hint.ts';
import type { OptimizationReport } from '../model/suggestion.ts';
import type { RunStore } from './store/index.ts';

/** What to do about hints, and what that has gained. Nothing is executed. */
export interface OptimizationEngine {
  /** Ranks what to do about hints, with what fixes have gained that were measured in this repository. */
  suggest(report: HintReport): Promise<OptimizationReport>;
  /** Stores what a fix was measured to gain, and whether it was written. Of one that no benchmark could measure, nothing. */
  keepGain(measurement: FixMeasurement, applied: boolean): void;
}

interface Parts {
  readonly store: RunStore;
  readonly clock: Clock;
}

export function createOptimizationEngine({ store, clock }: Parts): OptimizationEngine {
  return {
    async suggest(report) {
      const { gainsInAll, suggestionsOf } = await import('./optimizing/index.ts');
      const { laptimeVersion, level, hints, files, problems } = report;
      return {
        ...{ laptimeVersion, level, files, problems },
        isHeated: hints.some(({ heat }) => heat !== null),
        ...suggestionsOf(report),
        hints: hints.length,
        gains: gainsInAll(store.gains()),
      };
    },
    keepGain(measurement, applied) {
      const { rule, file, line, title, kind, outcome, startedAtMs, laptimeVersion, revision, environment } = measurement;
      const benchmarks = measurement.benchmarks
        .filter(({ ratio }) => Number.isFinite(ratio) && ratio > 0)
        .map(({ benchmark, verdict, ratio, interval }) => ({ benchmarkId: benchmark.id, verdict, ratio, interval }));
      if (benchmarks.length === 0) return;
      store.addGain({
        ...{ id: uuidv7(clock.nowMs()), rule, file, line, title, kind, outcome, startedAtMs, laptimeVersion, revision },
        ...{ environmentId: environment.id, applied, benchmarks },
      });
    },
  };
}
