import { writeFile } from 'node:fs/promises';
import path from 'node:path';
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
/** Each is called in a process of its own, which takes a part of a second. */
const MOST_CALLED = 60;
/** Of files that only may load the code. */
const MOST_TRIED = 30;
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
  const notes: string[] = [];
  const parts = { context, onFile, notes };
  let found = await reachedFrom(sure, true, parts, signal);
  if (found.length === 0) {
    if (perhaps.length > MOST_TRIED)
      notes.push(
        `Of ${perhaps.length} bench files whose imports cannot be followed, ${MOST_TRIED} were tried whether they load this code.`,
      );
    found = await reachedFrom(likelyFirst(perhaps, watched.place).slice(0, MOST_TRIED), false, parts, signal);
  }
  const benchmarks = found.toSorted((a, b) => share(b) - share(a)).slice(0, MOST_MEASURED);
  if (found.length > benchmarks.length)
    notes.push(
      `${found.length} benchmarks execute this code; the ${benchmarks.length} that do so most often for their time were measured.`,
    );
  return { benchmarks, notes };
}

interface CallParts {
  readonly context: LoadContext;
  readonly onFile: (file: string) => void;
  readonly notes: string[];
}

/** `isSure`: they load the code, so what goes wrong is worth a note. */
async function reachedFrom(
  files: readonly string[],
  isSure: boolean,
  { context, onFile, notes }: CallParts,
  signal: AbortSignal,
): Promise<ReachingBenchmark[]> {
  const found: ReachingBenchmark[] = [];
  let called = 0;
  for (const file of files) {
    onFile(file);
    const collected = await collectFile(file, context, signal);
    if (collected.state === 'failed') {
      if (isSure) notes.push(`${visibleText(file)} could not be loaded: ${collected.failure.failure.message}`);
      continue;
    }
    const { load } = collected;
    for (const benchmark of targetsOf(collected.benchmarks, file, { selections: [{ file }] }).run) {
      if (called === MOST_CALLED) {
        notes.push(`Only the first ${MOST_CALLED} benchmarks were tried whether they execute this code.`);
        return found;
      }
      called += 1;
      const output = await witness(benchmark, load, context, signal);
      if (output.state === 'threw') {
        if (isSure) notes.push(`${visibleText(benchmark.id)} fails without the fix, too: ${visibleText(output.message)}`);
      } else if (timesReached(output.report) > 0) found.push({ benchmark, load, output });
      else if (!output.report.isLoaded) break;
    }
  }
  return found;
}

/** A bench file is often called after what it measures. */
function likelyFirst(files: readonly string[], place: string): readonly string[] {
  const stem = path.basename(place).replace(/\..*$/u, '').toLowerCase();
  const isLikely = (file: string) => file.toLowerCase().includes(stem);
  return [...files.filter(isLikely), ...files.filter((file) => !isLikely(file))];
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
