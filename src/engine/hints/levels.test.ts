import { describe, expect, it } from 'vitest';
import type { HintGate } from '../../model/hint.ts';
import type { FileHeat } from '../../model/profile.ts';
import { heatOf, hintLevels, HOT_SHARE, severityOf } from './levels.ts';

describe('severityOf', () => {
  const gates: readonly HintGate[] = ['always', 'loop', 'heat'];
  const heats = [1, HOT_SHARE, HOT_SHARE * 0.99, 0, null];

  it('is this table', () => {
    const table = hintLevels.flatMap((level) =>
      gates.map((gate) => [level, gate, ...heats.map((heat) => severityOf(level, gate, heat) ?? '-')].join(' ')),
    );
    expect(table).toEqual([
      'conservative always warning warning - - -',
      'conservative loop warning warning - - -',
      'conservative heat information information - - -',
      'balanced always warning warning information information information',
      'balanced loop warning warning - - information',
      'balanced heat information information - - -',
      'aggressive always warning warning hint hint information',
      'aggressive loop warning warning hint hint information',
      'aggressive heat information information - - -',
      'maximum always warning warning hint hint information',
      'maximum loop warning warning hint hint information',
      'maximum heat information information hint hint hint',
    ]);
  });

  it('shows at a level all that it shows at the one before', () => {
    for (const gate of gates) {
      for (const heat of heats) {
        const isShown = hintLevels.map((level) => severityOf(level, gate, heat) !== null);
        expect(isShown).toEqual(isShown.toSorted((a, b) => Number(a) - Number(b)));
      }
    }
  });
});

describe('heatOf', () => {
  const line = (line: number, self: number) => ({ file: 'a.ts', line, self, samples: 1 });
  const heat: FileHeat = { unit: 'microseconds', whole: 200, lines: [line(3, 40), line(4, 10), line(9, 50)], functions: [] };
  const marked = (startLine: number, endLine: number) => ({ range: { startLine, startColumn: 1, endLine, endColumn: 2 } });

  it('is what fell on the marked lines, by the whole profile', () => {
    expect(heatOf(marked(3, 3), heat)).toBe(0.2);
    expect(heatOf(marked(2, 4), heat)).toBe(0.25);
    expect(heatOf(marked(5, 8), heat)).toBe(0);
  });

  it('is not known of a file that never ran', () => {
    expect(heatOf(marked(3, 3), { ...heat, lines: [] })).toBeNull();
    expect(heatOf(marked(3, 3), { ...heat, whole: 0 })).toBe(0);
  });
});
