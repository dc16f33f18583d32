import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { exampleRun } from '../../model/example.fixture.ts';
import type { Run } from '../../model/run.ts';
import { failed, fullEarlier, fullRun, hostileTexts, measured } from './report.fixture.ts';
import { renderTable } from './table.ts';

const plain = { width: 80, color: false, unicode: true, verbose: false };
const table = (run: Run, options: Partial<typeof plain> = {}) => renderTable(run, {}, { ...plain, ...options });
// oxlint-disable-next-line no-control-regex
const withoutColor = (text: string) => text.replace(/\u001b\[\d+m/gu, '');

describe('renderTable', () => {
  it.each([60, 80, 120])('shows a run in %d columns', (width) => {
    expect(renderTable(fullRun(), fullEarlier(), { ...plain, width })).toMatchSnapshot();
  });

  it('shows it in ASCII', () => {
    const run = { ...fullRun(), measurements: fullRun().measurements.filter(({ benchmark }) => !benchmark.id.includes('解')) };
    const text = renderTable(run, fullEarlier(), { ...plain, width: 120, unicode: false });
    expect(text).toMatchSnapshot();
    expect(text).toMatch(/^[\n -~]*$/u);
  });

  it('adds colour, and nothing else, where it may', () => {
    const colored = renderTable(fullRun(), fullEarlier(), { ...plain, color: true });
    const bare = renderTable(fullRun(), fullEarlier(), plain);
    const trimmed = (text: string) => text.replace(/ +$/gmu, '');
    expect(trimmed(withoutColor(colored))).toBe(trimmed(bare));
    expect(colored).toContain('\u001b[32mfaster -18 %');
    expect(bare).not.toContain('\u001b');
  });

  it.each([40, 60, 79, 100, 137, 200])('keeps every line within %d columns', (width) => {
    const long = hostileTexts.flatMap((text, i) => [
      measured([`group ${i}`, text], 1000 * (i + 1)),
      failed([text, `b${i}`], { message: text, stack: `${text}\n    at ${text}:1:1` }, { output: text }),
    ]);
    const run = { ...fullRun(), measurements: [...fullRun().measurements, ...long] };
    for (const line of renderTable(run, fullEarlier(), { ...plain, width }).split('\n'))
      expect(stringWidth(line)).toBeLessThanOrEqual(width);
  });

  it('lets no text from outside steer the terminal', () => {
    const measurements = hostileTexts.map((text) => failed([text, text], { message: text, stack: text }, { output: text }));
    const run = exampleRun(measurements, { revision: { commit: null, branch: '\u001b[31m', dirtyHash: null } });
    // oxlint-disable-next-line no-control-regex
    expect(table(run)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
  });

  it('is silent about the last run where there was none', () => {
    expect(table(exampleRun([measured(['a'], 10)]))).not.toMatch(/last run|in group/u);
  });

  it('does not take names for earlier results', () => {
    const run = exampleRun([{ ...measured(['a'], 10), benchmark: { ...measured(['a'], 10).benchmark, id: 'constructor' } }]);
    expect(renderTable(run, fullEarlier(), plain)).toContain('new');
  });

  it('calls a failure over budget by its numbers too', () => {
    const over = failed(['slow'], { kind: 'over-budget', message: 'Over budget: median 2.00 ms, allowed 1.00 ms.' });
    const { summary } = measured(['slow'], 2e6) as Extract<Run['measurements'][number], { state: 'measured' }>;
    const text = table(exampleRun([{ ...over, summary } as typeof over]));
    expect(text).toMatch(/slow +2\.00 ms/u);
    expect(text).toContain('✗ src/sort.bench.ts > slow: over budget\n    at src/sort.bench.ts:3:1\n    Over budget: median 2.00 ms');
  });

  it('shows a long output and a long message by their ends that matter', () => {
    const lines = (name: string) => Array.from({ length: 30 }, (_, i) => `${name} ${i + 1}`).join('\n');
    const text = table(exampleRun([failed(['a'], { message: lines('message') }, { output: lines('output'), line: null })]));
    expect(text).toContain('message 20\n    … 10 more lines');
    expect(text).not.toContain('message 21');
    expect(text).toContain('… 20 more lines\n      output 21');
    expect(text).not.toContain('output 20');
    expect(text).not.toContain('    at ');
  });

  it('says once what many benchmarks are warned of, and the rest when asked', () => {
    const text = table(fullRun(), { width: 200 });
    expect(text.match(/run again when it is quiet/gu)).toHaveLength(1);
    expect(text).not.toContain('Garbage collection');
    const all = table(fullRun(), { verbose: true, width: 200 });
    expect(all.match(/run again/gu)).toHaveLength(3);
    expect(all.match(/Garbage collection took 31 %/gu)).toHaveLength(2);
    expect(all).toContain('other processes used 5.0 % of the processor');
    expect(text).toContain('--verbose');
    expect(all).not.toContain('--verbose');
  });

  it('says in full what one benchmark is warned of', () => {
    const text = table(exampleRun([{ ...measured(['a'], 10), warnings: [{ code: 'bimodal', message: 'Two groups.' }] }]));
    expect(text).toContain('Warnings\n  ! a: Two groups.\n\n');
    expect(text).toMatch(/a +10\.0 ns ± 1\.0 % {2}!/u);
  });

  it('tells how a run ended that did not end well', () => {
    expect(table(exampleRun([measured(['a'], 10)], { state: 'cancelled', durationMs: 4321 }))).toContain(
      '1 measured in 4.3 s, then cancelled.',
    );
    expect(table(exampleRun([], { state: 'interrupted', durationMs: 42_000 }))).toContain('Nothing measured in 42 s, then interrupted.');
  });
});

describe('what to do next', () => {
  const next = (run: Run) => /^Next: (?<next>.*)$/msu.exec(table(run))?.groups?.['next'];

  it('follows from how the run went', () => {
    expect(next(exampleRun([measured(['a'], 10)]))).toMatch(/^laptime bench src\/sort\.bench\.ts \(after a change/u);
    expect(next(exampleRun([measured(['a'], 10), measured(['a'], 10, 'b.bench.ts')]))).toBe(
      'laptime bench (after a change: it is compared with this run)\n',
    );
    const wide = { ...measured(['a'], 10), warnings: [{ code: 'wide-interval', message: 'm' }] as const };
    expect(next(exampleRun([wide]))).toMatch(/^laptime bench src\/sort\.bench\.ts --preset thorough \(for narrower/u);
    expect(next(exampleRun([failed(['a'])]))).toContain('laptime bench src/sort.bench.ts (when');
    expect(next(exampleRun([measured(['a'], 10)], { state: 'cancelled' }))).toContain('to run all of it');
    expect(next(exampleRun([]))).toBeUndefined();
  });

  it('puts no name into a command that a shell would read otherwise', () => {
    for (const file of ['a b.bench.ts', '$(x).bench.ts', '-rf.bench.ts', 'a;b.bench.ts']) {
      const failure = { kind: 'load', message: 'm', stack: '', location: null } as const;
      expect(next(exampleRun([], { fileFailures: [{ file, failure, output: '' }] }))).toBe('laptime bench (when what failed is mended)\n');
    }
  });
});
