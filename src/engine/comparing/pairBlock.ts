import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { PairedBlock, Side } from '../../model/comparison.ts';
import type { Block } from '../../model/measurement.ts';
import type { BlockPlan, PairReport, SideReport } from '../../protocol/harness.ts';
import { askChild, ordinalOf } from '../benchmarks/index.ts';
import { cleanPlaces } from '../harness/index.ts';
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

/**
 * The block of a report, without the pairs of batches that waited for a core on either side, and with garbage collection charged to who
 * made the garbage. It is collected whenever the heap is full, in the turn of one side or of the other: as that falls by chance, its
 * time is taken out of the batches, and each side bears its share, by what it allocates, in all of its samples alike.
 */
export function toPairedBlock(index: number, { baseline, candidate }: PairReport, design: PairedDesign): PairedBlock {
  const samples = Math.min(baseline.report.samplesNs.length, candidate.report.samplesNs.length);
  const waiting = Array.from({ length: samples }, (_, at) => Math.max(baseline.waiting?.[at] ?? 0, candidate.waiting?.[at] ?? 0));
  const places = cleanPlaces(waiting);
  const charges = collectionCharges(baseline, candidate, design);
  const blockOf = (side: SideReport, chargeNs: number): Block => {
    const { report, collectingNs } = side;
    const withoutCollecting = (at: number) => report.samplesNs[at]! - collectingNs[at]! / report.iterationsPerSample;
    return {
      ...report,
      index,
      samplesNs: places.map((at) => Math.max(0, withoutCollecting(at)) + chargeNs),
      sampleAtMs: places.map((at) => report.sampleAtMs[at]!),
    };
  };
  return { index, baseline: blockOf(baseline, charges.baseline), candidate: blockOf(candidate, charges.candidate) };
}

/** Time of garbage collection for one iteration of each side, ns. */
function collectionCharges(baseline: SideReport, candidate: SideReport, design: PairedDesign): Readonly<Record<Side, number>> {
  const [before, after] = [baseline, candidate].map(({ report, collectingNs }) => ({
    bytes: report.heapBytesPerIteration,
    iterations: report.iterationsPerSample * report.samplesNs.length,
    ns: collectingNs.reduce((sum, ns) => sum + ns, 0),
  })) as [Allocation, Allocation];
  // Processes of their own have heaps of their own; and without knowing who allocates, each bears what fell into its turns.
  const isShared = design === 'one-process' && before.bytes !== null && after.bytes !== null;
  const allBytes = (before.bytes ?? 0) * before.iterations + (after.bytes ?? 0) * after.iterations;
  const charge = ({ bytes, iterations, ns }: Allocation): number => {
    if (iterations === 0) return 0;
    return isShared && allBytes > 0 ? ((before.ns + after.ns) * bytes!) / allBytes : ns / iterations;
  };
  return { baseline: charge(before), candidate: charge(after) };
}

interface Allocation {
  /** For one iteration. */
  readonly bytes: number | null;
  readonly iterations: number;
  /** Of garbage collection in its turns. */
  readonly ns: number;
}
