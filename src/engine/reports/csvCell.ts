export type CsvCell = string | number | null;

/** One cell of CSV (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"). */
export function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  // Spreadsheets skip white space before they look for a formula; some take the full-width signs too.
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
