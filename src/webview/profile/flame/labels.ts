import { visibleText } from '../../../base/text.ts';
import { formatPercent } from '../../../base/units.ts';

const ELLIPSIS = '…';
/** Of what is longer, nobody reads the rest in a box. */
const MOST_CHARACTERS = 160;
/** Two letters and what is left out: less says nothing. */
const LEAST_CHARACTERS = 2;

/** As it is drawn: what would move or turn the text beside it is shown as its escape. */
export const labelOf = (name: string): string =>
  visibleText(name.length > MOST_CHARACTERS ? name.slice(0, MOST_CHARACTERS) : name) || '(anonymous)';

/** How much more of a box the candidate of a difference has, as it is drawn before the name; empty where chance may explain it. */
export function deltaLabel(delta: number | null): string {
  if (delta === null || delta === 0) return '';
  if (Math.abs(delta) >= 1) return delta > 0 ? '▲ new ' : '▼ gone ';
  // Of the larger of the two, as shares; people ask by how much the baseline changed.
  const change = delta > 0 ? delta / (1 - delta) : delta;
  return change > 0 ? `▲ +${formatPercent(change)} ` : `▼ −${formatPercent(-change)} `;
}

/** Widths of texts in the font of a canvas, each measured once. */
export interface Measure {
  widthOf(text: string): number;
}

const MOST_KEPT = 20_000;

export function createMeasure(context: Pick<CanvasRenderingContext2D, 'measureText'>): Measure {
  const widths = new Map<string, number>();
  return {
    widthOf(text) {
      let width = widths.get(text);
      if (width === undefined) {
        if (widths.size > MOST_KEPT) widths.clear();
        width = context.measureText(text).width;
        widths.set(text, width);
      }
      return width;
    },
  };
}

/** As much of a text as fits into a width; empty where that is nothing worth reading. */
export function fitted(text: string, width: number, { widthOf }: Measure): string {
  const all = widthOf(text);
  if (all <= width) return text;
  const rest = width - widthOf(ELLIPSIS);
  // Letters differ in width: a guess, then as many fewer as it takes.
  let length = Math.min(text.length - 1, Math.ceil((rest / all) * text.length) + 1);
  if (length < LEAST_CHARACTERS) return '';
  const sliceOf = () => text.slice(0, isInPair(text, length) ? length - 1 : length).trimEnd();
  for (let tries = 0; tries < 4 && length >= LEAST_CHARACTERS && widthOf(sliceOf()) > rest; tries += 1) length -= Math.ceil(length * 0.06);
  return length < LEAST_CHARACTERS || widthOf(sliceOf()) > rest ? '' : sliceOf() + ELLIPSIS;
}

/** Whether a cut there would part the two halves of a character. */
function isInPair(text: string, at: number): boolean {
  const code = text.charCodeAt(at - 1);
  return code >= 0xd800 && code <= 0xdbff;
}
