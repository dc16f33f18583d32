import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { exampleCompared, exampleComparisonRun, exampleRevision } from '../../../model/comparison.fixture.ts';
import type { Comparison, ComparisonRun } from '../../../model/comparison.ts';
import { exampleBenchmark } from '../../../model/example.fixture.ts';
import { hostileTexts } from '../report.fixture.ts';
import { failedOn, fullComparison, hostileComparisons, separateRuns } from './comparison.fixture.ts';
import { renderComparison } from './renderComparison.ts';

const plain = { width: 100, color: false, unicode: true, verbose: false };
const text = (run: ComparisonRun, options: Partial<typeof plain> = {}) => renderComparison(run, { ...plain, ...options });
const one = (...parameters: Parameters<typeof exampleCompared>) => exampleComparisonRun([exampleCompared(...parameters)]);
const a = exampleBenchmark(['a']);

describe('renderComparison', () => {
  it.each([60, 80, 120, 200])('shows a comparison in %d columns', (width) => {
    expect(text(fullComparison(), { width })).toMatchSnapshot();
  });

  it('shows all that is known when asked', () => {
    expect(text(fullComparison(), { width: 120, verbose: true })).toMatchSnapshot();
  });

  it('says that stored runs were not interleaved, and how their machines differ', () => {
    expect(text(separateRuns())).toMatchSnapshot();
  });

  it('shows it in ASCII', () => {
    const comparisons = fullComparison().comparisons.filter(({ benchmark }) => !benchmark.id.includes('解'));
    const ascii = text({ ...fullComparison(), comparisons }, { width: 160, unicode: false, verbose: true });
    expect(ascii).toMatch(/^[\n -~]*$/u);
    expect(ascii).toMatch(/quick sort +\^ slower +\+3\.1 % +\[\+2\.7 %, \+3\.5 %\]/u);
  });

  it('adds colour, and nothing else, where it may', () => {
    const trimmed = (report: string) => report.replace(/ +$/gmu, '');
    const colored = text(fullComparison(), { color: true, verbose: true });
    // oxlint-disable-next-line no-control-regex
    expect(trimmed(colored.replace(/\u001b\[\d+m/gu, ''))).toBe(trimmed(text(fullComparison(), { verbose: true })));
    expect(colored).toContain('\u001b[31m▲ slower');
    expect(colored).toContain('\u001b[32m▼ faster');
    expect(text(fullComparison())).not.toContain('\u001b');
  });

  it.each([20, 40, 60, 79, 100, 137, 200])('keeps every line within %d columns', (width) => {
    const run = { ...hostileRun(), comparisons: [...fullComparison().comparisons, ...hostileComparisons()] };
    for (const line of text(run, { width, verbose: true }).split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(Math.max(width, 40));
  });

  it('lets no text from outside steer the terminal', () => {
    // oxlint-disable-next-line no-control-regex
    expect(text(hostileRun(), { verbose: true })).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
  });

  it('names the revisions once each', () => {
    const { commit } = exampleRevision();
    const run = { ...one(a), baseline: exampleRevision({ name: commit!.slice(0, 9), subject: null }) };
    expect(text(run)).toContain('baseline   89abcde\ncandidate  work tree · main @ 0123456 with uncommitted changes\n');
  });

  it('tells how a comparison ended that did not end well', () => {
    expect(text({ ...one(a), state: 'cancelled', durationMs: 4321 })).toContain('1 slower in 4.3 s, then cancelled.');
    expect(text(exampleComparisonRun([], { state: 'interrupted', durationMs: 42_000 }))).toContain(
      'Nothing compared in 42 s, then interrupted.',
    );
  });

  it('takes a benchmark that only one side has for no failure', () => {
    const run = exampleComparisonRun([failedOn('baseline', ['new'], { kind: 'vanished' }), failedOn('baseline', ['old'])]);
    const report = text(run);
    expect(report).toMatch(/new +not in the baseline\n/u);
    expect(report).toMatch(/old +not comparable: threw on the baseline\n/u);
    expect(report).toContain('Failures\n  ✗ src/sort.bench.ts > old: threw on the baseline');
    expect(report).not.toContain('> new');
    expect(report).toContain('2 not comparable in');
  });

  it('says once what many are warned of, in the words of the first', () => {
    const warned = (name: string, message: string): Comparison => ({
      ...exampleCompared(exampleBenchmark([name])),
      warnings: [{ code: 'noisy-machine', message }],
    });
    expect(text(exampleComparisonRun([warned('a', 'Busy.'), warned('b', 'Busy.')]))).toContain('  ~ Busy.\n    a · b\n');
    expect(text(exampleComparisonRun([warned('a', '1 busy.'), warned('b', '2 busy.')]))).toContain('  ~ a: 1 busy. Likewise:\n    b\n');
  });
});

describe('what would settle it', () => {
  const settled = (changes: Parameters<typeof exampleCompared>[1]) => text(one(a, { verdict: 'inconclusive', ...changes }));
  const interval = (low: number, high: number) => ({ low, high, confidence: 0.99 });

  it.each([
    [{ ratio: 1.01, interval: interval(0.98, 1.04) }, 'it may be the same, or differ by more than the 2 % that matter'],
    [{ ratio: 1.03, interval: interval(0.98, 1.08) }, 'it may be noise, or a change that matters'],
    [{ ratio: 1.01, interval: interval(1.001, 1.03) }, 'it changed, but perhaps by less than the 2 % that matter'],
    [{ ratio: 1.03, interval: interval(1.001, 1.05) }, 'it seems to have changed, but that is not sure enough'],
    [{ interval: null }, 'fewer than 3 blocks give no interval; it needs more time.'],
    [{ ratio: 1.01, interval: interval(0.98, 1.04), toSettle: { blocks: 1, seconds: 0.3 } }, '1 more block, about 1 s, would probably'],
    [{ smallestDetectable: 0.05 }, 'measuring longer would hardly settle it, and changes under 5.0 % do not show.'],
  ])('says why %o is inconclusive', (changes, reason) => expect(settled(changes).replaceAll(/\s+/gu, ' ')).toContain(reason));

  const next = (run: ComparisonRun) => /^Next: (?<next>[^(]*) \(/mu.exec(text(run, { width: 200 }))?.groups?.['next'];
  const inconclusive = (name: string, seconds: number) =>
    exampleCompared(exampleBenchmark([name]), { verdict: 'inconclusive', toSettle: { blocks: 5, seconds } });

  it('is a command that can be copied', () => {
    expect(next(exampleComparisonRun([inconclusive('a', 13.4)]))).toBe('laptime compare HEAD~1 --worktree --bench a --time 24');
    expect(next(exampleComparisonRun([inconclusive('a b', 3)]))).toBe('laptime compare HEAD~1 --worktree --bench "a b" --time 13');
    expect(next(exampleComparisonRun([inconclusive('a', 3), inconclusive('b', 7)]))).toBe('laptime compare HEAD~1 --worktree --time 17');
    expect(next({ ...exampleComparisonRun([inconclusive('a', 3)]), benches: 'own' })).toBe(
      'laptime compare HEAD~1 --worktree --own-benches --bench a --time 13',
    );
    // What nobody waits for is not advised.
    expect(next(exampleComparisonRun([inconclusive('a', 3), inconclusive('b', 700)]))).toBe('laptime compare HEAD~1 --worktree --time 13');
    expect(next(exampleComparisonRun([inconclusive('a', 700)]))).toBeUndefined();
    expect(next(one(a))).toBeUndefined();
    expect(next({ ...one(a), state: 'cancelled' })).toBe('laptime compare HEAD~1 --worktree');
  });

  it('puts no name into it that a shell would read otherwise', () => {
    for (const name of ['$(x)', '-rf', 'a;b', 'a"b', '%PATH%', '`x`', "a'b", '!x']) {
      expect(next(exampleComparisonRun([inconclusive(name, 3)]))).toBe('laptime compare HEAD~1 --worktree --time 13');
      const baseline = exampleRevision({ name });
      expect(next({ ...exampleComparisonRun([inconclusive('a', 3)]), baseline })).toContain('laptime compare 89abcdef0123 --worktree');
      expect(next({ ...exampleComparisonRun([inconclusive('a', 3)]), baseline: { ...baseline, commit: null } })).toBeUndefined();
    }
  });

  it('names a saved baseline as it is called, and never by its commit, which is not all of it', () => {
    const run = exampleComparisonRun([inconclusive('a', 3)]);
    const named = (name: string) => ({ ...run, baseline: exampleRevision({ name, branch: 'main', dirtyHash: 'd', subject: null }) });
    expect(next(named('baseline:feature/x'))).toBe('laptime compare baseline:feature/x --worktree --bench a --time 13');
    expect(next(named('baseline:äöü'))).toBeUndefined();
    expect(text(named('baseline:x'))).toContain('baseline   baseline:x · main @ 89abcde with uncommitted changes\n');
  });

  it('measures the commits of stored runs together', () => {
    const runs = { ...separateRuns(), candidate: exampleRevision({ name: 'last run', commit: 'c'.repeat(40) }) };
    expect(next(runs)).toBe('laptime compare 89abcdef0123 cccccccccccc');
    expect(next({ ...runs, candidate: { ...runs.candidate, dirtyHash: 'd' } })).toBeUndefined();
    expect(next({ ...runs, candidate: runs.baseline })).toBeUndefined();
  });
});

function hostileRun(): ComparisonRun {
  const [steering] = hostileTexts;
  return {
    ...exampleComparisonRun(hostileComparisons(), { notes: hostileTexts }),
    baseline: exampleRevision({ name: steering!, subject: steering! }),
    candidate: exampleRevision({ name: 'work tree', branch: steering!, subject: null }),
  };
}
