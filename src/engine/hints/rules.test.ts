import { globSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { analyse } from 'scslre';
import { describe, expect, it } from 'vitest';
import { parseSource, syntaxProblems } from '../syntax/index.ts';
import { othersOf, type RuleCases } from './cases.fixture.ts';
import type { RuleCosts } from './cost.ts';
import { applyEdits } from './edits.ts';
import type { OtherFiles } from './facts/otherFiles.ts';
import { findHints } from './findHints.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules/index.ts';

const folder = path.join(import.meta.dirname, 'rules');
const files = globSync('*/*.ts', { cwd: folder }).filter((file) => !/\.(?:cases|cost|test)\.ts$/u.test(file));

const fileOf = (text: string): string => /^\/\/ (\S+\.\w+)\n/u.exec(text)?.[1] ?? 'src/code.tsx';

/** Texts with what tests are called after them. */
const named = (texts: readonly string[]) => texts.map((text) => [text.length > 500 ? `${text.slice(0, 500)}…` : text, text] as const);

/** A text with the first fix of each hint. */
const fixedText = (rule: Rule, text: string, others: OtherFiles): string =>
  applyEdits(
    text,
    found(rule, text, others).map(({ fixes }) => fixes?.[0]?.edits ?? []),
  );

const found = (rule: Rule, text: string, others: OtherFiles) => {
  const source = parseSource(fileOf(text), text, true);
  expect(syntaxProblems(source), text).toEqual([]);
  return findHints(source, [rule], analyse, undefined, others);
};

describe('the list of rules', () => {
  it('has every file of the folder', async () => {
    const modules = await Promise.all(files.map((file) => import(path.join(folder, file)) as Promise<Record<string, unknown>>));
    const there = modules.flatMap((module) => Object.values(module)).filter((value) => typeof value === 'object');
    expect(new Set(rules)).toEqual(new Set(there));
    expect(rules).toHaveLength(files.length);
  });

  it('has each id once', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', async (id, rule) => {
  const name = id.replaceAll(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
  const { cases } = (await import(path.join(folder, rule.category, `${name}.cases.ts`))) as { cases: RuleCases };
  const others = othersOf(cases);

  it('knows what each of its costs is, both ways with the same result', async () => {
    const { costs } = (await import(path.join(folder, rule.category, `${name}.cost.ts`))) as { costs: RuleCosts };
    expect(Object.keys(costs).toSorted()).toEqual(rule.costs.toSorted());
    for (const { prepare, sizes, quantity, differs, platform } of Object.values(costs)) {
      expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
      if (platform === 'browser') continue;
      const { before, after, end } = await prepare(sizes[0]);
      try {
        const [slow, fast] = [await before(), await after()];
        const isSame = quantity === 'memory' || differs !== undefined || isDeepStrictEqual(slow, fast);
        expect(isSame, `${id} at ${sizes[0]}`).toBe(true);
      } finally {
        await end?.();
      }
    }
  });

  it('has at least eight of each', () => {
    expect(cases.hits.length).toBeGreaterThanOrEqual(8);
    expect(cases.silent.length).toBeGreaterThanOrEqual(8);
  });

  it.each(named(cases.hits))('finds %s', (_, text) => {
    expect(found(rule, text, others).length).toBeGreaterThan(0);
  });

  it.each(cases.fixed ?? [])('makes of %s', (before, after) => {
    const result = fixedText(rule, before, others);
    expect(result).toBe(after);
    // Safe ones leave nothing for a second time; all leave code that can be read.
    expect(fixedText(rule, result, others)).toBe(result);
  });

  it.each(named(cases.hits))('leaves code that can be read where it mends %s', (_, text) => {
    expect(syntaxProblems(parseSource(fileOf(text), fixedText(rule, text, others), true))).toEqual([]);
  });

  it.each(named(cases.silent))('leaves %s', (_, text) => {
    expect(found(rule, text, others).map(({ message }) => message)).toEqual([]);
  });
});
