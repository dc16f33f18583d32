import { nearest } from '../../base/nearest.ts';
import {
  anomalyThresholds,
  cusum,
  findAnomalies,
  findChanges,
  findTrend,
  forecastSeries,
  type AnomalyMethod,
} from '../../engine/stats/index.ts';
import type { Interval } from '../../model/measurement.ts';
import type { ChangePoint } from '../../model/series.ts';
import { parseArguments, usageError, type OptionSpecs, type OptionValues } from '../arguments.ts';
import type { Command, CommandContext, ExitCode } from '../command.ts';
import { readSeries, type SeriesInput } from '../seriesInput.ts';

const options = {
  'noise-floor': { value: 'SHARE', about: 'changepoints: changes below this are not told, 0.01 for 1 %; 0 unless given' },
  method: { value: 'NAME', about: 'anomalies: z, robust (the default) or forest' },
  threshold: { value: 'SCORE', about: 'anomalies: the score from which on a value is one; else 3 for z, 3.5 for robust, 0.7 for forest' },
  confidence: { value: 'SHARE', about: 'trend, forecast: of the intervals; 0.95 unless given' },
  steps: { value: 'COUNT', about: 'forecast: how many values; 10 unless given' },
  target: { value: 'VALUE', about: 'cusum: what the values should be; their median unless given' },
  slack: { value: 'VALUE', about: 'cusum: what a value may stray for nothing; half a spread unless given' },
  limit: { value: 'VALUE', about: 'cusum: the sum at which it alarms; five spreads unless given' },
} as const satisfies OptionSpecs;

type Values = OptionValues<typeof options>;

interface Analysis {
  readonly takes: readonly (keyof typeof options)[];
  readonly fewestValues: number;
  readonly run: (series: SeriesInput, values: Values) => object;
}

const analyses: Readonly<Record<string, Analysis>> = {
  changepoints: { takes: ['noise-floor'], fewestValues: 6, run: changePoints },
  anomalies: { takes: ['method', 'threshold'], fewestValues: 3, run: anomalies },
  trend: { takes: ['confidence'], fewestValues: 3, run: trend },
  forecast: { takes: ['steps', 'confidence'], fewestValues: 6, run: forecast },
  cusum: { takes: ['target', 'slack', 'limit'], fewestValues: 3, run: cumulativeSums },
};
const NAMES = Object.keys(analyses).join(', ');

export const detect: Command = {
  usage: 'detect ANALYSIS [options] < values.json',
  about: `Tells what became of any series of numbers, by the functions that judge the history. ANALYSIS is one of ${NAMES}.
Reads { "values": [1.2, 1.3], "timestamps": [1, 2] } or a bare array as JSON on the standard input, oldest value first, and writes JSON.`,
  options,
  examples: [
    ['laptime detect changepoints < values.json', 'where the level changed, by how much, and how sure that is'],
    ['echo "[5, 5.1, 4.9, 5, 9, 5.1]" | laptime detect anomalies', 'values unlike the others'],
    ['laptime detect forecast --steps 20 < values.json', 'the next 20 values'],
  ],
  run: runDetect,
};

async function runDetect(args: readonly string[], context: CommandContext, signal: AbortSignal): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, options);
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw usageError(`detect needs one of ${NAMES}: laptime detect changepoints < values.json`);
  const analysis = Object.hasOwn(analyses, name) ? analyses[name] : undefined;
  if (!analysis) {
    const near = nearest(name, Object.keys(analyses), 1);
    throw usageError(`detect knows no '${name}', ${near.length > 0 ? `did you mean '${near[0]}'?` : `but ${NAMES}`}`);
  }
  for (const option of Object.keys(options) as (keyof typeof options)[]) {
    if (values[option] !== undefined && !analysis.takes.includes(option)) throw usageError(`--${option} is nothing that ${name} takes`);
  }
  const series = await readSeries(context.input, analysis.fewestValues, signal);
  const result = analysis.run(series, values);
  signal.throwIfAborted();
  await context.terminal.out.write(`${JSON.stringify(result, null, 2)}\n`);
  return 0;
}

function changePoints({ values, timestamps }: SeriesInput, given: Values): object {
  const noiseFloor = numberOf(given, 'noise-floor', 0, { least: 0, most: 10 });
  const { changePoints: points, spikes, varianceChanges, suspects, ...rest } = findChanges(values, { noiseFloor });
  const at = (index: number) => (timestamps ? { timestamp: timestamps[index] } : {});
  const withTime = ({ kind, index, ...point }: ChangePoint) => ({ kind, index, ...at(index), ...point });
  return {
    changePoints: points.map(withTime),
    spikes: spikes.map(withTime),
    varianceChanges: varianceChanges.map(withTime),
    suspects: suspects.map((suspect) => ({ ...suspect, ...at(suspect.index) })),
    ...rest,
  };
}

function anomalies({ values, timestamps }: SeriesInput, given: Values): object {
  const method = given.method ?? 'robust';
  if (!isMethod(method)) throw usageError(`--method is ${Object.keys(anomalyThresholds).join(', ')}, not '${method}'`);
  const threshold = numberOf(given, 'threshold', anomalyThresholds[method], { least: 0, most: Number.MAX_VALUE });
  return {
    method,
    threshold,
    anomalies: findAnomalies(values, method, threshold).map((anomaly) => ({
      ...anomaly,
      ...(timestamps && { timestamp: timestamps[anomaly.index] }),
      method,
    })),
  };
}

const isMethod = (name: string): name is AnomalyMethod => Object.hasOwn(anomalyThresholds, name);

function trend({ values, places, unit }: SeriesInput, given: Values): object {
  const confidence = numberOf(given, 'confidence', 0.95, CONFIDENCE);
  const { leastSquares, theilSen, mannKendall, p } = findTrend(places, values, confidence);
  const { slope, intercept, r2, slopeInterval, interceptInterval } = leastSquares;
  return {
    method: 'least-squares',
    slope,
    slopePer: unit,
    intercept,
    r2,
    intervals: { confidence, slope: ends(slopeInterval), intercept: ends(interceptInterval) },
    p: leastSquares.p,
    theilSen: { slope: theilSen.slope, intercept: theilSen.intercept, interval: ends(theilSen.slopeInterval) },
    mannKendall: { ...mannKendall, correctedP: p },
  };
}

const ends = (interval: Interval | null) => interval && [interval.low, interval.high];

function forecast({ values }: SeriesInput, given: Values): object {
  const confidence = numberOf(given, 'confidence', 0.95, CONFIDENCE);
  const steps = numberOf(given, 'steps', 10, { least: 1, most: 1000, whole: true });
  const { values: forecasts, ...rest } = forecastSeries(values, steps, confidence);
  return { ...rest, forecasts };
}

function cumulativeSums({ values }: SeriesInput, given: Values): object {
  const optional = (name: 'target' | 'slack' | 'limit', least: number) =>
    given[name] === undefined ? {} : { [name]: numberOf(given, name, 0, { least, most: Number.MAX_VALUE }) };
  return cusum(values, { ...optional('target', -Number.MAX_VALUE), ...optional('slack', 0), ...optional('limit', 0) });
}

interface Range {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

const CONFIDENCE: Range = { least: 0.5, most: 0.9999 };

function numberOf(given: Values, name: keyof typeof options, otherwise: number, { least, most, whole = false }: Range): number {
  const text = given[name];
  if (text === undefined) return otherwise;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  const bounds = [least > -Number.MAX_VALUE ? `from ${least}` : '', most < Number.MAX_VALUE ? `to ${most}` : ''].filter(
    (part) => part !== '',
  );
  throw usageError(`--${name} is a ${whole ? 'whole ' : ''}number${bounds.length > 0 ? ` ${bounds.join(' ')}` : ''}, not '${text}'`);
}
