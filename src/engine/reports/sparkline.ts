import type { Block } from '../../model/measurement.ts';
import { histogram, quantile, sorted } from '../stats/index.ts';

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** The distribution of all samples inside Tukey's outer fences as bars of text, at most `columns` of them; empty without samples. */
export function sparkline(blocks: readonly Block[], columns: number): string {
  const samples = sorted(blocks.flatMap((block) => block.samplesNs));
  if (samples.length === 0) return '';
  const [q1, q3] = [quantile(samples, 0.25), quantile(samples, 0.75)];
  const reach = 3 * (q3 - q1);
  // One sample that took a hundred times as long would press all others into the first bar.
  const { counts } = histogram(sorted(samples.filter((value) => value >= q1 - reach && value <= q3 + reach)), columns);
  const highest = Math.max(...counts);
  return counts.map((count) => (count === 0 ? ' ' : BARS[Math.ceil((count / highest) * BARS.length) - 1]!)).join('');
}

/** Smaller differences than this share of the values are noise, and should not look like a change. */
const LEAST_REACH = 0.1;

/** A series as bars of text, oldest first, at most `columns` of them: then each is the median of its part; empty without values. */
export function levelBars(values: readonly number[], columns: number): string {
  const count = Math.min(columns, values.length);
  const parts = Array.from({ length: count }, (_, part) => {
    const edge = (at: number) => Math.round((at * values.length) / count);
    return quantile(sorted(values.slice(edge(part), edge(part + 1))), 0.5);
  });
  const [low, high] = [Math.min(...parts), Math.max(...parts)];
  const reach = Math.max(high - low, LEAST_REACH * Math.abs(high));
  const middle = (low + high) / 2;
  const bar = (value: number) => (reach === 0 ? 0 : Math.round(((value - middle) / reach + 0.5) * (BARS.length - 1)));
  return parts.map((value) => BARS[bar(value)]!).join('');
}
