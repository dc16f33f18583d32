import type { OptimizationReport, Suggestion } from '../../../model/suggestion.ts';

export const exampleSuggestion = (parts: Partial<Suggestion> = {}): Suggestion => ({
  rule: 'no-accumulating-spread',
  category: 'cpu',
  title: 'Spread of an accumulator',
  effort: 'large',
  risk: 'high',
  saves: 'time',
  heat: 0.2,
  ratio: 35.2,
  impact: 0.194,
  places: [
    {
      file: 'src/users.ts',
      range: { startLine: 12, startColumn: 7, endLine: 12, endColumn: 13 },
      message: '`...all` copies the whole object in each turn of `reduce`: 35 times slower at 100 entries',
      heat: 0.2,
      ratio: 35.2,
      impact: 0.194,
    },
  ],
  steps: ['Run the benchmarks.', 'Change it by hand.'],
  example: { before: 'rows.reduce((all, row) => ({ ...all, [row.id]: row }), {});', after: 'for (const row of rows) all[row.id] = row;' },
  prerequisites: ['Others may have the old `all`.'],
  watch: ['The median of the benchmarks.'],
  ...parts,
});

export const exampleOptimization = (parts: Partial<OptimizationReport> = {}): OptimizationReport => ({
  laptimeVersion: '0.1.0',
  level: 'balanced',
  isHeated: true,
  suggestions: [
    exampleSuggestion(),
    exampleSuggestion({
      ...{ rule: 'prefer-some', title: 'Filter where some is meant', effort: 'small', risk: 'low', prerequisites: [] },
      ...{ heat: null, impact: null, ratio: 2.1 },
      places: [1, 2, 3, 4, 5, 6, 7].map((line) => ({
        file: 'src/list.ts',
        range: { startLine: line, startColumn: 1, endLine: line, endColumn: 9 },
        ...{ message: '`filter` goes on when the answer is known', heat: null, ratio: 2.1, impact: null },
      })),
    }),
  ],
  impact: 0.194,
  hints: 8,
  files: 1200,
  gains: {
    since: {
      startedAtMs: Date.UTC(2026, 10, 3, 9, 30),
      revision: { commit: '1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b', branch: 'main', dirtyHash: null },
    },
    ...{ fixes: 3, left: 1, environments: 1 },
    benchmarks: [
      { benchmarkId: 'bench/users.bench.ts > by id', ratio: 0.476, interval: { low: 0.4348, high: 0.5263, confidence: 0.99 }, count: 2 },
      { benchmarkId: 'bench/users.bench.ts > search', ratio: 0.98, interval: null, count: 1 },
    ],
    mean: { ratio: 0.683, interval: null, count: 2 },
  },
  problems: [],
  ...parts,
});
