import { describe, expect, it } from 'vitest';
import type { HintFix, HintReport, ShownHint } from '../model/hint.ts';
import type { OptimizationReport, Suggestion } from '../model/suggestion.ts';
import { toPanelHints } from './panelHints.ts';

const range = { startLine: 1, startColumn: 2, endLine: 3, endColumn: 4 };
const fix = (kind: HintFix['kind']): HintFix => ({ title: kind, kind, edits: [{ range, text: 'all of a file' }] });
const hint = (fixes: readonly HintFix[]): ShownHint => ({
  ...{ rule: 'spread', category: 'cpu', gate: 'always', file: 'a.ts', range, message: 'It is slow', measured: [], heat: 0.5 },
  ...{ fixes, fingerprint: 'f', severity: 'warning' },
});
const report: HintReport = {
  ...{ laptimeVersion: '1', level: 'balanced', unusedDirectives: [], files: 3, inBaseline: 1, problems: ['One.'] },
  hints: [hint([fix('suggestion'), fix('safe')]), hint([fix('suggestion')]), hint([])],
  rules: [
    {
      ...{ id: 'spread', category: 'cpu', gate: 'always', title: 'Spread', about: 'Why.', beware: null },
      example: { before: 'a', after: 'b' },
    },
  ],
};
const place = { file: 'a.ts', range, message: 'It is slow', heat: null, ratio: null, impact: null };
const suggestion: Suggestion = {
  ...{
    rule: 'spread',
    category: 'cpu',
    title: 'Spread',
    effort: 'large',
    risk: 'high',
    saves: 'time',
    heat: null,
    ratio: null,
    impact: null,
  },
  ...{ places: Array.from({ length: 900 }, () => place), steps: [], example: { before: 'a', after: 'b' }, prerequisites: [], watch: [] },
};
const optimization: OptimizationReport = {
  ...{ laptimeVersion: '1', level: 'balanced', isHeated: true, suggestions: [suggestion], impact: null, hints: 3, files: 3, gains: null },
  problems: [],
};

describe('toPanelHints', () => {
  const shown = toPanelHints(report, optimization, { folder: null, profile: 'a.cpuprofile' });

  it('has of each hint what is shown, and the kind of its best fix', () => {
    expect(shown).toMatchObject({ level: 'balanced', files: 3, inBaseline: 1, problems: ['One.'], profile: 'a.cpuprofile' });
    expect(shown.hints.map((one) => one.fix)).toEqual(['safe', 'suggestion', null]);
    expect(shown.hints[0]).toEqual({
      rule: 'spread',
      file: 'a.ts',
      range,
      message: 'It is slow',
      severity: 'warning',
      heat: 0.5,
      fix: 'safe',
    });
    expect(shown.rules).toEqual([{ id: 'spread', title: 'Spread' }]);
  });

  it('has the first places of a suggestion, and how many there are', () => {
    const [only] = shown.optimization.suggestions;
    expect(only).toMatchObject({ rule: 'spread', placeCount: 900 });
    expect(only?.places).toHaveLength(5);
  });
});
