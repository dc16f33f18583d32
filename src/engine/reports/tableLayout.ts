import stringWidth from 'string-width';
import { groupedBy } from '../../base/groupedBy.ts';
import { clippedText } from './clippedText.ts';
import { fitText } from './fitText.ts';
import type { Style, TextOptions } from './style.ts';

const GAP = '  ';
const INDENT = '  ';
/** Names keep at least so much room, where they need it, before further columns are shown: more before those that only add numbers. */
const nameRoomBeside = (rank: number): number => (rank < 1 ? 12 : rank === 1 ? 16 : rank <= 2 ? 24 : 40);
const LEAST_NAME_ROOM = 8;

export interface Column<Row> {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Columns are added in this order while they fit; those of one rank together or not at all. */
  readonly rank: number;
  readonly wanted: boolean;
  /** Uncoloured; for rows with cells. */
  readonly text: (row: Row) => string;
  readonly paint?: (row: Row, text: string, style: Style) => string;
}

/** The rows of one file with the same groups around them. */
export interface TableGroup<Row> {
  readonly file: string;
  readonly path: readonly string[];
  readonly rows: readonly Row[];
}

interface TableRow {
  readonly name: string;
  readonly isFailed: boolean;
  /** Stands in place of the cells where there are none; null where there are. */
  readonly inPlaceOfCells: string | null;
}

interface ShownColumn<Row> extends Column<Row> {
  readonly width: number;
  /** Made once: some cells are dear. */
  readonly cells: ReadonlyMap<Row, string>;
}

/** Groups under their files, with as many of the columns, in order of place, as fit beside the names. */
export function tableLines<Row extends TableRow>(
  groups: readonly TableGroup<Row>[],
  columns: readonly Column<Row>[],
  { width }: Pick<TextOptions, 'width'>,
  style: Style,
): string[] {
  if (groups.length === 0) return [];
  const longestName = Math.max(
    ...groups.flatMap((group) => group.rows.map((row) => stringWidth(clippedText(row.name)) + indentOf(group).length)),
  );
  const { shown, nameWidth } = fitColumns(groups, longestName, columns, width, style);
  const title = GAP + shown.map((column) => pad(style.spell(column.title), column)).join(GAP);
  const lines = [style.dim(`${' '.repeat(nameWidth)}${title}`.trimEnd())];
  let file = '';
  for (const group of groups) {
    if (group.file !== file) {
      if (file !== '') lines.push('');
      file = group.file;
      lines.push(style.bold(fitText(clippedText(file), width, style.ellipsis)));
    }
    if (group.path.length > 0) {
      const name = group.path.map(clippedText).join(' > ');
      lines.push(INDENT + fitText(name, width - INDENT.length, style.ellipsis));
    }
    lines.push(...group.rows.map((row) => rowLine(row, indentOf(group), nameWidth, shown, width, style)));
  }
  return lines;
}

const indentOf = (group: TableGroup<unknown>): string => INDENT.repeat(group.path.length > 0 ? 2 : 1);

/** As many columns as fit beside the names, the most important first, in order of place. */
function fitColumns<Row extends TableRow>(
  groups: readonly TableGroup<Row>[],
  longestName: number,
  columns: readonly Column<Row>[],
  width: number,
  style: Style,
) {
  const rows = groups.flatMap((group) => group.rows).filter((row) => row.inPlaceOfCells === null);
  const candidates = columns.filter((column) => column.wanted);
  const chosen = new Map<Column<Row>, ShownColumn<Row>>();
  let left = width;
  const byRank = groupedBy(
    candidates.toSorted((a, b) => a.rank - b.rank),
    (column) => column.rank,
  );
  for (const [rank, together] of byRank) {
    const measured = together.map((column): ShownColumn<Row> => {
      const cells = new Map(rows.map((row) => [row, style.spell(column.text(row))]));
      return { ...column, width: Math.max(...[column.title, ...cells.values()].map((text) => stringWidth(text))), cells };
    });
    const room = measured.reduce((rest, column) => rest - GAP.length - column.width, left);
    if (chosen.size > 0 && room < Math.min(longestName, nameRoomBeside(rank))) break;
    for (const [place, column] of together.entries()) chosen.set(column, measured[place]!);
    left = room;
  }
  return {
    shown: candidates.flatMap((column) => chosen.get(column) ?? []),
    nameWidth: Math.min(longestName, Math.max(left, LEAST_NAME_ROOM)),
  };
}

function pad(text: string, { align, width }: { readonly align: 'left' | 'right'; readonly width: number }): string {
  const space = ' '.repeat(Math.max(width - stringWidth(text), 0));
  return align === 'right' ? space + text : text + space;
}

function rowLine<Row extends TableRow>(
  row: Row,
  indent: string,
  nameWidth: number,
  columns: readonly ShownColumn<Row>[],
  width: number,
  style: Style,
): string {
  const name = indent + fitText(clippedText(row.name), nameWidth - indent.length, style.ellipsis);
  const filled = name + ' '.repeat(Math.max(nameWidth - stringWidth(name), 0)) + GAP;
  const marked = row.isFailed ? style.red(filled) : filled;
  if (row.inPlaceOfCells !== null) {
    const state = fitText(style.spell(row.inPlaceOfCells), width - stringWidth(filled), style.ellipsis);
    return marked + (row.isFailed ? style.red(state) : style.dim(state));
  }
  const cells = columns.map((column, place) => {
    const text = column.cells.get(row) ?? '';
    const padded = place === columns.length - 1 && column.align === 'left' ? text : pad(text, column);
    return column.paint ? column.paint(row, padded, style) : padded;
  });
  return (marked + cells.join(GAP)).trimEnd();
}
