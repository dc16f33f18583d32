import type { Comparison, ComparisonEstimate } from '../../model/comparison.ts';
import type { MeasurementWarning } from '../../model/measurement.ts';
import { ownLocation } from '../benchmarks/index.ts';
import type { PairState } from './pairState.ts';
import { SIDES } from './sides.ts';
import { thinBlock } from './thinBlock.ts';

/** Makes the comparison of a benchmark whose blocks are all in. `estimate` is null where there is none: then it failed. */
export function concludePair(state: PairState, estimate: ComparisonEstimate | null): Comparison {
  const { benchmark, sides, blocks, design, failure } = state;
  const warnings = warningsOf(state);
  if (failure || !estimate) {
    const side = failure?.side ?? 'candidate';
    const told = failure?.failure ?? { kind: 'exited' as const, message: 'It ended without a sample.', stack: '' };
    return { state: 'failed', benchmark, side, warnings, failure: sides[side].context.readFailure(told, ownLocation(benchmark)) };
  }
  return { state: 'compared', benchmark, design, blocks: blocks.map(thinBlock), estimate, warnings };
}

function warningsOf({ sides, whyApart }: PairState): MeasurementWarning[] {
  const warnings: MeasurementWarning[] = [];
  if (whyApart !== null) {
    const message = `The two revisions ran in processes of their own, which sees less than one process with both, where this happened: ${whyApart}`;
    warnings.push({ code: 'two-processes', message });
  }
  const [baseline, candidate] = SIDES.map((side) => sides[side].load.choice);
  if (baseline!.loader !== candidate!.loader) {
    const message =
      `The baseline was loaded ${baseline!.loader === 'vite' ? 'through Vite' : 'natively'} and the candidate ` +
      `${candidate!.loader === 'vite' ? 'through Vite' : 'natively'}, which alone can change short times: set "loader" in laptime.config.json to one of them.`;
    warnings.push({ code: 'loader', message });
  }
  return warnings;
}
