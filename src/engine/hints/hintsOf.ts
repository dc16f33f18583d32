import { createHash } from 'node:crypto';
import type { FileHints, Hint, HintRule, UnusedDirective } from '../../model/hint.ts';
import { parseSource, rangeBetween, syntaxProblems, type ts } from '../syntax/index.ts';
import { directivesOf, type Directive } from './directives.ts';
import { scriptOf } from './embedded.ts';
import type { AnalysePattern } from './facts/backtracking.ts';
import type { OtherFiles } from './facts/otherFiles.ts';
import { figuresOf, withFigures } from './figures.ts';
import { findHints, type FoundBy } from './findHints.ts';
import type { Rule } from './rule.ts';
import { rules as allRules } from './rules/index.ts';

/** A rule threw, or all did: a bug of ours, not of the file. */
export type OnRuleFailure = (rule: string | null, error: unknown) => void;

/**
 * What the rules find in a file, but for what comments in it turn off. Never throws, whatever was typed so far. `file`: from the workspace
 * folder, with `/`. `analyse` may be left out for a text that has no pattern which `mayBacktrack`, `others` for one that is no file.
 */
export function hintsOf(
  file: string,
  text: string,
  onFailure: OnRuleFailure,
  rules: readonly Rule[] = allRules,
  analyse: AnalysePattern | null = null,
  others?: OtherFiles,
): FileHints {
  try {
    const read = readScript(file, text, onFailure, rules, analyse, others);
    if (!read) return { hints: [], unusedDirectives: [] };
    const { source, found, directives } = read;
    const fingerprint = fingerprints();
    return {
      hints: found.filter((one) => !isOff(source, one, directives)).map((one) => toHint(file, source, one, fingerprint)),
      // Of code that cannot be read in full, something may not have been found.
      unusedDirectives: syntaxProblems(source).length > 0 ? [] : unusedOf(file, read, rules),
    };
  } catch (error) {
    onFailure(null, error);
    return { hints: [], unusedDirectives: [] };
  }
}

/** Every rule, for people. */
export function ruleFacts(): HintRule[] {
  return allRules.map(({ id, category, gate, title, docs }) => ({
    ...{ id, category, gate, title },
    about: docs.beware === undefined ? docs.why : `${docs.why}\n\n${docs.beware}`,
    example: { before: docs.before, after: docs.after },
    beware: docs.beware ?? null,
  }));
}

export interface ReadScript {
  readonly source: ts.SourceFile;
  readonly found: readonly FoundBy[];
  readonly directives: readonly Directive[];
}

/** Null for code that is nested deeper than the stack allows. */
export function readScript(
  file: string,
  text: string,
  onFailure: OnRuleFailure,
  rules: readonly Rule[],
  analyse: AnalysePattern | null = null,
  others?: OtherFiles,
): ReadScript | null {
  try {
    const script = scriptOf(file, text);
    const source = parseSource(script.file, script.text, true);
    const found = findHints(source, rules, analyse, (rule, error) => onFailure(rule.id, error), others);
    return { source, found, directives: directivesOf(source) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export function isOff(source: ts.SourceFile, found: FoundBy, directives: readonly Directive[]): boolean {
  return directives.some((directive) => turnsOff(directive, source, found));
}

function turnsOff({ rules, firstLine, lastLine }: Directive, source: ts.SourceFile, { node, rule }: FoundBy): boolean {
  if (rules.length > 0 && !rules.includes(rule.id)) return false;
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return firstLine <= line && line <= lastLine;
}

function toHint(file: string, source: ts.SourceFile, one: FoundBy, fingerprint: (rule: string, text: string) => string): Hint {
  const { rule, node, end, cost, message, fixes = [] } = one;
  const figures = figuresOf(rule.id, cost);
  const range = rangeBetween(source, node.getStart(source), (end ?? node).end);
  return {
    rule: rule.id,
    category: rule.category,
    gate: one.gate ?? rule.gate,
    file,
    range,
    message: withFigures(message, figures),
    measured: figures?.sizes.map(({ n, ratio }) => ({ n, ratio, ...(figures.quantity === 'memory' && { quantity: 'memory' }) })) ?? [],
    heat: null,
    fixes: fixes.map(({ title, kind, edits }) => ({
      title,
      kind,
      edits: edits.map(({ start, end, text }) => ({ range: rangeBetween(source, start, end), text })),
    })),
    fingerprint: fingerprint(rule.id, linesOf(source, range.startLine, range.endLine)),
  };
}

function linesOf(source: ts.SourceFile, first: number, last: number): string {
  const starts = source.getLineStarts();
  return source.text.slice(starts[first - 1], starts[last] ?? source.text.length);
}

/** Spaces do not count; of several that are the same, each has its own. */
function fingerprints(): (rule: string, text: string) => string {
  const seen = new Map<string, number>();
  return (rule, text) => {
    const key = `${rule}\0${text.replaceAll(/\s+/gu, ' ').trim()}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return createHash('sha256').update(`${key}\0${count}`).digest('hex').slice(0, 16);
  };
}

function unusedOf(file: string, { source, found, directives }: ReadScript, rules: readonly Rule[]): UnusedDirective[] {
  const known = new Set(rules.map(({ id }) => id));
  return directives.flatMap((directive) => {
    const used = new Set(found.filter((one) => turnsOff(directive, source, one)).map(({ rule }) => rule.id));
    const range = rangeBetween(source, directive.start, directive.end);
    const told = (rule: string | null, message: string): UnusedDirective => ({ file, rule, range, message });
    if (directive.rules.length === 0)
      return used.size > 0 ? [] : [told(null, 'This comment turns off nothing: no rule finds anything there')];
    return directive.rules
      .filter((rule) => !used.has(rule))
      .map((rule) =>
        told(rule, known.has(rule) ? `\`${rule}\` finds nothing there that could be turned off` : `There is no rule \`${rule}\``),
      );
  });
}
