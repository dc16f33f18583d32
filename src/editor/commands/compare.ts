import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { LAST_RUN, WORK_TREE } from '../../model/comparison.ts';
import type { Selection } from '../../model/run.ts';
import type { Folder } from '../folders.ts';
import { everything } from '../testing/comparer.ts';
import { labelOf } from '../testing/runner.ts';
import { selectionsOf } from '../testing/selections.ts';
import { requireTrust } from '../trust.ts';
import { chooseFolder, type CommandParts, type Commands } from './parts.ts';
import { pickRevision } from './pickRevision.ts';
import { RUN_PREFIX, type LastRun, type RevisionQuestion } from './revisionItems.ts';
import { benchFileOf, itemAtCursor, itemsAmong } from './targets.ts';

/** What is compared in a folder; without selections all that there is. */
interface Scope {
  readonly folder: Folder;
  readonly selections?: readonly Selection[];
  readonly items: readonly vscode.TestItem[];
  /** In words for the user. */
  readonly name: string;
}

/** The newest ones may be under way, or come from elsewhere. */
const MOST_LOOKED_AT = 20;

/** Commands take the revision to compare with as their last argument, for keybindings; they ask for it otherwise. */
const revisionOf = (argument: unknown): string | undefined => (typeof argument === 'string' ? argument : undefined);

export function compareCommands(parts: CommandParts): Commands {
  const { comparer, folders, runs, tree } = parts;

  async function lastBaseline(folder: Folder): Promise<string | null> {
    if (runs.lastComparison?.folder === folder) return runs.lastComparison.comparison.baseline.name;
    const engine = await folder.engine();
    return engine.historyProblem() === null ? (engine.comparisonOverviews(1)[0]?.baseline.name ?? null) : null;
  }

  async function ask(
    folder: Folder,
    title: string,
    placeholder: string,
    more: Partial<Pick<RevisionQuestion, 'withWorkTree' | 'lastRun'>> = {},
  ): Promise<string | undefined> {
    const question = { last: await lastBaseline(folder), withWorkTree: false, withBaselines: true, ...more };
    return pickRevision(folder, { title, placeholder, ...question });
  }

  /** The newest run of what was on disk that ended well; without a store, of this session. */
  async function lastRun(folder: Folder): Promise<LastRun | null> {
    const engine = await folder.engine();
    if (engine.historyProblem() !== null) {
      // Only results in the store can be compared with; a commit can be measured again.
      const run = runs.last?.folder === folder ? runs.last.run : null;
      return run !== null && run.revision.commit !== null && run.revision.dirtyHash === null ? run : null;
    }
    const own = engine.runOverviews(MOST_LOOKED_AT).filter(({ source }) => source === 'editor' || source === 'cli');
    return own.find(({ state }) => state === 'complete') ?? null;
  }

  /** What is on disk with a run whose files are gone: what it measured, or what of that is asked for. */
  async function compareWithRun({ folder, items, name, selections }: Scope, id: string): Promise<void> {
    const earlier = (await folder.engine()).storedRun(id);
    if (!earlier) throw new UserError('no-run', vscode.l10n.t('That run is not stored any more. Pick another revision.'));
    const measured = earlier.measurements.map(({ benchmark }) => benchmark);
    await comparer.compareWithRun({
      folder,
      items,
      earlier: id,
      selections: selections ?? measured.map(({ file, path }) => ({ file, path })),
      // As it was measured: what is measured otherwise differs for that alone.
      preset: earlier.preset.name,
      label: vscode.l10n.t('{0} against {1}', name, LAST_RUN),
    });
  }

  /** What is on disk, with one revision. */
  async function compareWith(scope: Scope, revision: string | undefined): Promise<void> {
    const { folder, items, name, selections } = scope;
    const title = vscode.l10n.t('Compare {0} With', name);
    const placeholder = vscode.l10n.t('A branch, tag or commit to compare what is on disk with');
    const baseline = revision ?? (await ask(folder, title, placeholder, { lastRun: await lastRun(folder) }));
    if (baseline === undefined) return;
    if (baseline.trim() === WORK_TREE) throw sameTwice(baseline);
    if (baseline.startsWith(RUN_PREFIX)) return compareWithRun(scope, baseline.slice(RUN_PREFIX.length));
    await comparer.compare({
      folder,
      items,
      request: { baseline, ...(selections && { selections }) },
      label: vscode.l10n.t('{0} against {1}', name, baseline),
    });
  }

  async function compareItems(items: readonly vscode.TestItem[], revision: string | undefined): Promise<void> {
    for (const { folder, selections, items: ofFolder } of selectionsOf(tree, items, [])) {
      await compareWith({ folder, selections, items: ofFolder, name: labelOf(ofFolder) }, revision);
    }
  }

  async function compareAll(revision: unknown): Promise<void> {
    requireTrust();
    const folder = await chooseFolder(folders);
    if (!folder) return;
    const name = folders.all.length > 1 ? folder.name : vscode.l10n.t('all benchmarks');
    await compareWith({ folder, items: await everything(folder, parts), name }, revisionOf(revision));
  }

  async function compareRevisions(first: unknown, second: unknown): Promise<void> {
    requireTrust();
    const folder = await chooseFolder(folders);
    if (!folder) return;
    const baselineTitle = vscode.l10n.t('Compare Two Revisions (1 of 2)');
    const candidateTitle = vscode.l10n.t('Compare Two Revisions (2 of 2)');
    const baseline =
      revisionOf(first) ?? (await ask(folder, baselineTitle, vscode.l10n.t('The baseline: a branch, tag or commit to compare with')));
    if (baseline === undefined) return;
    const question = vscode.l10n.t('The candidate: what is judged against {0}', baseline);
    const candidate = revisionOf(second) ?? (await ask(folder, candidateTitle, question, { withWorkTree: true }));
    if (candidate === undefined) return;
    if (baseline.trim() === candidate.trim()) throw sameTwice(baseline);
    const ofWorkTree = candidate.trim() === WORK_TREE;
    await comparer.compare({
      folder,
      items: ofWorkTree ? await everything(folder, parts) : [],
      request: { baseline, ...(!ofWorkTree && { candidate }) },
      label: vscode.l10n.t('{0} against {1}', candidate, baseline),
    });
  }

  return {
    'laptime.compareWith': compareAll,
    'laptime.compareFile': async (uri, revision) => {
      requireTrust();
      const entry = await benchFileOf(uri instanceof vscode.Uri ? uri : undefined, parts);
      await compareItems([entry.item], revisionOf(revision) ?? revisionOf(uri));
    },
    'laptime.compareAtCursor': async (revision) => {
      requireTrust();
      await compareItems([await itemAtCursor(parts)], revisionOf(revision));
    },
    'laptime.compareItem': async (...args) => {
      requireTrust();
      await compareItems(itemsAmong(args), revisionOf(args.at(-1)));
    },
    'laptime.compareRevisions': compareRevisions,
  };
}

function sameTwice(revision: string): UserError {
  return new UserError('same-revision', vscode.l10n.t('{0} cannot be compared with itself. Pick another revision.', revision.trim()));
}
