export { jsonReportSchema } from './jsonReportSchema.ts';
export { comparisonJsonSchema } from './comparison/comparisonJsonSchema.ts';
export { diagnosisJsonSchema } from './diagnosis/diagnosisJsonSchema.ts';
export { hintsJsonSchema } from './hints/hintsJsonSchema.ts';
export { historyJsonSchema } from './history/historyJsonSchema.ts';
export { optimizationJsonSchema } from './optimization/optimizationJsonSchema.ts';
