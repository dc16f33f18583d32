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
