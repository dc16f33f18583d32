import { describe, expect, it } from 'vitest';
import { createOwnTime } from './ownTime.ts';

function busy(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

describe('own time', () => {
  it('is that of the work, once', () => {
    const own = createOwnTime();
    expect(own.readMs()).toBe(0);
    expect(own.time(() => [busy(30), 'done'][1])).toBe('done');
    const readMs = own.readMs();
    expect(readMs).toBeGreaterThan(0);
    expect(own.readMs()).toBe(0);
    expect(() =>
      own.time(() => {
        throw new Error('on purpose');
      }),
    ).toThrow('on purpose');
  });

  it('is not counted in ticks of the system', () => {
    const own = createOwnTime();
    const readMs = Array.from({ length: 20 }, () => {
      own.time(() => busy(0.5));
      return own.readMs();
    });
    // Others may have had the core for most of one.
    expect(readMs.filter((ms) => ms > 0.1).length).toBeGreaterThan(10);
    expect(readMs.filter((ms) => ms > 2).length).toBeLessThan(10);
  });

  it('is that of all calls, of which few are timed', () => {
    const own = createOwnTime();
    const heard: number[] = [];
    const listener = own.sample((message: number) => {
      heard.push(message);
      busy(0.02);
    });
    for (let call = 0; call < 1000; call++) listener(call);
    expect(heard.length).toBe(1000);
    expect(own.readMs()).toBeGreaterThanOrEqual(20);
    expect(own.readMs()).toBe(0);
    listener(0);
    expect(own.readMs()).toBeGreaterThanOrEqual(0.02);
  });

  it('is not that of others while a call is timed', () => {
    const own = createOwnTime();
    let call = 0;
    // One that is timed takes long, as if others had the core.
    const listener = own.sample(() => busy(++call === 640 ? 400 : 0));
    while (call < 1280) listener(null);
    expect(own.readMs()).toBeLessThan(400);
  });
});
