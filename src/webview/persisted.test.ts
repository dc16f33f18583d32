import { describe, expect, it } from 'vitest';
import { initialState, readPersisted } from './persisted.ts';

describe('readPersisted', () => {
  it('gives back what was kept', () => {
    const kept = {
      ...initialState,
      pinnedRunId: 'r1',
      filter: 'sort',
      sort: { key: 'p99', descending: true },
      comparisonSort: null,
      grouped: false,
      barScale: 'log',
      sampleScale: 'log',
      sampleRange: 'all',
      openId: 'a > b',
      checkedIds: ['a > b'],
      history: { benchmarkId: 'a > b', metric: 'p99', environmentId: null },
      hintsView: 'suggestions',
      hintsGrouping: 'heat',
      hintsFilter: 'src/',
      historyFilter: 'parse',
      monitorView: 'table',
      monitorRange: 'day',
      monitorFilter: 'heap',
      monitorProgram: 'p1',
      historyScale: 'log',
      historyZoom: { benchmarkId: 'a > b', from: 9.5, to: 19.5 },
      scrollPx: { overview: 12, detail: 34.5, history: 56, hints: 78, monitor: 90 },
    };
    expect(readPersisted(structuredClone(kept))).toEqual(kept);
  });

  it.each([undefined, null, 7, 'x', [], { version: 2, filter: 'x' }])('starts anew from %j', (value) => {
    expect(readPersisted(value)).toEqual(initialState);
  });

  it('replaces each part that does not fit', () => {
    const broken = {
      version: 1,
      filter: 7,
      sort: { key: 'toString', descending: true },
      comparisonSort: { key: 'median' },
      hintsGrouping: 'colour',
      monitorRange: 'toString',
      barScale: 'square',
      history: { benchmarkId: null, metric: 'toString', environmentId: null },
      historyZoom: { benchmarkId: 'a', from: 9, to: 3 },
      checkedIds: ['a', 1, null],
      scrollPx: { overview: -5, detail: Number.NaN },
    };
    expect(readPersisted(broken)).toEqual({ ...initialState, checkedIds: ['a'] });
    expect(readPersisted({ version: 1, sort: 'name', scrollPx: 7 })).toEqual(initialState);
  });
});
