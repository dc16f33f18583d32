import type { Log } from '../../base/log.ts';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Config } from '../../model/config.ts';
import type { Measurement, Summary } from '../../model/measurement.ts';
import type { FileFailure, LoaderChoice, Preset, RunEvent, Selection } from '../../model/run.ts';
import { startKeeper } from '../processes/index.ts';
import { median, sorted } from '../stats/index.ts';
import { newState, remainingMs, type BenchmarkState } from './benchmarkState.ts';
import { collectFile, type CollectedFile } from './collectFile.ts';
import { concludeBenchmark } from './concludeBenchmark.ts';
import { judgeExpectation, sideId } from './expectations.ts';
import { measureFile } from './measureFile.ts';
import { createLoadContext, type RunContext, type RunPlaces } from './runContext.ts';
import { targetsOf, undeclared } from './selection.ts';
import { blockMedians, relativeErrorOf, summarise } from './summarise.ts';

export interface BenchmarkRequest extends RunPlaces {
  readonly selections: readonly Selection[];
  readonly nameFilter?: string | undefined;
  readonly preset: Preset;
  readonly config: Config;
}

export interface BenchmarkHooks {
  readonly onEvent: (event: RunEvent) => void;
  /** Before the `finished` event of the same measurement, so that it can be stored first. */
  readonly onMeasurement: (measurement: Measurement, loader: LoaderChoice) => void;
  readonly onFileFailure: (failure: FileFailure) => void;
  readonly log: Log;
}

export interface BenchmarkOutcome {
  readonly state: 'complete' | 'cancelled';
  readonly measurements: readonly Measurement[];
  readonly fileFailures: readonly FileFailure[];
  readonly loaders: Readonly<Record<string, LoaderChoice>>;
}

/** Files are executed side by side to be collected: nothing is timed then. */
const COLLECT_AT_ONCE = 2;

type Collected = Extract<CollectedFile, { state: 'collected' }>;

/**
 * Collects the selected bench files, then measures their benchmarks, one block at a time. Cancelling ends all children at
 * once and keeps what was finished. Failures of benchmarks are results; it throws where Node itself cannot be started.
 */
export async function runBenchmarks(request: BenchmarkRequest, hooks: BenchmarkHooks, signal: AbortSignal): Promise<BenchmarkOutcome> {
  const { distFolder, node } = request;
  const keeper = startKeeper({ distFolder, nodeExecutable: node.executable, log: hooks.log });
  try {
    const { preset, config } = request;
    const context: RunContext = { ...createLoadContext({ ...request, keeper }), preset, config, log: hooks.log };
    return await new BenchmarkRun(context, request, hooks).execute(signal);
  } finally {
    keeper.dispose();
  }
}

class BenchmarkRun {
  readonly #context: RunContext;
  readonly #request: BenchmarkRequest;
  readonly #hooks: BenchmarkHooks;
  readonly #measurements: Measurement[] = [];
  readonly #fileFailures: FileFailure[] = [];
  readonly #loaders: Record<string, LoaderChoice> = {};
  /** Of benchmarks that are not finished, for the estimate of the time left. */
  readonly #waiting = new Map<string, BenchmarkState>();
  #total = 0;

  constructor(context: RunContext, request: BenchmarkRequest, hooks: BenchmarkHooks) {
    this.#context = context;
    this.#request = request;
    this.#hooks = hooks;
  }

  async execute(signal: AbortSignal): Promise<BenchmarkOutcome> {
    let state: BenchmarkOutcome['state'] = 'complete';
    try {
      const files = await this.#collect(signal);
      const targets = files.map((file) => ({ file, ...this.#targetsOf(file) }));
      for (const { benchmarks } of targets) for (const benchmark of benchmarks) this.#waiting.set(benchmark.id, newState(benchmark));
      this.#total = targets.reduce((sum, { benchmarks, aside }) => sum + benchmarks.length + aside.length, 0);
      for (const { file, aside } of targets) for (const measurement of aside) this.#finish(measurement, file.load.choice);
      for (const { file, benchmarks } of targets) await this.#measure(file, benchmarks, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      state = 'cancelled';
    }
    return { state, measurements: this.#measurements, fileFailures: this.#fileFailures, loaders: this.#loaders };
  }

  async #collect(signal: AbortSignal): Promise<Collected[]> {
    const files = [...new Set(this.#request.selections.map(({ file }) => file))];
    const collected = new Map<string, Collected>();
    const queue = [...files];
    const work = async () => {
      for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
        this.#hooks.onEvent({ kind: 'loading', file });
        const result = await collectFile(file, this.#context, signal);
        if (result.load) this.#loaders[file] = result.load.choice;
        if (result.state === 'collected') this.#noteCollected(result, collected);
        else this.#noteFileFailure(result.failure);
      }
    };
    await Promise.all(Array.from({ length: COLLECT_AT_ONCE }, work));
    // In the order that was asked for, whichever came first.
    return files.flatMap((file) => collected.get(file) ?? []);
  }

  #noteCollected(result: Collected, collected: Map<string, Collected>): void {
    const { file, benchmarks, load, output } = result;
    collected.set(file, result);
    this.#hooks.onEvent({ kind: 'collected', file, benchmarks, loader: load.choice });
    if (output) this.#hooks.onEvent({ kind: 'output', file, benchmarkId: null, text: output });
  }

  #noteFileFailure(failure: FileFailure): void {
    this.#fileFailures.push(failure);
    this.#hooks.onFileFailure(failure);
    this.#hooks.onEvent({ kind: 'file-failed', failure });
  }

  /** The benchmarks to measure, and what is a result at once: those that are skipped or vanished. */
  #targetsOf(file: Collected): { benchmarks: readonly CollectedBenchmark[]; aside: Measurement[] } {
    const { run, skipped, vanished } = targetsOf(file.benchmarks, file.file, this.#request);
    const aside: Measurement[] = [
      ...skipped.map(({ benchmark, reason }) => ({ state: 'skipped' as const, reason, benchmark, warnings: [], output: '' })),
      ...vanished.map((path) => vanishedMeasurement(file, path)),
    ];
    return { benchmarks: run, aside };
  }

  async #measure(file: Collected, benchmarks: readonly CollectedBenchmark[], signal: AbortSignal): Promise<void> {
    const summaries = new Map<string, Summary>();
    const waiting = new Set(benchmarks.map(({ id }) => id));
    // A benchmark about which the file expects something is finished when the other side is measured too.
    let held: { readonly state: BenchmarkState; readonly summary: Summary | null }[] = [];
    const expectationsOf = ({ benchmark }: BenchmarkState) =>
      file.expectations.filter(({ actual }) => sideId(file.file, actual) === benchmark.id);
    const isReady = (state: BenchmarkState) =>
      expectationsOf(state).every(({ expected }) => !waiting.has(sideId(file.file, expected) ?? ''));

    const onDone = (state: BenchmarkState) => {
      const { id } = state.benchmark;
      waiting.delete(id);
      const summary = state.blocks.some(({ samplesNs }) => samplesNs.length > 0) ? summarise(state.blocks) : null;
      if (summary && !state.failure) summaries.set(id, summary);
      held.push({ state, summary });
      const ready = new Set(held.filter((other) => isReady(other.state)));
      held = held.filter((other) => !ready.has(other));
      for (const other of ready) {
        const verdicts = expectationsOf(other.state).map((expectation) =>
          judgeExpectation(expectation, file.file, (id) => summaries.get(id)),
        );
        const how = { loader: file.load.choice, fileWarnings: file.warnings, context: this.#context };
        this.#finish(concludeBenchmark(other.state, other.summary, verdicts, how), file.load.choice);
      }
    };
    const hooks = {
      onStarted: ({ benchmark }: BenchmarkState) => this.#hooks.onEvent({ kind: 'started', benchmark }),
      onBlock: (state: BenchmarkState) => this.#noteBlock(state),
      onDone,
    };
    await measureFile({ load: file.load, benchmarks }, this.#context, hooks, signal);
  }

  #noteBlock(state: BenchmarkState): void {
    const { benchmark, blocks, output } = state;
    this.#waiting.set(benchmark.id, state);
    if (blocks.length <= 1 && output)
      this.#hooks.onEvent({ kind: 'output', file: benchmark.file, benchmarkId: benchmark.id, text: output });
    const { preset } = this.#context;
    const medians = blockMedians(blocks);
    const medianNs = medians.length > 0 ? median(sorted(medians)) : null;
    let leftMs = 0;
    for (const other of this.#waiting.values()) leftMs += remainingMs(other, preset);
    this.#hooks.onEvent({
      kind: 'progress',
      benchmark,
      blocks: blocks.length,
      maxBlocks: preset.maxBlocks,
      medianNs,
      relativeError: relativeErrorOf(blocks),
      done: this.#measurements.length,
      total: this.#total,
      remainingMs: leftMs,
    });
  }

  #finish(measurement: Measurement, loader: LoaderChoice): void {
    this.#waiting.delete(measurement.benchmark.id);
    this.#measurements.push(measurement);
    this.#hooks.onMeasurement(measurement, loader);
    this.#hooks.onEvent({ kind: 'finished', measurement, done: this.#measurements.length, total: this.#total });
  }
}

function vanishedMeasurement(file: Collected, path: readonly string[]): Measurement {
  const benchmark = undeclared(file.file, path, file.benchmarks[0]?.api);
  const message = `${file.file} does not declare '${path.join(' > ')}' any more. Run the whole file to see what it declares.`;
  const failure = { kind: 'vanished' as const, message, stack: '', location: { file: file.file, line: 1, column: 1 } };
  return { state: 'failed', benchmark, blocks: [], summary: null, failure, warnings: [], output: '' };
}
