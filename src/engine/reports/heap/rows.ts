import stringWidth from 'string-width';
import { fitText } from '../fitText.ts';
import type { Style } from '../style.ts';

const GAP = '  ';

/** Numbers in columns, right-aligned, and what they are of behind them, cut where the line ends. */
export function numberRows(
  titles: readonly string[],
  rows: readonly (readonly [name: string, ...numbers: string[]])[],
  width: number,
  style: Style,
): string[] {
  if (rows.length === 0) return [];
  const columns = titles.slice(0, -1);
  const widths = columns.map((title, at) => Math.max(stringWidth(title), ...rows.map((row) => stringWidth(style.spell(row[at + 1]!)))));
  const line = (numbers: readonly string[], name: string) => {
    const cells = numbers.map((text, at) => ' '.repeat(Math.max(0, widths[at]! - stringWidth(text))) + text).join(GAP);
    return `${cells}${GAP}${fitText(name, Math.max(8, width - stringWidth(cells) - GAP.length), style.ellipsis)}`;
  };
  return [
    style.dim(line(columns, titles.at(-1)!)),
    ...rows.map(([name, ...numbers]) =>
      line(
        numbers.map((text) => style.spell(text)),
        name,
      ),
    ),
  ];
}
