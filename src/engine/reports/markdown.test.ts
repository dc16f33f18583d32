import { describe, expect, it } from 'vitest';
import { exampleRun } from '../../model/example.fixture.ts';
import { toMarkdown } from './markdown.ts';
import { failed, fullEarlier, fullRun, hostileTexts, measured } from './report.fixture.ts';

describe('toMarkdown', () => {
  it('shows a run', () => {
    expect(toMarkdown(fullRun(), fullEarlier())).toMatchSnapshot();
  });

  it('lets nothing from outside be markup', () => {
    const measurements = hostileTexts.flatMap((text) => [
      { ...measured([text, text], 10), warnings: [{ code: 'loader', message: text }] as const },
      failed([text], { message: text, stack: `${text}\n    at x:1:1` }),
    ]);
    const revision = { commit: null, branch: '@team <b>', dirtyHash: null };
    // Many benchmarks are warned of in other words than one alone.
    for (const part of [measurements, ...measurements.map((measurement) => [measurement])]) {
      // What is left when code is taken out is what Markdown reads.
      const read = toMarkdown(exampleRun(part, { revision }))
        .replace(/^ {2}(?<fence>`{3,})text\n[^]*?\n {2}\k<fence>$/gmu, '')
        .replace(/`[^`\n]+`/gu, '')
        .replace(/^<details><summary>What each benchmark is warned of<\/summary>$|^<\/details>$/gmu, '')
        .replace(/<code>[^<>`|\\@[\]]*<\/code>/gu, '');
      expect(read).not.toMatch(/[<>`@[\]]|https?:\/\/|www\./u);
      expect(read).not.toMatch(/^# heading/mu);
    }
  });

  it('keeps its tables whole', () => {
    const run = exampleRun(hostileTexts.map((text) => measured([text], 10)));
    const rows = toMarkdown(run)
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(hostileTexts.length + 2);
    for (const row of rows) expect(row.match(/\|/gu)).toHaveLength(5);
  });

  it('fences what holds fences', () => {
    const text = toMarkdown(exampleRun([failed(['a'], { message: 'first\n````\nlast' })]));
    expect(text).toContain('  `````text\n  first\n  ````\n  last\n  `````');
  });

  it('has no columns without content', () => {
    expect(toMarkdown(exampleRun([measured(['a'], 10)]))).toContain('| benchmark | median | p99 |\n');
  });
});
