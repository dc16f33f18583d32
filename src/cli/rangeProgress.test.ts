import { describe, expect, it } from 'vitest';
import type { RangeCommit, RangeEvent } from '../model/history.ts';
import { createRangeProgress } from './rangeProgress.ts';
import { fakeTerminal, fakeTime, lastLine } from './terminal.fixture.ts';

const { time, clock } = fakeTime();
const commit = (place: number): RangeCommit => ({
  hash: String(place).repeat(40),
  subject: `Change number ${place}`,
  authorName: 'Ada',
  authoredAtMs: 0,
});
const started = (place: number): RangeEvent => ({ kind: 'started', commit: commit(place), done: place - 1, total: 2 });
const skipped: RangeEvent = { kind: 'skipped', commit: commit(2), message: 'It does not build\u001b[2J\nat line 2' };

describe('the progress of a range', () => {
  it('is in a log a line for each commit', () => {
    const { terminal, written } = fakeTerminal({ live: false });
    const progress = createRangeProgress(terminal, clock);
    progress.show({ kind: 'planned', commits: 3, known: 1 });
    progress.show({ kind: 'preparing', message: 'Checking out 1111111111' });
    progress.show(started(1));
    for (const remainingMs of [null, 65_000, 60_000]) {
      progress.show({ kind: 'measuring', commit: commit(1), event: { kind: 'loading', file: 'a.bench.ts' }, remainingMs });
    }
    progress.show({ kind: 'measured', commit: commit(1), runId: 'id', benchmarks: 1, failures: 0 });
    progress.show(started(2));
    progress.show(skipped);
    progress.cancelling();
    progress.dispose();
    expect(written).toEqual([
      '3 commits, of which 1 has its results already: --again measures them too\n',
      'Checking out 1111111111\n',
      'Measuring takes about 1 min 5 s\n',
      '[1/2] 1111111111 Change number 1: 1 benchmark\n',
      '[2/2] 2222222222 Change number 2: skipped: It does not build\\u001b[2J\n',
      'Interrupted: ending the benchmark that runs; finished results are kept\n',
    ]);
  });

  it('is for who watches one line, and others that stay for what was planned and skipped', () => {
    const { terminal, written } = fakeTerminal({ live: true, width: 120 });
    const progress = createRangeProgress(terminal, clock);
    progress.show({ kind: 'preparing', message: 'Reading the history' });
    progress.show({ kind: 'planned', commits: 3, known: 3 });
    expect(written.at(-2)).toBe('\r\u001b[2K3 commits, of which all have their results already: --again measures them too\n');
    time.nowMs += 1000;
    progress.show(started(2));
    progress.show(skipped);
    expect(written.at(-2)).toBe('\r\u001b[2K2222222222 Change number 2: skipped: It does not build\\u001b[2J\n');
    expect(lastLine(written)).toBe('[2/2]  2222222222 Change number 2');
    progress.dispose();
  });
});
