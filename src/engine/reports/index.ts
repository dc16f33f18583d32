export { toCsv } from './csv.ts';
export { fitText } from './fitText.ts';
export { toJsonReport } from './jsonReport.ts';
export { toMarkdown } from './markdown.ts';
export { renderTable } from './table.ts';
export { toComparisonJson } from './comparison/comparisonJson.ts';
export { countOutcomes } from './comparison/outcomes.ts';
export { renderComparison } from './comparison/renderComparison.ts';
export { changeText, verdictText } from './comparison/verdictText.ts';
