import type { HintReport, ShownHint } from '../../../model/hint.ts';

export const exampleHint = (parts: Partial<ShownHint> = {}): ShownHint => ({
  rule: 'no-accumulating-spread',
  category: 'cpu',
  gate: 'always',
  file: 'src/users.ts',
  range: { startLine: 12, startColumn: 7, endLine: 12, endColumn: 13 },
  message: '`...all` copies the whole object in each turn of `reduce`: 35 times slower at 100 entries',
  measured: [{ n: 100, ratio: 35.2 }],
  heat: null,
  fixes: [],
  fingerprint: '0123456789abcdef',
  severity: 'information',
  ...parts,
});

export const hotHint = exampleHint({
  rule: 'prefer-starts-ends-with',
  file: 'src/a b#.ts',
  range: { startLine: 3, startColumn: 1, endLine: 4, endColumn: 9 },
  message: 'A regular expression looks at the beginning only',
  measured: [],
  heat: 0.12,
  severity: 'warning',
  fixes: [
    {
      title: 'Use `startsWith`',
      kind: 'safe',
      edits: [{ range: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 5 }, text: 'a.startsWith("b")' }],
    },
  ],
});

export const exampleReport = (parts: Partial<HintReport> = {}): HintReport => ({
  laptimeVersion: '0.1.0',
  level: 'balanced',
  hints: [exampleHint(), hotHint],
  unusedDirectives: [
    {
      file: 'src/users.ts',
      rule: 'no-await-in-loop',
      range: { startLine: 20, startColumn: 4, endLine: 20, endColumn: 40 },
      message: '`no-await-in-loop` finds nothing there that could be turned off',
    },
  ],
  rules: [
    {
      ...{
        id: 'no-accumulating-spread',
        category: 'cpu',
        gate: 'always',
        title: 'Spread of an accumulator',
        about: 'Each turn copies `all`.',
      },
      example: {
        before: 'rows.reduce((all, row) => ({ ...all, [row.id]: row }), {})',
        after: 'for (const row of rows) all[row.id] = row;',
      },
      beware: 'Others may have the old `all`.',
    },
    {
      ...{
        id: 'prefer-starts-ends-with',
        category: 'cpu',
        gate: 'heat',
        title: 'Regular expression for a beginning',
        about: 'It is slower.',
      },
      example: { before: '/^b/.test(a)', after: "a.startsWith('b')" },
      beware: null,
    },
  ],
  files: 1200,
  inBaseline: 1,
  problems: [],
  ...parts,
});
