import stringWidth from 'string-width';
import { formatMetricValue } from '../../../base/metricValue.ts';
import { visibleText } from '../../../base/text.ts';
import type { Metric } from '../../../model/metric.ts';
import type { WatchedProgram } from '../../../model/watchedProgram.ts';
import { fitText } from '../fitText.ts';
import { createStyle, type TextOptions } from '../style.ts';

/** A metric as a live table shows it. */
export interface MonitorRow {
  readonly metric: Metric;
  /** Null where it was not to be had now. */
  readonly value: number | null;
  /** What it was before, oldest first; the value is the last. */
  readonly trend: readonly number[];
}

export interface MonitorView {
  readonly rows: readonly MonitorRow[];
  /** What it is called. */
  readonly machine: string;
  readonly program: WatchedProgram | null;
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const TREND_COLUMNS = 30;
const VALUE_COLUMNS = 12;
/** Less says nothing. */
const LEAST_TITLE_COLUMNS = 6;
const LEAST_TREND_COLUMNS = 8;
/** Of what has no limit, less than this is flat: noise should not look like a mountain. */
const LEAST_TOP: Readonly<Record<Metric['unit'], number>> = {
  share: 1,
  cores: 1,
  bytes: 1e6,
  bytesPerSecond: 1e5,
  milliseconds: 10,
  perSecond: 10,
  count: 10,
};

/**
 * What is going on as lines, without line breaks: those of the machine, then of the program. None is wider than the terminal: where it is
 * narrow, trends are shorter, limits and then trends left out, and at last titles cut, but values are whole.
 */
export function renderMonitor({ rows, program, machine }: MonitorView, options: TextOptions): string[] {
  const style = createStyle(options);
  const widest = Math.max(0, ...rows.map(({ metric }) => stringWidth(metric.title)));
  const titleColumns = Math.min(widest, Math.max(options.width - VALUE_COLUMNS - 4, LEAST_TITLE_COLUMNS));
  const rest = options.width - titleColumns - VALUE_COLUMNS - 6;
  const limitColumns = Math.max(0, ...rows.map((row) => limitOf(row).length)) + 2;
  const least = options.unicode ? LEAST_TREND_COLUMNS : 0;
  const hasLimits = rest >= least + limitColumns;
  const trendColumns = options.unicode && rest >= least ? Math.min(rest - (hasLimits ? limitColumns : 0), TREND_COLUMNS) : 0;
  const lineOf = (row: MonitorRow) => {
    const { metric, value, trend } = row;
    const title = fitText(visibleText(metric.title), titleColumns, style.ellipsis);
    const text = style.spell(value === null ? '–' : formatMetricValue(value, metric.unit));
    const parts = [
      ...[title.padEnd(titleColumns), text.padStart(VALUE_COLUMNS)],
      ...(trendColumns === 0 ? [] : [trendBars(trend.slice(-trendColumns), metric).padEnd(trendColumns)]),
      ...(hasLimits ? [limitOf(row)] : []),
    ];
    return fitText(`  ${parts.join('  ')}`.trimEnd(), options.width, style.ellipsis);
  };
  const section = (title: string, subject: string) => {
    const own = rows.filter(({ metric }) => metric.id.startsWith(`${subject}.`));
    return own.length === 0 ? [] : [style.bold(fitText(visibleText(title), options.width, style.ellipsis)), ...own.map(lineOf)];
  };
  return [...section(machine, 'machine'), ...(program === null ? [] : section(`${program.title} (${program.pid})`, 'program'))];
}

/** What is going on in one line, for a log: `12:30:01  cpu 45 %  program.memory 210 MB`. */
export function renderMonitorLine(
  rows: readonly MonitorRow[],
  atMs: number,
  { unicode, color }: Pick<TextOptions, 'unicode' | 'color'>,
): string {
  const style = createStyle({ unicode, color });
  const values = rows.flatMap(({ metric, value }) =>
    value === null ? [] : [`${visibleText(metric.id.replace(/^machine\./u, ''))} ${formatMetricValue(value, metric.unit)}`],
  );
  return style.spell([new Date(atMs).toISOString().slice(11, 19), ...values].join('  '));
}

const limitOf = ({ metric: { unit, most }, value }: MonitorRow): string =>
  value !== null && unit === 'bytes' && most !== null ? `of ${formatMetricValue(most, unit)}` : '';

/** From nothing to the limit of the metric, or to the most that it was where it has none or is far from it. */
function trendBars(shown: readonly number[], { most, unit }: Metric): string {
  const top = most ?? Math.max(LEAST_TOP[unit], ...shown);
  const bar = (value: number) => BARS[Math.min(Math.max(Math.round((value / top) * (BARS.length - 1)), 0), BARS.length - 1)]!;
  return shown.map(bar).join('');
}
