import { describe, expect, it } from 'vitest';
import { createProblems } from './problems.ts';

describe('createProblems', () => {
  it('counts the same words together, and tells only so many different ones', () => {
    const { note, list } = createProblems();
    expect(list()).toEqual([]);
    for (const problem of ['b', 'a', 'b', 'c', 'd']) note(problem);
    expect(list()).toEqual(['b (2 times)', 'a', 'c', 'd']);
    expect(list(2)).toEqual(['b (2 times)', 'a', 'and 2 more problems of other kinds']);
  });
});
