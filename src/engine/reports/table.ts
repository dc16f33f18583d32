import type { Run } from '../../model/run.ts';
import { clippedText } from './clippedText.ts';
import { failureLines, failureNotes } from './failureNotes.ts';
import { nextStepLines } from './nextSteps.ts';
import { detailLines, warningLines } from './notes.ts';
import { reportGroups, type EarlierResults } from './reportRows.ts';
import { resultColumns } from './resultColumns.ts';
import { createStyle, type Style, type TextOptions } from './style.ts';
import { tableLines } from './tableLayout.ts';
import { joinSections, NARROWEST } from './textSections.ts';
import { machineParts, outcomeText, settingParts } from './wording.ts';
import { wrapText } from './wrapText.ts';

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
  const groups = reportGroups(run, earlier);
  const columns = resultColumns(groups, Object.keys(earlier).length > 0, options.unicode);
  const sections = [
    tableLines(groups, columns, { width }, style),
    failureLines(failureNotes(run), width, style),
    warningLines(run, options.verbose === true, width, style),
    options.verbose ? detailLines(run.measurements, width, style) : [],
    closingLines(run, options.verbose === true, width, style),
    nextStepLines(run, width, style),
  ];
  return joinSections(sections);
}

function closingLines(run: Run, verbose: boolean, width: number, style: Style): string[] {
  const parts = [settingParts(run), ...(verbose ? [machineParts(run)] : [])].filter((line) => line.length > 0);
  const outcome = style.spell(`${outcomeText(run)}.`);
  return [
    ...wrapText(outcome, width).map(style.bold),
    ...parts.flatMap((line) => wrapText(style.spell(line.map(clippedText).join(' · ')), width)).map(style.dim),
  ];
}
