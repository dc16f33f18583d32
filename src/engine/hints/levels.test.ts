import { describe, expect, it } from 'vitest';
import type { HintGate } from '../../model/hint.ts';
import type { FileHeat } from '../../model/profile.ts';
import { heatOf, hintLevels, HOT_SHARE, LEAST_GAIN, severityOf } from './levels.ts';

describe('severityOf', () => {
  const gates: readonly HintGate[] = ['always', 'loop', 'heat', 'hot', 'micro', 'danger'];
  const heats = [1, HOT_SHARE, HOT_SHARE * 0.99, 0, null];
  const measured = [
    { n: 10, ratio: 0.7 },
    { n: 1000, ratio: 40 },
  ];

  it('is this table', () => {
    const table = hintLevels.flatMap((level) =>
      gates.map((gate) => [level, gate, ...heats.map((heat) => severityOf(level, { gate, heat, measured }) ?? '-')].join(' ')),
    );
    expect(table).toEqual([
      'conservative always warning warning - - -',
      'conservative loop warning warning - - -',
      'conservative heat information information - - -',
      'conservative hot information information - - -',
      'conservative micro - - - - -',
      'conservative danger warning warning - - -',
      'balanced always warning warning information information information',
      'balanced loop warning warning - - information',
      'balanced heat information information - - -',
      'balanced hot information information - - -',
      'balanced micro - - - - -',
      'balanced danger warning warning warning warning warning',
      'aggressive always warning warning hint hint information',
      'aggressive loop warning warning hint hint information',
      'aggressive heat information information - - -',
      'aggressive hot information information - - -',
      'aggressive micro - - - - -',
      'aggressive danger warning warning warning warning warning',
      'maximum always warning warning hint hint information',
      'maximum loop warning warning hint hint information',
      'maximum heat information information hint hint hint',
      'maximum hot information information - - -',
      'maximum micro hint hint hint hint hint',
      'maximum danger warning warning warning warning warning',
    ]);
  });

  it('shows at a level all that it shows at the one before', () => {
    for (const gate of gates) {
      for (const heat of heats) {
        const isShown = hintLevels.map((level) => severityOf(level, { gate, heat, measured }) !== null);
        expect(isShown).toEqual(isShown.toSorted((a, b) => Number(a) - Number(b)));
      }
    }
  });

  it.each([
    ['that was not measured', [], 'information'],
    [
      'whose gain is gone at the largest size',
      [
        { n: 10, ratio: 9 },
        { n: 1000, ratio: LEAST_GAIN - 0.01 },
      ],
      'information',
    ],
    ['that is slower', [{ n: 10, ratio: 0.4 }], 'information'],
    [
      'that gains just enough',
      [
        { n: 10, ratio: 0.4 },
        { n: 1000, ratio: LEAST_GAIN },
      ],
      'warning',
    ],
  ] as const)('makes of one %s no more than it is', (_, sizes, expected) => {
    for (const gate of ['always', 'loop', 'danger'] as const)
      for (const level of hintLevels) expect(severityOf(level, { gate, heat: 1, measured: sizes })).toBe(expected);
  });

  it('hides nothing because it was not measured', () => {
    for (const level of hintLevels)
      for (const gate of gates)
        for (const heat of heats)
          expect(severityOf(level, { gate, heat, measured: [] }) === null).toBe(severityOf(level, { gate, heat, measured }) === null);
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
