import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { exampleCompared } from '../../model/comparison.fixture.ts';
import { exampleBlock } from '../../model/example.fixture.ts';
import { wholeComparison } from './comparison.fixture.ts';
import { exportRuns, importRuns, openStore, readRunLine, type RunStore } from './index.ts';
import { benchmarkOf, headerOf, measuredOf, nativeLoader, START_MS, wholeRun } from './run.fixture.ts';

let scratch: string;
let from: RunStore;
let to: RunStore;

const openIn = (name: string) =>
  openStore({ folder: path.join(scratch, name), log: silentLog, clock: { nowMs: () => START_MS, monotonicMs: () => performance.now() } });

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'laptime-export-'));
  from = openIn('from');
  to = openIn('to');
});
afterEach(() => {
  from.dispose();
  to.dispose();
  rmSync(scratch, { recursive: true, force: true });
});

async function exported(store = from): Promise<string[]> {
  const lines: string[] = [];
  await exportRuns(store, (line) => void lines.push(line));
  return lines;
}

describe('exportRuns and importRuns', () => {
  it('move all runs, whole, and importing again changes nothing', async () => {
    const runs = [0, 1, 2].map((day) => wholeRun({ startedAtMs: START_MS + day }));
    for (const run of runs) from.importRun(run);
    const lines = await exported();
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/^\{"format":"laptime-run","version":1,"run":\{.*\}\}\n$/);
    expect(await importRuns(to, lines)).toEqual({ imported: 3, comparisons: 0, gains: 0, known: 0, problems: [] });
    expect([...to.allRuns()]).toEqual(runs.map((run) => ({ ...run, source: 'import' })));
    expect(await importRuns(to, [...lines, '', '  '])).toEqual({ imported: 0, comparisons: 0, gains: 0, known: 3, problems: [] });
    expect(await exported(to)).toEqual(lines);
    expect(to.history('src/sort.bench.ts > sort > fast', 9)).toEqual(from.history('src/sort.bench.ts > sort > fast', 9));
  });

  it('move comparisons too, after the runs, in lines that older versions know to be none of theirs', async () => {
    const comparisons = [0, 1].map((day) => wholeComparison({ startedAtMs: START_MS + day }));
    for (const comparison of comparisons) from.addComparison(comparison);
    from.importRun(wholeRun({ startedAtMs: START_MS + 2 }));
    const lines = await exported();
    expect(lines.map((line) => line.slice(0, line.indexOf(':{')))).toEqual([
      '{"format":"laptime-run","version":1,"run"',
      '{"format":"laptime-comparison","version":1,"comparison"',
      '{"format":"laptime-comparison","version":1,"comparison"',
    ]);
    expect(await importRuns(to, lines)).toEqual({ imported: 3, comparisons: 2, gains: 0, known: 0, problems: [] });
    expect([...to.allComparisons()]).toEqual(comparisons.map((comparison) => ({ ...comparison, source: 'import' })));
    expect(await importRuns(to, lines)).toEqual({ imported: 0, comparisons: 0, gains: 0, known: 3, problems: [] });
    expect(to.comparisonHistory('src/sort.bench.ts > sort > slow', 9)).toEqual(
      from.comparisonHistory('src/sort.bench.ts > sort > slow', 9),
    );
    // But for where it comes from.
    expect(await exported(to)).toEqual(lines.map((line) => line.replace('"source":"cli"', '"source":"import"')));
    expect(readRunLine(lines[1]!)).toBe('is a comparison, not a run');
  });

  it('name the field of what is no comparison, and store all of the others', async () => {
    from.addComparison(wholeComparison());
    const [line] = (await exported()) as [string];
    /** The same line with another value at one place. */
    const changed = (place: string, value: unknown): string => {
      const whole: { comparison: object } = JSON.parse(line);
      Object.assign(whole.comparison, { id: crypto.randomUUID() });
      const keys = place.split('.');
      const last = keys.pop()!;
      let target = whole.comparison;
      for (const key of keys) target = Reflect.get(target, key) as object;
      Reflect.set(target, last, value);
      return JSON.stringify(whole);
    };
    const { problems, imported } = await importRuns(to, [
      line.replace('"version":1', '"version":2'),
      line.replace('"comparison":', '"run":'),
      changed('comparisons.0.estimate.verdict', 'perhaps'),
      changed('comparisons.0.blocks.0.baseline.sampleAtMs', [1]),
      changed('comparisons.0.blocks.0.baseline', exampleBlock({ samplesNs: [1], sampleAtMs: [1] })),
      changed('comparisons', [exampleCompared(benchmarkOf('a')), exampleCompared(benchmarkOf('a'))]),
      changed('loaders', { '/etc/passwd': nativeLoader }),
      changed('baseline.name', 5),
      changed('id', '../x'),
      changed('comparisons.0.blocks.0.candidate.samplesNs', ['1']),
      changed('somethingNew', 1),
      changed('comparisons.0.estimate.margin', 'NaN'),
      changed('state', 'running'),
      line,
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^line 1: was exported by a newer Laptime .*update Laptime/),
      'line 2: is not a run that `laptime export` wrote',
      expect.stringMatching(/^line 3: is not a whole comparison: comparisons\.0\.estimate\.verdict: /),
      'line 4: is not a whole comparison: comparisons.0.blocks.0.baseline: has not as many times as samples',
      'line 5: is not a whole comparison: comparisons.0: has not as many samples of one side as of the other',
      'line 6: is not a whole comparison: compares a benchmark twice',
      'line 7: is not a whole comparison: loaders./etc/passwd: is not inside the workspace folder',
      expect.stringMatching(/^line 8: is not a whole comparison: baseline\.name: /),
      'line 9: is not a whole comparison: id: is not the id of a run',
      'line 10: is not a whole comparison: comparisons.0.blocks.0.candidate.samplesNs: must be a list of numbers',
    ]);
    expect(imported).toBe(4);
    expect(Array.from(to.allComparisons(), ({ state }) => state).toSorted()).toEqual(['complete', 'complete', 'complete', 'interrupted']);
  });

  it('leave out a run that is still being measured', async () => {
    from.begin(headerOf());
    from.importRun(wholeRun());
    expect(await exported()).toHaveLength(1);
  });

  it('wait for whoever writes slowly', async () => {
    for (let day = 0; day < 3; day++) from.importRun(wholeRun({ startedAtMs: START_MS + day }));
    let writing = 0;
    const counts = await exportRuns(from, async () => {
      expect(++writing).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      writing -= 1;
    });
    expect(counts).toEqual({ runs: 3, comparisons: 0, gains: 0 });
  });

  it('stop when whoever writes can take no more', async () => {
    for (let day = 0; day < 3; day++) from.importRun(wholeRun({ startedAtMs: START_MS + day }));
    const lines: string[] = [];
    expect(await exportRuns(from, (line) => lines.push(line) < 2)).toEqual({ runs: 1, comparisons: 0, gains: 0 });
    expect(lines).toHaveLength(2);
  });

  it('name the line and the field of what is no run, and store all of the others', async () => {
    from.importRun(wholeRun());
    const [line] = (await exported()) as [string];
    const changed = (change: (run: ReturnType<typeof wholeRun> & Record<string, unknown>) => void): string => {
      const value = JSON.parse(line);
      value.run.id = crypto.randomUUID();
      change(value.run);
      return JSON.stringify(value);
    };
    const outside = { ...measuredOf('x'), benchmark: benchmarkOf('x', { file: '../../etc/passwd' }) };
    const lines = [
      changed((run) => Object.assign(run, { startedAtMs: 'yesterday' })),
      line.slice(0, 500),
      '{"format":"something else"}',
      JSON.stringify({ ...JSON.parse(line), version: 2 }),
      line,
      changed((run) => Object.assign(run, { id: "'; DROP TABLE run; --" })),
      changed((run) => Object.assign(run.measurements[0]!, { blocks: [{ ...measuredOf('x').blocks[0], sampleAtMs: [1] }] })),
      changed((run) => Object.assign(run, { measurements: [outside] })),
      changed((run) => Object.assign(run, { measurements: [measuredOf('x'), measuredOf('x')] })),
      changed((run) => Object.assign(run, { loaders: {} })),
      changed((run) => Object.assign(run, { state: 'running', somethingNew: 1 })),
      'null',
    ];
    const { imported, known, problems } = await importRuns(to, lines);
    expect({ imported, known }).toEqual({ imported: 2, known: 0 });
    expect(problems.map((problem) => problem.line)).toEqual([1, 2, 3, 4, 6, 7, 8, 9, 10, 12]);
    const messages = problems.map((problem) => problem.message);
    expect(messages[0]).toMatch(/^line 1: is not a whole run: startedAtMs: /);
    expect(messages[1]).toMatch(/^line 2: is not JSON: /);
    expect(messages[2]).toBe('line 3: is not a run that `laptime export` wrote');
    expect(messages[3]).toMatch(/^line 4: was exported by a newer Laptime .*update Laptime/);
    expect(messages[4]).toBe('line 6: is not a whole run: id: is not the id of a run');
    expect(messages[5]).toBe('line 7: is not a whole run: measurements.0.blocks.0: has not as many times as samples');
    expect(messages[6]).toBe('line 8: is not a whole run: measurements.0.benchmark.file: is not inside the workspace folder (and 1 more)');
    expect(messages[7]).toBe('line 9: is not a whole run: measures a benchmark twice');
    expect(messages[8]).toBe('line 10: is not a whole run: does not say how the files of all benchmarks were loaded');
    expect([...to.allRuns()].map((run) => run.state).toSorted()).toEqual(['complete', 'interrupted']);
  });

  it('say so when there is no store, instead of exporting nothing', async () => {
    const spy = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
    try {
      const store = openIn('from');
      expect(store.problem()).toMatchObject({
        code: 'store-unavailable',
        message: expect.stringMatching(/VS Code 1\.101 or later, or Node\.js 22\.13 or later/),
      });
      store.begin(headerOf());
      expect([store.recentRuns(1), store.history('x', 1), await store.prune({ maxRuns: 1, maxComparisons: 1, maxAgeDays: 1 })]).toEqual([
        [],
        [],
        0,
      ]);
      await expect(exportRuns(store, () => {})).rejects.toMatchObject({ code: 'store-unavailable' });
      await expect(importRuns(store, [emptyRunLine()])).rejects.toMatchObject({ code: 'store-unavailable' });
    } finally {
      spy.mockRestore();
    }
  });

  it('end with the signal, and keep what is stored by then', async () => {
    for (let day = 0; day < 3; day++) from.importRun(wholeRun({ startedAtMs: START_MS + day }));
    const abort = new AbortController();
    const lines: string[] = [];
    const first = (line: string): void => {
      lines.push(line);
      abort.abort();
    };
    await expect(exportRuns(from, first, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(lines).toHaveLength(1);
    await expect(importRuns(to, lines, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

/** A run without measurements, as a line. */
function emptyRunLine(): string {
  const { measurements: _, ...rest } = wholeRun();
  return JSON.stringify({ format: 'laptime-run', version: 1, run: { ...rest, measurements: [], loaders: { 'a.bench.ts': nativeLoader } } });
}
