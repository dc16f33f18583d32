import stringWidth from 'string-width';

/** At most `columns` wide: what is too long ends in an ellipsis. Graphemes stay whole. */
export function fitText(text: string, columns: number, ellipsis = '…'): string {
  if (stringWidth(text) <= columns) return text;
  const room = columns - stringWidth(ellipsis);
  if (room < 0) return '';
  let fitted = '';
  let width = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    width += stringWidth(segment);
    if (width > room) break;
    fitted += segment;
  }
  return fitted + ellipsis;
}
