import { writeFile } from 'node:fs/promises';
import { visibleText } from '../../base/text.ts';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { WitnessReport } from '../../protocol/harness.ts';
import { askChild, collectFile, ordinalOf, ownLocation, targetsOf, type ChosenLoader, type LoadContext } from '../benchmarks/index.ts';
import type { BenchmarkOutputs, SideOutput } from './compareOutputs.ts';
import type { ReachingFiles } from './reachingFiles.ts';

/** The file in the copy in which benchmarks are called, and its texts that tell of what they do. */
export interface WatchedFile {
  /** Absolute. */
  readonly place: string;
  readonly before: string;
  readonly after: string;
}

/** A benchmark that executes the changed code. */
interface ReachingBenchmark {
  readonly benchmark: CollectedBenchmark;
  readonly load: ChosenLoader;
  readonly output: Extract<SideOutput, { state: 'done' }>;
}

export interface ReachingBenchmarks {
  /** Those that are measured: where the changed code is the most of it comes first. */
  readonly benchmarks: readonly ReachingBenchmark[];
  /** What the user should know, in whole sentences. */
  readonly notes: readonly string[];
}

/** Each is measured for some seconds. */
const MOST_MEASURED = 6;
/** A call that says how a benchmark does needs no more than to be called. */
const PLAN = { blockMs: 0, warmupMs: 0, minBlocks: 1, mostMs: 0 };

/** Calls each benchmark of these files once without the fix, and keeps those that come to a changed place. */
export async function reachingBenchmarks(
  { sure, perhaps }: ReachingFiles,
  watched: WatchedFile,
  context: LoadContext,
  onFile: (file: string) => void,
  signal: AbortSignal,
): Promise<ReachingBenchmarks> {
  await writeFile(watched.place, watched.before);
  const found: ReachingBenchmark[] = [];
  const notes: string[] = [];
  for (const file of [...sure, ...perhaps]) {
    onFile(file);
    const collected = await collectFile(file, context, signal);
    if (collected.state === 'failed') {
      if (sure.includes(file)) notes.push(`${visibleText(file)} could not be loaded: ${collected.failure.failure.message}`);
      continue;
    }
    const { load } = collected;
    for (const benchmark of targetsOf(collected.benchmarks, file, { selections: [{ file }] }).run) {
      const output = await witness(benchmark, load, context, signal);
      if (output.state === 'threw') {
        if (sure.includes(file)) notes.push(`${visibleText(benchmark.id)} fails without the fix, too: ${visibleText(output.message)}`);
      } else if (timesReached(output.report) > 0) found.push({ benchmark, load, output });
      else if (!output.report.isLoaded) break;
    }
  }
  const benchmarks = found.toSorted((a, b) => share(b) - share(a)).slice(0, MOST_MEASURED);
  if (found.length > benchmarks.length)
    notes.push(
      `${found.length} benchmarks execute this code, and the ${benchmarks.length} that do so most often for their time were measured.`,
    );
  return { benchmarks, notes };
}

/** Calls them once more without the fix, and once with it. */
export async function outputsOf(
  benchmarks: readonly ReachingBenchmark[],
  watched: WatchedFile,
  context: LoadContext,
  signal: AbortSignal,
): Promise<readonly BenchmarkOutputs[]> {
  const outputs: (Omit<BenchmarkOutputs, 'after'> & { readonly of: ReachingBenchmark })[] = [];
  for (const of of benchmarks) {
    const again = await witness(of.benchmark, of.load, context, signal);
    outputs.push({ of, benchmark: of.benchmark.path.join(' > '), before: of.output, again });
  }
  // In the same place: paths in values are the same, too.
  await writeFile(watched.place, watched.after);
  const all: BenchmarkOutputs[] = [];
  for (const { of, ...both } of outputs) all.push({ ...both, after: await witness(of.benchmark, of.load, context, signal) });
  return all;
}

async function witness(benchmark: CollectedBenchmark, load: ChosenLoader, context: LoadContext, signal: AbortSignal): Promise<SideOutput> {
  const target = { path: benchmark.path, ordinal: ordinalOf(benchmark), plan: PLAN };
  const request = { ...context.loadRequest(benchmark.file, load), ...target };
  const answer = await askChild<WitnessReport>(context.childOptions(benchmark.file), (child) => child.witness(request), signal);
  if (answer.state === 'done') return { state: 'done', report: answer.value };
  return { state: 'threw', message: context.readFailure(answer.failure, ownLocation(benchmark)).message };
}

const timesReached = ({ reached }: WitnessReport): number => Object.values(reached).reduce((sum, times) => sum + times, 0);

const share = ({ output: { report } }: ReachingBenchmark): number => timesReached(report) / Math.max(report.durationMs, 0.001);
