import { formatCount, formatPercent } from '../../../base/units.ts';
import type { HintReport, HintSeverity, ShownHint } from '../../../model/hint.ts';

const ORDER: readonly HintSeverity[] = ['warning', 'information', 'hint'];

/** What a profile says is hottest first; else by file and place. */
export const byHeat = (hints: readonly ShownHint[]): readonly ShownHint[] => hints.toSorted((a, b) => (b.heat ?? 0) - (a.heat ?? 0));

/** `12 % of the profile`; empty where no profile says so. */
export const heatText = ({ heat }: Pick<ShownHint, 'heat'>): string =>
  heat === null ? '' : heat === 0 ? 'nothing of the profile' : `${formatPercent(heat)} of the profile`;

/** `3 hints in 2 of 120 files: 1 warning, 2 information`. */
export function countsText({ hints, files, inBaseline }: HintReport): string {
  const withHints = new Set(hints.map(({ file }) => file)).size;
  const known = inBaseline === 0 ? '' : `; ${formatCount(inBaseline)} more ${inBaseline === 1 ? 'is' : 'are'} in the baseline`;
  if (hints.length === 0) return `No hints in ${plural(files, 'file')}${known}`;
  const bySeverity = ORDER.flatMap((severity) => {
    const count = hints.filter((hint) => hint.severity === severity).length;
    return count === 0 ? [] : [severity === 'information' ? `${formatCount(count)} information` : plural(count, severity)];
  });
  return `${plural(hints.length, 'hint')} in ${formatCount(withHints)} of ${plural(files, 'file')}: ${bySeverity.join(', ')}${known}`;
}

/** Of hints, how many have a fix that is safe. */
export const safeFixCount = (hints: readonly ShownHint[]): number =>
  hints.filter(({ fixes }) => fixes.some(({ kind }) => kind === 'safe')).length;

export const plural = (count: number, noun: string, nouns = `${noun}s`): string => `${formatCount(count)} ${count === 1 ? noun : nouns}`;
