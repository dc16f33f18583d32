import { formatRatio } from './ratios.ts';
import { formatBytes, formatChange, formatDuration, formatPercent, formatRelative } from './units.ts';

/** What of a benchmark is followed over the commits. */
type Metric = 'median' | 'p99' | 'heap' | 'gc';

/** What a series became, as far as these words need it. */
interface SizedChange {
  readonly kind: 'step' | 'drift' | 'reversal' | 'spike' | 'variance';
  /** After over before, or after minus before. */
  readonly size: number;
}

type SizeScale = 'ratio' | 'difference';

export const metricNames: Readonly<Record<Metric, string>> = {
  median: 'median time',
  p99: '99th percentile of times',
  heap: 'memory allocated per iteration',
  gc: 'share of time in garbage collection',
};

export const changeKinds: Readonly<Record<SizedChange['kind'], string>> = {
  step: 'step',
  drift: 'drift',
  reversal: 'turn of a drift',
  spike: 'spike',
  variance: 'change of the spread',
};

const formats: Readonly<Record<Metric, (value: number) => string>> = {
  median: formatDuration,
  p99: formatDuration,
  heap: formatBytes,
  gc: formatPercent,
};

/** A value of the metric, in its unit. */
export const metricText = (metric: Metric, value: number): string => formats[metric](value);

const isTime = (metric: Metric): boolean => metric === 'median' || metric === 'p99';

/** `+12 %`, `2.30x slower`; what is no ratio as a difference. */
export function sizeText({ kind, size }: SizedChange, scale: SizeScale, metric: Metric): string {
  if (kind === 'variance') return `spread ${formatRelative(size)}`;
  if (scale === 'difference') return `${size > 0 ? '+' : '-'}${metricText(metric, Math.abs(size))}`;
  return isTime(metric) ? formatRatio(size, null).change : formatChange(size);
}

/** Without a sign: `12 % slower`, `2.30x faster`, `8.2 % more`, `3.1 kB less`. */
export function speedText({ kind, size }: SizedChange, scale: SizeScale, metric: Metric): string {
  if (kind === 'variance') return `spread ${formatRelative(size)}`;
  if (isTime(metric) && scale === 'ratio') return formatRatio(size, null).speed;
  const isMore = size > (scale === 'ratio' ? 1 : 0);
  const word = isTime(metric) ? (isMore ? 'slower' : 'faster') : isMore ? 'more' : 'less';
  if (scale === 'difference') return `${metricText(metric, Math.abs(size))} ${word}`;
  return `${size >= 2 ? formatRelative(size) : formatPercent(Math.abs(size - 1))} ${word}`;
}

/** What is known of a series since its last change. */
interface Known {
  readonly scale: SizeScale;
  readonly noise: number;
  readonly smallestDetectable: number | null;
  readonly twoModes: { readonly lower: number; readonly upper: number; readonly upperShare: number } | null;
  readonly changePoints: readonly { readonly index: number }[];
}

/** What a series of so many values can show, and what else is to know of it, in whole sentences. */
export function seriesNotes({ scale, noise, smallestDetectable, twoModes, changePoints }: Known, metric: Metric, count: number): string[] {
  const amount = (value: number) => (scale === 'ratio' ? formatPercent(value) : metricText(metric, value));
  const last = changePoints.at(-1);
  const since = count - (last?.index ?? 0);
  const values = since === 1 ? '1 value' : `${since} values`;
  const notes = [
    smallestDetectable === null
      ? `${values}${last ? ' since the last change' : ''} ${since === 1 ? 'is' : 'are'} too few to show ${last ? 'another' : 'a'} step yet.`
      : `Values differ by ${amount(noise)} without a change; ten more would show a step of ${amount(smallestDetectable)} or more.`,
  ];
  if (twoModes) {
    const { lower, upper, upperShare } = twoModes;
    notes.push(
      `It has two modes: ${formatPercent(1 - upperShare)} of the values are near ${metricText(metric, lower)}, the others near ${metricText(metric, upper)}. Which of them a run meets is no change, so its newest values are not judged.`,
    );
  }
  return notes;
}
