import { pathToFileURL } from 'node:url';
import { formatBytes, formatCount, formatDuration } from '../../../src/base/units.ts';
import type { Cost, RuleCosts } from '../../../src/engine/hints/cost.ts';
import type { MeasuredFigures, MeasuredFile, MeasuredSize } from '../../../src/engine/hints/figures.ts';
import { LEAST_GAIN } from '../../../src/engine/hints/levels.ts';
import type { Rule } from '../../../src/engine/hints/rule.ts';
import { rules } from '../../../src/engine/hints/rules/index.ts';
import { median, sorted } from '../../../src/engine/stats/index.ts';
import { estimate } from '../section.ts';
import { markdownTable } from '../writeSection.ts';
import type { MeasuredPair, SizeRounds } from './measureCost.ts';
import { readMeasured, writeMeasured, type MeasuredBytes } from './measuredFile.ts';
import { writeRulePages } from './rulePages.ts';
import { costFile, runInBrowser, runInNode } from './runCost.ts';

interface Outcome {
  readonly rule: Rule;
  readonly cost: string;
  /** An error in words, where there are none. */
  readonly figures: MeasuredFigures | string;
}

/**
 * Measures what the rules claim, each cost in a process of its own: all rules, or those of these ids. Prints a table; with `write` the
 * figures become those that messages and pages quote. The code to exit with: 1 where a claim does not hold, 2 where it was asked wrongly.
 */
export async function benchRules(ids: readonly string[], write: boolean): Promise<0 | 1 | 2> {
  const strange = ids.find((id) => !rules.some((rule) => rule.id === id));
  if (strange !== undefined) return refuse(`There is no rule '${strange}': choose from ${rules.map(({ id }) => id).join(', ')}.`);
  const before = readMeasured();
  const { node } = process.versions;
  if (write && ids.length > 0 && before.node !== '' && before.node !== node)
    return refuse(`--write of some rules needs Node ${before.node}, which measured the others: this is Node ${node}.`);
  const outcomes: Outcome[] = [];
  for (const rule of rules) {
    if (ids.length > 0 && !ids.includes(rule.id)) continue;
    for (const cost of rule.costs) outcomes.push({ rule, cost, figures: await figuresOf(rule, cost) });
  }
  console.log(`\nWhat rules claim: how many times faster the other way is\n\n${tableOf(outcomes)}`);
  if (write) {
    writeMeasured(merged(before, outcomes, node));
    await writeRulePages();
  }
  return outcomes.every(({ figures }) => typeof figures !== 'string' && holds(figures)) ? 0 : 1;
}

function refuse(why: string): 2 {
  console.error(why);
  return 2;
}

async function figuresOf(rule: Rule, name: string): Promise<MeasuredFigures | string> {
  const startedAt = performance.now();
  const say = (text: string) => console.error(`${rule.id}, ${name}: ${text}`);
  try {
    const file = costFile(rule);
    const { costs } = (await import(pathToFileURL(file).href)) as { costs: RuleCosts };
    const cost = costs[name];
    if (!cost) throw new Error(`its file has no cost of that name`);
    const pair = await (cost.platform === 'browser' ? runInBrowser(file, name) : runInNode(file, name));
    say(formatDuration((performance.now() - startedAt) * 1e6));
    return measuredFigures(cost, pair);
  } catch (error) {
    const words = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
    say(words);
    return words;
  }
}

function measuredFigures({ unit, quantity, failsAt, platform }: Cost, pair: MeasuredPair): MeasuredFigures {
  const sizes = pair.map(measuredSize);
  return {
    unit,
    ...(quantity === 'memory' ? { quantity } : {}),
    ...(failsAt === undefined ? {} : { failsAt }),
    ...(platform === 'browser' ? { platform } : {}),
    sizes,
  };
}

function measuredSize({ n, ratios, bytes }: SizeRounds): MeasuredSize | MeasuredBytes {
  const { median: ratio, interval } = estimate(ratios);
  // A ratio that is the same in all rounds has an interval without width.
  const { low, high } = interval ?? { low: ratio, high: ratio };
  const size = { n, ratio: rounded(ratio), low: rounded(low), high: rounded(high) };
  return bytes ? { ...size, before: wholeMedian(bytes.before), after: wholeMedian(bytes.after) } : size;
}

const wholeMedian = (values: readonly number[]): number => Math.round(median(sorted(values)));

/** Three digits, which is more than another machine would agree with. */
const rounded = (value: number): number => Number(value.toPrecision(3));

/** With its whole interval above 1. What is about failing was seen to fail, or it would have no figures. */
function holds({ sizes, failsAt }: MeasuredFigures): boolean {
  if (failsAt !== undefined) return true;
  const largest = sizes.at(-1);
  return largest !== undefined && largest.ratio >= LEAST_GAIN && largest.low > 1;
}

/** What was measured now, and of rules that were left out what was measured before. A cost that failed has no figures any more. */
function merged(before: MeasuredFile, outcomes: readonly Outcome[], node: string): MeasuredFile {
  const all: Record<string, Record<string, MeasuredFigures>> = {};
  for (const { id, costs } of rules) {
    for (const cost of costs) {
      const now = outcomes.find((outcome) => outcome.rule.id === id && outcome.cost === cost)?.figures;
      const figures = typeof now === 'object' ? now : now === undefined ? before.rules[id]?.[cost] : undefined;
      if (figures) (all[id] ??= {})[cost] = figures;
    }
  }
  return { node, rules: all };
}

function tableOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ rule, cost, figures }) => {
    const name = `${rule.id}, ${cost}`;
    if (typeof figures === 'string') return [name, '', '', '', figures];
    const cells = figures.sizes.map((size) => cellOf(size));
    return [name, ...cells, holds(figures) ? '' : `no longer holds: at ${formatCount(figures.sizes.at(-1)!.n)} ${figures.unit}`];
  });
  return markdownTable({ columns: ['', 'small', 'medium', 'large', ''], rows });
}

function cellOf(size: MeasuredSize | MeasuredBytes): string {
  const bytes = 'before' in size ? `, ${formatBytes(size.before)} to ${formatBytes(size.after)}` : '';
  return `${formatCount(size.n)}: ${size.ratio} (${size.low} to ${size.high})${bytes}`;
}
