import { describe, expect, it } from 'vitest';
import { viewOfTime } from './pastTime.ts';

const NOW_MS = 1_700_000_000_000;
const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000];
/** What is shown of a time, in ms before now. */
const viewOf = (agoMs: number, lastedMs: number) => {
  const view = viewOfTime({ fromMs: NOW_MS - agoMs, untilMs: NOW_MS - agoMs + lastedMs }, NOW_MS);
  return view && [view.range, NOW_MS - view.window.fromMs, NOW_MS - view.window.untilMs];
};

describe('viewOfTime', () => {
  it('takes the finest range that has all of it, with a little beside it', () => {
    expect(viewOf(30 * MINUTE_MS, 10 * MINUTE_MS)).toEqual(['hour', 31 * MINUTE_MS, 19 * MINUTE_MS]);
    expect(viewOf(2 * MINUTE_MS, 20_000)).toEqual(['hour', 130_000, 90_000]);
    expect(viewOf(5 * HOUR_MS, 20_000)).toEqual(['day', 5 * HOUR_MS + 10 * MINUTE_MS, 5 * HOUR_MS - 20_000 - 10 * MINUTE_MS]);
    expect(viewOf(100 * HOUR_MS, MINUTE_MS)).toEqual(['month', 106 * HOUR_MS, 94 * HOUR_MS - MINUTE_MS]);
  });

  it('keeps to what the range has, and to what has been', () => {
    expect(viewOf(HOUR_MS - 1000, 1000)).toEqual(['hour', HOUR_MS, HOUR_MS - 12_000]);
    expect(viewOf(20_000, 19_000)).toEqual(['hour', 30_000, 0]);
    expect(viewOf(31 * 24 * HOUR_MS, 1000)).toBeNull();
  });
});
