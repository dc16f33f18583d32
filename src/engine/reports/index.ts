export { toCsv } from './csv.ts';
export { fitText } from './fitText.ts';
export { toJsonReport } from './jsonReport.ts';
export { toMarkdown } from './markdown.ts';
export { renderTable } from './table.ts';
