import { describe, expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { loopAround } from './loops.ts';
import { namesOf } from './names.ts';
import { nodesIn } from './shapes.ts';
import { isOverList, mayLeave, usesEarlierTurn, usesTurn } from './turns.ts';

/** The call of `here` in a text, and the loop around it. */
function placeIn(text: string) {
  const source = parseSource('a.ts', text, true);
  for (const node of nodesIn(source)) {
    const isIt = ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'here';
    const loop = isIt ? loopAround(node) : null;
    if (isIt && loop) return { call: node, loop, names: namesOf(source) };
  }
  throw new Error('no call in a loop');
}

describe('usesTurn and usesEarlierTurn', () => {
  it.each([
    ['for (const x of xs) here(x.id)', true, false],
    ['for (const x of xs) { const id = x.id; here({ id }); }', true, false],
    ['xs.map((x) => here(x))', true, false],
    ['for (const x of xs) here(y)', false, false],
    ['for (const x of xs) here((x) => y)', false, false],
    ['let last; for (const x of xs) { last = here(last); }', false, true],
    ['let last; for (const x of xs) { last = x; here(x); }', true, false],
  ])('of %s', (text, turn, earlier) => {
    const { call, loop, names } = placeIn(text);
    const [argument] = call.arguments;
    expect([usesTurn(argument!, loop, names), usesEarlierTurn(argument!, loop, names)]).toEqual([turn, earlier]);
  });
});

describe('mayLeave', () => {
  it.each([
    ['function f() { for (const x of xs) { if (here(x)) return x; } }', true],
    ['for (const x of xs) { if (here(x)) break; }', true],
    ['for (const x of xs) { switch (here(x)) { case 1: break; } }', false],
    ['for (const x of xs) { for (;;) break; here(x); }', false],
    ['a: for (const x of xs) { switch (here(x)) { case 1: break a; } }', true],
    ['for (const x of xs) { if (!here(x)) throw x; }', false],
    ['for (const x of xs) { const f = () => { return 1; }; here(f); }', false],
    ['xs.map((x) => { return here(x); })', false],
    ['xs.find((x) => here(x))', true],
  ])('of %s is %s', (text, expected) => {
    expect(mayLeave(placeIn(text).loop)).toBe(expected);
  });
});

describe('isOverList', () => {
  it.each([
    ['for (const x of xs) here(x)', true],
    ['for await (const x of xs) here(x)', false],
    ['for (let i = 0; i < n; i++) here(i)', true],
    ['xs.forEach((x) => here(x))', true],
    ['while (a) here()', false],
    ['for (const k in o) here(k)', false],
  ])('of %s is %s', (text, expected) => {
    expect(isOverList(placeIn(text).loop)).toBe(expected);
  });
});
