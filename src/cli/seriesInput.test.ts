import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { UserError } from '../base/errors.ts';
import { parseSeries, readSeries } from './seriesInput.ts';

function failure(text: string): string {
  try {
    parseSeries(text, 3);
  } catch (error) {
    if (error instanceof UserError && error.code === 'usage') return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('parseSeries', () => {
  it('takes an object and a bare array, with or without a byte order mark', () => {
    const expected = { values: [1, 2.5, -3e2], timestamps: null, places: [0, 1, 2], unit: 'value' };
    expect(parseSeries('{ "name": "any", "values": [1, 2.5, -3e2] }', 3)).toEqual(expected);
    expect(parseSeries('\uFEFF[1, 2.5, -3e2]\n', 3)).toEqual(expected);
  });

  it('takes numbers and ISO times as timestamps', () => {
    expect(parseSeries('{ "values": [1, 2, 3], "timestamps": [10, 10, 12.5] }', 3)).toMatchObject({
      places: [10, 10, 12.5],
      unit: 'timestamp',
    });
    const timestamps = ['1970', '1970-01-02', '1970-01-02T00:00:01Z'];
    expect(parseSeries(JSON.stringify({ values: [1, 2, 3], timestamps }), 3)).toEqual({
      values: [1, 2, 3],
      timestamps,
      places: [0, 86_400_000, 86_401_000],
      unit: 'millisecond',
    });
  });

  it.each([
    ['', 'the standard input is empty: write { "values": [1.2, 1.3] } or [1.2, 1.3] to it'],
    ['[1, NaN, 3]', 'the standard input is not JSON'],
    ['7', 'the standard input is 7: write'],
    ['null', 'the standard input is null: write'],
    ['{ "value": [1] }', 'the standard input has no "values": write'],
    ['{ "values": "1,2" }', 'values is "1,2", and must be an array of numbers'],
    ['[1, 2]', 'values has 2, and this needs at least 3'],
    ['[1, null, 3]', 'values[1] is null, and must be a finite number: leave out what was not measured'],
    ['[1, 2, "3"]', 'values[2] is "3", and must be a finite number'],
    ['[1, 2, [3]]', 'values[2] is an array, and must be'],
    ['[1, 2, 1e999]', 'values[2] is beyond 1e+100, and must be'],
    ['[1, -2e150, 3]', 'values[1] is beyond 1e+100, and must be'],
    ['{ "values": [1, 2, 3], "timestamps": [1, 2, 1e200] }', 'timestamps[2] is beyond 1e+100, and must be'],
    [JSON.stringify(Array.from({ length: 100_001 }, () => 1)), 'values has 100,001, and detect takes at most 100,000'],
    ['{ "values": [1, 2, 3], "timestamps": 4 }', 'timestamps is 4, and must be an array with one for each value'],
    ['{ "values": [1, 2, 3], "timestamps": [1, 2] }', 'timestamps has 2 and values has 3: give one timestamp for each value'],
    ['{ "values": [1, 2, 3], "timestamps": [1, 3, 2] }', 'timestamps[2] is before timestamps[1]: sort both arrays by time'],
    ['{ "values": [1, 2, 3], "timestamps": [1, null, 2] }', 'timestamps[1] is null, and must be a finite number, as the first one is'],
    [
      '{ "values": [1, 2, 3], "timestamps": ["2026", "soon", "2027"] }',
      'timestamps[1] is "soon", and must be a time as 2026-01-31T12:00:00Z',
    ],
    ['{ "values": [1, 2, 3], "timestamps": [5, 5, 5] }', 'timestamps are all the same'],
  ])('names what is wrong in %s', (text, message) => {
    expect(failure(text)).toContain(message);
    expect(failure(text)).not.toContain('\n');
  });
});

describe('readSeries', () => {
  const signal = new AbortController().signal;

  it('joins what comes in pieces', async () => {
    expect((await readSeries(Readable.from(['[1, 2', '0, 3]']), 3, signal)).values).toEqual([1, 20, 3]);
  });

  it('does not wait for somebody to type', async () => {
    await expect(readSeries(Object.assign(new Readable(), { isTTY: true }), 3, signal)).rejects.toThrow(
      'laptime detect trend < values.json',
    );
  });

  it('does not read for ever', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield ' '.repeat(1_000_000);
      })(),
    );
    await expect(readSeries(endless, 3, signal)).rejects.toThrow('at most 16 million characters');
  });

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const reading = readSeries(new Readable({ read() {} }), 3, controller.signal);
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
