import type { analyse, Literal, SelfReport, TradeReport } from 'scslre';

/** The analyser of patterns. It is large: who runs rules loads it where a text has something for it. */
export type AnalysePattern = typeof analyse;

/** How a pattern takes a time that doubles again and again as a text gets longer that it does not match. */
export interface Backtracking {
  /** One that such a text has many of. */
  readonly sign: string;
  /** The parts of the pattern that can take the same signs, as they are written: one within which that is so, or two. */
  readonly parts: readonly string[];
  /** What matches the same and has nothing like it; null where the analyser knows none. */
  readonly better: Literal | null;
}

type Report = SelfReport | TradeReport;
type Quantifier = SelfReport['quant'];
type Alternative = Extract<Quantifier['parent'], { readonly type: 'Alternative' }>;
type Element = Alternative['elements'][number];

/** As often at most a pattern is mended in one go. */
const MOST_FIXES = 4;
/** Longer ones are generated, and take the analyser long. */
const MOST_SIGNS = 1000;

/** Whether a text may have a pattern that the analyser has to look at: a group that is repeated. Calculations look like it, too. */
export const mayBacktrack = (text: string): boolean => /\)(?:[*+]|\{\d)/u.test(text);

/** Asks the analyser for what is worst in a pattern; null where it finds nothing, or does not know the syntax. */
export function backtrackingOf(literal: Literal, ask: AnalysePattern): Backtracking | null {
  if (literal.source.length > MOST_SIGNS || !hasNestedRepetition(literal.source)) return null;
  try {
    const [worst] = reportsOf(literal, ask);
    if (!worst) return null;
    const parts = worst.type === 'Trade' ? [worst.startQuant.raw, worst.endQuant.raw] : [worst.parentQuant.raw];
    return { sign: worst.character.pick, parts: [...new Set(parts)], better: mended(literal, ask) };
  } catch (error) {
    // Of what it cannot read.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Only what doubles: where the time grows with the square of a length, most texts are too short for it to matter. */
function reportsOf(literal: Literal, ask: AnalysePattern): Report[] {
  const { reports } = ask(literal, { reportTypes: { Move: false } });
  return reports.filter((report) => report.type !== 'Move').filter((report) => report.exponential && mayFailAfter(repetitionOf(report)));
}

/** The repetition within which there are many ways. */
function repetitionOf(report: Report): Quantifier {
  if (report.type === 'Self') return report.parentQuant;
  const { startQuant, endQuant } = report;
  const around = new Set(ancestorsOf(endQuant));
  return ancestorsOf(startQuant).find((quantifier) => around.has(quantifier)) ?? startQuant;
}

/** Quantifiers around one, itself included, from the inside. */
function ancestorsOf(quantifier: Quantifier): Quantifier[] {
  const found: Quantifier[] = [];
  let at: { readonly type: string; readonly parent: unknown } | null = quantifier;
  while (at) {
    if (at.type === 'Quantifier') found.push(at as Quantifier);
    at = at.parent as typeof at;
  }
  return found;
}

/**
 * Whether the rest of a pattern may fail after a repetition. Where it cannot, the first of the many ways is taken, and no other is tried.
 * The analyser asks this of what is repeated, but not of what comes after all turns.
 */
function mayFailAfter(quantifier: Quantifier): boolean {
  let at: Element = quantifier;
  for (;;) {
    const parent: Element['parent'] = at.parent;
    if (parent.type === 'Quantifier') at = parent;
    else if (parent.type !== 'Alternative') return true;
    else {
      const group: Alternative['parent'] = parent.parent;
      const { elements } = parent;
      if (!elements.slice(elements.indexOf(at) + 1).every(mayBeNothing)) return true;
      if (group.type === 'Pattern') return false;
      if (group.type === 'Assertion') return true;
      at = group;
    }
  }
}

function mayBeNothing(element: Element): boolean {
  if (element.type === 'Quantifier') return element.min === 0 || mayBeNothing(element.element);
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') return false;
  return element.alternatives.some(({ elements }) => elements.every(mayBeNothing));
}

function mended(literal: Literal, ask: AnalysePattern): Literal | null {
  let at = literal;
  for (let fixes = 0; fixes < MOST_FIXES; fixes += 1) {
    const reports = reportsOf(at, ask);
    if (reports.length === 0) return hasRepeatedChoice(at.source) ? null : at;
    const next = reports.map((report) => report.fix()).find((fixed) => fixed !== undefined);
    if (!next) return null;
    at = next;
  }
  return null;
}

/** Whether a choice may be repeated: of one whose sides take the same sign, as in `(?:a|a)*`, the analyser knows nothing. */
const hasRepeatedChoice = (source: string): boolean => source.includes('|') && /\)[*+{]/u.test(source);

/** Whether a group is repeated, and something else is: only there the analyser needs to look, which takes it a while. */
function hasNestedRepetition(source: string): boolean {
  let [repetitions, groups] = [0, 0];
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at];
    if (sign === '\\') at += 1;
    else if (sign === '*' || sign === '+' || (sign === '{' && /^\{\d+,\}/u.test(source.slice(at, at + 8)))) {
      repetitions += 1;
      if (source[at - 1] === ')') groups += 1;
    }
  }
  return groups > 0 && repetitions > 1;
}
