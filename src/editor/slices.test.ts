import { describe, expect, it } from 'vitest';
import { debounce } from './debounce.ts';
import { inSlices } from './slices.ts';

/** Keeps the thread busy as real work does. */
function work(durationMs: number): void {
  const endMs = performance.now() + durationMs;
  while (performance.now() < endMs);
}

describe('inSlices', () => {
  it('visits all in order and lets other work run in between', async () => {
    const visited: number[] = [];
    const others: number[] = [];
    const timer = setInterval(() => others.push(visited.length), 1);
    await inSlices(
      Array.from({ length: 30 }, (_, index) => index),
      (index) => {
        visited.push(index);
        work(2);
      },
    );
    clearInterval(timer);
    expect(visited).toEqual(Array.from({ length: 30 }, (_, index) => index));
    expect(others.some((count) => count > 0 && count < 30)).toBe(true);
  });

  it('ends early when it is aborted', async () => {
    const stop = new AbortController();
    const visited: number[] = [];
    await inSlices(
      [1, 2, 3],
      (item) => {
        visited.push(item);
        if (item === 2) stop.abort();
      },
      stop.signal,
    );
    expect(visited).toEqual([1, 2]);
  });
});

describe('debounce', () => {
  it('acts once for each key when it is quiet, and not at all when it is disposed', async () => {
    const acted: string[] = [];
    const call = debounce<string>(20, (key) => acted.push(key));
    for (const key of ['a', 'b', 'a', 'a']) call(key);
    expect(acted).toEqual([]);
    while (acted.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(acted.toSorted()).toEqual(['a', 'b']);
    call('c');
    call.dispose();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(acted).toHaveLength(2);
  });
});
