import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { PairedBlock, Side } from '../../model/comparison.ts';
import type { Block } from '../../model/measurement.ts';
import type { BlockPlan, PairReport, SideReport } from '../../protocol/harness.ts';
import { askChild, ordinalOf } from '../benchmarks/index.ts';
import { placesWithoutWaiting } from '../harness/index.ts';
import { measureInLockStep } from './lockStep.ts';
import type { PairAnswer, PairedDesign } from './pairAnswer.ts';
import { childOptions, pairedLoad, type Sides } from './sides.ts';

/** Times one block: a process with both sides, or a pair of processes in lock step. */
export async function measurePair(
  benchmark: CollectedBenchmark,
  sides: Sides,
  design: PairedDesign,
  plan: BlockPlan,
  signal: AbortSignal,
): Promise<PairAnswer> {
  const { file, path } = benchmark;
  const ordinal = ordinalOf(benchmark);
  const first: Side = Math.random() < 0.5 ? 'baseline' : 'candidate';
  if (design === 'two-processes') return measureInLockStep({ file, path, ordinal, plan, first }, sides, signal);
  const request = {
    baseline: pairedLoad(sides, 'baseline', file),
    candidate: pairedLoad(sides, 'candidate', file),
    first,
    path,
    ordinal,
    plan,
  };
  const answer = await askChild<PairReport>(childOptions(sides, file), (child) => child.measurePair(request), signal);
  return answer.state === 'done' ? answer : { ...answer, side: answer.failure.side ?? null };
}

/** The block of a report, without the batches that waited for a core on either side. */
export function toPairedBlock(index: number, { baseline, candidate }: PairReport): PairedBlock {
  const samples = Math.min(baseline.report.samplesNs.length, candidate.report.samplesNs.length);
  const waiting = Array.from({ length: samples }, (_, at) => Math.max(baseline.waiting?.[at] ?? 0, candidate.waiting?.[at] ?? 0));
  const places = placesWithoutWaiting(waiting);
  const blockOf = ({ report }: SideReport): Block => ({
    ...report,
    index,
    samplesNs: places.map((at) => report.samplesNs[at]!),
    sampleAtMs: places.map((at) => report.sampleAtMs[at]!),
  });
  return { index, baseline: blockOf(baseline), candidate: blockOf(candidate) };
}
