import type { GainsInAll } from '../../../src/model/gain.ts';
import type { PanelHint, PanelHints, PanelSuggestion } from '../../../src/protocol/panelHints.ts';
import { empty, hostileNames, type Scenario } from './scenario.ts';

const rules = [
  { id: 'no-accumulating-spread', title: 'Spread of an accumulator' },
  { id: 'prefer-starts-ends-with', title: 'Search for what stands at an end' },
  { id: 'set-lookup-in-loop', title: 'Search of a list in a loop' },
] as const;

const messages = [
  '`...all` copies the whole object in each turn of `reduce`: 35 times slower at 100 entries, 1,280 at 1,000',
  '`indexOf` looks at the whole text, only to ask whether it begins with `/api/`: 50 times slower at 10,000 characters',
  '`ids.includes` goes through the whole list in each turn of the loop: 3.1 times slower at 100 entries, 144 at 10,000, faster up to 8',
] as const;

function hintAt(index: number, parts: Partial<PanelHint> = {}): PanelHint {
  const line = 3 + index * 7;
  return {
    rule: rules[index % 3]!.id,
    file: `src/${['users', 'routes', 'deep/in/the/tree/of/a/large/workspace/rows'][index % 3]}.ts`,
    range: { startLine: line, startColumn: 5, endLine: line, endColumn: 20 },
    message: messages[index % 3]!,
    severity: index % 4 === 0 ? 'warning' : index % 4 === 3 ? 'hint' : 'information',
    heat: null,
    fix: index % 3 === 1 ? 'safe' : index % 3 === 2 ? 'suggestion' : null,
    ...parts,
  };
}

const places = (count: number, heat: number | null): PanelSuggestion['places'] =>
  Array.from({ length: count }, (_, index) => {
    const { file, range, message } = hintAt(index * 3);
    return {
      file,
      range,
      message,
      heat: heat === null ? null : heat / 2 ** index,
      ratio: 35.2,
      impact: heat === null ? null : heat / 2 ** index,
    };
  });

const spread: PanelSuggestion = {
  rule: 'no-accumulating-spread',
  category: 'cpu',
  title: 'Spread of an accumulator',
  effort: 'large',
  risk: 'high',
  saves: 'time',
  heat: 0.24,
  ratio: 35.2,
  impact: 0.233,
  places: places(5, 0.12),
  placeCount: 7,
  steps: [
    'Run the benchmarks and tests that reach the code.',
    'Change the 7 places by hand in this order, as in the example.',
    'Run the tests.',
  ],
  example: {
    before: 'const byId = users.reduce((all, user) => ({ ...all, [user.id]: user }), {});',
    after: 'const byId = {};\nfor (const user of users) byId[user.id] = user;',
  },
  prerequisites: ['Others may keep the old `all`.'],
  watch: ['The median of the benchmarks that reach the code.', 'Memory (`laptime heap leak`).'],
};

const easy: PanelSuggestion = {
  ...spread,
  ...{ rule: 'prefer-starts-ends-with', title: 'Search for what stands at an end', effort: 'small', risk: 'low', prerequisites: [] },
  ...{ heat: null, impact: null, ratio: 50, places: places(1, null), placeCount: 1 },
};

const gains: GainsInAll = {
  since: {
    startedAtMs: Date.UTC(2026, 10, 3),
    revision: { commit: '1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b', branch: 'main', dirtyHash: null },
  },
  ...{ fixes: 6, left: 1, environments: 1 },
  benchmarks: [
    { benchmarkId: 'bench/users.bench.ts > by id', ratio: 0.476, interval: { low: 0.435, high: 0.526, confidence: 0.99 }, count: 4 },
    { benchmarkId: 'bench/routes.bench.ts > match', ratio: 0.8, interval: { low: 0.75, high: 0.85, confidence: 0.99 }, count: 2 },
  ],
  mean: { ratio: 0.617, interval: { low: 0.58, high: 0.655, confidence: 0.99 }, count: 2 },
};

const unheated: PanelHints = {
  ...{ level: 'balanced', files: 120, inBaseline: 0, problems: [], folder: null, profile: null, rules },
  hints: Array.from({ length: 12 }, (_, index) => hintAt(index)),
  optimization: {
    suggestions: [easy, { ...spread, heat: null, impact: null, places: places(5, null) }],
    impact: null,
    gains: null,
    isHeated: false,
  },
};

const heats = [0.12, 0.03, 0.004, 0, null];
const heated: PanelHints = {
  ...unheated,
  profile: 'CPU.20261121.cpuprofile',
  inBaseline: 4,
  hints: Array.from({ length: 12 }, (_, index) => hintAt(index, { heat: index === 0 ? 0.2 : index === 11 ? 0.02 : heats[index % 5]! })),
  optimization: { suggestions: [spread, easy], impact: 0.233, gains, isHeated: true },
};

const many: PanelHints = {
  ...heated,
  files: 3000,
  hints: Array.from({ length: 5000 }, (_, index) =>
    hintAt(index, { file: `src/part${index % 97}/file${index % 311}.ts`, heat: index % 9 === 0 ? 0.00001 : null }),
  ),
};

const hostile: PanelHints = {
  ...heated,
  folder: hostileNames[0]!,
  profile: hostileNames[4]!,
  problems: hostileNames.map((name) => `${name} cannot be read`),
  rules: [],
  hints: hostileNames.map((name, index) => hintAt(index, { file: name, message: `${name} \`${name}\``, rule: `rule ${name}`, heat: 0.01 })),
  optimization: {
    suggestions: hostileNames.map((name) => ({
      ...spread,
      ...{ rule: name, title: name, steps: [name], prerequisites: [name], watch: [name], example: { before: name, after: name } },
      places: [{ ...spread.places[0]!, file: name, message: name }],
    })),
    impact: 0.2,
    gains: { ...gains, benchmarks: hostileNames.map((benchmarkId) => ({ ...gains.benchmarks[0]!, benchmarkId })) },
    isHeated: true,
  },
};

const found = (hints: PanelHints, changedFiles: readonly string[] = []): Scenario => ({
  runs: [],
  hints,
  snapshot: { ...empty, hints: { state: 'found', progress: null, version: 1, changedFiles }, hintsShown: true },
});

const searching = (version: number, progress: { done: number; total: number } | null): Scenario => ({
  runs: [],
  ...(version > 0 && { hints: heated }),
  snapshot: { ...empty, hints: { state: 'searching', progress, version, changedFiles: [] }, hintsShown: true },
});

/** Each a moment of the panel with its hints. */
export const hintScenarios: Readonly<Record<string, () => Scenario>> = {
  hints: () => found(heated),
  'hints-unheated': () => found(unheated),
  'hints-never': () => ({ runs: [], snapshot: { ...empty, hintsShown: true } }),
  'hints-begin': () => searching(0, null),
  'hints-searching': () => searching(0, { done: 1200, total: 3000 }),
  'hints-again': () => searching(1, { done: 12, total: 120 }),
  'hints-nothing': () => found({ ...unheated, hints: [], rules: [], optimization: { ...unheated.optimization, suggestions: [], gains } }),
  'hints-stale': () =>
    found({ ...heated, problems: ['src/gone.ts cannot be read: it is gone', 'src/late.ts was written after the profile was recorded'] }, [
      'src/new.ts',
      'src/users.ts',
    ]),
  'hints-many': () => found(many),
  'hints-hostile': () => found(hostile, hostileNames),
};
