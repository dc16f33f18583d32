import { describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../engine/engine.ts';
import { readSeries } from './monitorPage.ts';

vi.mock('vscode', async () => (await import('../vscode.fixture.ts')).vscodeForUnitTests);

const MINUTE_MS = 60_000;
const NOW_MS = 1_700_000_000_000 - (1_700_000_000_000 % MINUTE_MS);
const signal = new AbortController().signal;

/** A minute each that is stored from an hour ago on, and values of this session. */
function monitorWith(atMs: readonly number[]) {
  const asked: (readonly [fromMs: number, untilMs: number])[] = [];
  const monitor = {
    series: (metric: string, fromMs = -Infinity) => {
      const kept = atMs.filter((at) => at >= fromMs);
      return { metric, atMs: Float64Array.from(kept), values: Float64Array.from(kept, () => 0.5) };
    },
    stored: (_metric: string, fromMs: number, untilMs: number) => {
      asked.push([fromMs - NOW_MS, untilMs - NOW_MS]);
      const minutes = Array.from({ length: 60 }, (_, place) => NOW_MS - (60 - place) * MINUTE_MS);
      return Promise.resolve(
        minutes.filter((at) => at >= fromMs && at < untilMs).map((at) => ({ atMs: at, min: 0, max: 1, mean: 0.2, count: 60 })),
      );
    },
  } as unknown as Engine['monitor'];
  const read = async (fromMs: number) => {
    const [series] = await readSeries({ monitor }, ['machine.cpu'], 'hour', { fromMs, untilMs: NOW_MS }, signal);
    return series;
  };
  return { asked, read };
}

describe('values of the last hour', () => {
  it('follow on the stored minutes of before a restart', async () => {
    const began = NOW_MS - 90_000;
    const { read, asked } = monitorWith([began, began + 1000]);
    const series = await read(NOW_MS - 60 * MINUTE_MS);
    // Up to the minute in which the session began.
    expect(asked).toEqual([[-60 * MINUTE_MS, -2 * MINUTE_MS]]);
    expect(series?.atMs).toHaveLength(58 + 2);
    expect([...series!.values.slice(57)]).toEqual([0.2, 0.5, 0.5]);
    expect([...series!.most!.slice(57)]).toEqual([1, NaN, NaN]);
  });

  it('come from the store alone where nothing was collected yet, and from memory alone where that has all', async () => {
    const nothing = monitorWith([]);
    expect((await nothing.read(NOW_MS - 60 * MINUTE_MS))?.atMs).toHaveLength(60);
    const whole = monitorWith(Array.from({ length: 3600 }, (_, second) => NOW_MS - (3600 - second) * 1000));
    expect(await whole.read(NOW_MS - 3600_000)).toMatchObject({ least: null, most: null });
    expect((await whole.read(NOW_MS - 5000))?.atMs).toHaveLength(5);
    expect(whole.asked).toEqual([]);
  });
});
