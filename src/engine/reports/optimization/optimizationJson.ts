import type { GainsInAll } from '../../../model/gain.ts';
import type { OptimizationReport, Suggestion } from '../../../model/suggestion.ts';
import type { OptimizationJson } from './optimizationJsonSchema.ts';

/** What to do about hints as plain data by `docs/laptime-optimization.schema.json`. */
export function toOptimizationJson(report: OptimizationReport): OptimizationJson {
  const { laptimeVersion, level, files, hints, isHeated, impact, suggestions, gains, problems } = report;
  return {
    format: 'laptime-optimization',
    version: 1,
    ...{ laptimeVersion, level, files, hints, heated: isHeated, impact },
    suggestions: suggestions.map((suggestion, at) => toSuggestion(suggestion, at + 1)),
    gains: gains && toGains(gains),
    problems: [...problems],
  };
}

const toSuggestion = (suggestion: Suggestion, rank: number): OptimizationJson['suggestions'][number] => {
  const { rule, category, title, impact, heat, ratio, saves, effort, risk, places, steps, example, prerequisites, watch } = suggestion;
  return {
    ...{ rank, rule, docs: `docs/rules/${rule}.md`, category, title, impact, heat, ratio, saves, effort, risk },
    places: places.map(({ file, range, message, ...of }) => ({
      ...{ file, line: range.startLine, column: range.startColumn, endLine: range.endLine, endColumn: range.endColumn, message },
      ...{ heat: of.heat, ratio: of.ratio, impact: of.impact },
    })),
    ...{ steps: [...steps], example: { ...example }, prerequisites: [...prerequisites], watch: [...watch] },
  };
};

const toGains = ({ since, fixes, left, environments, benchmarks, mean }: GainsInAll): NonNullable<OptimizationJson['gains']> => {
  const { commit, branch, dirtyHash } = since.revision;
  return {
    since: { startedAt: new Date(since.startedAtMs).toISOString(), commit, branch, dirtyHash },
    ...{ fixes, left, environments },
    benchmarks: benchmarks.map(({ benchmarkId, ratio, interval, count }) => ({ id: benchmarkId, ratio, interval, fixes: count })),
    mean: mean && { ratio: mean.ratio, interval: mean.interval, benchmarks: mean.count },
  };
};
