import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { signalOf } from '../cancellation.ts';
import { newestFinished } from '../record.ts';
import type { Finished } from '../runs.ts';
import { chooseFolder, type CommandParts, type Commands } from './parts.ts';

const filters = (...others: readonly string[]) => ({ [vscode.l10n.t('Laptime results')]: ['jsonl', ...others] });

/** Puts the table of a run or comparison on the clipboard; an empty list of ids means all of it. */
export async function copyMarkdown(finished: Finished, benchmarkIds: readonly string[]): Promise<void> {
  await vscode.env.clipboard.writeText(await markdownOf(finished, benchmarkIds));
  void vscode.window.setStatusBarMessage(vscode.l10n.t('$(clippy) Copied the results as Markdown'), 3000);
}

async function markdownOf(finished: Finished, benchmarkIds: readonly string[]): Promise<string> {
  const { toComparisonMarkdown, toMarkdown } = await import('../../engine/reports/index.ts');
  const isAsked = ({ benchmark }: { readonly benchmark: { readonly id: string } }) =>
    benchmarkIds.length === 0 || benchmarkIds.includes(benchmark.id);
  if (finished.kind === 'run') return toMarkdown({ ...finished.run, measurements: finished.run.measurements.filter(isAsked) });
  const { comparison } = finished;
  return toComparisonMarkdown({ ...comparison, comparisons: comparison.comparisons.filter(isAsked) });
}

function withCancel<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_progress, token) => work(signalOf(token)));
}

/** Lines into a file that appears only when it is whole. */
async function writeLines<T>(file: string, produce: (write: (line: string) => Promise<boolean>) => Promise<T>): Promise<T> {
  const partFile = `${file}.part`;
  const stream = createWriteStream(partFile);
  const done = finished(stream);
  // Awaited below; until then a failed write must not count as unhandled.
  done.catch(() => undefined);
  try {
    const produced = await produce(
      (line) => new Promise<boolean>((resolve, reject) => stream.write(line, (error) => (error ? reject(error) : resolve(true)))),
    );
    stream.end();
    await done;
    await rename(partFile, file);
    return produced;
  } catch (error) {
    stream.destroy();
    // The file may still be on its way to being created.
    await done.catch(() => undefined);
    await rm(partFile, { force: true });
    throw error;
  }
}

export function resultCommands({ folders, runs, results, panel, tree }: CommandParts): Commands {
  /** From a lens come a URI and an id, from the Testing view an item. */
  async function reveal(target: unknown, id: unknown): Promise<void> {
    const isItem = typeof target === 'object' && target !== null && 'children' in target;
    const item = isItem ? tree.locate(target as vscode.TestItem) : undefined;
    const file = typeof target === 'string' ? folders.locate(vscode.Uri.parse(target, true)) : undefined;
    if (item?.kind === 'node') await panel.reveal(item.folder, item.shape.id);
    else if (file && typeof id === 'string') await panel.reveal(file.folder, id);
    else panel.show();
  }

  async function exportResults(uri: unknown): Promise<void> {
    const folder = await chooseFolder(folders);
    if (!folder) return;
    const defaultUri = vscode.Uri.joinPath(folder.uri, 'laptime-results.jsonl');
    const target = uri instanceof vscode.Uri ? uri : await vscode.window.showSaveDialog({ defaultUri, filters: filters() });
    if (!target) return;
    const engine = await folder.engine();
    const {
      runs: written,
      comparisons,
      gains,
    } = await withCancel(vscode.l10n.t('Exporting results'), (signal) =>
      writeLines(target.fsPath, async (write) => {
        const counts = await engine.exportRuns(write, signal);
        signal.throwIfAborted();
        return counts;
      }),
    );
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Exported {0} runs, {1} comparisons and {2} gains to {3}.', written, comparisons, gains, target.fsPath),
    );
  }

  async function importResults(uri: unknown): Promise<void> {
    const folder = await chooseFolder(folders);
    if (!folder) return;
    const [source] = uri instanceof vscode.Uri ? [uri] : ((await vscode.window.showOpenDialog({ filters: filters('json', 'js') })) ?? []);
    if (!source) return;
    const engine = await folder.engine();
    const { imported, comparisons, gains, known, problems } = await withCancel(vscode.l10n.t('Importing results'), async (signal) => {
      const { mtimeMs } = await stat(source.fsPath);
      const stream = createReadStream(source.fsPath, 'utf8');
      try {
        return await engine.importRuns(stream, { name: path.basename(source.fsPath), fileTimeMs: mtimeMs }, signal);
      } finally {
        stream.destroy();
      }
    });
    results.refresh();
    const text = vscode.l10n.t(
      'Imported {0} runs, {1} comparisons and {2} gains; {3} were stored already.',
      imported - comparisons - gains,
      comparisons,
      gains,
      known,
    );
    void vscode.window.showInformationMessage(text);
    const [first] = problems;
    if (first) throw new UserError('import', vscode.l10n.t('Not all of {0} was imported: {1}', source.fsPath, first));
  }

  return {
    'laptime.showPanel': () => panel.show(),
    'laptime.revealItem': reveal,
    'laptime.copyMarkdown': async () => {
      const newest = await newestFinished(folders, runs);
      if (!newest) throw new UserError('no-results', vscode.l10n.t('There are no results to copy yet: run a benchmark first.'));
      await copyMarkdown(newest, []);
    },
    'laptime.exportResults': exportResults,
    'laptime.importResults': importResults,
  };
}
