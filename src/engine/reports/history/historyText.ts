import { changeKinds, metricNames, metricText, seriesNotes, sizeText } from '../../../base/historyWords.ts';
import { formatPercent } from '../../../base/units.ts';
import { verdictText } from '../../../base/verdicts.ts';
import { changedCommits } from '../../../model/changedCommits.ts';
import type { BenchmarkHistory, HistorySeries, SuspectCheck } from '../../../model/history.ts';
import type { ChangePoint } from '../../../model/series.ts';
import { median, sorted } from '../../stats/index.ts';
import { isoTime, shortHash } from '../commitText.ts';
import { countsText, environmentParts } from '../wording.ts';

/** What is known of a change besides its size: `step · 99.9 % sure · one of 3 commits, abc1234567 to def1234567`. */
export function changeParts(history: BenchmarkHistory, series: HistorySeries, change: ChangePoint): string[] {
  const { last, candidates, before } = changedCommits(history, series, change);
  const which =
    candidates === 1 || change.kind === 'spike'
      ? []
      : [`one of ${candidates} commits${before ? ` after ${shortHash(before)}` : ''}, up to ${shortHash(last)}`];
  const values = [change.before, change.after].map((value) => metricText(history.metric, value));
  return [
    changeKinds[change.kind],
    ...(change.kind === 'variance' ? [] : [values.join(' → ')]),
    `${formatPercent(Math.min(change.confidence, 0.999))} sure`,
    ...which,
  ];
}

/** All that happened to a series, newest first. */
export function changesOf({ changes }: HistorySeries): readonly ChangePoint[] {
  if (changes === null) return [];
  return [...changes.changePoints, ...changes.varianceChanges, ...changes.spikes].toSorted((a, b) => b.index - a.index);
}

/** What the newest values that look off have become: `+12 % in the last 3 commits`. Null where none does. */
export function suspectText({ metric }: BenchmarkHistory, { values, changes }: HistorySeries): string | null {
  if (changes === null || changes.suspects.length === 0) return null;
  const { suspects, scale } = changes;
  const now = median(sorted(suspects.map(({ index }) => values[index]!)));
  const before = median(sorted(values.slice(-100 - suspects.length, -suspects.length)));
  const size = scale === 'ratio' ? now / before : now - before;
  return `${sizeText({ kind: 'step', size }, scale, metric)} in the last ${suspects.length} commits`;
}

/** `slower: 12 % slower, ± 0.8 %`, or why nothing was said. */
export function checkText({ comparison }: SuspectCheck): string {
  if (comparison.state === 'failed') return `could not be measured again: ${comparison.failure.message.split('\n', 1)[0]}`;
  if (comparison.state === 'skipped') return 'was not measured again: the bench file skips it';
  const { verdict } = comparison.estimate;
  const isConfirmed = verdict === 'slower' || verdict === 'faster';
  return `${isConfirmed ? 'confirmed' : verdict === 'same' ? 'not confirmed' : 'still open'}: ${verdictText(comparison.estimate)}`;
}

/** What the series can show, and what else is to know of it, in whole sentences. */
export const notesOf = ({ metric }: BenchmarkHistory, { changes, values }: HistorySeries): string[] =>
  changes === null ? [] : seriesNotes(changes, metric, values.length);

/** What is shown: `8 commits with results, 1234567890 of 2026-01-02 to abcdef0123 (HEAD)`. */
export function extentText({ commits }: BenchmarkHistory): string {
  const [first, last] = [commits[0], commits.at(-1)];
  if (first === undefined || last === undefined) return 'No commit of this branch has a result';
  const name = (commit: typeof first) =>
    `${shortHash(commit)}${commit.behind === 0 ? ' (HEAD)' : ''} of ${isoTime(commit)?.slice(0, 10) ?? 'an unknown day'}`;
  return first === last
    ? `1 commit with results, ${name(first)}`
    : `${commits.length} commits with results, ${name(first)} to ${name(last)}`;
}

/** What the values hold for, and what is not among them. */
export function settingTexts({ environments, series, metric, elsewhere }: BenchmarkHistory): string[] {
  const shown = new Set(series.map(({ environmentId }) => environmentId));
  const about = (id: string) => {
    const environment = environments.find((each) => each.id === id);
    const parts = environment
      ? [...(environment.measuredBy === undefined ? [] : [`measured by ${environment.measuredBy}`]), ...environmentParts(environment)]
      : [];
    return `${id}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
  };
  const others = [...new Set(series.flatMap((each) => each.others.map(({ environmentId }) => environmentId)))].filter(
    (id) => !shown.has(id),
  );
  const isSplit = series.some((each) => each.others.some(({ environmentId }) => environmentId === each.environmentId));
  return [
    `${metricNames[metric]} · environment ${[...shown].map(about).join('; ')}`,
    ...(others.length === 0
      ? []
      : [`Other environments have results that are not mixed in: --environment ${others.map(about).join('; ')}`]),
    ...(isSplit ? ['Results that were loaded in another way (natively, or through Vite) are not mixed in.'] : []),
    ...(elsewhere === 0
      ? []
      : [`${countsText({ [elsewhere === 1 ? 'commit with results is' : 'commits with results are']: elsewhere })} not on this branch.`]),
  ];
}
