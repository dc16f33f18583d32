import { describe, expect, it, vi } from 'vitest';
import type { ShownHint } from '../../model/hint.ts';
import { hintDiagnostic, restDiagnostic, unusedDiagnostic } from './diagnostics.ts';

vi.mock('vscode', async () => (await import('../vscode.fixture.ts')).vscodeForUnitTests);

const range = { startLine: 3, startColumn: 5, endLine: 4, endColumn: 1 };
const hint = (parts: Partial<ShownHint> = {}): ShownHint => ({
  ...{ rule: 'no-x', category: 'cpu', gate: 'always', file: 'a.ts', range, message: '`x` is slow', measured: [] },
  ...{ heat: null, fixes: [], fingerprint: '', severity: 'information' },
  ...parts,
});
const message = (parts: Partial<ShownHint>, isStale = false) => hintDiagnostic(hint(parts), isStale).message;

describe('the diagnostic of a hint', () => {
  it('says what is slow, where, and where that is explained', () => {
    expect(hintDiagnostic(hint(), false)).toMatchObject({
      range: { start: { line: 2, character: 4 }, end: { line: 3, character: 0 } },
      message: '`x` is slow.',
      severity: 2,
      source: 'Laptime',
      code: { value: 'no-x', target: { scheme: 'command', path: 'laptime.openRulePage', query: '["no-x"]' } },
    });
  });

  it('says its share of the profile first, and that the profile is an old one', () => {
    expect(message({ heat: 0.12 })).toBe('12 % of the profile · `x` is slow.');
    expect(message({ heat: 0.12 }, true)).toBe('12 % of the profile (older than this text) · `x` is slow.');
    expect(message({ heat: 0 })).toBe('Nothing of the profile · `x` is slow.');
  });

  it('fades where a profile says that it hardly matters, and nowhere else', () => {
    const tags = (parts: Partial<ShownHint>) => hintDiagnostic(hint(parts), false).tags;
    expect(tags({ severity: 'hint', heat: 0 })).toEqual([1]);
    expect(tags({ severity: 'hint', heat: null })).toBeUndefined();
    expect(tags({ severity: 'warning', heat: 0.5 })).toBeUndefined();
  });
});

describe('other diagnostics', () => {
  it('tell of comments that turn off nothing', () => {
    const directive = { file: 'a.ts', rule: 'no-x', range, message: '`no-x` finds nothing there' };
    expect(unusedDiagnostic(directive)).toMatchObject({ message: '`no-x` finds nothing there.', severity: 2, tags: [1] });
  });

  it('tell that there are more', () => {
    expect(restDiagnostic(200, 1400).message).toBe('200 of 1400 hints are marked here: the hottest and gravest.');
  });
});
