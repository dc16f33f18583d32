/** The part of the commits that a chart shows, in places: a commit fills from half a place before its own to half a place after it. */
export interface Zoom {
  readonly from: number;
  readonly to: number;
}

/** Closer is no use. */
const LEAST_PLACES = 5;

export const everything = (count: number): Zoom => ({ from: -0.5, to: Math.max(1, count) - 0.5 });

export const isEverything = ({ from, to }: Zoom, count: number): boolean => to - from >= Math.max(1, count);

/** The nearest that there is: not wider than all, not closer than can be read, inside the ends. */
export function clampZoom({ from, to }: Zoom, count: number): Zoom {
  const all = Math.max(1, count);
  const width = Math.min(all, Math.max(Math.min(LEAST_PLACES, all), to - from));
  const middle = (from + to) / 2;
  const start = Math.min(Math.max(middle - width / 2, -0.5), all - 0.5 - width);
  return { from: start, to: start + width };
}

/** So many times the width, with this place where it is. */
export function zoomAround({ from, to }: Zoom, count: number, place: number, factor: number): Zoom {
  const width = (to - from) * factor;
  const next = clampZoom({ from: 0, to: width }, count);
  const share = to > from ? (place - from) / (to - from) : 0.5;
  const start = place - share * (next.to - next.from);
  return clampZoom({ from: start, to: start + (next.to - next.from) }, count);
}

export const panBy = ({ from, to }: Zoom, count: number, places: number): Zoom =>
  clampZoom({ from: from + places, to: to + places }, count);

/** Moved as little as it takes to have this place inside. */
export function zoomWith(zoom: Zoom, count: number, place: number): Zoom {
  if (place < zoom.from + 0.5) return panBy(zoom, count, place - 0.5 - zoom.from);
  if (place > zoom.to - 0.5) return panBy(zoom, count, place + 0.5 - zoom.to);
  return zoom;
}

/** What was kept, perhaps by another version; null where it does not fit. */
export function readZoom(value: unknown): (Zoom & { readonly benchmarkId: string }) | null {
  if (typeof value !== 'object' || value === null) return null;
  const { benchmarkId, from, to } = value as Record<string, unknown>;
  const isPlace = (place: unknown): place is number => typeof place === 'number' && Number.isFinite(place);
  return typeof benchmarkId === 'string' && isPlace(from) && isPlace(to) && to > from ? { benchmarkId, from, to } : null;
}
