import { formatRatio } from '../../../base/ratios.ts';
import { formatCount, formatDuration, formatPercent } from '../../../base/units.ts';
import type { Comparison, ComparisonEstimate, ComparisonRun, Verdict } from '../../../model/comparison.ts';
import { verdictSigns } from '../../../model/comparisonWords.ts';
import { groupBySource } from '../../../model/groups.ts';
import { outcomeOf } from '../../../model/outcomes.ts';
import { marksOf } from '../advice.ts';
import type { Style } from '../style.ts';
import type { Column, TableGroup } from '../tableLayout.ts';
import { uncomparedText } from './outcomes.ts';

export interface ComparisonRow {
  /** The last part of the path. */
  readonly name: string;
  readonly isFailed: boolean;
  readonly inPlaceOfCells: string | null;
  readonly comparison: Comparison;
}

/** What tables show, in the order of the source: all but what was skipped. */
export function comparisonGroups({ comparisons }: ComparisonRun): readonly TableGroup<ComparisonRow>[] {
  return groupBySource(comparisons.filter(({ state }) => state !== 'skipped')).map(({ file, path, members }) => ({
    file,
    path,
    rows: members.map((comparison) => ({
      name: comparison.benchmark.path.at(-1) ?? comparison.benchmark.id,
      isFailed: outcomeOf(comparison) === 'failed',
      inPlaceOfCells: comparison.state === 'compared' ? null : uncomparedText(comparison),
      comparison,
    })),
  }));
}

/** `99 % interval`, as the first of them says. */
export function intervalTitle({ comparisons }: ComparisonRun): string {
  const intervals = comparisons.flatMap((comparison) => (comparison.state === 'compared' ? (comparison.estimate.interval ?? []) : []));
  return intervals.length === 0 ? 'interval' : `${formatPercent(intervals[0]!.confidence)} interval`;
}

type Cell = (comparison: Extract<Comparison, { state: 'compared' }>) => string;

const ofCompared =
  (cell: Cell) =>
  ({ comparison }: ComparisonRow): string =>
    comparison.state === 'compared' ? cell(comparison) : '';

const ofEstimate = (cell: (estimate: ComparisonEstimate) => string) => ofCompared(({ estimate }) => cell(estimate));

/** The columns in order of place. */
export function comparisonColumns(run: ComparisonRun): readonly Column<ComparisonRow>[] {
  const isMarked = run.comparisons.some((comparison) => comparison.state === 'compared' && marksOf(comparison) !== '');
  return [
    {
      title: 'verdict',
      align: 'left',
      rank: 0,
      wanted: true,
      text: ofEstimate(({ verdict }) => `${verdictSigns[verdict]} ${verdict}`),
      paint: paintVerdict,
    },
    { title: 'change', align: 'right', rank: 0, wanted: true, text: ofEstimate(changeCell) },
    {
      title: intervalTitle(run),
      align: 'left',
      rank: 0.5,
      wanted: true,
      text: ofEstimate(({ ratio, interval }) => formatRatio(ratio, interval).interval ?? ''),
    },
    { title: '', align: 'left', rank: 1.5, wanted: isMarked, text: ofCompared(marksOf), paint: (_, text, style) => style.yellow(text) },
    { title: 'baseline', align: 'right', rank: 1, wanted: true, text: ofEstimate(({ baselineNs }) => formatDuration(baselineNs)) },
    { title: 'candidate', align: 'right', rank: 1, wanted: true, text: ofEstimate(({ candidateNs }) => formatDuration(candidateNs)) },
    { title: 'blocks', align: 'right', rank: 2, wanted: true, text: ofCompared(({ blocks }) => formatCount(blocks.length)) },
  ];
}

/** Beside `slower`, 2.30x needs no word. */
function changeCell({ verdict, ratio, interval }: ComparisonEstimate): string {
  const { change } = formatRatio(ratio, interval);
  return verdict === 'slower' || verdict === 'faster' ? change.replace(/ \w+$/u, '') : change;
}

const colors: Readonly<Record<Verdict, (style: Style) => (text: string) => string>> = {
  slower: ({ red }) => red,
  faster: ({ green }) => green,
  same: ({ dim }) => dim,
  inconclusive: ({ yellow }) => yellow,
};

const paintVerdict = ({ comparison }: ComparisonRow, text: string, style: Style): string =>
  comparison.state === 'compared' ? colors[comparison.estimate.verdict](style)(text) : text;
