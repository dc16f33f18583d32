import stringWidth from 'string-width';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CollectedBenchmark } from '../model/benchmark.ts';
import type { RunEvent } from '../model/run.ts';
import { formatTimeLeft } from './liveLine.ts';
import { createProgress } from './progress.ts';
import { fakeTerminal, fakeTime, lastLine } from './terminal.fixture.ts';

const benchmark = (name: string): CollectedBenchmark => ({
  id: `a.bench.ts > ${name}`,
  file: 'a.bench.ts',
  path: [name],
  api: 'laptime',
  mode: 'run',
  line: 1,
  column: 1,
  parameters: null,
  budget: null,
  baseline: false,
});

const progressed = (name: string, remainingMs = 65_000): RunEvent => ({
  kind: 'progress',
  benchmark: benchmark(name),
  blocks: 4,
  maxBlocks: 30,
  medianNs: 1234,
  relativeError: 0.021,
  done: 2,
  total: 12,
  remainingMs,
});

const skipped = (name: string): RunEvent => ({
  kind: 'finished',
  measurement: { benchmark: benchmark(name), warnings: [], output: '', state: 'skipped', reason: 'todo' },
  done: 3,
  total: 12,
});

const failed = (name: string): RunEvent => ({
  kind: 'finished',
  measurement: {
    benchmark: benchmark(name),
    warnings: [],
    output: '',
    state: 'failed',
    blocks: [],
    summary: null,
    failure: { kind: 'threw', message: 'no such row\u001b[2J\nsecond line', stack: '', location: null },
  },
  done: 3,
  total: 12,
});

const { time, clock } = fakeTime();

beforeEach(() => {
  time.nowMs = 1000;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('plain progress', () => {
  it('is how long it will take, and one line for each finished benchmark', () => {
    const { terminal, written } = fakeTerminal({ live: false });
    const progress = createProgress(terminal, clock);
    progress.show(progressed('parse'));
    progress.show(skipped('parse'));
    progress.show(failed('sort'));
    progress.dispose();
    progress.show(progressed('sort'));
    expect(written).toEqual([
      'Measuring 10 benchmarks, about 1 min 5 s\n',
      '[3/12] a.bench.ts > parse  skipped: marked todo\n',
      '[3/12] a.bench.ts > sort  failed: no such row\\u001b[2J\n',
    ]);
  });
});

describe('live progress', () => {
  it('shows place, time left, name, blocks and the estimate', () => {
    const { terminal, written } = fakeTerminal({ live: true, width: 120 });
    const progress = createProgress(terminal, clock);
    progress.show(progressed('parse'));
    expect(lastLine(written)).toBe('[3/12]  1 min 5 s left  parse  block 4 of at most 30  1.23 µs ± 2.1 %');
    progress.dispose();
  });

  it('counts down between events', () => {
    const { terminal, written } = fakeTerminal({ live: true, width: 120 });
    const progress = createProgress(terminal, clock);
    progress.show(progressed('parse', 5000));
    time.nowMs += 2000;
    vi.advanceTimersByTime(2000);
    expect(lastLine(written)).toContain('3 s left');
    progress.dispose();
  });

  it('shortens the name, never the numbers, and stays within the line', () => {
    for (const width of [10, 40, 60, 79, 80]) {
      const { terminal, written } = fakeTerminal({ live: true, width });
      const progress = createProgress(terminal, clock);
      progress.show(progressed('解析 '.repeat(40)));
      expect(stringWidth(lastLine(written) ?? '')).toBeLessThan(width);
      progress.dispose();
    }
    const { terminal, written } = fakeTerminal({ live: true, width: 79 });
    const progress = createProgress(terminal, clock);
    progress.show(progressed('解析 '.repeat(40)));
    expect(lastLine(written)).toMatch(/….*block 4 of at most 30 {2}1\.23 µs ± 2\.1 %$/);
    progress.dispose();
  });

  it('draws at most every 80 ms', () => {
    const { terminal, written } = fakeTerminal({ live: true });
    const progress = createProgress(terminal, clock);
    for (let step = 0; step < 100; step++) {
      time.nowMs += 4;
      progress.show(progressed('parse'));
    }
    expect(written.length).toBeLessThanOrEqual(6);
    progress.dispose();
  });

  it('says that it cancels, and cleans the line at the end', () => {
    const { terminal, written } = fakeTerminal({ live: true });
    const progress = createProgress(terminal, clock);
    progress.show(progressed('parse'));
    progress.cancelling();
    expect(lastLine(written)).toContain('cancelling');
    progress.dispose();
    progress.dispose();
    expect(written.at(-1)).toBe('\r\u001b[2K');
    const count = written.length;
    vi.advanceTimersByTime(5000);
    expect(written).toHaveLength(count);
  });

  it('keeps to ASCII where the terminal does', () => {
    const { terminal, written } = fakeTerminal({ live: true, unicode: false, width: 120 });
    const progress = createProgress(terminal, clock);
    progress.show(progressed('parse'));
    expect(lastLine(written)).toContain('1.23 us +/- 2.1 %');
    progress.dispose();
  });
});

describe('formatTimeLeft', () => {
  it.each([
    [-5, '0 s'],
    [1400, '1 s'],
    [59_600, '1 min 0 s'],
    [3_720_000, '1 h 2 min'],
  ])('%d ms is %s', (durationMs, text) => expect(formatTimeLeft(durationMs)).toBe(text));
});
