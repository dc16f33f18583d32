import * as vscode from 'vscode';
import { formatPercent } from '../../base/units.ts';
import type { BisectProgress } from '../../model/bisection.ts';
import { oneLine } from '../wording.ts';

/** How a commit is named where there is little room: `89abcde Parse numbers by a table`. */
export const commitText = ({ hash, subject }: { readonly hash: string; readonly subject: string }): string =>
  oneLine(`${hash.slice(0, 7)} ${subject}`, 60);

/** `12 runs, about 8 more`. */
export function searchRunsText({ runs, runsLeft }: BisectProgress): string {
  const made = runs === 1 ? vscode.l10n.t('1 run') : vscode.l10n.t('{0} runs', runs);
  return vscode.l10n.t('{0}, about {1} more', made, runsLeft);
}

/** `74 % 89abcde Parse numbers by a table`; null until anything speaks for one commit more than for others. */
export function likelyText({ suspects: [first], noise, endsRatio }: BisectProgress): string | null {
  if (first === undefined || noise === null || endsRatio === null) return null;
  return `${formatPercent(first.chance)} ${commitText(first.commit)}`;
}
