import { metricText, sizeText } from '../../../base/historyWords.ts';
import { groupBySource } from '../../../model/groups.ts';
import type { BenchmarkHistory, HistorySeries } from '../../../model/history.ts';
import { clippedText } from '../clippedText.ts';
import { isoTime, shortHash } from '../commitText.ts';
import { fitText } from '../fitText.ts';
import { levelBars } from '../sparkline.ts';
import type { Style } from '../style.ts';
import type { Column, TableGroup } from '../tableLayout.ts';
import { suspectText } from './historyText.ts';

const BARS = 24;
const MOST_SUBJECT_COLUMNS = 40;

export interface HistoryRow {
  /** The last part of the path. */
  readonly name: string;
  readonly isFailed: false;
  readonly inPlaceOfCells: null;
  readonly series: HistorySeries;
}

/** A line for each benchmark, in the order of the source. */
export const historyGroups = ({ series }: BenchmarkHistory): readonly TableGroup<HistoryRow>[] =>
  groupBySource(series).map(({ file, path, members }) => ({
    file,
    path,
    rows: members.map((each) => ({
      name: each.benchmark.path.at(-1) ?? each.benchmark.id,
      isFailed: false,
      inPlaceOfCells: null,
      series: each,
    })),
  }));

/** The last change of the level, with the first commit that was measured after it; null where there is none. */
export function lastChange({ commits, metric }: BenchmarkHistory, { changes, places }: HistorySeries) {
  const change = changes?.changePoints.at(-1);
  if (!changes || !change) return null;
  return { change, commit: commits[places[change.index]!]!, size: sizeText(change, changes.scale, metric) };
}

/** The columns in order of place. */
export function historyColumns(history: BenchmarkHistory, unicode: boolean): readonly Column<HistoryRow>[] {
  const ofChange =
    (cell: (last: NonNullable<ReturnType<typeof lastChange>>) => string) =>
    ({ series }: HistoryRow): string => {
      const last = lastChange(history, series);
      return last === null ? '' : cell(last);
    };
  const hasChange = history.series.some((series) => lastChange(history, series) !== null);
  const hasSuspects = history.series.some((series) => suspectText(history, series) !== null);
  return [
    { title: 'over the commits', align: 'left', rank: 1.5, wanted: unicode, text: ({ series }) => levelBars(series.values, BARS) },
    { title: 'now', align: 'right', rank: 0, wanted: true, text: ({ series }) => metricText(history.metric, series.values.at(-1)!) },
    {
      title: '',
      align: 'left',
      rank: 0.5,
      wanted: hasSuspects,
      text: ({ series }) => (suspectText(history, series) === null ? '' : '?'),
      paint: (_, text, style) => (text.trim() === '' ? text : style.yellow(text)),
    },
    { title: 'last change', align: 'right', rank: 0, wanted: hasChange, text: ofChange(({ size }) => size), paint: paintChange(history) },
    { title: 'with commit', align: 'left', rank: 0.7, wanted: hasChange, text: ofChange(({ commit }) => shortHash(commit)) },
    { title: 'of', align: 'left', rank: 1.7, wanted: hasChange, text: ofChange(({ commit }) => isoTime(commit)?.slice(0, 10) ?? '') },
    {
      title: '',
      align: 'left',
      rank: 2,
      wanted: hasChange,
      text: ofChange(({ commit }) => fitText(clippedText(commit.subject), MOST_SUBJECT_COLUMNS)),
    },
  ];
}

/** More of any metric is worse. */
const paintChange =
  (history: BenchmarkHistory) =>
  ({ series }: HistoryRow, text: string, style: Style): string => {
    const last = lastChange(history, series);
    if (last === null) return text;
    return last.change.direction === 'up' ? style.red(text) : style.green(text);
  };
