import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter();
const BREAKS = /(?<!±|\+\/-) +(?!%)/u;

/** Lines at most `columns` wide, broken between words (`± 12 %` is one); a word that is wider is broken between graphemes. What fits stays as it is. */
export function wrapText(text: string, columns: number): string[] {
  if (stringWidth(text) <= columns) return [text];
  const lines: string[] = [];
  let line = '';
  let width = 0;
  const put = (piece: string, pieceWidth: number) => {
    line += piece;
    width += pieceWidth;
  };
  const breakLine = () => {
    lines.push(line);
    line = '';
    width = 0;
  };
  for (const word of text.split(BREAKS)) {
    const wordWidth = stringWidth(word);
    if (width > 0 && width + 1 + wordWidth <= columns) put(` ${word}`, 1 + wordWidth);
    else {
      if (width > 0) breakLine();
      if (wordWidth <= columns) put(word, wordWidth);
      else {
        for (const { segment } of graphemes.segment(word)) {
          const segmentWidth = stringWidth(segment);
          if (width > 0 && width + segmentWidth > columns) breakLine();
          put(segment, segmentWidth);
        }
      }
    }
  }
  breakLine();
  return lines;
}
