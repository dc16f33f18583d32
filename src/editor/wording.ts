import * as vscode from 'vscode';
import { visibleText } from '../base/text.ts';
import { formatChange, formatDuration, formatError } from '../base/units.ts';
import type { Change } from '../model/change.ts';
import type { EarlierResult } from '../model/run.ts';
import type { LatestResult } from './results.ts';

/** `1.23 µs ± 1.2 %`; the median alone where too few blocks gave no interval. */
export function timeText(result: Pick<EarlierResult, 'medianNs' | 'interval'>): string {
  const { medianNs, interval } = result;
  const median = formatDuration(medianNs);
  return interval ? `${median} ${formatError((interval.high - interval.low) / 2 / medianNs)}` : median;
}

/** `-12 %`, or why there is no such number. */
export function changeText(change: Change): string {
  if ('ratio' in change) return change.kind === 'unclear' ? vscode.l10n.t('no clear change') : formatChange(change.ratio);
  return change.kind === 'other-environment' ? vscode.l10n.t('last run: other environment') : vscode.l10n.t('last run: other loader');
}

/** What stands in a lens: `1.23 µs ± 1.2 % · -12 %`. */
export function latestText(latest: LatestResult): string {
  return latest.change ? `${timeText(latest.result)} · ${changeText(latest.change)}` : timeText(latest.result);
}

/** What stands beside a label, where a side bar leaves little room: `1.23 µs ± 1.2 % · ≈` says that there is no clear change. */
export function labelText(latest: LatestResult): string {
  return latest.change?.kind === 'unclear' ? `${timeText(latest.result)} · ≈` : latestText(latest);
}

/** `42 s`, `3 min 5 s`: whole seconds, because an estimate is not more exact. */
export function timeLeftText(remainingMs: number): string {
  const seconds = Math.max(Math.round(remainingMs / 1000), 0);
  if (seconds < 60) return vscode.l10n.t('{0} s left', seconds);
  return vscode.l10n.t('{0} min {1} s left', Math.floor(seconds / 60), seconds % 60);
}

/** A name from a workspace on one line, cut where it is long: it cannot break out of a label, a title or a tooltip. */
export function oneLine(text: string, mostCharacters = 160): string {
  const visible = visibleText(text.trim());
  return visible.length > mostCharacters ? `${visible.slice(0, mostCharacters - 1).replace(/\p{Surrogate}$/u, '')}…` : visible;
}
