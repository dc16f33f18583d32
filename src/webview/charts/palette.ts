/** Colours of the charts, as `style/base.css` sets them from the theme's tokens. */
export interface Palette {
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly samples: string;
  readonly samplesAlternate: string;
  /** Of a comparison; the candidate has the colour of the samples. */
  readonly baseline: string;
  readonly slower: string;
  readonly faster: string;
  readonly same: string;
  readonly inconclusive: string;
  readonly outlier: string;
  readonly median: string;
  readonly band: string;
  /** Around no change: what does not matter. */
  readonly margin: string;
  /** Of a heat map: as usual, and more or less than that. */
  readonly usual: string;
  readonly more: string;
  readonly less: string;
  readonly background: string;
  readonly focus: string;
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
    baseline: token('baseline'),
    slower: token('slower'),
    faster: token('faster'),
    same: token('same'),
    inconclusive: token('inconclusive'),
    outlier: token('outlier'),
    median: token('median'),
    band: token('band'),
    margin: token('margin'),
    usual: token('usual'),
    more: token('more'),
    less: token('less'),
    background: token('background'),
    focus: token('focus'),
    font: `11px ${style.fontFamily}`,
  };
}
