import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/precision.md'), 'utf8');

const labels = ['useful', 'small', 'useless', 'wrong'] as const;
const MOST_WRONG = 0.05;
/** Of 95 %, on both sides. */
const Z = 1.959964;

/** Cells of the rows of the table with these columns. */
function rowsOf(...columns: readonly string[]): string[][] {
  const lines = page.split('\n');
  const cellsOf = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const head = lines.findIndex((line) => line.startsWith('|') && cellsOf(line).join() === columns.join());
  expect(head, `a table of ${columns.join(', ')}`).toBeGreaterThan(0);
  const rest = lines.slice(head + 2);
  return rest
    .slice(
      0,
      rest.findIndex((line) => !line.startsWith('|')),
    )
    .map(cellsOf);
}

/** Wilson, E. B.: Probable inference, the law of succession, and statistical inference. JASA 22 (1927), 209 to 212. */
function wilson(count: number, all: number): readonly [low: number, high: number] {
  const share = count / all;
  const scale = 1 + Z ** 2 / all;
  const middle = (share + Z ** 2 / (2 * all)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / all + Z ** 2 / (4 * all ** 2));
  return [middle - half, middle + half];
}

const percent = (share: number) => (share * 100).toFixed(1);

describe('docs/precision.md', () => {
  const list = rowsOf('hint', 'rule', 'label', 'why').map(([hint, rule, label, why]) => ({
    hint: hint!,
    rule: rule!,
    label: label!,
    why: why!,
  }));
  const count = (label: string, rule?: string) =>
    list.filter((one) => one.label === label && (rule === undefined || one.rule === rule)).length;
  const bad = count('useless') + count('wrong');

  it('says of each hint where it is, what it is worth, and why', () => {
    expect(list.length).toBeGreaterThanOrEqual(120);
    for (const { hint, rule, label, why } of list) {
      expect(hint).toMatch(/^@?[^@]+@\d[\d.]*\/\S+:\d+$/u);
      expect(rule).toMatch(/^`[a-z-]+`$/u);
      expect(labels).toContain(label);
      expect(why).not.toBe('');
    }
  });

  it('adds the list up by rule', () => {
    const rows = rowsOf('rule', 'hints', ...labels);
    const rules = [...new Set(list.map(({ rule }) => rule))];
    const sums = rules.map((rule) => [rule, ...labels.map((label) => count(label, rule))]);
    const all = ['all', ...labels.map((label) => count(label))];
    const withSum = [...sums, all].map(([rule, ...counts]) =>
      [rule, counts.reduce((sum: number, each) => sum + Number(each), 0), ...counts].map(String),
    );
    expect(rows.length).toBe(withSum.length);
    expect(new Map(rows.map((row) => [row[0], row]))).toEqual(new Map(withSum.map((row) => [row[0], row])));
  });

  it('says the share that is wrong or useless, which is at most one in twenty', () => {
    const [low, high] = wilson(bad, list.length).map(percent);
    expect(page).toContain(
      `Of ${list.length} hints ${bad} are wrong or useless: ${percent(bad / list.length)} % (95 % interval by Wilson: ${low} to ${high} %).`,
    );
    expect(page).toContain(`${count('small')} (${Math.round((count('small') / list.length) * 100)} %) are right about`);
    expect(bad / list.length).toBeLessThanOrEqual(MOST_WRONG);
  });
});
