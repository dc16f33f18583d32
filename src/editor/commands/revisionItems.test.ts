import { describe, expect, it, vi } from 'vitest';
import type { RevisionChoices } from '../../engine/engine.ts';
import { revisionItems, typedItem, type RevisionItem } from './revisionItems.ts';

vi.mock('vscode', async () => (await import('../vscode.fixture.ts')).vscodeForUnitTests);

const now = Date.UTC(2026, 0, 31);
const hash = (digit: string) => digit.repeat(40);
const commit = (digit: string, subject: string) => ({
  hash: hash(digit),
  parents: [],
  authorName: 'Ann',
  authoredAtMs: now - 3 * 86_400_000,
  subject,
  tags: [],
});
const choices = (changes: Partial<RevisionChoices> = {}): RevisionChoices => ({
  recent: [commit('a', 'Sort with fewer copies'), commit('b', '')],
  isEdited: true,
  mergeBase: {
    branch: 'origin/main',
    commit: { kind: 'commit', commit: hash('b'), name: hash('b'), branch: null, dirtyHash: null, subject: 'Start', authoredAtMs: now },
  },
  named: [
    { kind: 'tag', name: 'v1.0', hash: hash('b') },
    { kind: 'branch', name: 'main', hash: hash('a') },
    { kind: 'remote-branch', name: 'origin/main', hash: hash('a') },
  ],
  baselines: [],
  ...changes,
});
const question = { last: null, withWorkTree: false };
const revisionsOf = (items: readonly RevisionItem[]) => items.map(({ revision, label }) => revision ?? `-- ${label}`);

describe('revisionItems', () => {
  it('has what is mostly meant first, then branches, tags and commits', () => {
    const items = revisionItems(choices(), { ...question, last: 'v0.9' }, now);
    const short = hash('b').slice(0, 12);
    expect(revisionsOf(items)).toEqual([
      ...['-- suggested', 'HEAD', short, 'v0.9'],
      ...['-- branches', 'main', 'origin/main'],
      ...['-- tags', 'v1.0'],
      ...['-- commits', hash('a').slice(0, 12), short],
    ]);
    expect(items.at(-2)).toMatchObject({
      label: '$(git-commit) Sort with fewer copies',
      description: 'aaaaaaa · Ann · 3 days ago',
    });
    expect(items.at(-1)?.label).toBe('$(git-commit) bbbbbbb');
  });

  it('offers HEAD last of what is suggested where nothing on disk differs from it', () => {
    const items = revisionItems(choices({ isEdited: false }), { ...question, last: 'HEAD' }, now);
    expect(revisionsOf(items).slice(0, 4)).toEqual(['-- suggested', hash('b').slice(0, 12), 'HEAD', '-- branches']);
    expect(items[2]?.description).toMatch(/nothing on disk differs/);
  });

  it('offers HEAD first where it is the usual answer, and not at all where it cannot be', () => {
    const usual = revisionItems(choices({ isEdited: false }), { ...question, head: 'the end' }, now);
    expect(usual[1]).toMatchObject({ revision: 'HEAD', description: 'the end' });
    const without = revisionItems(choices(), { ...question, withHead: false }, now);
    expect(revisionsOf(without)).not.toContain('HEAD');
  });

  it('offers what is on disk where it may be picked', () => {
    expect(revisionsOf(revisionItems(choices(), { ...question, withWorkTree: true }, now))[1]).toBe('work tree');
  });

  const baseline = { name: 'before', savedAtMs: now - 86_400_000, commit: hash('a'), branch: 'main', isEdited: true, bytes: 1 };

  it('offers saved baselines with their age and commit, where they may be picked', () => {
    const saved = choices({ baselines: [baseline, { ...baseline, name: 'clean/one', branch: null, isEdited: false }] });
    const items = revisionItems(saved, { ...question, withBaselines: true }, now);
    const from = items.findIndex(({ label }) => label === 'saved baselines');
    expect(items.slice(from + 1, from + 3)).toEqual([
      { label: '$(archive) before', description: 'main @ aaaaaaa + edits · yesterday', revision: 'baseline:before' },
      { label: '$(archive) clean/one', description: 'aaaaaaa · yesterday', revision: 'baseline:clean/one' },
    ]);
    expect(revisionsOf(revisionItems(saved, question, now))).not.toContain('-- saved baselines');
  });

  it('offers the last run: its commit, or, where that has not all of it, its results, and says so', () => {
    const lastRun = { id: 'the-id', startedAtMs: now - 3_600_000, revision: { commit: hash('b'), branch: 'main', dirtyHash: null } };
    const entry = (run: typeof lastRun | { revision: { commit: string | null; branch: null; dirtyHash: string | null } }) =>
      revisionItems(choices(), { ...question, lastRun: { ...lastRun, ...run } }, now).find(({ label }) => label.includes('The last run'));
    expect(entry(lastRun)).toMatchObject({ description: 'main @ bbbbbbb · 1 hour ago', revision: hash('b').slice(0, 12) });
    expect(entry(lastRun)?.detail).toContain('in turns with');
    const edited = entry({ revision: { commit: hash('b'), branch: null, dirtyHash: 'd' } });
    expect(edited).toMatchObject({ description: 'bbbbbbb + edits · 1 hour ago', revision: 'run:the-id' });
    expect(edited?.detail).toContain('not measured in turns');
    expect(entry({ revision: { commit: null, branch: null, dirtyHash: null } })?.revision).toBe('run:the-id');
    expect(revisionsOf(revisionItems(choices(), { ...question, lastRun: null }, now))).not.toContain('run:the-id');
  });

  it('offers no name of the last comparison that is none of a revision', () => {
    for (const last of ['work tree', 'last run'])
      expect(revisionsOf(revisionItems(choices(), { ...question, last }, now))).not.toContain(last);
    expect(revisionsOf(revisionItems(choices(), { ...question, last: 'baseline:before' }, now))).toContain('baseline:before');
  });

  it('has no sections without entries', () => {
    const items = revisionItems(choices({ named: [], mergeBase: null }), question, now);
    expect(revisionsOf(items).filter((text) => text.startsWith('--'))).toEqual(['-- suggested', '-- commits']);
  });

  it('shows names from a repository as text, whatever is in them', () => {
    const hostile = '$(trash)\n\u202e';
    const items = revisionItems(
      choices({
        recent: [commit('a', hostile)],
        named: [{ kind: 'branch', name: hostile, hash: hash('a') }],
        baselines: [{ ...baseline, name: hostile, branch: hostile }],
      }),
      { ...question, withBaselines: true },
      now,
    );
    const shown = items.flatMap(({ label, description, detail }) => [label, description ?? '', detail ?? '']).join('|');
    expect(shown).not.toMatch(/[\n\u202e]/);
    expect(items.filter(({ label }) => label.includes('trash')).map(({ label }) => label)).toEqual([
      '$(archive) \\$(trash)\\n\\u202e',
      '$(git-branch) \\$(trash)\\n\\u202e',
      '$(git-commit) \\$(trash)\\n\\u202e',
    ]);
    expect(typedItem('$(zap)')).toMatchObject({ label: '$(edit) \\$(zap)', revision: '$(zap)', alwaysShow: true });
  });
});
