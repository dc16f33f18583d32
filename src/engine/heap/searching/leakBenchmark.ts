import { UserError } from '../../../base/errors.ts';
import type { Log } from '../../../base/log.ts';
import { visibleText } from '../../../base/text.ts';
import type { Config } from '../../../model/config.ts';
import type { LeakReport } from '../../../model/heap.ts';
import type { Selection } from '../../../model/run.ts';
import type { HarnessOutcome } from '../../../protocol/harness.ts';
import { askChild, chooseOneBenchmark, createLoadContext, ordinalOf, ownLocation, type RunPlaces } from '../../benchmarks/index.ts';
import { startKeeper } from '../../processes/index.ts';
import { SCREENING_ROUNDS, searchRounds, type Found, type LeakProgress } from './rounds.ts';

export interface LeakBenchmarkOptions extends RunPlaces {
  readonly config: Config;
  readonly selections: readonly Selection[];
  readonly nameFilter: string | undefined;
  readonly log: Log;
}

/** V8 says of an allocation who called whom, but for what it has inlined. Both are known to Node 20 and later. */
const NO_INLINING = ['--no-turbo-inlining', '--no-maglev-inlining'];

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
  const { distFolder, node, log } = options;
  const keeper = startKeeper({ distFolder, nodeExecutable: node.executable, log });
  try {
    const context = createLoadContext({ ...options, keeper });
    onProgress({ kind: 'preparing', message: 'Loading' });
    const { benchmark, load } = await chooseOneBenchmark(options, context, signal);
    const { file, path } = benchmark;
    const plan = { blockMs: 0, warmupMs: 0, minBlocks: 1, mostMs: 0 };
    const request = { ...context.loadRequest(file, load), path, ordinal: ordinalOf(benchmark), plan };
    const child = context.childOptions(file);
    const flags = [...child.flags, ...NO_INLINING];
    const answer = await askChild<Found>(
      { ...child, flags },
      async (remote) => {
        const needed = async <T>(asked: Promise<HarnessOutcome<T>>): Promise<T> => {
          const outcome = await asked;
          if (outcome.state === 'failed') throw new RoundFailed(outcome);
          return outcome.value;
        };
        try {
          const { iterations } = await needed(remote.prepareLeak(request));
          const searched = {
            title: benchmark.id,
            work: iterations,
            tracksFrom: SCREENING_ROUNDS + 1,
            run: async (round: { readonly work: number; readonly file: string; readonly tracks: boolean }) =>
              void (await needed(remote.leakRound({ iterations: round.work, file: round.file, tracks: round.tracks }))),
            finish: () => needed(remote.finishLeak()),
          };
          return { state: 'done', value: await searchRounds(searched, options, onProgress, signal) };
        } catch (error) {
          if (error instanceof RoundFailed) return error.outcome;
          throw error;
        }
      },
      signal,
    );
    if (answer.state === 'done') return { ...answer.value, unit: 'iteration', notices: [] };
    const failure = context.readFailure(answer.failure, ownLocation(benchmark));
    throw new UserError('benchmark-failed', `${visibleText(benchmark.id)} failed: ${failure.message}`);
  } finally {
    keeper.dispose();
  }
}
