import * as vscode from 'vscode';
import { formatSpan } from '../../base/spans.ts';
import type { ProfileKind } from '../../model/profile.ts';
import { oneLine } from '../wording.ts';
import type { RecordingState } from './recordings.ts';

export const kindText = (kind: ProfileKind): string => (kind === 'cpu' ? vscode.l10n.t('CPU profile') : vscode.l10n.t('heap profile'));

/** How long it has been recorded, and how long it still will be, of all that is asked for. */
function timesOf(
  { startedAtMs, durationMs, done, total }: RecordingState,
  nowMs: number,
): { readonly elapsedMs: number; readonly leftMs: number | null } {
  const elapsedMs = startedAtMs === null ? 0 : Math.max(nowMs - startedAtMs, 0);
  if (durationMs === null || total === null) return { elapsedMs, leftMs: null };
  return { elapsedMs, leftMs: Math.max(durationMs - elapsedMs, 0) + durationMs * Math.max(total - done - 1, 0) };
}

/** Whole seconds that have passed: `0 s`, `1 min 5 s`. */
const elapsedText = (elapsedMs: number): string =>
  elapsedMs < 1000 ? vscode.l10n.t('{0} s', 0) : formatSpan(Math.floor(elapsedMs / 1000) * 1000);

/** `12 s · 3 s left`: what a recording is at, without what it is of. */
export function progressText(state: RecordingState, nowMs: number): string {
  switch (state.phase) {
    case 'waiting':
      return vscode.l10n.t('waits for what is measured now');
    case 'preparing':
      return state.message === null ? vscode.l10n.t('is made ready') : oneLine(state.message, 100);
    case 'writing':
      return vscode.l10n.t('is being written');
    case 'recording': {
      const { elapsedMs, leftMs } = timesOf(state, nowMs);
      const count = state.total !== null && state.total > 1 ? [vscode.l10n.t('{0} of {1}', state.done + 1, state.total)] : [];
      const left = leftMs === null ? [] : [vscode.l10n.t('{0} left', formatSpan(leftMs))];
      return [...count, elapsedText(elapsedMs), ...left].join(' · ');
    }
  }
}

/** `CPU profile of server.js`. */
export const whatText = ({ kind, label }: RecordingState): string => vscode.l10n.t('{0} of {1}', kindText(kind), oneLine(label, 60));
