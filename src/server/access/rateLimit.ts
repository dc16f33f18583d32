import type { Clock } from '../../base/clock.ts';
import { HttpProblem } from '../http/httpProblem.ts';

export interface RateLimit {
  readonly perSecond: number;
  /** So many at once after a pause. */
  readonly burst: number;
}

/** Addresses that are remembered at the most: those that asked longest ago are forgotten first. */
const MOST_ADDRESSES = 1000;

/**
 * Counts requests by their address.
 * @throws HttpProblem 429 that says when to try again
 */
export function createRateLimit({ perSecond, burst }: RateLimit, clock: Clock): (address: string) => void {
  const buckets = new Map<string, { left: number; atMs: number }>();
  return (address) => {
    const nowMs = clock.monotonicMs();
    const before = buckets.get(address) ?? { left: burst, atMs: nowMs };
    const left = Math.min(burst, before.left + ((nowMs - before.atMs) / 1000) * perSecond);
    buckets.delete(address);
    buckets.set(address, { left: left >= 1 ? left - 1 : left, atMs: nowMs });
    const [oldest] = buckets.keys();
    if (buckets.size > MOST_ADDRESSES && oldest !== undefined) buckets.delete(oldest);
    if (left >= 1) return;
    const seconds = Math.ceil((1 - left) / perSecond);
    throw new HttpProblem(429, `Too many requests: at most ${perSecond} a second. Try again in ${seconds} s.`, {
      headers: { 'Retry-After': String(seconds) },
    });
  };
}
