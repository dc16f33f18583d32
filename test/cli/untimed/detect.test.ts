import { describe, expect, it } from 'vitest';
import { runCli, startCli } from '../support/cli.ts';
import { emptyFolder } from '../support/workspace.ts';

const detect = (args: readonly string[], input: unknown) =>
  runCli(['detect', ...args], { folder: emptyFolder(), input: typeof input === 'string' ? input : JSON.stringify(input) });

async function resultOf(args: readonly string[], input: unknown): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await detect(args, input);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** Two levels, without chance: 7 % apart, each value up to 1 % off. */
const stepped = Array.from({ length: 60 }, (_, index) => (index < 40 ? 100 : 107) * (1 + 0.01 * Math.sin(index * index)));
const timestamps = stepped.map((_, index) => 1_700_000_000 + 3600 * index);

describe('laptime detect', () => {
  it('finds change points, and says when they were', async () => {
    const result = await resultOf(['changepoints'], { values: stepped, timestamps });
    expect(result['changePoints']).toMatchObject([
      { kind: 'step', index: 40, timestamp: timestamps[40], direction: 'up', range: [40, 40] },
    ]);
    expect(result).toMatchObject({ scale: 'ratio', suspects: [], spikes: [], varianceChanges: [], twoModes: null });
    expect(await resultOf(['changepoints', '--noise-floor', '0.2'], stepped)).toMatchObject({ changePoints: [], noise: 0.2 });
  });

  it.each(['z', 'robust', 'forest'])('finds anomalies by %s', async (method) => {
    const values = stepped.slice(0, 40).map((value, index) => (index === 17 ? 150 : value));
    const result = await resultOf(['anomalies', '--method', method], { values });
    const anomalies = result['anomalies'] as { index: number; score: number }[];
    expect(anomalies.toSorted((a, b) => b.score - a.score)[0]).toMatchObject({ index: 17, value: 150, direction: 'up', method });
    expect(await resultOf(['anomalies', '--method', method, '--threshold', '1000'], values)).toMatchObject({
      threshold: 1000,
      anomalies: [],
    });
  });

  it('finds a trend per value and per timestamp', async () => {
    const values = Array.from({ length: 30 }, (_, index) => 5 + 0.5 * index + Math.sin(index * index));
    const perValue = await resultOf(['trend'], values);
    expect(perValue).toMatchObject({ method: 'least-squares', slopePer: 'value', intervals: { confidence: 0.95 } });
    expect(perValue['slope']).toBeCloseTo(0.5, 1);
    expect(perValue['r2']).toBeGreaterThan(0.9);
    const perSecond = await resultOf(['trend', '--confidence', '0.9'], { values, timestamps: timestamps.slice(0, 30) });
    expect(perSecond).toMatchObject({ slopePer: 'timestamp', intervals: { confidence: 0.9 } });
    expect((perSecond['slope'] as number) * 3600).toBeCloseTo(perValue['slope'] as number, 9);
    expect((perSecond['theilSen'] as { slope: number }).slope * 3600).toBeCloseTo((perValue['theilSen'] as { slope: number }).slope, 9);
  });

  it('forecasts, and adds up', async () => {
    const result = await resultOf(['forecast', '--steps', '3'], stepped);
    const forecasts = result['forecasts'] as { index: number; value: number; low: number; high: number }[];
    expect(result['method']).toBe('level');
    expect(forecasts.map(({ index }) => index)).toEqual([60, 61, 62]);
    for (const { value, low, high } of forecasts) expect([low, value, high].map((number) => Math.round(number / 10))).toEqual([11, 11, 11]);
    expect(await resultOf(['cusum', '--target', '100', '--slack', '2', '--limit', '20'], stepped)).toMatchObject({
      target: 100,
      alarms: [44],
    });
  });

  it.each([
    [[], '[]', 'laptime: detect needs one of changepoints, anomalies, trend, forecast, cusum'],
    [['changepoint'], '[]', "laptime: detect knows no 'changepoint', did you mean 'changepoints'?"],
    [['constructor'], '[]', "laptime: detect knows no 'constructor'"],
    [['trend', '--steps', '3'], '[1, 2, 3]', 'laptime: --steps is nothing that trend takes'],
    [['anomalies', '--method', 'magic'], '[1, 2, 3]', "laptime: --method is z, robust, forest, not 'magic'"],
    [['forecast', '--steps', '2.5'], '[1, 2, 3, 4, 5, 6]', "laptime: --steps is a whole number from 1 to 1000, not '2.5'"],
    [['trend', '--confidence', '95'], '[1, 2, 3]', "laptime: --confidence is a number from 0.5 to 0.9999, not '95'"],
    [['changepoints'], '', 'laptime: the standard input is empty'],
    [['changepoints'], '{"values": [1, 2', 'laptime: the standard input is not JSON'],
    [['changepoints'], '[1, 2, 3]', 'laptime: values has 3, and this needs at least 6'],
    [['trend'], '[1, null, 3]', 'laptime: values[1] is null'],
  ])('ends with 2 for %j and says why in one line', async (args, input, message) => {
    const { code, stdout, stderr } = await detect(args, input);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(2);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('takes a hundred thousand values', async () => {
    const values = Array.from({ length: 100_000 }, (_, index) => 50 + Math.sin(index * index) + (index < 60_000 ? 0 : 3));
    const result = await resultOf(['changepoints'], values);
    expect(result['changePoints']).toMatchObject([{ kind: 'step', direction: 'up' }]);
    expect(await resultOf(['trend'], values)).toMatchObject({ slopePer: 'value' });
  });

  it('has its help', async () => {
    const { ended } = startCli(['detect', '--help'], { folder: emptyFolder() });
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    for (const word of ['laptime detect ANALYSIS', '--noise-floor SHARE', '--steps COUNT']) expect(stdout).toContain(word);
  });
});
