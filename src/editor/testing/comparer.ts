import * as vscode from 'vscode';
import { isCancellation, messageOf, UserError } from '../../base/errors.ts';
import { WORK_TREE, type CompareEvent, type Comparison, type ComparisonRun } from '../../model/comparison.ts';
import type { RunEvent } from '../../model/run.ts';
import { signalOf } from '../cancellation.ts';
import type { Failures } from '../failures.ts';
import type { Folder } from '../folders.ts';
import { benchmarkWithId, nameOf } from '../history/namedBenchmark.ts';
import type { Notices } from '../notices.ts';
import type { CompareJob, FinishedComparison, RunComparisonJob, Runs } from '../runs.ts';
import { requireTrust } from '../trust.ts';
import { countText, oneLine, revisionName } from '../wording.ts';
import { ComparisonReporter } from './comparisonReporter.ts';
import type { Discovery } from './discovery.ts';
import { itemsOf } from './runBenchmarks.ts';
import { saveBeforeRun } from './saveBeforeRun.ts';
import { terminalText } from './terminalText.ts';
import type { BenchmarkTree } from './tree.ts';

export interface ComparerParts {
  readonly controller: vscode.TestController;
  readonly tree: BenchmarkTree;
  readonly discovery: Discovery;
  readonly runs: Runs;
  readonly notices: Notices;
  readonly failures: Failures;
}

/** A comparison that is asked for. */
export interface WantedComparison extends CompareJob {
  /** What it is about in the Testing view; benchmarks that only execution can name join them. */
  readonly items: readonly vscode.TestItem[];
}

/** Every way to start a comparison ends here: the palette, the Testing view, the panel. */
export class BenchmarkComparer {
  readonly #parts: ComparerParts;

  constructor(parts: ComparerParts) {
    this.#parts = parts;
  }

  /** Settles when the comparison has ended, and reports what went wrong. */
  async compare({ items, ...job }: WantedComparison): Promise<void> {
    await this.#reported(job, items, job.request.candidate === undefined, (reporter, signal) =>
      this.#parts.runs.compare(job, reporter.onEvent, signal),
    );
  }

  /** Measures these benchmarks of a comparison on; an empty list means all that are inconclusive. */
  async measureOn({ folder, comparison }: FinishedComparison, benchmarkIds: readonly string[]): Promise<void> {
    const engine = await folder.engine();
    const problem = engine.historyProblem();
    if (problem !== null) {
      throw new UserError(
        'no-history',
        vscode.l10n.t('Only a comparison in the history can be measured on, and there is none: {0}', problem),
      );
    }
    const isAsked = ({ benchmark, ...one }: Comparison): boolean => {
      if (one.state !== 'compared' || one.design === 'separate-runs') return false;
      return benchmarkIds.length === 0 ? one.estimate.verdict === 'inconclusive' : benchmarkIds.includes(benchmark.id);
    };
    const benchmarks = comparison.comparisons.filter(isAsked).map(({ benchmark }) => benchmark);
    if (benchmarks.length === 0) {
      throw new UserError(
        'nothing-to-settle',
        vscode.l10n.t('None of this can be measured on: each benchmark has its verdict, failed, or comes from separate runs.'),
      );
    }
    const { baseline, candidate, id } = comparison;
    const ofWorkTree = candidate.name === WORK_TREE;
    await this.compare({
      folder,
      label: vscode.l10n.t('{0} against {1}', countText(benchmarks.length), revisionName(baseline)),
      request: {
        baseline: baseline.name,
        ...(!ofWorkTree && { candidate: candidate.name }),
        selections: benchmarks.map(({ file, path }) => ({ file, path })),
        continueFrom: id,
      },
      items: ofWorkTree ? await itemsOf(folder, benchmarks, this.#parts) : [],
    });
  }

  /** Measures what is on disk, and compares with an earlier run, whose code is no longer there to be measured in turns. */
  async compareWithRun({ items, ...job }: RunComparisonJob & Pick<WantedComparison, 'items'>): Promise<void> {
    await this.#reported(job, items, true, (reporter, signal) =>
      this.#parts.runs.compareWithRun(
        job,
        (event) => {
          const told = toCompareEvent(event);
          if (told) reporter.onEvent(told);
        },
        signal,
      ),
    );
  }

  /** Measures a benchmark at two commits, in turns: those of a change in its history, for one. */
  async compareCommits(folder: Folder, benchmarkId: string, baseline: string, candidate: string): Promise<void> {
    const benchmark = await benchmarkWithId(folder, benchmarkId, this.#parts);
    const [before, after] = [baseline, candidate].map((commit) => oneLine(commit.slice(0, 7)));
    await this.compare({
      folder,
      label: vscode.l10n.t('{0}, {1} against {2}', nameOf(benchmark), after!, before!),
      request: { baseline, candidate, selections: [{ file: benchmark.file, path: benchmark.path }] },
      items: [],
    });
  }

  /** A test run around a comparison, with what went wrong. */
  async #reported(
    about: Pick<CompareJob, 'folder' | 'label'>,
    items: readonly vscode.TestItem[],
    ofWorkTree: boolean,
    compare: (reporter: ComparisonReporter, signal: AbortSignal) => Promise<ComparisonRun>,
  ): Promise<void> {
    await this.#parts.failures.guard(vscode.l10n.t('comparing benchmarks'), async () => {
      requireTrust();
      await saveBeforeRun();
      await this.#reportTrusted(about, items, ofWorkTree, compare);
    });
  }

  async #reportTrusted(
    { folder, label }: Pick<CompareJob, 'folder' | 'label'>,
    items: readonly vscode.TestItem[],
    ofWorkTree: boolean,
    compare: (reporter: ComparisonReporter, signal: AbortSignal) => Promise<ComparisonRun>,
  ): Promise<void> {
    const { controller, notices } = this.#parts;
    const run = controller.createTestRun(new vscode.TestRunRequest(items), label);
    try {
      const reporter = new ComparisonReporter(run, { folder, items, ofWorkTree }, this.#parts);
      const comparison = await compare(reporter, signalOf(run.token));
      await reporter.finish(comparison);
      await notices.tell(run, folder);
    } catch (error) {
      if (!isCancellation(error)) run.appendOutput(terminalText(`${messageOf(error)}\n`));
      throw error;
    } finally {
      run.end();
    }
  }
}

/** What a run tells that a comparison tells too; null for the rest. */
function toCompareEvent(event: RunEvent): CompareEvent | null {
  if (event.kind === 'loading' || event.kind === 'started') return event;
  return event.kind === 'collected' ? { kind: 'planned', benchmarks: event.benchmarks } : null;
}

/** All benchmarks of a folder. */
export async function everything(
  folder: Folder,
  { tree, discovery }: Pick<ComparerParts, 'tree' | 'discovery'>,
): Promise<vscode.TestItem[]> {
  await discovery.searched(folder);
  return tree.entries(folder).map(({ item }) => item);
}
