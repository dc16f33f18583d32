import { describe, expect, it } from 'vitest';
import { createRingBuffer } from './ringBuffer.ts';

const all = (buffer: ReturnType<typeof createRingBuffer>) => {
  const { atMs, values } = buffer.since(-Infinity);
  return [...atMs].map((at, index) => [at, values[index]]);
};

describe('createRingBuffer', () => {
  it('keeps the newest, in order', () => {
    const buffer = createRingBuffer(3);
    for (let at = 1; at <= 5; at++) buffer.push(at, at * 10);
    expect(buffer.length).toBe(3);
    expect(all(buffer)).toEqual([
      [3, 30],
      [4, 40],
      [5, 50],
    ]);
  });

  it.each([1, 2, 255, 256, 257, 1000])('does with a capacity of %i what a list that is cut would do', (capacity) => {
    const buffer = createRingBuffer(capacity);
    const list: [number, number][] = [];
    for (let at = 0; at < 2345; at++) {
      buffer.push(at, Math.sin(at));
      list.push([at, Math.sin(at)]);
      if (at % 97 !== 0 && at !== 2344) continue;
      const kept = list.slice(-capacity);
      expect(buffer.length).toBe(kept.length);
      expect(all(buffer)).toEqual(kept);
      const from = at - capacity / 3;
      expect([...buffer.since(from).atMs]).toEqual(kept.map(([time]) => time).filter((time) => time >= from));
    }
  });

  it('gives copies, which stay as they are', () => {
    const buffer = createRingBuffer(2);
    buffer.push(1, 1);
    const before = buffer.since(0);
    buffer.push(2, 2);
    buffer.push(3, 3);
    expect([...before.values]).toEqual([1]);
  });

  it('has equal times, and moves all when the clock was set', () => {
    const buffer = createRingBuffer(4);
    for (const at of [1, 2, 2, 2, 3]) buffer.push(at, at);
    expect([...buffer.since(2).atMs]).toEqual([2, 2, 2, 3]);
    buffer.shift(-1000);
    expect(all(buffer).map(([at]) => at)).toEqual([-998, -998, -998, -997]);
    buffer.push(-900, 7);
    expect([...buffer.since(-997).values]).toEqual([3, 7]);
    expect(buffer.since(0).values).toHaveLength(0);
  });
});
