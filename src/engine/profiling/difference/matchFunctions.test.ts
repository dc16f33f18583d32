import { describe, expect, it } from 'vitest';
import type { ProfiledFunction } from '../../../model/profile.ts';
import { ownerOf } from '../sources/owner.ts';
import { matchFunctions } from './matchFunctions.ts';

/** `name file:line:column` */
function written(text: string): ProfiledFunction {
  const { name = '', file = '', line, column } = /^(?<name>\S*) (?<file>.*):(?<line>\d+):(?<column>\d+)$/u.exec(text)!.groups!;
  return { name, file, line: Number(line), column: Number(column), ...ownerOf(name, file) };
}

/** Pairs of places in the two lists. */
function pairs(baseline: readonly string[], candidate: readonly string[]): (number | null)[] {
  const { idOfBaseline, all } = matchFunctions(baseline.map(written), candidate.map(written));
  expect(all).toHaveLength(candidate.length + [...idOfBaseline].filter((id) => id >= candidate.length).length);
  return Array.from(idOfBaseline, (id) => (id < candidate.length ? id : null));
}

describe('matchFunctions', () => {
  it.each<[string, string[], string[], (number | null)[]]>([
    ['one name in one file, wherever it has moved', ['f src/a.ts:1:1', 'g src/a.ts:9:1'], ['g src/a.ts:30:1', 'f src/a.ts:20:5'], [1, 0]],
    ['not in another file', ['f src/a.ts:1:1'], ['f src/b.ts:1:1'], [null]],
    [
      'several of a name by place, where the file is as it was',
      [' src/a.ts:5:1', ' src/a.ts:9:1', 'f src/a.ts:1:1'],
      [' src/a.ts:9:1', 'f src/a.ts:1:1', ' src/a.ts:7:1'],
      [null, 0, 1],
    ],
    [
      'by order, where it was edited',
      [' src/a.ts:5:1', ' src/a.ts:9:1', 'f src/a.ts:1:1'],
      [' src/a.ts:15:1', 'f src/a.ts:11:1', ' src/a.ts:19:1'],
      [0, 2, 1],
    ],
    [
      'by order, where nothing but those is known',
      [' src/a.ts:5:1', ' src/a.ts:9:1'],
      [' src/a.ts:6:1', ' src/a.ts:10:1', ' src/a.ts:12:1'],
      [0, 1],
    ],
    ['packages wherever they lie', ['f /one/node_modules/lib/a.js:1:1'], ['f node_modules/.pnpm/lib@2/node_modules/lib/a.js:4:1'], [0]],
    ['Node itself', ['read node:fs:1:1'], ['read node:fs:7:1'], [0]],
    ['what has no file', ['(idle) :0:0', '(garbage collector) :0:0'], ['(garbage collector) :0:0', '(idle) :0:0'], [1, 0]],
    [
      'files of two folders that are the same code',
      ['f /ci/one/src/a.ts:1:1', 'g /ci/one/src/deep/b.ts:1:1', 'h /ci/one/index.ts:1:1'],
      ['g /home/me/app/src/deep/b.ts:1:1', 'f /home/me/app/src/a.ts:1:1', 'h /home/me/app/index.ts:2:2'],
      [1, 0, 2],
    ],
    ['files of two folders with little alike', ['f /ci/one/x.ts:1:1'], ['f /home/me/y.ts:1:1'], [null]],
  ])('takes for the same: %s', (_, baseline, candidate, expected) => {
    expect(pairs(baseline, candidate)).toEqual(expected);
    const turned = matchFunctions(candidate.map(written), baseline.map(written)).idOfBaseline;
    const inverse = candidate.map((__, id) => (expected.includes(id) ? expected.indexOf(id) : null));
    expect(Array.from(turned, (id) => (id < baseline.length ? id : null))).toEqual(inverse);
  });
});
