import { describe, expect, it } from 'vitest';
import type { Hint, HintCategory, HintFix, HintRule, ShownHint } from '../../model/hint.ts';
import { suggestionsOf } from './suggestionsOf.ts';

const rule = (id: string, beware: string | null = null, category: HintCategory = 'cpu'): HintRule => ({
  ...{ id, category, gate: 'always', title: `Title of ${id}`, about: 'Why.', beware },
  example: { before: 'slow()', after: 'fast()' },
});

const rules = [rule('spread'), rule('search', 'Others may see it.'), rule('test'), rule('cache', null, 'memory')];

let line = 0;
const hint = (id: string, parts: Partial<Hint> = {}): ShownHint => ({
  ...{ rule: id, gate: 'always', file: 'src/a.ts', heat: null, fixes: [], fingerprint: '', severity: 'warning' },
  category: rules.find((one) => one.id === id)!.category,
  range: { startLine: (line += 1), startColumn: 1, endLine: line, endColumn: 5 },
  message: 'It is slow',
  measured: [
    { n: 10, ratio: 0.5 },
    { n: 100, ratio: 4 },
    { n: 10_000, ratio: 400 },
  ],
  ...parts,
});
const fix = (kind: HintFix['kind'], title = 'Mend it'): HintFix => ({ title, kind, edits: [] });
const suggested = (...hints: readonly ShownHint[]) => suggestionsOf({ hints, rules });
const order = (...hints: readonly ShownHint[]) => suggested(...hints).suggestions.map((one) => `${one.rule} ${one.effort} ${one.risk}`);

describe('the impact of a suggestion', () => {
  it('is what Amdahl’s law leaves of the share, at the middle one of the sizes', () => {
    const { suggestions, impact } = suggested(hint('spread', { heat: 0.5 }), hint('spread', { heat: 0.25 }), hint('spread'));
    expect(suggestions).toHaveLength(1);
    // 4 times faster saves three quarters of 50 % and of 25 %.
    expect(suggestions[0]).toMatchObject({ heat: 0.75, ratio: 4, impact: 0.375 + 0.1875 });
    expect(suggestions[0]!.places.map((place) => place.impact)).toEqual([0.375, 0.1875, null]);
    expect(impact).toBe(0.5625);
  });

  it('counts a line once, also where several rules mark it', () => {
    const range = { startLine: 90, startColumn: 1, endLine: 92, endColumn: 2 };
    const { suggestions, impact } = suggested(
      hint('spread', { heat: 0.5, range }),
      hint('test', { heat: 0.25, range: { ...range, startLine: 92 } }),
    );
    expect(suggestions.map((one) => one.impact)).toEqual([0.375, 0.1875]);
    expect(impact).toBe(0.375);
  });

  it('is of time or of memory, as it was measured', () => {
    const [memory] = suggested(hint('cache', { measured: [{ n: 1, ratio: 4, quantity: 'memory' }] })).suggestions;
    expect(memory).toMatchObject({ saves: 'memory', ratio: 4 });
    expect(suggested(hint('cache')).suggestions[0]!.saves).toBe('time');
  });

  it('is nothing where the other way is slower, and not known without a profile, a figure, or of memory', () => {
    const impactOf = (parts: Partial<Hint>, id = 'spread') => suggested(hint(id, parts)).suggestions[0]!.impact;
    expect(impactOf({ heat: 0.5, measured: [{ n: 1, ratio: 0.5 }] })).toBe(0);
    expect(impactOf({ heat: 0 })).toBe(0);
    expect(impactOf({})).toBe(null);
    expect(impactOf({ heat: 0.5, measured: [] })).toBe(null);
    expect(impactOf({ heat: 0.5, measured: [{ n: 1, ratio: 4, quantity: 'memory' }] }, 'cache')).toBe(null);
  });
});

describe('effort and risk', () => {
  it('follow from the best fix, and from what the rule knows', () => {
    expect(order(hint('search', { fixes: [fix('suggestion'), fix('safe')] }))).toEqual(['search small low']);
    expect(order(hint('search', { fixes: [fix('suggestion')] }))).toEqual(['search medium high']);
    expect(order(hint('spread', { fixes: [fix('suggestion')] }))).toEqual(['spread medium medium']);
    expect(order(hint('search'))).toEqual(['search large high']);
  });

  it('part the places of a rule', () => {
    const { suggestions } = suggested(hint('spread', { fixes: [fix('safe')] }), hint('spread'), hint('spread', { fixes: [fix('safe')] }));
    expect(suggestions.map(({ effort, places }) => `${effort} ${places.length}`)).toEqual(['small 2', 'large 1']);
  });
});

describe('the order of suggestions', () => {
  it('is what they save by the points of effort and risk', () => {
    // 0.3 / (3 + 2) = 0.06, 0.1875 / (1 + 0) = 0.1875, 0.375 / (2 + 1) = 0.125.
    const hard = hint('search', { heat: 0.4 });
    const easy = hint('test', { heat: 0.25, fixes: [fix('safe')] });
    const judged = hint('spread', { heat: 0.5, fixes: [fix('suggestion')] });
    expect(order(hard, easy, judged)).toEqual(['test small low', 'spread medium medium', 'search large high']);
  });

  it('has what is not known before what saves nothing, the hottest of it first', () => {
    expect(
      order(
        hint('spread', { heat: 0 }),
        hint('search', { measured: [] }),
        hint('test', { heat: 0.01 }),
        hint('cache', { heat: 0.9, measured: [{ n: 1, ratio: 4, quantity: 'memory' }] }),
      ),
    ).toEqual(['test large medium', 'cache large medium', 'search large high', 'spread large medium']);
  });

  it('is what was measured where there is no profile, and then the effort', () => {
    const times = (ratio: number): Partial<Hint> => ({ measured: [{ n: 100, ratio }] });
    expect(order(hint('spread', times(2)), hint('search', times(30)), hint('test', times(4)))).toEqual([
      'search large high',
      'test large medium',
      'spread large medium',
    ]);
    expect(order(hint('spread'), hint('test', { fixes: [fix('safe')] }))).toEqual(['test small low', 'spread large medium']);
  });
});

describe('the steps', () => {
  it('name the command for safe fixes, the fixes that are to be judged, and the example else', () => {
    const step = (one: ShownHint) => suggested(one).suggestions[0]!.steps[1];
    expect(step(hint('test', { fixes: [fix('safe', 'Use `some`')] }))).toBe(
      'Write the safe fixes, “Use `some`”: by `laptime hints --fix --rule test`, or as quick fixes in the editor.',
    );
    expect(step(hint('test', { fixes: [fix('suggestion', 'Use `some`')] }))).toContain('quick fix “Use `some`”');
    expect(step(hint('test'))).toBe('Change the place by hand, as in the example.');
    expect(suggested(hint('test'), hint('test')).suggestions[0]!.steps[1]).toBe(
      'Change the 2 places by hand in this order, as in the example.',
    );
  });

  it('come with what must hold, the example and what to watch', () => {
    const [search] = suggested(hint('search')).suggestions;
    expect(search).toMatchObject({ prerequisites: ['Others may see it.'], example: { before: 'slow()', after: 'fast()' } });
    expect(search!.watch.length).toBeGreaterThan(1);
  });
});
