import { describe, expect, it } from 'vitest';
import type { PanelHint } from '../../protocol/panelHints.ts';
import { groupHints, rowAt, topsOf, toRows } from './hintRows.ts';

const hint = (rule: string, file: string, line: number, heat: number | null = null): PanelHint => ({
  ...{ rule, file, message: `\`${rule}\` is slow`, severity: 'warning', heat, fix: null },
  range: { startLine: line, startColumn: 1, endLine: line, endColumn: 2 },
});

const rules = [
  { id: 'spread', title: 'Spread of an accumulator' },
  { id: 'find', title: 'Search of a list' },
];
const hints = [
  hint('spread', 'src/b.ts', 9),
  hint('spread', 'src/a.ts', 5, 0.25),
  hint('spread', 'src/a.ts', 2, 0.25),
  hint('find', 'src/b.ts', 1, 0),
  hint('find', 'src/a.ts', 7, 0.005),
];
const grouped = (grouping: 'rule' | 'file' | 'heat', filter = '', profile: string | null = 'a.cpuprofile') =>
  groupHints({ hints, rules, profile }, grouping, filter);
const outline = (...args: Parameters<typeof grouped>) =>
  grouped(...args).map(
    ({ title, share, hints: own }) => `${title} ${share} ${own.map(({ file, range }) => `${file}:${range.startLine}`).join(' ')}`,
  );

describe('groupHints', () => {
  it('puts what costs most first, in groups and among them', () => {
    expect(outline('rule')).toEqual([
      'Spread of an accumulator 0.5 src/a.ts:2 src/a.ts:5 src/b.ts:9',
      'Search of a list 0.005 src/a.ts:7 src/b.ts:1',
    ]);
    expect(outline('file')).toEqual(['src/a.ts 0.505 src/a.ts:2 src/a.ts:5 src/a.ts:7', 'src/b.ts 0 src/b.ts:1 src/b.ts:9']);
  });

  it('parts them by heat, the hottest first', () => {
    expect(outline('heat').map((text) => text.replace(/ src.*/u, ''))).toEqual([
      '10 % of the profile and more 0.5',
      'Below 1 % of the profile 0.005',
      'Nothing of the profile 0',
      'Not in the profile null',
    ]);
    const unheated = groupHints({ hints: hints.slice(0, 1), rules, profile: null }, 'heat', '');
    expect(unheated.map(({ title }) => title)).toEqual(['Without a profile']);
  });

  it('lets through what has every word, in the file, rule, title, message or severity', () => {
    const count = (filter: string) => grouped('rule', filter).reduce((sum, group) => sum + group.hints.length, 0);
    expect([count(''), count('  '), count('A.TS'), count('accumulator b.ts'), count('find warning'), count('nowhere')]).toEqual([
      5, 5, 3, 1, 2, 0,
    ]);
  });

  it('has rules that nobody names by their ids', () => {
    expect(groupHints({ hints, rules: [], profile: null }, 'rule', '').map(({ title }) => title)).toEqual(['spread', 'find']);
  });
});

describe('rows', () => {
  const groups = grouped('rule');

  it('leave out what is in closed groups', () => {
    expect(toRows(groups, new Set()).map(({ kind }) => kind)).toEqual(['group', 'hint', 'hint', 'hint', 'group', 'hint', 'hint']);
    expect(toRows(groups, new Set(['spread'])).map(({ kind }) => kind)).toEqual(['group', 'group', 'hint', 'hint']);
  });

  it('are found by where they are', () => {
    const tops = topsOf(toRows(groups, new Set(['spread'])), { group: 30, hint: 46 });
    expect([...tops]).toEqual([0, 30, 60, 106, 152]);
    expect([-5, 0, 29, 30, 59, 60, 105, 106, 151, 152, 9999].map((px) => rowAt(tops, px))).toEqual([0, 0, 0, 1, 1, 2, 2, 3, 3, 3, 3]);
    expect(rowAt(topsOf([], { group: 30, hint: 46 }), 10)).toBe(0);
  });
});
