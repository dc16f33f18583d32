import { formatBytes, formatDuration, formatOps } from '../../base/units.ts';
import type { Change } from '../../model/change.ts';
import { marksOf } from './advice.ts';
import type { ReportGroup, ReportRow } from './reportRows.ts';
import { sparkline } from './sparkline.ts';
import type { Style } from './style.ts';
import type { Column } from './tableLayout.ts';
import { changeText, medianText, relativeText } from './wording.ts';

const SPARKLINE_COLUMNS = 12;
const NOTHING = '–';

/** The columns worth showing, in order of place, with the most important ranked first. */
export function resultColumns(groups: readonly ReportGroup[], hasEarlier: boolean, unicode: boolean): readonly Column<ReportRow>[] {
  const rows = groups.flatMap((group) => group.rows);
  const any = (has: (row: ReportRow) => boolean) => rows.some(has);
  return [
    { title: 'median', align: 'right', rank: 0, wanted: true, text: (row) => medianText(row.summary!) },
    {
      title: '',
      align: 'left',
      rank: 0.5,
      wanted: any((row) => row.summary !== null && marksOf(row.measurement) !== ''),
      text: (row) => marksOf(row.measurement),
      paint: (_, text, style) => style.yellow(text),
    },
    { title: 'last run', align: 'left', rank: 1, wanted: hasEarlier, text: (row) => changeText(row.change), paint: paintChange },
    {
      title: 'in group',
      align: 'left',
      rank: 2,
      wanted: any((row) => row.relative !== null),
      text: (row) => relativeText(row.relative, row.measurement.benchmark.baseline),
      paint: (row, text, style) => (row.relative?.isReference ? style.bold(text) : row.relative?.clear === false ? style.dim(text) : text),
    },
    { title: 'p99', align: 'right', rank: 3, wanted: true, text: (row) => formatDuration(row.summary!.p99Ns) },
    {
      title: 'heap/iter',
      align: 'right',
      rank: 5,
      wanted: any((row) => row.summary !== null && row.summary.heapBytesPerIteration !== null),
      text: ({ summary }) => (summary!.heapBytesPerIteration === null ? NOTHING : formatBytes(summary!.heapBytesPerIteration)),
    },
    { title: 'rate', align: 'right', rank: 4, wanted: true, text: (row) => formatOps(row.summary!.opsPerSecond) },
    {
      title: 'samples',
      align: 'left',
      rank: 6,
      wanted: unicode,
      text: ({ measurement }) => (measurement.state === 'skipped' ? '' : sparkline(measurement.blocks, SPARKLINE_COLUMNS)),
    },
  ];
}

const CHANGE_COLORS: Readonly<Partial<Record<Change['kind'], 'green' | 'red'>>> = { faster: 'green', slower: 'red' };

function paintChange({ change }: ReportRow, text: string, style: Style): string {
  const color = change ? CHANGE_COLORS[change.kind] : undefined;
  return color ? style[color](text) : style.dim(text);
}
