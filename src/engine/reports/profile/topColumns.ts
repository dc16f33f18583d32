import stringWidth from 'string-width';
import { formatBytes, formatCount, formatDuration, formatPercent } from '../../../base/units.ts';
import type { BaselineCost, ProfileSummary, ProfileUnit } from '../../../model/profile.ts';
import { clippedText } from '../clippedText.ts';
import type { Style } from '../style.ts';
import type { Column } from '../tableLayout.ts';

/** A function, line or package. */
export interface TopRow {
  readonly name: string;
  readonly isFailed: false;
  readonly inPlaceOfCells: null;
  readonly self: number;
  /** Null for lines, which call nothing. */
  readonly total: number | null;
  readonly baseline: BaselineCost | null;
  /** Null where the name says it. */
  readonly where: string | null;
}

type Part = 'self' | 'total';

const MOST_WHERE_COLUMNS = 60;

/** Whether a part of it differs by more than chance explains. */
export function isNews({ self, total, baseline }: Pick<TopRow, 'self' | 'total' | 'baseline'>, part: Part): boolean {
  if (!baseline) return false;
  const value = part === 'self' ? self : (total ?? 0);
  return Math.abs(value - baseline[part]) > baseline[`${part}Noise`];
}

/** Values and their shares of the whole, changes where rows have a baseline, and places where they have some; in order of place. */
export function topColumns(rows: readonly TopRow[], { unit, total: whole }: ProfileSummary, sortBy: Part): readonly Column<TopRow>[] {
  const isCompared = rows.some(({ baseline }) => baseline !== null);
  const parts: readonly Part[] = rows.some(({ total }) => total !== null) ? ['self', 'total'] : ['self'];
  return [
    ...parts.flatMap((part): Column<TopRow>[] => {
      const rank = part === sortBy ? 0 : 1;
      const value = (row: TopRow) => (part === 'self' ? row.self : row.total);
      return [
        {
          ...{ title: part, align: 'right', rank, wanted: true },
          text: (row) => (value(row) === null ? '' : costText(value(row)!, unit)),
        },
        {
          ...{ title: '%', align: 'right', rank: rank + 0.2, wanted: whole > 0 },
          text: (row) => ((value(row) ?? 0) === 0 ? '' : formatPercent(value(row)! / whole)),
          paint: (_, text, style) => style.dim(text),
        },
        {
          ...{ title: 'change', align: 'right', rank: rank + 0.1, wanted: isCompared },
          text: (row) => (row.baseline && value(row) !== null ? changeText(value(row)! - row.baseline[part], isNews(row, part), unit) : ''),
          paint: (row, text, style) => paintChange(row, part, text, style),
        },
      ];
    }),
    {
      ...{ title: 'where', align: 'left', rank: 0.5, wanted: rows.some(({ where }) => where !== null) },
      text: ({ where }) => (where === null ? '' : endOf(clippedText(where), MOST_WHERE_COLUMNS)),
    },
  ];
}

function changeText(change: number, isSure: boolean, unit: ProfileUnit): string {
  if (!isSure) return 'noise';
  return `${change > 0 ? '+' : ''}${costText(change, unit)}`;
}

/** More of anything is worse. */
function paintChange(row: TopRow, part: Part, text: string, style: Style): string {
  if (!isNews(row, part)) return style.dim(text);
  const value = part === 'self' ? row.self : (row.total ?? 0);
  return value > (row.baseline?.[part] ?? 0) ? style.red(text) : style.green(text);
}

/** In the unit of the profile; counts without a word. */
export function costText(value: number, unit: ProfileUnit): string {
  if (value === 0) return '0';
  if (unit === 'bytes') return formatBytes(value);
  return unit === 'samples' ? formatCount(value) : formatDuration(value * 1000);
}

/** Of a path, the end says more. */
function endOf(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let [end, width] = ['', 1];
  for (const { segment } of Array.from(new Intl.Segmenter().segment(text)).toReversed()) {
    width += stringWidth(segment);
    if (width > columns) break;
    end = segment + end;
  }
  return `…${end}`;
}
