import { describe, expect, it, vi } from 'vitest';
import { lengthItems, toRecordingLength } from './recordingLength.ts';

vi.mock('vscode', async () => (await import('../vscode.fixture.ts')).vscodeForUnitTests);

describe('toRecordingLength', () => {
  it('takes what a keybinding says', () => {
    expect(toRecordingLength({ kind: 'cpu', seconds: 10 })).toEqual({ kind: 'cpu', seconds: 10 });
    expect(toRecordingLength({ kind: 'heap' })).toEqual({ kind: 'heap', seconds: null });
    expect(toRecordingLength({ kind: 'heap', seconds: null })).toEqual({ kind: 'heap', seconds: null });
  });

  it.each([
    undefined,
    null,
    'cpu',
    5,
    {},
    { kind: 'wall' },
    { kind: 'cpu', seconds: 0 },
    { kind: 'cpu', seconds: '1' },
    { kind: 'cpu', seconds: 1e9 },
  ])('takes nothing from %j', (value) => expect(toRecordingLength(value)).toBe(undefined));
});

describe('lengthItems', () => {
  it('has both kinds, and says which was the last one', () => {
    const items = lengthItems({ kind: 'heap', seconds: 45 });
    expect(items.filter(({ length }) => length?.kind === 'cpu').map(({ length }) => length?.seconds)).toEqual([null, 10, 30]);
    expect(items.filter(({ length }) => length?.kind === 'heap').map(({ length }) => length?.seconds)).toEqual([null, 10, 30, 45]);
    expect(items.filter(({ description }) => description !== undefined).map(({ length }) => length)).toEqual([
      { kind: 'heap', seconds: 45 },
    ]);
    expect(items.filter(({ askOf }) => askOf).map(({ askOf }) => askOf)).toEqual(['cpu', 'heap']);
  });
});
