import type { Budget, CollectedBenchmark } from '../../model/benchmark.ts';
import type { Config } from '../../model/config.ts';
import type { Failure, Measurement, MeasurementWarning, Summary } from '../../model/measurement.ts';
import type { LoaderChoice } from '../../model/run.ts';
import type { BenchmarkState } from './benchmarkState.ts';
import { judgeBudget } from './budgets.ts';
import type { ExpectationVerdict } from './expectations.ts';
import { ownLocation } from './failures.ts';
import { matchesBenchmark } from './matchesBenchmark.ts';
import type { RunContext } from './runContext.ts';
import { warningsFor } from './warnings.ts';

/** Makes the measurement of a benchmark whose blocks are all in. */
export function concludeBenchmark(
  state: BenchmarkState,
  summary: Summary | null,
  verdicts: readonly ExpectationVerdict[],
  { loader, fileWarnings, context }: { loader: LoaderChoice; fileWarnings: readonly string[]; context: RunContext },
): Measurement {
  const { benchmark, blocks, failure, output } = state;
  const own = ownLocation(benchmark);
  const ofFile = fileWarnings.map((message): MeasurementWarning => ({ code: 'bench-file', message }));
  if (failure !== null || summary === null) {
    const told = failure ?? { kind: 'exited' as const, message: 'It ended without a sample.', stack: '' };
    return { state: 'failed', benchmark, blocks, summary, failure: context.readFailure(told, own), warnings: ofFile, output };
  }
  const unclear = verdicts.flatMap((verdict): MeasurementWarning[] =>
    verdict.kind === 'unclear' ? [{ code: 'expectation-unclear', message: verdict.message }] : [],
  );
  const warnings = [...warningsFor(blocks, summary, { preset: context.preset, loader }), ...unclear, ...ofFile];
  const broken = brokenLimit(benchmark, summary, blocks, context.config, verdicts);
  if (broken) return { state: 'failed', benchmark, blocks, summary, failure: broken, warnings, output };
  return { state: 'measured', benchmark, blocks, summary, warnings, output };
}

function brokenLimit(
  benchmark: CollectedBenchmark,
  summary: Summary,
  blocks: BenchmarkState['blocks'],
  config: Config,
  verdicts: readonly ExpectationVerdict[],
): Failure | null {
  const location = ownLocation(benchmark);
  const broken = verdicts.find((verdict) => verdict.kind === 'broken');
  if (broken) return { kind: 'expectation', message: broken.message, stack: '', location };
  const budget = budgetOf(benchmark, config);
  return budget && judgeBudget(summary, blocks, budget, location);
}

/** The budget of the bench file; where it says nothing of a limit, the last that matches in the config. */
function budgetOf(benchmark: CollectedBenchmark, config: Config): Budget | null {
  const matching = config.budgets.filter(({ match }) => matchesBenchmark(match, benchmark));
  const limits = [...matching.map(({ budget }) => budget), ...(benchmark.budget ? [benchmark.budget] : [])];
  return limits.length === 0 ? null : Object.assign({}, ...limits);
}
