import { formatCount } from './units.ts';

/** So many times: two digits, and as many as tell it from 1; `1.04`, `2.1`, `35`, `1,280`. With `like`, as many decimals as that has. */
export function formatTimes(times: number, like = times): string {
  if (!Number.isFinite(times)) return 'many';
  if (like >= 10) return formatCount(times);
  return times.toFixed(like < 1.095 && like > 0.905 ? 2 : 1);
}
