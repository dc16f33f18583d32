import { ts } from '../syntax/index.ts';
import type { AnalysePattern } from './facts/backtracking.ts';
import { fileFacts } from './facts/fileFacts.ts';
import type { OtherFiles } from './facts/otherFiles.ts';
import type { Found, Rule } from './rule.ts';

export interface FoundBy extends Found {
  readonly rule: Rule;
}

type Check = (node: ts.Node) => void;

/**
 * Runs rules over a file that was parsed for them, in one walk; in a test nothing is found. Of what is found, the first in the text comes first. `onFailure` is told
 * of a rule that throws, which then has found nothing; without it, the error is thrown. Without `analyse`, patterns are not looked into;
 * without `others`, there are no other files.
 */
export function findHints(
  source: ts.SourceFile,
  rules: readonly Rule[],
  analyse: AnalysePattern | null,
  onFailure?: (rule: Rule, error: unknown) => void,
  others?: OtherFiles,
): FoundBy[] {
  const facts = fileFacts(source, analyse, others);
  if (facts.about.isTest) return [];
  const found: FoundBy[] = [];
  const failed = new Set<Rule>();
  const fail = (rule: Rule, error: unknown): void => {
    if (!onFailure) throw error;
    failed.add(rule);
    onFailure(rule, error);
  };
  const checks: { readonly rule: Rule; readonly check: Check }[][] = [];
  for (const rule of rules) {
    if ((rule.looksAt ?? 'code') !== facts.about.kind) continue;
    try {
      const byKind = rule.check(facts, (one) => void found.push({ ...one, rule }));
      for (const [name, check] of Object.entries(byKind)) {
        const kind = ts.SyntaxKind[name as keyof typeof ts.SyntaxKind];
        (checks[kind] ??= []).push({ rule, check: check as Check });
      }
    } catch (error) {
      fail(rule, error);
    }
  }
  const visit = (node: ts.Node): void => {
    const ofKind = checks[node.kind];
    for (let at = 0; ofKind && at < ofKind.length; at += 1) {
      const { rule, check } = ofKind[at]!;
      if (failed.size > 0 && failed.has(rule)) continue;
      try {
        check(node);
      } catch (error) {
        fail(rule, error);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found
    .filter(({ rule }) => !failed.has(rule))
    .toSorted((a, b) => a.node.getStart(source) - b.node.getStart(source) || compare(a.rule.id, b.rule.id));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
