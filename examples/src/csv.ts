/** Rows of a price list: fields in quotes may hold commas, line breaks and doubled quotes (RFC 4180). */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  let previous = '';
  for (const character of text) {
    if (quoted && character === '"') quoted = false;
    else if (quoted) field += character;
    else if (character === '"') {
      if (previous === '"') field += '"';
      quoted = true;
    } else if (character === ',' || character === '\n') {
      row = [...row, field];
      field = '';
      if (character === '\n') {
        rows.push(row);
        row = [];
      }
    } else field += character;
    previous = character;
  }
  if (field !== '' || row.length > 0) rows.push([...row, field]);
  return rows;
}
