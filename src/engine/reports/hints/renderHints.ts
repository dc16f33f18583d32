import type { HintReport, ShownHint, UnusedDirective } from '../../../model/hint.ts';
import { clippedText } from '../clippedText.ts';
import { createStyle, type TextOptions } from '../style.ts';
import { joinSections, NARROWEST } from '../textSections.ts';
import { wrapText } from '../wrapText.ts';
import { byHeat, countsText, heatText, plural, safeFixCount } from './hintsText.ts';

/** Hints for a terminal; ends in a newline. Names from files cannot steer the terminal. */
export function renderHints(report: HintReport, options: TextOptions): string {
  const width = Math.max(options.width, NARROWEST);
  const style = createStyle(options);
  const write = (text: string, indent = 0) =>
    wrapText(style.spell(clippedText(text)), width - indent).map((line) => ' '.repeat(indent) + line);
  const item = (hint: ShownHint): string[] => {
    const { file, range, rule, severity, message, fixes } = hint;
    const head = [`${file}:${range.startLine}:${range.startColumn}`, severity, rule, heatText(hint)].filter((part) => part !== '');
    return [
      ...write(head.join(' · ')).map(severity === 'warning' ? style.yellow : severity === 'hint' ? style.dim : style.bold),
      ...write(`${message}.`, 2),
      ...fixes
        .slice(0, 1)
        .flatMap(({ title, kind }) => write(`${kind === 'safe' ? 'Safe fix' : 'Suggestion'}: ${title}`, 2).map(style.dim)),
    ];
  };
  const unused = ({ file, range, message }: UnusedDirective): string[] =>
    write(`${file}:${range.startLine}:${range.startColumn} · ${message}.`);
  const { hints, unusedDirectives } = report;
  const safe = safeFixCount(hints);
  return joinSections([
    ...byHeat(hints).map(item),
    unusedDirectives.flatMap(unused),
    [
      ...write(`${countsText(report)}.`).map(style.bold),
      ...(hints.length === 0 ? [] : write('Each rule is explained in docs/rules.')),
      ...(safe === 0 ? [] : write(`--fix mends ${plural(safe, 'place')}, and the code behaves the same.`)),
      ...(hints.some(({ fixes }) => fixes.length > 0) ? write('--measure says what fixes gain with your code.') : []),
    ],
  ]);
}
