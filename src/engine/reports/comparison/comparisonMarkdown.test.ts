import { describe, expect, it } from 'vitest';
import { exampleCompared, exampleComparisonRun, exampleRevision } from '../../../model/comparison.fixture.ts';
import { exampleBenchmark } from '../../../model/example.fixture.ts';
import { hostileTexts } from '../report.fixture.ts';
import { failedOn, fullComparison, hostileComparisons, separateRuns } from './comparison.fixture.ts';
import { toComparisonMarkdown } from './comparisonMarkdown.ts';

const LIMIT = 65_536;

describe('toComparisonMarkdown', () => {
  it('shows a comparison', () => {
    expect(toComparisonMarkdown(fullComparison())).toMatchSnapshot();
  });

  it('begins with what a comment of ours is found by', () => {
    for (const run of [fullComparison(), separateRuns(), exampleComparisonRun([])]) {
      expect(toComparisonMarkdown(run).split('\n')[0]).toBe('<!-- laptime-comparison -->');
    }
  });

  it('puts the worst first and the same behind a fold', () => {
    const verdicts = [
      ['faster', 0.5],
      ['same', 1],
      ['slower', 1.1],
      ['inconclusive', 1.05],
      ['slower', 1.9],
    ] as const;
    const run = exampleComparisonRun(
      verdicts.map(([verdict, ratio]) => exampleCompared(exampleBenchmark([`${verdict} ${ratio}`]), { verdict, ratio })),
    );
    const shown = [...toComparisonMarkdown(run).matchAll(/^\| \S.*> (?<name>\w+ [\d.]+)`|^(?<fold><details>)/gmu)];
    expect(shown.map(({ groups }) => groups!['name'] ?? groups!['fold']).slice(0, 6)).toEqual([
      'slower 1.9',
      'slower 1.1',
      'inconclusive 1.05',
      'faster 0.5',
      '<details>',
      'same 1',
    ]);
  });

  it('lets nothing from outside be markup', () => {
    for (const text of ['', ...hostileTexts]) {
      const run = {
        ...exampleComparisonRun([...hostileComparisons(), failedOn('baseline', [text], { kind: 'vanished' })], { notes: hostileTexts }),
        baseline: exampleRevision({ name: text, subject: text }),
        candidate: exampleRevision({ name: 'work tree', branch: text, subject: null }),
      };
      // What is left when code and our own markup are taken out is what Markdown reads.
      const read = toComparisonMarkdown(run)
        .replace('<!-- laptime-comparison -->', '')
        .replace(/^ {2}(?<fence>`{3,})text\n[^]*?\n {2}\k<fence>$/gmu, '')
        .replace(/`[^`\n]+`/gu, '')
        .replace(
          /^<details><summary>(?:\d+ the same|Environment|Noise and tests|What each benchmark is warned of)<\/summary>$|^<\/details>$/gmu,
          '',
        )
        .replace(/<code>[^<>`|\\@[\]]*<\/code>/gu, '')
        .replace(/^\|.*\|$/gmu, (row) => row.replaceAll('|', ''));
      expect(read).not.toMatch(/[<>`@|]|\[[^\]]*\]\(|https?:\/\/|www\./u);
      expect(read).not.toMatch(/^# heading/mu);
    }
  });

  it('keeps its tables whole', () => {
    const run = exampleComparisonRun(hostileTexts.map((text) => exampleCompared(exampleBenchmark([text]))));
    const rows = toComparisonMarkdown(run)
      .split('\n')
      .filter((line) => line.startsWith('| **▲ slower'));
    expect(rows).toHaveLength(hostileTexts.length);
    for (const row of rows) expect(row.match(/\|/gu)).toHaveLength(8);
  });

  it('stays under what GitHub takes, keeps what matters, and says what is missing', () => {
    const long = 'a long name of a benchmark '.repeat(6);
    const many = Array.from({ length: 1000 }, (_, i) =>
      exampleCompared(exampleBenchmark([`${long}${i}`]), { verdict: i < 20 ? 'slower' : 'same', ratio: i < 20 ? 1.2 : 1 }),
    );
    const text = toComparisonMarkdown(exampleComparisonRun(many));
    expect(text.length).toBeLessThanOrEqual(LIMIT);
    expect(text.length).toBeGreaterThan(LIMIT - 2000);
    expect(text.match(/\*\*▲ slower/gu)).toHaveLength(20);
    const shown = text.match(/^\| = same/gmu)!.length;
    expect(shown).toBeGreaterThan(50);
    expect(text).toContain(
      `Left out, because a comment holds only 65536 characters: ${980 - shown} of 980 under "980 the same", 1000 of 1000 under "Noise and tests".`,
    );
    expect(text.match(/<details>/gu)).toHaveLength(text.match(/<\/details>/gu)!.length);
  });

  it('stays under it with failures that are long', () => {
    const big = Array.from({ length: 200 }, () => 'x`|<'.repeat(1000)).join('\n');
    const failures = Array.from({ length: 100 }, (_, i) => failedOn('candidate', [`${i} ${big}`], { message: big, stack: big }));
    const text = toComparisonMarkdown(exampleComparisonRun([...failures, exampleCompared(exampleBenchmark(['a']))], { notes: [big] }));
    expect(text.length).toBeLessThanOrEqual(LIMIT);
    expect(text).toContain('**▲ slower**');
    expect(text).toMatch(/\d+ of 100 under "Failures"/u);
  });

  it('says nothing of parts that there are not', () => {
    const text = toComparisonMarkdown(exampleComparisonRun([exampleCompared(exampleBenchmark(['a']))]));
    expect(text).not.toMatch(/Failures|Warnings|Notes|Inconclusive|the same|Left out/u);
  });
});
