import * as vscode from 'vscode';
import { visibleText } from '../base/text.ts';
import { formatChange, formatCount, formatDuration, formatError } from '../base/units.ts';
import { verdictText } from '../base/verdicts.ts';
import type { Change } from '../model/change.ts';
import { WORK_TREE, type Comparison, type EarlierComparison } from '../model/comparison.ts';
import type { OutcomeCounts } from '../model/outcomes.ts';
import type { EarlierResult, MachineDuringRun } from '../model/run.ts';
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

/** `HEAD~1`, `origin/main`, `89abcde`: as the user named it, whole hashes shortened. */
export function revisionName({ name, commit }: Pick<EarlierComparison['baseline'], 'name' | 'commit'>): string {
  const isHash = commit !== null && name.length >= 7 && commit.startsWith(name);
  return isHash ? name.slice(0, 7) : oneLine(name, 40);
}

type Revisions = Pick<EarlierComparison, 'baseline' | 'candidate'>;

/** `work tree against HEAD~1`, `v1.1 against v1.0`. */
export function revisionsText({ baseline, candidate }: Revisions): string {
  return vscode.l10n.t('{0} against {1}', revisionName(candidate), revisionName(baseline));
}

/** The same beside a benchmark, where what is on disk goes without saying: `against HEAD~1`. */
export function againstText(revisions: Revisions): string {
  const { baseline, candidate } = revisions;
  return candidate.name === WORK_TREE ? vscode.l10n.t('against {0}', revisionName(baseline)) : revisionsText(revisions);
}

/** `3.1 % slower, ± 0.4 % · against HEAD~1`. */
export function comparisonText(comparison: EarlierComparison): string {
  return `${verdictText(comparison)} · ${againstText(comparison)}`;
}

export function countText(benchmarks: number): string {
  return benchmarks === 1 ? vscode.l10n.t('1 benchmark') : vscode.l10n.t('{0} benchmarks', benchmarks);
}

export function blocksText(blocks: number): string {
  return blocks === 1 ? vscode.l10n.t('1 block') : vscode.l10n.t('{0} blocks', formatCount(blocks));
}

/** `1 slower, 2 same`: what there is none of is left out; empty where there is nothing. */
export function outcomesText(counts: OutcomeCounts): string {
  const { slower, faster, same, inconclusive, failed, skipped } = counts;
  return [
    ...(failed > 0 ? [vscode.l10n.t('{0} failed', failed)] : []),
    ...(slower > 0 ? [vscode.l10n.t('{0} slower', slower)] : []),
    ...(faster > 0 ? [vscode.l10n.t('{0} faster', faster)] : []),
    ...(same > 0 ? [vscode.l10n.t('{0} same', same)] : []),
    ...(inconclusive > 0 ? [vscode.l10n.t('{0} inconclusive', inconclusive)] : []),
    ...(counts['not comparable'] > 0 ? [vscode.l10n.t('{0} not comparable', counts['not comparable'])] : []),
    ...(skipped > 0 ? [vscode.l10n.t('{0} skipped', skipped)] : []),
  ].join(', ');
}

/** What stands in place of a verdict, in words: why there is none. */
export function uncomparedText(comparison: Exclude<Comparison, { state: 'compared' }>): string {
  if (comparison.state === 'skipped') return vscode.l10n.t('skipped');
  const { side, failure } = comparison;
  // What vanished names its side.
  if (failure.kind === 'vanished') return failure.message;
  return side === 'baseline'
    ? vscode.l10n.t('fails on the baseline: {0}', failure.message)
    : vscode.l10n.t('fails on the candidate: {0}', failure.message);
}

/** Text in which VS Code, where it takes `$(name)` for an icon, finds none. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

/** A notification makes links of what looks like Markdown's, also of those that run commands. */
export const withoutLinks = (text: string): string => text.replaceAll('](', ']\u200B(');

/** `42 s`, `3 min 5 s`: whole seconds, because an estimate is not more exact. */
export function timeLeftText(remainingMs: number): string {
  const seconds = Math.max(Math.round(remainingMs / 1000), 0);
  if (seconds < 60) return vscode.l10n.t('{0} s left', seconds);
  return vscode.l10n.t('{0} min {1} s left', Math.floor(seconds / 60), seconds % 60);
}

const AGO_UNITS = [
  ['year', 365.25 * 86_400_000],
  ['month', 30.44 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `3 days ago`, in the language of the editor. */
export function agoText(atMs: number, nowMs: number): string {
  const passedMs = nowMs - atMs;
  const [unit, unitMs] = AGO_UNITS.find(([, ms]) => Math.abs(passedMs) >= ms) ?? ['second', 1000];
  return new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto' }).format(-Math.trunc(passedMs / unitMs), unit);
}

/** A name from a workspace on one line, cut where it is long: it cannot break out of a label, a title or a tooltip. */
export function oneLine(text: string, mostCharacters = 160): string {
  const visible = visibleText(text.trim());
  return visible.length > mostCharacters ? `${visible.slice(0, mostCharacters - 1).replace(/\p{Surrogate}$/u, '')}…` : visible;
}

/** What the machine did while times were taken that may be in them, a line each; empty where that is nothing. */
export const machineText = ({ warnings = [] }: MachineDuringRun): string => warnings.map(({ message }) => `! ${message}\n`).join('');
