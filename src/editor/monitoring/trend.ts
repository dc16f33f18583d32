const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * The newest values as bars of text, oldest first: from zero to `most`, or, where nothing limits them, to the largest. A machine at rest
 * looks flat. Empty without values.
 */
export function trendBars(values: ArrayLike<number>, most: number | null, columns: number): string {
  const shown = Array.from(values).slice(-columns);
  const top = Math.max(most ?? 0, ...shown);
  return shown.map((value) => BARS[top > 0 ? Math.min(Math.floor((Math.max(value, 0) / top) * BARS.length), BARS.length - 1) : 0]).join('');
}
