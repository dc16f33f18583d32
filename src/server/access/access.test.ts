import { timingSafeEqual } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { HttpProblem } from '../http/httpProblem.ts';
import { createOriginCheck } from './origin.ts';
import { createRateLimit } from './rateLimit.ts';
import { bearerOf, createTokenCheck, newToken } from './token.ts';

vi.mock('node:crypto', async (load) => {
  const real = await load<typeof import('node:crypto')>();
  return { ...real, timingSafeEqual: vi.fn<typeof real.timingSafeEqual>(real.timingSafeEqual) };
});

const refusal = (work: () => void) => {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof HttpProblem ? { status: error.status, retryAfter: error.headers['Retry-After'] } : error;
  }
};

describe('the token', () => {
  it('has 32 random bytes, and is another one each time', () => {
    const tokens = Array.from({ length: 100 }, newToken);
    expect(new Set(tokens).size).toBe(100);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  });

  it('is compared as a digest of one length, whatever is offered', () => {
    const isToken = createTokenCheck('secret');
    const offers = ['', 's', 'secreT', 'secret', 'secret ', 'x'.repeat(100_000)];
    expect(offers.map(isToken)).toEqual([false, false, false, true, false, false]);
    const calls = vi.mocked(timingSafeEqual).mock.calls.slice(-offers.length);
    expect(calls.map((sides) => sides.map((side) => side.byteLength))).toEqual(offers.map(() => [32, 32]));
  });

  it('is what follows the word in the header', () => {
    expect(['Bearer abc', 'bearer  abc ', 'Bearer a b', 'Basic abc', undefined].map(bearerOf)).toEqual(['abc', 'abc', '', '', '']);
  });
});

describe('the rate limit', () => {
  it('lets so many pass at once and a second, each address for itself, and says when', () => {
    let nowMs = 0;
    const count = createRateLimit({ perSecond: 2, burst: 3 }, { nowMs: () => nowMs, monotonicMs: () => nowMs });
    const ask = (address: string) => refusal(() => count(address));
    expect(['a', 'a', 'a'].map(ask)).toEqual([null, null, null]);
    expect(ask('a')).toEqual({ status: 429, retryAfter: '1' });
    expect(ask('b')).toBeNull();
    nowMs += 500;
    expect([ask('a'), ask('a')]).toEqual([null, { status: 429, retryAfter: '1' }]);
    // Who asks in vain is not punished for it.
    nowMs += 500;
    expect(ask('a')).toBeNull();
  });
});

describe('the check of hosts', () => {
  it('knows other names than those of loopback only where it was told one', () => {
    const local = createOriginCheck('127.0.0.1');
    const open = createOriginCheck('build.example');
    const statusOf = (check: typeof local, host: string) => refusal(() => check({ host })) ?? 200;
    expect(statusOf(local, 'build.example:80')).toMatchObject({ status: 421 });
    expect(statusOf(local, '192.168.0.7:80')).toMatchObject({ status: 421 });
    expect(statusOf(open, 'Build.example:80')).toBe(200);
    // An address is no name that somebody could make lead here.
    expect(statusOf(open, '192.168.0.7:80')).toBe(200);
    expect(statusOf(open, 'evil.example:80')).toMatchObject({ status: 421 });
  });
});
