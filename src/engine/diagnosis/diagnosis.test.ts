import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BottleneckClass, Diagnosis } from '../../model/finding.ts';
import { seededRandom } from '../stats/index.ts';
import { leakAnswer, placeAnswer, type Answer } from './answers.ts';
import { conclude, findSigns } from './conclude.ts';
import { readingOf, type Reading } from './reading.ts';
import { surety } from './sign.ts';
import { ADVICE } from './suggestions.ts';
import { windowsOf } from './window.ts';
import { reading, WELL, windows } from './windows.fixture.ts';

const told = (of: Reading, answers: readonly Answer[] = []): Diagnosis =>
  conclude(of, { signs: findSigns(of), answers, fromMs: 0, untilMs: 8000, problems: [] });

const classesOf = (diagnosis: Diagnosis) => [diagnosis.class, ...diagnosis.others.map((each) => each.class)];

const PLANTED: readonly (readonly [name: string, expected: BottleneckClass, change: (at: number) => Readonly<Record<string, number>>])[] = [
  ['a thread that runs all the time', 'cpu-bound', () => ({ 'program.eventLoop.utilization': 1, 'program.mainThread.cpu': 0.98 })],
  [
    'one that would, and shares its core with one other',
    'cpu-bound',
    () => ({ 'program.eventLoop.utilization': 1, 'program.mainThread.cpu': 0.55, 'program.mainThread.runDelay': 0.44, 'machine.cpu': 1 }),
  ],
  [
    'three quarters of the time without a core',
    'cpu-contention',
    () => ({ 'program.mainThread.cpu': 0.2, 'program.mainThread.runDelay': 0.75, 'machine.cpu': 1, 'program.cpu': 0.2 }),
  ],
  [
    'half of the time in GC',
    'gc-pressure',
    () => ({ 'program.gc.share': 0.5, 'program.eventLoop.utilization': 1, 'program.mainThread.cpu': 1 }),
  ],
  [
    'blocks of 300 ms that compute',
    'event-loop-blocked',
    (at) => (at % 2 ? { 'program.eventLoop.delay.max': 300, 'program.mainThread.cpu': 0.6, 'program.eventLoop.utilization': 0.6 } : {}),
  ],
  [
    'blocks of 300 ms that wait',
    'event-loop-blocked',
    (at) => (at % 2 ? { 'program.eventLoop.delay.max': 300, 'program.mainThread.cpu': 0.05, 'program.eventLoop.utilization': 0.6 } : {}),
  ],
  ['sockets that are never closed', 'handle-leak', (at) => ({ 'program.handles': 20 + 10 * at, 'program.handles.TCPSocketWrap': 10 * at })],
  ['probes that wait for 80 ms', 'threadpool-saturated', () => ({ 'program.threadPool.wait': 80 })],
  [
    'files that are written',
    'io-disk',
    () => ({ 'program.requests.fs': 7, 'program.io.write': 50e6, 'program.io.read': 0, 'program.threadPool.wait': 40 }),
  ],
  ['a busy worker', 'worker-cpu', () => ({ 'program.workers.utilization.max': 0.97, 'program.cpu': 1.2 })],
  ['busy children', 'child-cpu', () => ({ 'program.childrenCpu': 0.9, 'program.cpu': 1 })],
  [
    'requests that wait for a connection',
    'pool-saturated',
    () => ({
      'program.http.client.queued': 9,
      'program.http.client.active': 11,
      'program.http.client.p50': 200,
      'program.http.client.rate': 50,
    }),
  ],
  [
    'requests that pile up in an idle server',
    'pool-saturated',
    (at) => ({ 'program.http.server.active': 20 + 5 * at, 'program.http.server.p50': 900, 'program.http.server.rate': 20 }),
  ],
  ['slow answers', 'external-latency', () => ({ 'program.http.client.p50': 150, 'program.http.client.rate': 20 })],
  ['nothing', 'idle', () => ({ 'program.eventLoop.utilization': 0.001, 'program.cpu': 0.002, 'program.mainThread.cpu': 0.002 })],
  ['little', 'healthy', () => ({})],
];

describe('conclude', () => {
  it.each(PLANTED)('of %s says %s', (_name, expected, change) => {
    const diagnosis = told(reading(change));
    expect(diagnosis.class).toBe(expected);
    expect(diagnosis.confidence).toBeGreaterThanOrEqual(0.5);
    expect(diagnosis.evidence.length).toBeGreaterThan(0);
  });

  it('gives a health of 100 to what is well, and less for each finding', () => {
    expect(told(reading()).score).toBe(100);
    expect(told(reading(PLANTED[0]![2])).score).toBe(Math.round(100 * (1 - 0.3 * told(reading(PLANTED[0]![2])).confidence)));
  });

  it('does not take for blocks what others made of them', () => {
    const held = reading(() => ({
      'program.eventLoop.delay.max': 200,
      'program.mainThread.runDelay': 0.3,
      'program.eventLoop.utilization': 0.6,
    }));
    expect(classesOf(told(held))).not.toContain('event-loop-blocked');
  });

  // Four other processes on two cores.
  const held = { 'machine.cpu': 1, 'machine.cpu.pressure': 0.99, 'program.mainThread.cpu': 0.2, 'program.mainThread.runDelay': 0.78 };

  it('names what is wrong with a program before that others have the cores, and these before what only computes', () => {
    const blocked = reading(() => ({
      ...held,
      ...{ 'program.eventLoop.utilization': 0.99, 'program.eventLoop.delay.max': 600, 'program.eventLoop.delay.p50': 0.1 },
    }));
    expect(classesOf(told(blocked)).slice(0, 2)).toEqual(['event-loop-blocked', 'cpu-contention']);
    const computing = reading(() => ({ ...held, 'program.eventLoop.utilization': 1, 'program.eventLoop.delay.p50': 12 }));
    expect(classesOf(told(computing))).toEqual(['cpu-contention', 'cpu-bound']);
    const leaking = reading((at) => ({ ...held, 'program.handles': 20 + 10 * at }));
    expect(classesOf(told(leaking)).slice(0, 2)).toEqual(['handle-leak', 'cpu-contention']);
  });

  it('does not take for pressure by garbage that collections wait for a core', () => {
    const slowed = reading(() => ({ ...held, 'program.eventLoop.utilization': 0.8, 'program.gc.share': 0.2 }));
    expect(classesOf(told(slowed))).toEqual(['cpu-contention']);
    const pressed = reading(() => ({ ...held, 'program.eventLoop.utilization': 1, 'program.gc.share': 0.4 }));
    expect(told(pressed).class).toBe('gc-pressure');
  });

  it('does not take for a pool that is full that its threads wait for a core', () => {
    const slowed = (waitMs: number) => reading(() => ({ ...held, 'program.threadPool.wait': waitMs, 'program.eventLoop.delay.max': 40 }));
    expect(classesOf(told(slowed(30)))).toEqual(['cpu-contention']);
    expect(told(slowed(200)).class).toBe('threadpool-saturated');
  });

  it('takes silence for a block', () => {
    const silent = windows(16).map((window, at) => (at > 4 && at < 12 ? { ...window, isSilent: true } : window));
    expect(classesOf(told(readingOf(silent, 4)))).toContain('event-loop-blocked');
    const allSilent = windows(16, () => ({ ...held })).map((window) => ({
      ...window,
      values: new Map([...window.values].filter(([id]) => !id.startsWith('program.eventLoop.'))),
      isSilent: true,
    }));
    expect(told(readingOf(allSilent, 4)).class).toBe('event-loop-blocked');
    const starved = windows(16, () => ({ ...held, 'program.mainThread.cpu': 0.1, 'program.mainThread.runDelay': 0.89 }));
    const waiting = starved.map((window, at) => (at % 3 === 2 ? { ...window, isSilent: true } : window));
    expect(classesOf(told(readingOf(waiting, 4)))).not.toContain('event-loop-blocked');
  });

  it('does not take for computing all the time what others made of a part of it', () => {
    const slowed = reading(() => ({ ...held, 'program.mainThread.runDelay': 0.6, 'program.eventLoop.utilization': 0.93 }));
    expect(classesOf(told(slowed))).toEqual(['cpu-contention']);
  });

  it('does not take for a leak of handles what requests under way have open', () => {
    const busy = reading((at) => ({
      'program.handles': 20 + 10 * at,
      'program.http.server.active': 5 * at,
      'program.http.server.p50': 30,
    }));
    expect(classesOf(told(busy))).not.toContain('handle-leak');
  });

  it('does not take for a leak of handles what waits at a server that has no time', () => {
    const late = reading((at) => ({ 'program.handles': 20 + 10 * at, 'program.http.server.rate': 50, 'program.eventLoop.utilization': 1 }));
    expect(classesOf(told(late))).not.toContain('handle-leak');
    const slowed = (kind: string) =>
      reading((at) => ({ ...held, 'program.http.server.rate': 50, 'program.handles': 20 + 10 * at, [`program.handles.${kind}`]: 10 * at }));
    expect(classesOf(told(slowed('TCPSocketWrap')))).toEqual(['cpu-contention']);
    expect(told(slowed('Timeout')).class).toBe('handle-leak');
  });

  it('is never surer of a leak than even before it is asked, and sure afterwards', () => {
    const leaking = reading((at) => ({ 'program.heap.used': 30e6 + at * 1e6 }));
    const before = told(leaking);
    expect(before.class).toBe('memory-leak');
    expect(before.confidence).toBeLessThanOrEqual(0.5);
    const proof: Answer = { class: 'memory-leak', holds: true, evidence: [] };
    expect(told(leaking, [proof]).confidence).toBeGreaterThan(0.8);
    expect(told(leaking, [{ ...proof, holds: false }]).class).toBe('healthy');
  });

  it('has the place with the finding that it is of', () => {
    const busy = reading(PLANTED[0]![2]);
    const place = { file: 'a.js', line: 3, functionName: 'work' };
    const { evidence } = told(busy, [placeAnswer('cpu-bound', { place, share: 0.8 })]);
    expect(evidence.at(-1)).toEqual({
      text: '80 % of the computing time is on this line itself',
      metric: null,
      value: 0.8,
      limit: null,
      place,
    });
  });

  it('knows less of what it sees from outside only', () => {
    const outside = windows(16).map((window) => ({
      ...window,
      values: new Map([
        ['program.cpu', 0.9],
        ['program.mainThread.cpu', 0.99],
      ] as const),
    }));
    expect(told(readingOf(outside, 4)).class).toBe('cpu-bound');
    const quiet = windows(16).map((window) => ({ ...window, values: new Map([['program.cpu', 0.2]] as const) }));
    expect(told(readingOf(quiet, 4))).toMatchObject({ class: 'healthy', confidence: 0.47 });
  });

  it('knows what works in a program also where nobody has much of a core', () => {
    const others = { ...held, 'program.mainThread.cpu': 0.01, 'program.mainThread.runDelay': 0.3, 'program.eventLoop.utilization': 0.02 };
    const working = reading(() => ({ ...others, 'program.cpu': 0.12, 'program.workers.utilization.max': 1 }));
    expect(told(working).class).toBe('worker-cpu');
    const little = reading(() => ({ ...others, 'program.cpu': 0.12, 'program.workers.utilization.max': 0.6 }));
    expect(classesOf(told(little))).toEqual(['cpu-contention']);
    const child = reading(() => ({ ...others, 'program.cpu': 0.12, 'program.childrenCpu': 0.11 }));
    expect(told(child).class).toBe('child-cpu');
  });

  it('does not take a server for computing that others hold back', () => {
    const slowed = reading(() => ({ ...held, 'program.eventLoop.utilization': 1, 'program.http.server.rate': 100 }));
    expect(classesOf(told(slowed))).toEqual(['cpu-contention']);
  });

  it('does not take for slow answers of others what its own blocks make late', () => {
    const calls = { 'program.http.client.p50': 250, 'program.http.client.rate': 4 };
    const block = { ...calls, 'program.eventLoop.delay.max': 300, 'program.eventLoop.utilization': 0.4 };
    expect(classesOf(told(reading((at) => (at % 3 < 2 ? block : calls))))).toEqual(['event-loop-blocked']);
    expect(told(reading(() => calls)).class).toBe('external-latency');
    const slowed = { ...calls, ...held, 'program.eventLoop.delay.max': 300, 'program.eventLoop.utilization': 0.4 };
    expect(told(reading(() => slowed)).class).toBe('external-latency');
  });

  it('holds for any values', () => {
    const random = seededRandom(7);
    for (let turn = 0; turn < 300; turn++) {
      const metrics = [...Object.keys(WELL), 'program.http.client.p50', 'program.http.client.rate', 'program.http.server.active'];
      const any = reading(
        () => Object.fromEntries(metrics.map((id) => [id, 10 ** (random.uniform() * 6 - 3)])),
        1 + Math.floor(random.uniform() * 40),
      );
      const diagnosis = told(any);
      for (const { confidence } of [diagnosis, ...diagnosis.others]) {
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
      expect(diagnosis.score).toBeGreaterThanOrEqual(0);
      expect(diagnosis.score).toBeLessThanOrEqual(100);
    }
  });
});

describe('leakAnswer', () => {
  const kept = (bytes: readonly number[]) => bytes.map((value, at) => ({ atMs: at * 1500, bytes: value }));

  it('tells what grows from what fills, and from what is collected', () => {
    expect(leakAnswer(kept([10e6, 12e6, 14e6, 16e6, 18e6, 20e6]))?.holds).toBe(true);
    expect(leakAnswer(kept([10e6, 14e6, 16e6, 16.1e6, 16.1e6, 16.2e6]))?.holds).toBe(false);
    expect(leakAnswer(kept([10e6, 9e6, 10.1e6, 9.5e6, 10e6, 9.9e6]))?.holds).toBe(false);
    expect(leakAnswer(kept([10e6, 10.01e6, 10.02e6, 10.03e6, 10.04e6]))?.holds).toBe(false);
  });

  it('says nothing of too little', () => {
    expect(leakAnswer(kept([10e6, 12e6, 14e6]))).toBeNull();
  });
});

describe('windowsOf', () => {
  const tick = (atMs: number, values: Readonly<Record<string, number>>) => ({ atMs, values: new Map(Object.entries(values)) });

  it('begins with the first report, and leaves out two windows at each end', () => {
    const ticks = Array.from({ length: 12 }, (_, at) =>
      tick(at * 500, at < 2 ? { 'program.cpu': 1 } : { 'program.eventLoop.utilization': at }),
    );
    expect(windowsOf(ticks, 'program').map(({ values }) => values.get('program.eventLoop.utilization'))).toEqual([4, 5, 6, 7, 8, 9]);
  });

  it('takes the metrics of the one program that is meant, and marks where it was silent', () => {
    const ticks = Array.from({ length: 9 }, (_, at) =>
      tick(at * 500, {
        'machine.cpu': 0.5,
        'program.eventLoop.utilization': 1,
        'program@b.cpu': 0.1,
        ...(at === 4 ? {} : { 'program@b.eventLoop.utilization': 0.2 }),
      }),
    );
    const found = windowsOf(ticks, 'program@b');
    expect(found.map(({ isSilent }) => isSilent)).toEqual([false, false, true, false, false]);
    expect([...found[0]!.values]).toEqual([
      ['machine.cpu', 0.5],
      ['program.cpu', 0.1],
      ['program.eventLoop.utilization', 0.2],
    ]);
  });
});

describe('surety', () => {
  it('is a half at the limit, and nears 1', () => {
    expect(surety(2, 2)).toBe(0.5);
    expect(surety(4, 2)).toBeCloseTo(8 / 9);
    expect(surety(Infinity, 2)).toBe(1);
    expect(surety(-1, 2)).toBe(0);
  });
});

describe('suggestions', () => {
  it('name only rules of hints that there are', () => {
    // There is a page for each.
    const pages = readdirSync(path.resolve(import.meta.dirname, '../../../docs/rules'));
    const ruleIds = new Set(pages.map((page) => path.basename(page, '.md')));
    expect(ADVICE.flatMap(({ rules }) => rules).filter((id) => !ruleIds.has(id))).toEqual([]);
  });

  it('are there for each class that can be mended', () => {
    const mended = new Set(ADVICE.map((each) => each.class));
    const all = new Set(PLANTED.map(([, expected]) => expected));
    expect([...all].filter((each) => !mended.has(each))).toEqual(['idle', 'healthy']);
    for (const [, expected, change] of PLANTED.filter((each) => mended.has(each[1]))) {
      const { suggestions } = told(reading(change));
      expect(suggestions.map((each) => each.class)).toContain(expected);
    }
  });
});
