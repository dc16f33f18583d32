import * as vscode from 'vscode';
import { UserError } from '../../../base/errors.ts';
import { verdictText } from '../../../base/verdicts.ts';
import type { RecordedProfile } from '../../../engine/engine.ts';
import { BASELINE_PREFIX, WORK_TREE, type ComparedRevision, type ComparisonRun } from '../../../model/comparison.ts';
import type { Revision } from '../../../model/run.ts';
import type { Folder } from '../../folders.ts';
import { benchmarkOf, nameOf } from '../../history/namedBenchmark.ts';
import { findFinished, listFinished } from '../../record.ts';
import { saveBeforeRun } from '../../testing/saveBeforeRun.ts';
import { requireTrust } from '../../trust.ts';
import { oneLine, revisionName, revisionsText, withoutIcons } from '../../wording.ts';
import type { CommandParts, Commands } from '../parts.ts';
import { itemsAmong } from '../targets.ts';

type Side = Revision & Pick<ComparedRevision, 'name'>;

/** A benchmark, with what it was compared in. */
interface Compared {
  readonly folder: Folder;
  readonly file: string;
  readonly path: readonly string[];
  readonly baseline: Side;
  readonly candidate: Side;
}

const MOST_LOOKED_AT = 20;

function noComparison(): UserError {
  return new UserError('no-comparison', vscode.l10n.t('Nothing was compared here yet: compare a benchmark with a revision first.'));
}

/** What to ask the engine for to have the code of a side again. @throws UserError `revision-gone` */
function revisionOf(side: Side): { readonly revision?: string } {
  const { name, commit, dirtyHash } = side;
  if (name === WORK_TREE) return {};
  if (name.startsWith(BASELINE_PREFIX)) return { revision: name };
  if (commit !== null && dirtyHash === null) return { revision: commit };
  throw new UserError(
    'revision-gone',
    vscode.l10n.t(
      'The code of {0} is no longer there to be profiled: it was of uncommitted files. Compare two commits.',
      revisionName(side),
    ),
  );
}

export function sideProfileCommands(parts: CommandParts): Commands {
  const { folders, recorder, results, runs, tree } = parts;

  /** Of the Testing view: its own newest comparison. */
  function ofItem(item: vscode.TestItem): Compared {
    const benchmark = benchmarkOf(item, tree);
    const [newest] = benchmark ? results.comparisons(benchmark.folder, benchmark.id, 1) : [];
    if (!benchmark || !newest) throw noComparison();
    const { folder, file, path } = benchmark;
    return { folder, file, path, baseline: newest.baseline, candidate: newest.candidate };
  }

  async function newestComparison(): Promise<{ readonly folder: Folder; readonly comparison: ComparisonRun }> {
    const listed = (await listFinished(folders, runs, MOST_LOOKED_AT)).find(({ kind }) => kind === 'comparison');
    const found = listed && (await findFinished(folders, runs, listed.overview.id));
    if (found?.kind !== 'comparison') throw noComparison();
    return found;
  }

  /** One of the newest comparison, which the user picks where it has several. */
  async function pickCompared(): Promise<Compared | undefined> {
    const { folder, comparison } = await newestComparison();
    const { baseline, candidate } = comparison;
    const items = comparison.comparisons.flatMap((one) => {
      if (one.state !== 'compared') return [];
      const { file, path } = one.benchmark;
      const [label, detail] = [nameOf({ path }), oneLine(file, 80)].map(withoutIcons);
      return [
        { label: label!, description: verdictText(one.estimate), detail: detail!, compared: { folder, file, path, baseline, candidate } },
      ];
    });
    if (items.length === 0) throw noComparison();
    if (items.length === 1) return items[0]!.compared;
    const title = vscode.l10n.t('Profile Both Sides: {0}', revisionsText(comparison));
    const placeHolder = vscode.l10n.t('Which benchmark?');
    return (await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true }))?.compared;
  }

  async function profileSides({ folder, file, path, baseline, candidate }: Compared): Promise<void> {
    const [before, after] = [revisionOf(baseline), revisionOf(candidate)];
    await saveBeforeRun();
    const record = async (side: Side, revision: { readonly revision?: string }): Promise<RecordedProfile | undefined> => {
      const label = vscode.l10n.t('{0} at {1}', nameOf({ path }), revisionName(side));
      const wanted = { folder, kind: 'cpu', label, selections: [{ file, path }], ...revision } as const;
      return (await recorder.benchmarks(wanted, () => {}, new AbortController().signal))[0];
    };
    const first = await record(baseline, before);
    const second = first && (await record(candidate, after));
    if (first && second) await recorder.showDifference(first, second);
  }

  return {
    'laptime.profileBothSides': async (...args) => {
      requireTrust(
        vscode.l10n.t(
          'Profiling a benchmark executes code of this workspace, and the workspace is not trusted. Trust it to record profiles.',
        ),
      );
      const [item] = itemsAmong(args);
      const compared = item ? ofItem(item) : await pickCompared();
      if (compared) await profileSides(compared);
    },
  };
}
