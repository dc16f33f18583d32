import { describe, expect, it } from 'vitest';
import { fixText } from './fixText.ts';
import type { ProposedFix, Rule } from './rule.ts';

const fail = (rule: string | null, error: unknown) => {
  throw new Error(`${rule ?? 'all'} failed`, { cause: error });
};
const ruleWith = (
  fixes: (call: { readonly start: number; readonly end: number; readonly text: string }) => readonly ProposedFix[],
): Rule => ({
  ...{ id: 'slow-call', category: 'cpu', gate: 'always', title: 'Slow call', costs: [] },
  docs: { why: '', before: '', after: '', silent: [], peers: [] },
  check: ({ source, textOf }, report) => ({
    CallExpression(node) {
      const text = textOf(node);
      if (!text.startsWith('slow(')) return;
      report({ node, cost: '', message: 'It is slow', fixes: fixes({ start: node.getStart(source), end: node.end, text }) });
    },
  }),
});
/** `slow(x)` becomes `x`, so that the inner one of two is found again. */
const unwrap = ruleWith(({ start, end, text }) => [
  { title: 'Look at it', kind: 'suggestion', edits: [{ start, end, text: 'never()' }] },
  { title: 'Take it out', kind: 'safe', edits: [{ start, end, text: text.slice(5, -1) }] },
]);
const fixed = (text: string, rule = unwrap, file = 'a.ts') => fixText(file, text, [rule], fail);

describe('fixText', () => {
  it('makes every safe fix, until none is left', () => {
    expect(fixed('a(slow(1)); slow(slow(slow(b)));')).toBe('a(1); b;');
  });

  it('makes no suggestion, and none where a comment turns the rule off', () => {
    const suggesting = ruleWith(({ start, end }) => [{ title: 'Other', kind: 'suggestion', edits: [{ start, end, text: 'fast()' }] }]);
    expect(fixed('slow(1);', suggesting)).toBe('slow(1);');
    expect(fixed('slow(1); // laptime-disable-line\nslow(2);')).toBe('slow(1); // laptime-disable-line\n2;');
  });

  it('keeps line ends and the mark of the byte order', () => {
    const split = ruleWith(({ start, end }) => [{ title: 'Split', kind: 'safe', edits: [{ start, end, text: 'a();\nb()' }] }]);
    expect(fixed('\uFEFFx();\r\nslow(1);\r\n', split)).toBe('\uFEFFx();\r\na();\r\nb();\r\n');
    expect(fixed('x();\nslow(1);\r\n', split)).toBe('x();\na();\nb();\r\n');
    expect(fixed('slow(1);', split)).toBe('a();\nb();');
  });

  it('leaves a text as it was where it would not be code any more', () => {
    const breaking = ruleWith(({ start, end, text }) => [
      { title: 'Break', kind: 'safe', edits: [{ start, end, text: text.includes('2') ? '(' : '1' }] },
    ]);
    expect(fixed('slow(1); slow(2);', breaking)).toBe('slow(1); slow(2);');
  });

  it('mends what is sound of half-typed code, and the script of a page', () => {
    expect(fixed('slow(1); const a = ;')).toBe('1; const a = ;');
    expect(fixed('<p>slow(1)</p>\n<script>\nslow(2);\n</script>\n', unwrap, 'a.svelte')).toBe('<p>slow(1)</p>\n<script>\n2;\n</script>\n');
  });
});
