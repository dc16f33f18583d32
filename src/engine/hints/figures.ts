import { formatCount } from '../../base/units.ts';
import type { MeasuredCost } from '../../model/hint.ts';
import file from './measured.json' with { type: 'json' };

/** What was measured of a cost at one size. */
export interface MeasuredSize extends MeasuredCost {
  /** The interval of the ratio. */
  readonly low: number;
  readonly high: number;
}

export interface MeasuredFigures {
  /** What n counts, in the plural. */
  readonly unit: string;
  /** Time if not given. */
  readonly quantity?: 'time' | 'memory';
  /** So many that the slow way was seen to fail, where that is what the rule is about. */
  readonly failsAt?: number;
  /** Where it was measured, if not with Node. */
  readonly platform?: 'browser';
  /** From the smallest to the largest. */
  readonly sizes: readonly MeasuredSize[];
}

/** `measured.json`, which the benchmark of the rules writes. */
export interface MeasuredFile {
  /** The Node that it was measured with; empty as long as nothing was. */
  readonly node: string;
  /** By the rule, and by what the rule calls the cost. */
  readonly rules: Readonly<Record<string, Readonly<Record<string, MeasuredFigures>>>>;
}

/** Less than this does not matter to anybody. */
const MATTERS = 1.15;
const MOST_QUOTED = 2;

// Of a file's texts only that they are texts is known.
const measured = file as MeasuredFile;

/** Null where it was not measured. */
export function figuresOf(rule: string, cost: string, { rules }: MeasuredFile = measured): MeasuredFigures | null {
  const costs = Object.hasOwn(rules, rule) ? rules[rule]! : {};
  return Object.hasOwn(costs, cost) ? costs[cost]! : null;
}

/** A message with what was measured: the largest sizes where it matters, and up to where it does not. */
export function withFigures(message: string, figures: MeasuredFigures | null): string {
  if (figures?.failsAt !== undefined) return `${message}: at ${formatCount(figures.failsAt)} ${figures.unit} it did`;
  const slower = figures?.sizes.filter(({ ratio, low }) => ratio >= MATTERS && low > 1) ?? [];
  const [first, ...others] = slower.slice(-MOST_QUOTED);
  if (!figures || !first) return message;
  const { unit, quantity, sizes } = figures;
  const what = quantity === 'memory' ? 'times the memory' : 'times slower';
  const quoted = [`${timesText(first.ratio)} ${what} at ${formatCount(first.n)} ${unit}`];
  for (const { ratio, n } of others) quoted.push(`${timesText(ratio)} at ${formatCount(n)}`);
  const below = sizes.findLast(({ n }) => n < slower[0]!.n);
  if (below) quoted.push(`${below.high < 1 / MATTERS ? 'faster' : 'hardly matters'} up to ${formatCount(below.n)}`);
  return `${message}: ${quoted.join(', ')}`;
}

/** `1.4`, `35`, `1,280`: no more digits than were measured. */
function timesText(ratio: number): string {
  return ratio < 10 ? String(Number(ratio.toPrecision(2))) : formatCount(Math.round(Number(ratio.toPrecision(3))));
}
