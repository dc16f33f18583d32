import type { SeriesChanges } from '../../model/series.ts';
import { medianOf } from '../charts/samples.ts';

/** A part of a series between two changes of its level. */
export interface Level {
  /** Indices of its first and last value. */
  readonly first: number;
  readonly last: number;
  readonly value: number;
}

/** The levels of a series, oldest first; one where it never changed, none without values. */
export function levelsOf(values: Float64Array, changes: SeriesChanges | null): readonly Level[] {
  if (values.length === 0) return [];
  const last = values.length - 1;
  const points = changes?.changePoints ?? [];
  if (points.length === 0) return [{ first: 0, last, value: changes?.level ?? medianOf(values.filter(Number.isFinite)) }];
  const starts = [0, ...points.map(({ index }) => index)];
  return starts.map((first, at) => ({
    first,
    last: (starts[at + 1] ?? last + 1) - 1,
    value: at === 0 ? points[0]!.before : points[at - 1]!.after,
  }));
}

/** The level that a value belongs to. */
export const levelAt = (levels: readonly Level[], index: number): Level | undefined => levels.findLast(({ first }) => first <= index);

/** A value against what is usual, as words of a size: a ratio where both are above nothing. */
export function against(value: number, usual: number): { readonly size: number; readonly scale: 'ratio' | 'difference' } | null {
  if (!Number.isFinite(value) || !Number.isFinite(usual)) return null;
  return value > 0 && usual > 0 ? { size: value / usual, scale: 'ratio' } : { size: value - usual, scale: 'difference' };
}
