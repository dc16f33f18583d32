import * as vscode from 'vscode';
import { isCancellation, messageOf, UserError } from '../../base/errors.ts';
import { WORK_TREE, type Comparison } from '../../model/comparison.ts';
import { signalOf } from '../cancellation.ts';
import type { Failures } from '../failures.ts';
import type { Folder } from '../folders.ts';
import { benchmarkWithId, nameOf } from '../history/namedBenchmark.ts';
import type { Notices } from '../notices.ts';
import type { CompareJob, FinishedComparison, Runs } from '../runs.ts';
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
  async compare(wanted: WantedComparison): Promise<void> {
    await this.#parts.failures.guard(vscode.l10n.t('comparing benchmarks'), async () => {
      requireTrust();
      await saveBeforeRun();
      await this.#compareTrusted(wanted);
    });
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

  async #compareTrusted({ items, ...job }: WantedComparison): Promise<void> {
    const { controller, notices, runs } = this.#parts;
    const { folder, request, label } = job;
    const run = controller.createTestRun(new vscode.TestRunRequest(items), label);
    try {
      const compared = { folder, items, ofWorkTree: request.candidate === undefined };
      const reporter = new ComparisonReporter(run, compared, this.#parts);
      const comparison = await runs.compare(job, reporter.onEvent, signalOf(run.token));
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

/** All benchmarks of a folder. */
export async function everything(
  folder: Folder,
  { tree, discovery }: Pick<ComparerParts, 'tree' | 'discovery'>,
): Promise<vscode.TestItem[]> {
  await discovery.searched(folder);
  return tree.entries(folder).map(({ item }) => item);
}
