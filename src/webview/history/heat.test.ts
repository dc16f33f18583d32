import { describe, expect, it } from 'vitest';
import type { HistoryMetric } from '../../model/history.ts';
import type { PanelHistory } from '../../protocol/panelHistory.ts';
import { BLANK, heatLines, STEPS, toHeat } from './heat.ts';

function historyOf(rows: readonly (readonly (number | null)[])[], metric: HistoryMetric = 'median'): PanelHistory {
  const columns = Math.max(...rows.map((row) => row.length));
  return {
    metric,
    commits: Array.from({ length: columns }, (_, place) => ({
      hash: String(place).repeat(40),
      authorName: 'Ada',
      authoredAtMs: place,
      subject: '',
      behind: columns - 1 - place,
    })),
    environments: [],
    elsewhere: 0,
    series: rows.map((row, index) => {
      const places = row.flatMap((value, place) => (value === null ? [] : [place]));
      const path = [index < 2 ? 'first' : 'second', `bench ${index}`];
      return {
        benchmark: { id: String(index), file: 'a.bench.ts', path },
        environmentId: 'e',
        loader: 'native' as const,
        places: Int32Array.from(places),
        values: Float64Array.from(places, (place) => row[place]!),
        runs: Int32Array.from(places, () => 1),
        changes: null,
        others: [],
      };
    }),
  };
}

const rowOf = (heat: ReturnType<typeof toHeat>, row: number) => [...heat.levels.subarray(row * heat.columns, (row + 1) * heat.columns)];

describe('toHeat', () => {
  it('gives each value its distance from the median of its row, and nothing to what was not measured', () => {
    const heat = toHeat(
      historyOf([
        [100, 100, null, 100, 121],
        [50, 50, 50, 50, 50],
      ]),
    );
    expect(heat.reach).toBe(0.2);
    expect(rowOf(heat, 0)).toEqual([0, 0, BLANK, 0, STEPS]);
    expect(rowOf(heat, 1)).toEqual([0, 0, 0, 0, 0]);
    expect([...heat.usual]).toEqual([100, 50]);
  });

  it('is symmetric for factors', () => {
    const heat = toHeat(historyOf([[100, 100, 100, 105, 100 / 1.05]]));
    const [, , , more, less] = rowOf(heat, 0);
    expect(more).toBeGreaterThan(0);
    expect([more, less]).toEqual([more, more && -more]);
  });

  it('takes differences of shares of time, and stands values of nothing', () => {
    expect(rowOf(toHeat(historyOf([[0, 0, 0, 0.1]], 'gc')), 0)).toEqual([0, 0, 0, STEPS]);
    expect(rowOf(toHeat(historyOf([[0, 0, 0, 64]], 'heap')), 0)).toEqual([0, 0, 0, STEPS]);
    expect(rowOf(toHeat(historyOf([[64, 64, Number.NaN, 0]], 'heap')), 0)).toEqual([0, 0, BLANK, -STEPS]);
  });

  it('does not make noise look like changes', () => {
    const heat = toHeat(historyOf([[100, 100.5, 99.5, 100.2, 99.9]]));
    expect(heat.reach).toBe(0.1);
    expect(Math.max(...rowOf(heat, 0))).toBeLessThanOrEqual(2);
  });
});

describe('heatLines', () => {
  it('names each group once, and lets through what has the words of the filter', () => {
    const heat = toHeat(historyOf([[1], [1], [1]]));
    expect(heatLines(heat, '').map((line) => (line.kind === 'group' ? line.path.join() : line.row))).toEqual(['first', 0, 1, 'second', 2]);
    expect(heatLines(heat, ' SECOND ').map(({ kind }) => kind)).toEqual(['group', 'row']);
    expect(heatLines(heat, 'nothing like it')).toEqual([]);
  });
});
