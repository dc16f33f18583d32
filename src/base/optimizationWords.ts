import { formatTimes } from './times.ts';
import { formatCount, formatPercent } from './units.ts';

/** A suggestion, as far as these words need it. */
interface Suggested {
  readonly impact: number | null;
  readonly heat: number | null;
  readonly ratio: number | null;
  readonly saves: 'time' | 'memory';
}

/** With a fix over without it. */
interface Gained {
  readonly ratio: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

interface AllGains {
  readonly since: { readonly startedAtMs: number; readonly revision: { readonly commit: string | null } };
  readonly fixes: number;
  readonly left: number;
  readonly environments: number;
  readonly benchmarks: readonly Gained[];
  readonly mean: (Gained & { readonly count: number }) | null;
}

interface Report {
  readonly suggestions: readonly unknown[];
  readonly hints: number;
  readonly files: number;
  readonly impact: number | null;
  readonly isHeated: boolean;
}

/** `saves up to 12 % of the profile`, or what else is known. */
export function impactText({ impact, heat, ratio, saves }: Suggested): string {
  if (impact !== null) return impact > 0 ? `saves up to ${formatPercent(impact)} of the profile` : 'saves nothing of the profile';
  const known = [
    ...(heat === null ? [] : [`${formatPercent(heat)} of the profile falls on it`]),
    ...(ratio === null || ratio <= 1 ? [] : [`measured ${formatTimes(ratio)} times ${saves === 'memory' ? 'less memory' : 'faster'}`]),
  ];
  return ['impact unknown', ...known].join(', ');
}

/** `5 suggestions for 12 hints in 120 files: together they save up to 34 % of the profile`. */
export function suggestionsHeadline({ suggestions, hints, files, impact, isHeated }: Report): string {
  if (suggestions.length === 0) return `Nothing to suggest: no hints in ${plural(files, 'file')}`;
  const counts = `${plural(suggestions.length, 'suggestion')} for ${plural(hints, 'hint')} in ${plural(files, 'file')}`;
  if (impact !== null) return `${counts}: together they save up to ${formatPercent(impact)} of the profile`;
  return `${counts}: their impact is unknown${isHeated ? '' : ' without a profile'}`;
}

/** What stands over the list, so that nobody takes a rank for more than it is. */
export const rankingText = (isHeated: boolean): string =>
  isHeated
    ? 'Ranked by the share of the profile that each could save, against effort and risk: what the pattern saved where it was measured, at a medium size.'
    : 'Ranked by what was measured of each pattern. With a profile, by what they matter to your program.';

/** `Since 1a2b3c4, 6 fixes made 4 benchmarks faster`; with what was not, and the mean of all. */
export function gainsText({ since, fixes, left, environments, benchmarks, mean }: AllGains): string {
  const count = (is: (ends: { readonly low: number; readonly high: number }) => boolean) =>
    benchmarks.filter(({ interval }) => interval !== null && is(interval)).length;
  const [faster, slower] = [count(({ high }) => high < 1), count(({ low }) => low > 1)];
  const begin = since.revision.commit?.slice(0, 7) ?? new Date(since.startedAtMs).toISOString().slice(0, 10);
  const made = [
    ...(faster > 0 || slower === 0 ? [`${faster === 0 ? 'no benchmark' : plural(faster, 'benchmark')} faster`] : []),
    ...(slower > 0 ? [`${plural(slower, 'benchmark')} slower`] : []),
  ];
  return [
    `Since ${begin}, ${plural(fixes, 'measured fix', 'measured fixes')} made ${made.join(' and ')}`,
    ...(mean === null || mean.count < 2 ? [] : [`the geometric mean of the ${mean.count} benchmarks that they reach is ${gainText(mean)}`]),
    ...(left === 0 ? [] : [`${plural(left, 'other fix was', 'other fixes were')} measured and left out`]),
    ...(environments < 2 ? [] : [`measured in ${environments} environments`]),
  ].join('; ');
}

/** `2.1 times faster (1.9 to 2.3)`. */
export function gainText({ ratio, interval }: Gained): string {
  const isFaster = ratio <= 1;
  const times = isFaster ? 1 / ratio : ratio;
  const ends = interval === null ? [] : isFaster ? [1 / interval.high, 1 / interval.low] : [interval.low, interval.high];
  const range = ends.length === 0 ? '' : ` (${ends.map((end) => formatTimes(end, times)).join(' to ')})`;
  return `${formatTimes(times)} times ${isFaster ? 'faster' : 'slower'}${range}`;
}

const plural = (count: number, noun: string, nouns = `${noun}s`): string => `${formatCount(count)} ${count === 1 ? noun : nouns}`;
