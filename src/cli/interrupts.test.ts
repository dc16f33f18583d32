import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { watchInterrupts } from './interrupts.ts';

function setUp() {
  const source = new EventEmitter();
  const time = { nowMs: 0 };
  const onSecond = vi.fn<() => void>();
  const interrupts = watchInterrupts(source, { nowMs: () => time.nowMs, monotonicMs: () => time.nowMs }, onSecond);
  return { source, time, onSecond, interrupts };
}

describe('watchInterrupts', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('aborts at the first %s', (signal) => {
    const { source, onSecond, interrupts } = setUp();
    source.emit(signal);
    expect(interrupts.signal.aborted).toBe(true);
    expect(onSecond).not.toHaveBeenCalled();
  });

  it('takes what follows at once for the same interrupt', () => {
    const { source, time, onSecond } = setUp();
    source.emit('SIGINT');
    time.nowMs = 20;
    source.emit('SIGINT');
    expect(onSecond).not.toHaveBeenCalled();
    time.nowMs = 600;
    source.emit('SIGTERM');
    expect(onSecond).toHaveBeenCalledOnce();
  });

  it('leaves no listener behind', () => {
    const { source, interrupts } = setUp();
    expect(source.eventNames()).toHaveLength(3);
    interrupts.dispose();
    expect(source.eventNames()).toEqual([]);
  });
});
