import * as vscode from 'vscode';
import { isCancellation, messageOf, UserError } from '../../base/errors.ts';
import type { PresetName } from '../../model/run.ts';
import { signalOf } from '../cancellation.ts';
import type { Failures } from '../failures.ts';
import type { Folders } from '../folders.ts';
import type { Notices } from '../notices.ts';
import type { Results } from '../results.ts';
import type { Runs } from '../runs.ts';
import { requireTrust } from '../trust.ts';
import { oneLine } from '../wording.ts';
import type { Discovery } from './discovery.ts';
import { RunReporter } from './reporter.ts';
import { saveBeforeRun } from './saveBeforeRun.ts';
import { selectionsOf, type FolderSelection } from './selections.ts';
import { terminalText } from './terminalText.ts';
import type { BenchmarkTree, Located } from './tree.ts';

export interface RunnerParts {
  readonly controller: vscode.TestController;
  readonly folders: Folders;
  readonly tree: BenchmarkTree;
  readonly discovery: Discovery;
  readonly results: Results;
  readonly runs: Runs;
  readonly notices: Notices;
  readonly failures: Failures;
}

interface LastRequest {
  /** Not the items themselves: edits may have replaced them by the time the request is repeated. Undefined means all. */
  readonly include: readonly Located[] | undefined;
  readonly exclude: readonly Located[];
  readonly preset: PresetName | undefined;
}

/** Every way to start a run ends here: the Testing view, a lens, the palette, the panel. */
export class BenchmarkRunner {
  readonly #parts: RunnerParts;
  #last: LastRequest | undefined;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** What the Testing view asks for; settles when the run has ended. */
  async run(request: vscode.TestRunRequest, preset: PresetName | undefined, token: vscode.CancellationToken): Promise<void> {
    const { failures } = this.#parts;
    await failures.guard(vscode.l10n.t('running benchmarks'), async () => {
      requireTrust();
      await this.#runTrusted(request, preset, token);
    });
  }

  /** Runs these items, or all benchmarks, as if the Testing view had asked for it. */
  async runItems(
    items: readonly vscode.TestItem[] | undefined,
    preset?: PresetName,
    exclude: readonly vscode.TestItem[] = [],
  ): Promise<void> {
    await saveBeforeRun();
    const source = new vscode.CancellationTokenSource();
    try {
      await this.run(new vscode.TestRunRequest(items, exclude), preset, source.token);
    } finally {
      source.dispose();
    }
  }

  /** @throws UserError `nothing-ran-yet` or `benchmarks-gone` */
  async runAgain(): Promise<void> {
    const last = this.#last;
    if (!last) throw new UserError('nothing-ran-yet', vscode.l10n.t('No benchmark was run in this window yet: run one first.'));
    const present = (located: readonly Located[]) => located.flatMap((one) => this.#itemsOf(one));
    const include = last.include && present(last.include);
    if (include?.length === 0) {
      throw new UserError(
        'benchmarks-gone',
        vscode.l10n.t('The benchmarks of the last run are not there any more: they were renamed or deleted.'),
      );
    }
    await this.runItems(include, last.preset, present(last.exclude));
  }

  async #runTrusted(request: vscode.TestRunRequest, preset: PresetName | undefined, token: vscode.CancellationToken): Promise<void> {
    const { controller, discovery, folders, tree } = this.#parts;
    if (!request.include) await Promise.all(folders.all.map((folder) => discovery.searched(folder)));
    const items = request.include ?? [...controller.items].map(([, item]) => item);
    const exclude = request.exclude ?? [];
    const selected = selectionsOf(tree, items, exclude);
    if (selected.every(({ selections }) => selections.length === 0)) throw nothingToRun(folders);
    this.#last = { include: request.include && located(tree, request.include), exclude: located(tree, exclude), preset };
    const run = controller.createTestRun(request);
    try {
      const signal = AbortSignal.any([signalOf(token), signalOf(run.token)]);
      // All reporters first, so that everything that waits for its turn shows that it does.
      const reported = selected.map((one) => ({ selected: one, reporter: new RunReporter(run, one, this.#parts) }));
      const label = request.include ? labelOf(request.include) : vscode.l10n.t('all benchmarks');
      for (const one of reported) await this.#runFolder(run, one.selected, one.reporter, label, preset, signal);
    } finally {
      run.end();
    }
  }

  async #runFolder(
    run: vscode.TestRun,
    selected: FolderSelection,
    reporter: RunReporter,
    label: string,
    preset: PresetName | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const { folder, selections, items } = selected;
    try {
      const measured = await this.#parts.runs.execute({ folder, selections, preset, label }, reporter.onEvent, signal);
      await reporter.finish(measured);
      await this.#parts.notices.tell(run, folder);
    } catch (error) {
      if (isCancellation(error)) return;
      run.appendOutput(terminalText(`${messageOf(error)}\n`));
      for (const item of items) run.errored(item, new vscode.TestMessage(messageOf(error)));
      throw error;
    }
  }

  #itemsOf(one: Located): vscode.TestItem[] {
    const { controller, tree } = this.#parts;
    const item =
      one.kind === 'node'
        ? tree.find(one.folder, one.file, one.shape.id)
        : one.kind === 'file'
          ? tree.entry(one.folder, one.file)?.item
          : controller.items.get(one.folder.uri.toString());
    return item ? [item] : [];
  }
}

const located = (tree: BenchmarkTree, items: readonly vscode.TestItem[]): Located[] =>
  items.flatMap((item) => {
    const found = tree.locate(item);
    return found ? [found] : [];
  });

export function labelOf(items: readonly vscode.TestItem[]): string {
  const [first] = items;
  return items.length === 1 && first ? oneLine(first.label, 60) : vscode.l10n.t('{0} items', items.length);
}

export function nothingToRun(folders: Folders): UserError {
  if (folders.all.length === 0) {
    return new UserError('no-folder', vscode.l10n.t('Open a folder on this machine first: Laptime runs the bench files of a workspace.'));
  }
  return new UserError(
    'no-bench-files',
    vscode.l10n.t(
      'No bench files were found. Make one with "Laptime: New Bench File", or say where yours are under "benchmarks" in laptime.config.json.',
    ),
  );
}
