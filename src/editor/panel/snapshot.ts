import * as vscode from 'vscode';
import type { RunOverview } from '../../engine/engine.ts';
import type { EarlierResult } from '../../model/run.ts';
import { toPanelComparisonRun, toPanelRun, type PanelProgress, type PanelRunEntry, type PanelSnapshot } from '../../protocol/panel.ts';
import { earlierThan, type Listed } from '../record.ts';
import type { Results } from '../results.ts';
import type { RunningState } from '../running.ts';
import type { Finished } from '../runs.ts';
import { inSlices } from '../slices.ts';
import { revisionsText } from '../wording.ts';

const MOST_COMPARED = 50;

export interface SnapshotFacts {
  readonly shown: Finished | null;
  readonly pinned: boolean;
  readonly history: PanelSnapshot['history'];
  readonly results: Results;
  readonly historyProblem: string | null;
  readonly benchFileCount: number | null;
}

export function progressOf(running: RunningState | null): PanelProgress | null {
  if (!running || running.isRecording) return null;
  const { label, done, total, remainingMs, current, comparing } = running;
  return { label, done, total, remainingMs, current, comparing };
}

/** What the panel shows, besides what is measured at this moment. */
export async function snapshotOf({
  shown,
  pinned,
  history,
  results,
  historyProblem,
  benchFileCount,
}: SnapshotFacts): Promise<Omit<PanelSnapshot, 'bisection' | 'bisectionShown' | 'hints' | 'hintsShown' | 'monitorShown' | 'running'>> {
  const earlier: Record<string, EarlierResult> = {};
  if (shown?.kind === 'run') {
    const { folder, run } = shown;
    await inSlices(run.measurements, ({ benchmark }) => {
      const found = earlierThan(run, benchmark.file, results.history(folder, benchmark.id, MOST_COMPARED));
      if (found) earlier[benchmark.id] = found;
    });
  }
  return {
    run: shown?.kind === 'run' ? toPanelRun(shown.run) : null,
    comparison: shown?.kind === 'comparison' ? toPanelComparisonRun(shown.comparison) : null,
    history,
    pinned,
    earlier,
    historyProblem,
    trusted: vscode.workspace.isTrusted,
    benchFileCount,
  };
}

/** One line of the run picker. */
export function entryOf(listed: Listed, withFolder: boolean): PanelRunEntry {
  const { kind, folder, overview } = listed;
  const { id, startedAtMs } = overview;
  const benchmarks =
    kind === 'run' ? listed.overview.benchmarks : Object.values(listed.overview.counts).reduce((sum, count) => sum + count, 0);
  const parts = kind === 'run' ? runParts(listed.overview) : [revisionsText(listed.overview)];
  return { kind, id, startedAtMs, benchmarks, label: [...(withFolder ? [folder.name] : []), ...parts].join(' · ') };
}

function runParts({ presetName, revision }: RunOverview): string[] {
  const { commit, branch, dirtyHash } = revision;
  const place = [branch, commit?.slice(0, 7)].filter(Boolean).join(' ');
  const edits = dirtyHash === null ? '' : vscode.l10n.t(' + edits');
  return [presetName, ...(place ? [place + edits] : [])];
}
