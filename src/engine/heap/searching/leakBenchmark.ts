import { UserError } from '../../../base/errors.ts';
import type { Log } from '../../../base/log.ts';
import { visibleText } from '../../../base/text.ts';
import type { Config } from '../../../model/config.ts';
import type { LeakReport } from '../../../model/heap.ts';
import type { Selection } from '../../../model/run.ts';
import type { HarnessOutcome } from '../../../protocol/harness.ts';
import { askChild, chooseOneBenchmark, createLoadContext, ordinalOf, ownLocation, type RunPlaces } from '../../benchmarks/index.ts';
import { startKeeper } from '../../processes/index.ts';
import { writtenWhole } from '../writtenWhole.ts';
import { SCREENING_ROUNDS, searchRounds, type LeakProgress, type Searched } from './rounds.ts';
import { TRACE_FLAGS } from './traceFlags.ts';

export interface LeakBenchmarkOptions extends RunPlaces {
  readonly config: Config;
  readonly selections: readonly Selection[];
  readonly nameFilter: string | undefined;
  readonly log: Log;
}

/** A failure of the benchmark, on its way through the search. */
class RoundFailed extends Error {
  readonly outcome: Extract<HarnessOutcome<unknown>, { state: 'failed' }>;

  constructor(outcome: Extract<HarnessOutcome<unknown>, { state: 'failed' }>) {
    super(outcome.failure.message);
    this.outcome = outcome;
  }
}

/** @throws UserError where the selection is not one benchmark, or where it fails */
export async function leakBenchmark(
  options: LeakBenchmarkOptions,
  onProgress: (progress: LeakProgress) => void,
  signal: AbortSignal,
): Promise<LeakReport> {
  const found = await withBenchmark(options, onProgress, (searched) => searchRounds(searched, options, onProgress, signal), signal);
  return { ...found, unit: 'iteration', notices: [] };
}

/**
 * Takes a heap snapshot of a benchmark's process, after as many iterations as it takes to see what they leave. The file is there when it
 * is whole.
 * @throws UserError as `leakBenchmark`, and `output-failed`
 */
export async function takeBenchmarkSnapshot(options: LeakBenchmarkOptions, file: string, signal: AbortSignal): Promise<void> {
  await writtenWhole(file, async (temporary) => {
    const take = (searched: Searched) => searched.run({ work: searched.work, file: temporary, tracks: false });
    await withBenchmark(options, () => {}, take, signal);
  });
}

/** Starts the process of a benchmark, warms it up, and ends it when what is done with it is done. */
async function withBenchmark<T>(
  options: LeakBenchmarkOptions,
  onProgress: (progress: LeakProgress) => void,
  use: (searched: Searched) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const { distFolder, node, log } = options;
  const keeper = startKeeper({ distFolder, nodeExecutable: node.executable, log });
  try {
    const context = createLoadContext({ ...options, keeper });
    const onLoading = (file: string) => onProgress({ kind: 'preparing', message: `Loading ${file}` });
    const { benchmark, load } = await chooseOneBenchmark(options, context, onLoading, signal);
    const { file, path } = benchmark;
    const plan = { blockMs: 0, warmupMs: 0, minBlocks: 1, mostMs: 0 };
    const request = { ...context.loadRequest(file, load), path, ordinal: ordinalOf(benchmark), plan };
    const child = context.childOptions(file);
    const answer = await askChild<T>(
      { ...child, flags: [...child.flags, ...TRACE_FLAGS] },
      async (remote) => {
        try {
          const { iterations } = await needed(remote.prepareLeak(request));
          const searched: Searched = {
            title: benchmark.id,
            work: iterations,
            tracksFrom: SCREENING_ROUNDS + 1,
            async run({ work, file: snapshot, tracks }) {
              await needed(remote.leakRound({ iterations: work, file: snapshot, tracks }));
              return work;
            },
            finish: () => needed(remote.finishLeak()),
          };
          return { state: 'done', value: await use(searched) };
        } catch (error) {
          if (error instanceof RoundFailed) return error.outcome;
          throw error;
        }
      },
      signal,
    );
    if (answer.state === 'done') return answer.value;
    const failure = context.readFailure(answer.failure, ownLocation(benchmark));
    throw new UserError('benchmark-failed', `${visibleText(benchmark.id)} failed: ${failure.message}`);
  } finally {
    keeper.dispose();
  }
}

async function needed<T>(asked: Promise<HarnessOutcome<T>>): Promise<T> {
  const outcome = await asked;
  if (outcome.state === 'failed') throw new RoundFailed(outcome);
  return outcome.value;
}
