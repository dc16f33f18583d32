import { describe, expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { argumentOfParentheses, losesComment, quoted, receiverText } from './writing.ts';

function expressionOf(text: string) {
  const source = parseSource('a.ts', text, true);
  const [first] = source.statements;
  if (!first || !ts.isExpressionStatement(first)) throw new Error('the text is no expression');
  return { source, expression: first.expression };
}

describe('receiverText', () => {
  it.each([
    ['a', 'a'],
    ['a.b[c]()', 'a.b[c]()'],
    ['(a + b)', '(a + b)'],
    ['a + b', '(a + b)'],
    ['1', '(1)'],
    ['new A', '(new A)'],
    ['new A()', 'new A()'],
    ['await a', '(await a)'],
    ['`a${b}`', '`a${b}`'],
  ])('of %s is %s', (text, expected) => {
    const { source, expression } = expressionOf(text);
    expect(receiverText(expression, source)).toBe(expected);
  });
});

describe('argumentOfParentheses', () => {
  it.each([
    ['((a))', 'a'],
    ['(a, b)', '(a, b)'],
    ['((a, b))', '(a, b)'],
    ['(a || b)', 'a || b'],
    ['a', 'a'],
  ])('of %s is %s', (text, expected) => {
    const { source, expression } = expressionOf(text);
    expect(argumentOfParentheses(expression).getText(source)).toBe(expected);
  });
});

it('writes text as a literal', () => {
  expect(quoted("it's a \\")).toBe("'it\\'s a \\\\'");
});

describe('losesComment', () => {
  it.each([
    ['f(/* 1 */ a, b)', true],
    ['f(a /* 1 */, b)', true],
    ['f(a, b) // 1', false],
    ['f(a, b // 1\n)', true],
    ['f(g(/* 1 */), "//")', false],
    ['f(a, b)', false],
  ])('of %s, where the arguments are kept: %s', (text, expected) => {
    const { source, expression } = expressionOf(text);
    expect(losesComment(expression, (expression as ts.CallExpression).arguments, source)).toBe(expected);
  });
});
