import { describe, expect, it, vi } from 'vitest';
import type { RevisionChoices } from '../../engine/engine.ts';
import { rangeItems, typedRange } from './rangeItems.ts';

vi.mock('vscode', async () => (await import('../vscode.fixture.ts')).vscodeForUnitTests);

type Commit = RevisionChoices['recent'][number];
const hashOf = (place: number) => String(place).padStart(40, '0');
/** Newest first; the oldest has no parent when the whole history is there. */
const line = (count: number, whole = true): Commit[] =>
  Array.from({ length: count }, (_, index) => {
    const place = count - index;
    const parents = place === 1 && whole ? [] : [hashOf(place - 1)];
    return { hash: hashOf(place), parents, authorName: 'A', authoredAtMs: 0, subject: `Edit ${place}`, tags: [] };
  });
const choices = (recent: Commit[], more: Partial<RevisionChoices> = {}): RevisionChoices => ({
  ...{ recent, isEdited: false, mergeBase: null, named: [], baselines: [] },
  ...more,
});
const ranges = (of: RevisionChoices) => rangeItems(of).map(({ revision }) => revision);

describe('rangeItems', () => {
  it('offers what is there: never more commits than the branch has', () => {
    expect(ranges(choices(line(1)))).toEqual([]);
    expect(ranges(choices(line(10)))).toEqual([`${hashOf(1).slice(0, 12)}..HEAD`]);
    expect(ranges(choices(line(11)))).toEqual(['HEAD~10..HEAD', `${hashOf(1).slice(0, 12)}..HEAD`]);
    expect(ranges(choices(line(100, false)))).toEqual(['HEAD~10..HEAD', 'HEAD~50..HEAD']);
  });

  it('counts only what the branch itself went through, not what was merged into it', () => {
    const [merge, ...rest] = line(12);
    const side = { ...merge!, hash: 'f'.repeat(40), parents: [hashOf(1)] };
    const of = choices([{ ...merge!, parents: [hashOf(1), side.hash] }, side, ...rest]);
    expect(ranges(of)).toEqual([`${hashOf(1).slice(0, 12)}..HEAD`]);
  });

  it('begins where the branch left the main one, and at the newest tag that is not HEAD', () => {
    const recent = line(20, false);
    const tag = (name: string, hash: string) => ({ kind: 'tag' as const, name, hash });
    const named = [tag('v2', recent[0]!.hash), tag('v1', recent[5]!.hash)];
    const commit = { ...{ kind: 'commit' as const, name: 'x', branch: null, dirtyHash: null, authoredAtMs: 0 } };
    const mergeBase = { branch: 'main', commit: { ...commit, commit: 'a'.repeat(40), subject: 'Left $(x)' } };
    expect(ranges(choices(recent, { named, mergeBase }))).toEqual([`${'a'.repeat(12)}..HEAD`, 'v1..HEAD', 'HEAD~10..HEAD']);
  });

  it('takes what is typed as it is, and shows no icons of it', () => {
    expect(typedRange('v1..$(x)')).toMatchObject({ label: '$(edit) v1..\\$(x)', revision: 'v1..$(x)', alwaysShow: true });
  });
});
