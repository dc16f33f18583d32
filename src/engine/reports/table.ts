import stringWidth from 'string-width';
import type { Run } from '../../model/run.ts';
import { clippedText } from './clippedText.ts';
import { fitText } from './fitText.ts';
import { nextStepLines } from './nextSteps.ts';
import { detailLines, failureLines, warningLines } from './notes.ts';
import { reportGroups, type EarlierResults, type ReportGroup, type ReportRow } from './reportRows.ts';
import { resultColumns, type Column } from './resultColumns.ts';
import { createStyle, type Style, type TextOptions } from './style.ts';
import { machineParts, outcomeText, settingParts, stateText } from './wording.ts';
import { wrapText } from './wrapText.ts';

const NARROWEST = 40;
const GAP = '  ';
const INDENT = '  ';
/** Names keep at least so much room, where they need it, before a further column is shown: more before one that only adds numbers. */
const nameRoomBeside = ({ rank }: { readonly rank: number }): number => (rank <= 1 ? 16 : rank <= 2 ? 24 : 40);
const LEAST_NAME_ROOM = 8;

export interface TableOptions extends TextOptions {
  /** Adds what each benchmark is warned of, and what the machine did. */
  readonly verbose?: boolean;
}

/**
 * A run as a table for a terminal, with failures, warnings, how it went and what to do next; ends in a newline. `earlier` are the results to
 * compare with, by benchmark id. Every line keeps to the width, counted as terminals do; names and messages from outside
 * cannot steer the terminal.
 */
export function renderTable(run: Run, earlier: EarlierResults, options: TableOptions): string {
  const width = Math.max(options.width, NARROWEST);
  const style = createStyle(options);
  const sections = [
    tableLines(reportGroups(run, earlier), Object.keys(earlier).length > 0, { ...options, width }, style),
    failureLines(run, width, style),
    warningLines(run, width, style),
    options.verbose ? detailLines(run, width, style) : [],
    closingLines(run, options.verbose === true, width, style),
    nextStepLines(run, width, style),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

interface ShownColumn extends Column {
  readonly width: number;
  /** Made once: the samples column sorts all samples of a row. */
  readonly cells: ReadonlyMap<ReportRow, string>;
}

function tableLines(groups: readonly ReportGroup[], hasEarlier: boolean, options: TextOptions, style: Style): string[] {
  if (groups.length === 0) return [];
  const longestName = Math.max(
    ...groups.flatMap((group) => group.rows.map((row) => stringWidth(clippedText(row.name)) + indentOf(group).length)),
  );
  const { columns, nameWidth } = fitColumns(groups, longestName, hasEarlier, options, style);
  const title = GAP + columns.map((column) => pad(style.spell(column.title), column)).join(GAP);
  const lines = [style.dim(`${' '.repeat(nameWidth)}${title}`.trimEnd())];
  let file = '';
  for (const group of groups) {
    if (group.file !== file) {
      if (file !== '') lines.push('');
      file = group.file;
      lines.push(style.bold(fitText(clippedText(file), options.width, style.ellipsis)));
    }
    if (group.path.length > 0) {
      const name = group.path.map(clippedText).join(' > ');
      lines.push(INDENT + fitText(name, options.width - INDENT.length, style.ellipsis));
    }
    lines.push(...group.rows.map((row) => rowLine(row, indentOf(group), nameWidth, columns, options.width, style)));
  }
  return lines;
}

const indentOf = (group: ReportGroup): string => INDENT.repeat(group.path.length > 0 ? 2 : 1);

/** As many columns as fit beside the names, the most important first, in order of place. */
function fitColumns(
  groups: readonly ReportGroup[],
  longestName: number,
  hasEarlier: boolean,
  { width, unicode }: TextOptions,
  style: Style,
) {
  const rows = groups.flatMap((group) => group.rows).filter((row) => row.summary !== null);
  const candidates = resultColumns(groups, hasEarlier, unicode).filter((column) => column.wanted);
  const chosen = new Map<Column, ShownColumn>();
  let left = width;
  for (const column of candidates.toSorted((a, b) => a.rank - b.rank)) {
    const cells = new Map(rows.map((row) => [row, style.spell(column.text(row))]));
    const columnWidth = Math.max(...[column.title, ...cells.values()].map((text) => stringWidth(text)));
    const room = left - GAP.length - columnWidth;
    if (chosen.size > 0 && room < Math.min(longestName, nameRoomBeside(column))) break;
    chosen.set(column, { ...column, width: columnWidth, cells });
    left = room;
  }
  return {
    columns: candidates.flatMap((column) => chosen.get(column) ?? []),
    nameWidth: Math.min(longestName, Math.max(left, LEAST_NAME_ROOM)),
  };
}

function pad(text: string, { align, width }: ShownColumn): string {
  const space = ' '.repeat(Math.max(width - stringWidth(text), 0));
  return align === 'right' ? space + text : text + space;
}

function rowLine(row: ReportRow, indent: string, nameWidth: number, columns: readonly ShownColumn[], width: number, style: Style): string {
  const { measurement } = row;
  const name = indent + fitText(clippedText(row.name), nameWidth - indent.length, style.ellipsis);
  const filled = name + ' '.repeat(Math.max(nameWidth - stringWidth(name), 0)) + GAP;
  const marked = measurement.state === 'failed' ? style.red(filled) : filled;
  if (measurement.state !== 'measured' && row.summary === null) {
    const state = fitText(style.spell(stateText(measurement)), width - stringWidth(filled), style.ellipsis);
    return marked + (measurement.state === 'failed' ? style.red(state) : style.dim(state));
  }
  const cells = columns.map((column, place) => {
    const text = column.cells.get(row) ?? '';
    const padded = place === columns.length - 1 && column.align === 'left' ? text : pad(text, column);
    return column.paint ? column.paint(row, padded, style) : padded;
  });
  return (marked + cells.join(GAP)).trimEnd();
}

function closingLines(run: Run, verbose: boolean, width: number, style: Style): string[] {
  const parts = [settingParts(run), ...(verbose ? [machineParts(run)] : [])].filter((line) => line.length > 0);
  const outcome = style.spell(`${outcomeText(run)}.`);
  return [
    ...wrapText(outcome, width).map(style.bold),
    ...parts.flatMap((line) => wrapText(style.spell(line.map(clippedText).join(' · ')), width)).map(style.dim),
  ];
}
