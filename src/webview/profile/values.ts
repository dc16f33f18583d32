import { formatBytes, formatCount, formatDuration, formatPercent } from '../../base/units.ts';
import type { BaselineCost, ProfiledFunction, ProfileUnit } from '../../model/profile.ts';

/** A value of a profile with its unit. */
export function formatValue(value: number, unit: ProfileUnit): string {
  if (value === 0) return '0';
  switch (unit) {
    case 'microseconds':
      return formatDuration(value * 1000);
    case 'bytes':
      return formatBytes(value);
    case 'samples':
      return formatCount(value);
  }
}

export const formatShare = (value: number, whole: number): string => (whole > 0 ? formatPercent(value / whole) : formatPercent(0));

/** By how much a value is more than that of the baseline: `+1.2 ms`. */
export function formatDifference(difference: number, unit: ProfileUnit): string {
  if (difference === 0) return formatValue(0, unit);
  return `${difference > 0 ? '+' : '−'}${formatValue(Math.abs(difference), unit)}`;
}

export interface ChangeOf {
  readonly difference: number;
  /** Chance alone may explain it. */
  readonly isNoise: boolean;
  /** `new`, `gone`, `+12 %`, `within noise`. */
  readonly text: string;
}

export function changeOf(value: number, baseline: BaselineCost, of: 'self' | 'total'): ChangeOf {
  const before = baseline[of];
  const difference = value - before;
  const isNoise = Math.abs(difference) <= (of === 'self' ? baseline.selfNoise : baseline.totalNoise);
  if (isNoise) return { difference, isNoise, text: 'within noise' };
  if (!(before > 0)) return { difference, isNoise, text: 'new' };
  if (!(value > 0)) return { difference, isNoise, text: 'gone' };
  return { difference, isNoise, text: `${difference > 0 ? '+' : '−'}${formatPercent(Math.abs(difference) / before)}` };
}

export const nameOf = ({ name }: Pick<ProfiledFunction, 'name'>): string => (name.trim() === '' ? '(anonymous)' : name);

/** `src/parse.ts:12`; empty where it is not known. */
export function whereOf({ file, line }: Pick<ProfiledFunction, 'file' | 'line'>): string {
  if (file === '') return '';
  return line > 0 ? `${file}:${line}` : file;
}
