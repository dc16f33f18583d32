import type { ProfileRange } from '../../../protocol/profile.ts';

/** Nothing is shorter than this in the units of profiles: nearer is no use. */
const LEAST_WIDTH = 1;

/** The nearest part that there is: inside the ends, not wider than all, and not closer than anything is. */
export function clampSpan({ from, to }: ProfileRange, end: number): ProfileRange {
  const width = Math.min(end, Math.max(Math.min(LEAST_WIDTH, end), to - from));
  const start = Math.min(Math.max((from + to) / 2 - width / 2, 0), end - width);
  return { from: start, to: start + width };
}

/** So many times as wide, with this place where it is. */
export function zoomAround({ from, to }: ProfileRange, end: number, place: number, factor: number): ProfileRange {
  const width = clampSpan({ from: 0, to: (to - from) * factor }, end).to;
  const share = to > from ? (place - from) / (to - from) : 0.5;
  const start = Math.min(Math.max(place - share * width, 0), end - width);
  return { from: start, to: start + width };
}

export const panBy = ({ from, to }: ProfileRange, end: number, by: number): ProfileRange =>
  clampSpan({ from: from + by, to: to + by }, end);

export const isAll = ({ from, to }: ProfileRange, end: number): boolean => from <= 0 && to >= end;

/** Moved as little as it takes to have a part in it, and wider or closer where it would not be seen otherwise. */
export function spanWith(span: ProfileRange, end: number, part: ProfileRange, widthPx: number): ProfileRange {
  const width = span.to - span.from;
  const px = ((part.to - part.from) / width) * widthPx;
  if (px > widthPx) return clampSpan(part, end);
  if (px < LEAST_PX) {
    const wanted = ((part.to - part.from) * widthPx) / READABLE_PX;
    const from = part.from - wanted / 4;
    return clampSpan({ from, to: from + wanted }, end);
  }
  if (part.from < span.from) return panBy(span, end, part.from - span.from);
  if (part.to > span.to) return panBy(span, end, part.to - span.to);
  return span;
}

/** What is narrower is hard to find, and what is as wide has room for a name. */
const [LEAST_PX, READABLE_PX] = [48, 140];

/** What was kept, perhaps by another version; null where it does not fit. */
export function readSpan(value: unknown): ProfileRange | null {
  if (typeof value !== 'object' || value === null) return null;
  const { from, to } = value as Record<string, unknown>;
  const isPlace = (place: unknown): place is number => typeof place === 'number' && Number.isFinite(place) && place >= 0;
  return isPlace(from) && isPlace(to) && to > from ? { from, to } : null;
}
