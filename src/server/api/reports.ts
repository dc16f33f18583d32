import * as v from 'valibot';
import type {
  loadJsonSchemas,
  toComparisonJson,
  toDiagnosisJson,
  toHintsJson,
  toHistoryJson,
  toJsonReport,
  toOptimizationJson,
} from '../../engine/reports/index.ts';

type SchemaName = keyof Awaited<ReturnType<typeof loadJsonSchemas>>;

// Answers in one of the published formats. Their schemas are large, and are loaded for the document only.
const reports = new Map<v.GenericSchema, SchemaName>();

function report<T>(name: SchemaName) {
  const schema = v.custom<T>(() => true);
  reports.set(schema, name);
  return schema;
}

export const runReport = report<ReturnType<typeof toJsonReport>>('jsonReportSchema');
export const comparisonReport = report<ReturnType<typeof toComparisonJson>>('comparisonJsonSchema');
export const historyReport = report<ReturnType<typeof toHistoryJson>>('historyJsonSchema');
export const hintsReport = report<ReturnType<typeof toHintsJson>>('hintsJsonSchema');
export const suggestionsReport = report<ReturnType<typeof toOptimizationJson>>('optimizationJsonSchema');

export const diagnosisReport = report<ReturnType<typeof toDiagnosisJson>>('diagnosisJsonSchema');

/** The name of the published format that a result has; undefined for all others. */
export const reportNameOf = (result: v.GenericSchema): SchemaName | undefined => reports.get(result);
