import { formatBytes, formatCount, formatDuration, formatPercent } from './units.ts';

/** From here on hundredths are no longer read. */
const LARGE = 100;

const decimal = (value: number): string => (value >= LARGE ? formatCount(value) : String(Number(value.toFixed(2))));

const words = {
  share: (value: number) => formatPercent(value),
  cores: (value: number) => `${value.toFixed(2)} cores`,
  bytes: (value: number) => formatBytes(value),
  bytesPerSecond: (value: number) => `${formatBytes(value)}/s`,
  milliseconds: (value: number) => formatDuration(value * 1e6),
  perSecond: (value: number) => `${decimal(value)}/s`,
  count: (value: number) => decimal(value),
};

/** The value of a metric with its unit, for people: `45 %`, `1.25 cores`, `2.64 GB`, `12.3 kB/s`, `3.20 ms`, `14.5/s`, `7`. */
export function formatMetricValue(value: number, unit: keyof typeof words): string {
  return words[unit](value);
}
