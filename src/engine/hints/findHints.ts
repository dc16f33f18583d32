import { ts } from '../syntax/index.ts';
import { fileFacts } from './facts/fileFacts.ts';
import type { Found, Rule } from './rule.ts';

export interface FoundBy extends Found {
  readonly rule: Rule;
}

type Check = (node: ts.Node) => void;

/** Runs rules over a file that was parsed for them, in one walk. Of what is found, the first in the text comes first. */
export function findHints(source: ts.SourceFile, rules: readonly Rule[]): FoundBy[] {
  const facts = fileFacts(source);
  const found: FoundBy[] = [];
  const checks: (Check[] | undefined)[] = [];
  for (const rule of rules) {
    const byKind = rule.check(facts, (one) => void found.push({ ...one, rule }));
    for (const [name, check] of Object.entries(byKind)) {
      const kind = ts.SyntaxKind[name as keyof typeof ts.SyntaxKind];
      (checks[kind] ??= []).push(check as Check);
    }
  }
  const visit = (node: ts.Node): void => {
    for (const check of checks[node.kind] ?? []) check(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.toSorted((a, b) => a.node.getStart(source) - b.node.getStart(source) || compare(a.rule.id, b.rule.id));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
