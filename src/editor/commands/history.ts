import * as vscode from 'vscode';
import { isUserError, UserError } from '../../base/errors.ts';
import type { Folder } from '../folders.ts';
import { measureCommits } from '../history/measureCommits.ts';
import { benchmarkOf, benchmarksOf, benchmarkWithId, nameOf, type NamedBenchmark } from '../history/namedBenchmark.ts';
import { rangeItems, typedRange } from '../history/rangeItems.ts';
import { searchCommit } from '../history/searchCommit.ts';
import { searchThreshold } from '../history/searchThreshold.ts';
import { requireTrust } from '../trust.ts';
import { oneLine, withoutIcons } from '../wording.ts';
import { chooseFolder, type CommandParts, type Commands } from './parts.ts';
import { pickByName, pickRevision } from './pickRevision.ts';
import { itemAtCursor } from './targets.ts';

/** What the panel and keybindings may say; what they leave out is asked for. */
interface Named {
  /** URI of a workspace folder. */
  readonly folder: string | null;
  readonly benchmarkId: string | null;
  readonly good: string | null;
  readonly bad: string | null;
  readonly range: string | null;
  readonly threshold: number | null;
}

function named(argument: unknown): Named {
  const fields = typeof argument === 'object' && argument !== null ? (argument as Readonly<Record<string, unknown>>) : {};
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : null);
  const { threshold } = fields;
  return {
    folder: text('folder'),
    benchmarkId: text('benchmarkId'),
    good: text('good'),
    bad: text('bad'),
    range: text('range'),
    threshold: typeof threshold === 'number' && threshold > 0 && threshold <= 10 ? threshold : null,
  };
}

const isItem = (argument: unknown): argument is vscode.TestItem =>
  typeof argument === 'object' && argument !== null && 'children' in argument;

export function historyCommands(parts: CommandParts): Commands {
  const { folders, panel, tree } = parts;

  async function folderOf({ folder }: Named): Promise<Folder | undefined> {
    return folders.all.find(({ uri }) => uri.toString() === folder) ?? (await chooseFolder(folders));
  }

  /** Of the Testing view, of the panel, at the cursor, else one that the user picks. */
  async function benchmarkFor(argument: unknown): Promise<NamedBenchmark | undefined> {
    if (isItem(argument)) return pick(await below(argument));
    const wanted = named(argument);
    const folder = await folderOf(wanted);
    if (!folder) return undefined;
    if (wanted.benchmarkId !== null) return benchmarkWithId(folder, wanted.benchmarkId, parts);
    const item = await itemAtCursor(parts).catch((error: unknown) => {
      if (isUserError(error)) return undefined;
      throw error;
    });
    return pick(item ? await below(item) : await benchmarksOf(folder, parts));
  }

  async function below(item: vscode.TestItem): Promise<readonly NamedBenchmark[]> {
    const located = tree.locate(item);
    if (located?.kind === 'file') await parts.discovery.read(located.folder, located.file);
    if (located?.kind === 'folder') return benchmarksOf(located.folder, parts);
    return tree.benchmarksBelow(item).flatMap((one) => benchmarkOf(one, tree) ?? []);
  }

  async function pick(benchmarks: readonly NamedBenchmark[]): Promise<NamedBenchmark | undefined> {
    if (benchmarks.length === 1) return benchmarks[0];
    if (benchmarks.length === 0) {
      throw new UserError('no-benchmark-here', vscode.l10n.t('There is no benchmark here whose name the source tells.'));
    }
    const items = benchmarks.map((benchmark) => ({
      label: withoutIcons(nameOf(benchmark)),
      description: withoutIcons(oneLine(benchmark.file, 80)),
      benchmark,
    }));
    return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which benchmark?'), matchOnDescription: true }))
      ?.benchmark;
  }

  async function findCommit(argument: unknown): Promise<void> {
    requireTrust();
    const benchmark = await benchmarkFor(argument);
    if (!benchmark) return;
    const asked = named(isItem(argument) ? undefined : argument);
    const { folder } = benchmark;
    const name = nameOf(benchmark);
    const bad =
      asked.bad ??
      (await pickRevision(folder, {
        title: vscode.l10n.t('What Made {0} Slower? (1 of 2)', name),
        placeholder: vscode.l10n.t('Bad: a commit that is too slow'),
        ...{ last: null, withWorkTree: false, head: vscode.l10n.t('the last commit') },
      }));
    if (bad === undefined) return;
    const good =
      asked.good ??
      (await pickRevision(folder, {
        title: vscode.l10n.t('What Made {0} Slower? (2 of 2)', name),
        placeholder: vscode.l10n.t('Good: a commit before {0} that was fast enough', bad),
        ...{ last: null, withWorkTree: false, withHead: bad.trim() !== 'HEAD' },
      }));
    if (good === undefined) return;
    await searchCommit({ benchmark, good, bad, threshold: asked.threshold ?? (await thresholdFor(benchmark, good, bad)) }, parts);
  }

  async function askRange(folder: Folder): Promise<string | undefined> {
    const placeholder = vscode.l10n.t('Which commits? Those that have their results are left out');
    return pickByName(folder, {
      ...{ title: vscode.l10n.t('Measure Commits'), placeholder, typedItem: typedRange },
      itemsOf: rangeItems,
    });
  }

  return {
    'laptime.showHistory': async (argument) => {
      const folder = await folderOf(named(argument));
      if (folder) await panel.showHistory(folder, null);
    },
    'laptime.showBenchmarkHistory': async (argument) => {
      const benchmark = await benchmarkFor(argument);
      if (benchmark) await panel.showHistory(benchmark.folder, benchmark.id);
    },
    'laptime.findCommit': findCommit,
    'laptime.measureCommits': async (argument) => {
      requireTrust();
      const wanted = named(argument);
      const folder = await folderOf(wanted);
      const range = folder && (wanted.range ?? (await askRange(folder)));
      if (folder && range !== undefined) await measureCommits(folder, range, parts);
    },
  };
}

async function thresholdFor({ folder, id }: NamedBenchmark, good: string, bad: string): Promise<number> {
  const engine = await folder.engine();
  const { threshold } = (await engine.config()).config.bisect;
  if (engine.historyProblem() !== null) return threshold;
  const history = await engine.benchmarkHistory({ changes: false }, new AbortController().signal);
  const series = history.series.find(({ benchmark }) => benchmark.id === id);
  return series ? searchThreshold(history, series, good, bad, threshold) : threshold;
}
