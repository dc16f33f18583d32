import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { exampleCompared } from '../../../model/comparison.fixture.ts';
import { exampleBenchmark } from '../../../model/example.fixture.ts';
import type { BenchmarkHistory, SuspectCheck } from '../../../model/history.ts';
import { hostileTexts } from '../report.fixture.ts';
import { COMMITS, exampleCheck, exampleHistory, exampleHistoryCommit, exampleSeries, fullHistory } from './history.fixture.ts';
import { toHistoryMarkdown } from './historyMarkdown.ts';
import { renderBenchmarkHistory, renderHistory } from './renderHistory.ts';

const plain = { width: 110, color: false, unicode: true, checks: null as readonly SuspectCheck[] | null };
const overview = (history: BenchmarkHistory, options: Partial<typeof plain> = {}) => renderHistory(history, { ...plain, ...options });
const one = (history: BenchmarkHistory, index: number, options: Partial<typeof plain> = {}) => {
  const series = [history.series[index]!];
  return renderBenchmarkHistory({ ...history, series }, series[0]!, { ...plain, ...options });
};

const hostile = hostileTexts.map((text) =>
  exampleHistory([exampleSeries([text], (place) => (place < 20 ? 10 : 14))], {
    commits: Array.from({ length: COMMITS }, (_, place) => exampleHistoryCommit(place, { subject: text, authorName: text })),
  }),
);
const all = [fullHistory(), ...hostile];

describe('renderHistory', () => {
  it.each([60, 110])('shows a line for each benchmark in %d columns', (width) => {
    expect(overview(fullHistory(), { width })).toMatchSnapshot(`${width} columns`);
  });

  it.each([0, 1, 2, 3, 4])('shows all of one benchmark: number %d', (index) => {
    expect(one(fullHistory(), index)).toMatchSnapshot(`number ${index}`);
  });

  it('shows what measuring again said instead of what looks off', () => {
    const same = exampleCompared(exampleBenchmark(['suspicious']), { verdict: 'same', ratio: 1.002 });
    const failure = { kind: 'threw', message: 'no\nat x', stack: '', location: null } as const;
    const failed = { state: 'failed', benchmark: exampleBenchmark(['suspicious']), side: 'candidate', failure, warnings: [] } as const;
    const checks = [exampleCheck(), exampleCheck({ comparison: same }), exampleCheck({ comparison: failed })];
    const text = overview(fullHistory(), { checks });
    expect(text).not.toContain('look off');
    expect(text).toContain('src/sort.bench.ts > suspicious: confirmed: 3.1 % slower, ± 0.4 % (');
    expect(text).toContain('not confirmed: same, +0.2 %');
    expect(text).toContain('could not be measured again: no (');
    expect(overview(fullHistory(), { checks: [] })).toContain('No newest value looks off');
  });

  it.each([20, 40, 63, 120])('keeps every line within %d columns', (width) => {
    for (const history of all) {
      for (const text of [
        overview(history, { width }),
        one(history, 0, { width }),
        overview(history, { width, checks: [exampleCheck()] }),
      ]) {
        for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(Math.max(width, 40));
      }
    }
  });

  it('lets no text from outside steer the terminal', () => {
    // oxlint-disable-next-line no-control-regex
    const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;
    for (const history of hostile) expect(overview(history) + one(history, 0)).not.toMatch(steering);
  });

  it('adds colour, and nothing else, where it may; spells its own signs in ASCII', () => {
    const history = fullHistory();
    for (const text of [(options: object) => overview(history, options), (options: object) => one(history, 0, options)]) {
      // oxlint-disable-next-line no-control-regex
      expect(text({ color: true }).replace(/\u001b\[\d+m/gu, '')).toBe(text({}));
      expect(text({ unicode: false })).toMatch(/^[\n -~]*$/u);
    }
  });

  it('offers to look for the commit only among several, and for a slowdown only to bisect', () => {
    const text = one(fullHistory(), 0);
    const [before, changed] = [exampleHistoryCommit(24), exampleHistoryCommit(25)].map(({ hash }) => hash.slice(0, 10));
    expect(text).toContain(`Next: laptime bisect --good ${before} --bad ${changed} --bench "quick sort"`);
    expect(one(fullHistory(), 1)).not.toContain('bisect');
    expect(one(fullHistory(), 1)).toContain('Next: laptime run-range ');
    const alone = exampleHistory([fullHistory().series[0]!], {
      commits: fullHistory().commits.map((commit) => ({ ...commit, behind: commit.behind / 2 })),
    });
    expect(one(alone, 0)).toContain(`Next: git show ${changed}`);
  });

  it('shows metrics that are no times in their unit', () => {
    const series = exampleSeries(['parse'], (place) => (place < 20 ? 4096 : 5120));
    const zero = exampleSeries(['zero'], (place) => (place < 20 ? 0 : 0.25));
    expect(overview(exampleHistory([series], { metric: 'heap' }))).toMatch(/5\.\d+ kB +\+2\d %/);
    expect(overview(exampleHistory([zero], { metric: 'gc' }))).toMatch(/25 % +\+25 %/);
  });
});

describe('toHistoryMarkdown', () => {
  it('has a table, all changes and what looks off', () => {
    expect(toHistoryMarkdown(fullHistory(), null)).toMatchSnapshot('full');
    expect(toHistoryMarkdown(fullHistory(), [exampleCheck()])).toContain(
      '### Measured again\n\n- `src/sort.bench.ts > suspicious`: confirmed',
    );
  });

  it('lets nothing from outside be markup, and keeps its table whole', () => {
    for (const history of hostile) {
      const text = toHistoryMarkdown(history, null);
      expect(text.startsWith('<!-- laptime-history -->\n')).toBe(true);
      const rows = text.split('\n').filter((line) => line.startsWith('| '));
      expect(rows.map((row) => row.match(/\|/gu)!.length)).toEqual([7, 7, 7]);
      // What is left when code and our own markup are taken out is what Markdown reads.
      const read = text
        .replace('<!-- laptime-history -->', '')
        .replace(/`[^`\n]+`/gu, '')
        .replace(/<code>[^<>`|\\@[\]]*<\/code>/gu, '')
        .replace(/^\|.*\|$/gmu, (row) => row.replaceAll('|', ''));
      expect(read).not.toMatch(/[<>`@|]|\[[^\]]*\]\(|https?:\/\/|www\./u);
    }
  });

  it('keeps to the length of a comment', () => {
    const series = Array.from({ length: 700 }, (_, index) => ({
      ...fullHistory().series[0]!,
      benchmark: { id: `${index} ${'x'.repeat(150)}`, file: 'a', path: ['x'] },
    }));
    const text = toHistoryMarkdown(exampleHistory(series), null);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toContain('Left out, because a comment holds only 65536 characters');
  });
});
