import { readingOf, type Reading } from './reading.ts';
import type { Window } from './window.ts';

/** A program that is well, and a machine that has time. */
export const WELL: Readonly<Record<string, number>> = {
  'machine.cpu': 0.3,
  'machine.cpu.pressure': 0.02,
  'program.cpu': 0.3,
  'program.childrenCpu': 0,
  'program.mainThread.cpu': 0.28,
  'program.mainThread.runDelay': 0.01,
  'program.eventLoop.utilization': 0.3,
  'program.eventLoop.delay.max': 4,
  'program.eventLoop.delay.p50': 0.2,
  'program.eventLoop.blocked': 0.01,
  'program.gc.share': 0.02,
  'program.gc.minor': 4,
  'program.gc.major': 0.1,
  'program.gc.pause.max': 3,
  'program.heap.used': 30e6,
  'program.heap.limit': 4e9,
  'program.heap.arrayBuffers': 1e6,
  'program.handles': 12,
  'program.requests.fs': 0,
  'program.threadPool.wait': 0.3,
  'program.workers.utilization.max': 0,
};

/** So many half seconds; `change`: what differs from a program that is well, at each. */
export function windows(count: number, change: (at: number) => Readonly<Record<string, number>> = () => ({})): readonly Window[] {
  return Array.from({ length: count }, (_, at) => ({
    atMs: at * 500,
    durationMs: 500,
    values: new Map(Object.entries({ ...WELL, ...change(at) })),
    isSilent: false,
  }));
}

export const reading = (change?: (at: number) => Readonly<Record<string, number>>, count = 16): Reading =>
  readingOf(windows(count, change), 4);
