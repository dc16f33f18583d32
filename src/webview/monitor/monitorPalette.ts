import type { MarkKind } from '../../model/metric.ts';

/** Colours of the charts of the monitor, as `style/monitor.css` sets them from the theme's tokens. */
export interface MonitorPalette {
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly background: string;
  readonly band: string;
  /** One for each line of a chart, again from the first where there are more. */
  readonly lines: readonly string[];
  readonly marks: Readonly<Record<MarkKind, string>>;
  readonly font: string;
}

const LINES = 6;

export function readMonitorPalette(element: Element): MonitorPalette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--chart-${name}`).trim();
  return {
    text: token('text'),
    muted: token('muted'),
    grid: token('grid'),
    background: token('background'),
    band: token('line-band'),
    lines: Array.from({ length: LINES }, (_, index) => token(`line-${index + 1}`)),
    marks: {
      run: token('mark-run'),
      alert: token('mark-alert'),
      save: token('mark-save'),
      sleep: token('mark-sleep'),
      program: token('mark-program'),
      mode: token('mark-mode'),
    },
    font: `11px ${style.fontFamily}`,
  };
}
