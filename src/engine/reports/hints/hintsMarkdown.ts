import { formatCount } from '../../../base/units.ts';
import type { HintReport, ShownHint } from '../../../model/hint.ts';
import { code, escaped, sentence, shortName, tableLine } from '../markdownText.ts';
import { byHeat, countsText, heatText } from './hintsText.ts';

/** Nobody sees it, and it never changes: whoever posts the report finds the comment to replace by it. */
const MARKER = '<!-- laptime-hints -->';
const MOST_ROWS = 100;

/**
 * Hints as a comment for a pull request, in GitHub Flavored Markdown; ends in a newline. Nothing from outside is markup: names are code,
 * and text is escaped.
 */
export function toHintsMarkdown(report: HintReport): string {
  const { hints } = report;
  const rows = byHeat(hints).slice(0, MOST_ROWS).map(row);
  const left = hints.length - rows.length;
  return [
    MARKER,
    `## Laptime: ${escaped(countsText(report))}`,
    ...(rows.length === 0 ? [] : ['', tableLine(['Where', 'What', 'Rule']), tableLine(['---', '---', '---']), ...rows]),
    ...(left === 0 ? [] : ['', `and ${formatCount(left)} more`]),
    '',
  ].join('\n');
}

function row(hint: ShownHint): string {
  const { file, range, message, rule, severity } = hint;
  const heat = heatText(hint);
  const what = `${severity === 'warning' ? '**Warning:** ' : ''}${sentence(message)}${heat === '' ? '' : ` (${heat})`}`;
  return tableLine([code(`${shortName(file)}:${range.startLine}`), what, code(rule)]);
}
