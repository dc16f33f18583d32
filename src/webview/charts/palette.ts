/** Colours of the charts, as `style/base.css` sets them from the theme's tokens. */
export interface Palette {
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly samples: string;
  readonly samplesAlternate: string;
  readonly outlier: string;
  readonly median: string;
  readonly interval: string;
  readonly band: string;
  readonly font: string;
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--chart-${name}`).trim();
  return {
    text: token('text'),
    muted: token('muted'),
    grid: token('grid'),
    samples: token('samples'),
    samplesAlternate: token('samples-alternate'),
    outlier: token('outlier'),
    median: token('median'),
    interval: token('interval'),
    band: token('band'),
    font: `11px ${style.fontFamily}`,
  };
}
