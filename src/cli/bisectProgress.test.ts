import { describe, expect, it } from 'vitest';
import { exampleBisectCommit } from '../model/bisection.fixture.ts';
import type { BisectAnswer, BisectEvent, BisectProgress } from '../model/bisection.ts';
import { createBisectProgress } from './bisectProgress.ts';
import { fakeTerminal, fakeTime, lastLine } from './terminal.fixture.ts';

const { time, clock } = fakeTime();
const commits = [0, 1, 2, 3].map((place) => exampleBisectCommit(place));
const short = (place: number) => commits[place]!.hash.slice(0, 10);
const state = (changes: Partial<BisectProgress> = {}): BisectProgress => ({
  runs: 2,
  runsLeft: 18,
  remainingMs: 125_000,
  chances: [],
  suspects: [],
  noise: null,
  endsRatio: null,
  ...changes,
});

const measured = (place: number, answer: BisectAnswer): BisectEvent => ({
  kind: 'measured',
  commit: commits[place]!,
  run: { ...answer, commit: commits[place]!.hash, durationMs: 5000 },
});

const events: readonly BisectEvent[] = [
  { kind: 'started', commits, candidates: 2, resumedRuns: 1, progress: state() },
  { kind: 'measuring', commit: commits[0]!, purpose: 'ends', progress: state() },
  measured(0, { kind: 'value', logTime: Math.log(1.004) }),
  measured(3, { kind: 'value', logTime: Math.log(1.25) }),
  measured(1, { kind: 'broken', message: 'npm ci failed\u001b[2J\nat line 2' }),
  measured(2, { kind: 'timeout' }),
  {
    kind: 'measuring',
    commit: commits[2]!,
    purpose: 'search',
    progress: state({ runs: 1, suspects: [{ commit: commits[2]!, chance: 0.62 }], noise: 0.01, endsRatio: 1.25 }),
  },
];

describe('the progress of a search', () => {
  it('is in a log a line for each answer, against the good commit', () => {
    const { terminal, written } = fakeTerminal({ live: false });
    const progress = createBisectProgress(terminal, clock);
    for (const event of events) progress.show(event);
    progress.cancelling();
    progress.dispose();
    expect(written).toEqual([
      'Searching 3 commits, of which 1 cannot have changed the benchmark; 1 run of before count; about 18 more\n',
      `2 runs, about 18 more, 2 min 5 s; measuring ${short(0)} Change number 0\n`,
      `${short(0)} Change number 0: +0.40 %\n`,
      `${short(3)} Change number 3: +25 %\n`,
      `${short(1)} Change number 1: skipped: npm ci failed\\u001b[2J\n`,
      `${short(2)} Change number 2: ran into its time limit: slow\n`,
      `1 run, about 18 more, 2 min 5 s; ends +25 %; 62 % ${short(2)}; measuring ${short(2)} Change number 2\n`,
      'Interrupted: the answers so far are kept, and the same command goes on from them\n',
    ]);
  });

  it('is for who watches the run, the time left, the commit and the suspect', () => {
    const { terminal, written } = fakeTerminal({ live: true, width: 120 });
    const progress = createBisectProgress(terminal, clock);
    progress.show({ kind: 'preparing', message: 'Looking for the commits' });
    progress.show(events[0]!);
    expect(written.at(-2)).toMatch(/Searching 3 commits, .*\n$/);
    expect(written.at(-2)?.startsWith('\r\u001b[2KSearching')).toBe(true);
    time.nowMs += 1000;
    progress.show(events.at(-1)!);
    expect(lastLine(written)).toBe(`[2]  2 min 5 s left  ${short(2)} Change number 2  ends +25 %; 62 % ${short(2)}`);
    progress.cancelling();
    expect(lastLine(written)).toContain('cancelling');
    progress.dispose();
    expect(written.at(-1)).toBe('Interrupted: the answers so far are kept, and the same command goes on from them\n');
  });
});
