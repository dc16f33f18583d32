import * as vscode from 'vscode';
import type { EarlierResult } from '../../model/run.ts';
import { toPanelRun, type PanelProgress, type PanelRunEntry, type PanelSnapshot } from '../../protocol/panel.ts';
import { earlierThan, type ListedRun } from '../record.ts';
import type { Results } from '../results.ts';
import type { FinishedRun, RunningState } from '../runs.ts';
import { inSlices } from '../slices.ts';

const MOST_COMPARED = 50;

export interface SnapshotFacts {
  readonly shown: FinishedRun | null;
  readonly pinned: boolean;
  readonly running: RunningState | null;
  readonly results: Results;
  readonly historyProblem: string | null;
  readonly benchFileCount: number | null;
}

export function progressOf(running: RunningState | null): PanelProgress | null {
  if (!running) return null;
  const { label, done, total, remainingMs, current } = running;
  return { label, done, total, remainingMs, current };
}

/** All that the panel shows at this moment. */
export async function snapshotOf({
  shown,
  pinned,
  running,
  results,
  historyProblem,
  benchFileCount,
}: SnapshotFacts): Promise<PanelSnapshot> {
  const earlier: Record<string, EarlierResult> = {};
  if (shown) {
    const { folder, run } = shown;
    await inSlices(run.measurements, ({ benchmark }) => {
      const found = earlierThan(run, benchmark.file, results.history(folder, benchmark.id, MOST_COMPARED));
      if (found) earlier[benchmark.id] = found;
    });
  }
  return {
    run: shown && toPanelRun(shown.run),
    pinned,
    earlier,
    running: progressOf(running),
    historyProblem,
    trusted: vscode.workspace.isTrusted,
    benchFileCount,
  };
}

/** One line of the run picker. */
export function entryOf({ folder, overview }: ListedRun, withFolder: boolean): PanelRunEntry {
  const { id, startedAtMs, benchmarks, presetName } = overview;
  const { commit, branch, dirtyHash } = overview.revision;
  const revision = [branch, commit?.slice(0, 7)].filter(Boolean).join(' ');
  const edits = dirtyHash === null ? '' : vscode.l10n.t(' + edits');
  const parts = [...(withFolder ? [folder.name] : []), presetName, ...(revision ? [revision + edits] : [])];
  return { id, startedAtMs, benchmarks, label: parts.join(' · ') };
}
