import { ts } from '../syntax/index.ts';

/** A comment that turns rules off for some lines. */
export interface Directive {
  /** Where it stands, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Empty for all. */
  readonly rules: readonly string[];
  /** What stands behind `--`. */
  readonly reason: string;
  /** Lines that it covers, from 0, the last one included. */
  readonly firstLine: number;
  readonly lastLine: number;
}

const DIRECTIVE = /laptime-(disable-next-line|disable-line|disable|enable)(?![\w-])([^\n\r]*?)(?=\*\/|[\n\r]|$)/gu;

/** What a comment begins with: one that only speaks of directives is none. */
const OPENING = /(?:\/\/|\/\*\*?)[ \t]*$/u;

/**
 * Comments of a file that turn rules off: `laptime-disable-next-line`, `laptime-disable-line`, and `laptime-disable` for all from there on,
 * up to `laptime-enable`. Each names rules with commas between them, or none for all; what stands behind `--` says why.
 */
export function directivesOf(source: ts.SourceFile): Directive[] {
  const { text } = source;
  if (!text.includes('laptime-disable')) return [];
  const directives: Directive[] = [];
  const lines = source.getLineStarts().length;
  for (const match of text.matchAll(DIRECTIVE)) {
    if (!OPENING.test(text.slice(Math.max(0, match.index - 40), match.index)) || !isInComment(source, match.index)) continue;
    const [whole, kind, rest = ''] = match;
    const cut = /\s--(?:\s|$)/u.exec(rest);
    const names = cut ? rest.slice(0, cut.index) : rest;
    const rules = names.split(/[\s,]+/u).filter((name) => name !== '');
    const { line } = source.getLineAndCharacterOfPosition(match.index);
    if (kind === 'enable') {
      end(directives, rules, line);
      continue;
    }
    const last = kind === 'disable' ? lines : kind === 'disable-line' ? line : line + 1;
    directives.push({
      start: match.index,
      end: match.index + whole.trimEnd().length,
      rules,
      reason: cut ? rest.slice(cut.index + cut[0].length).trim() : '',
      firstLine: kind === 'disable-next-line' ? line + 1 : line,
      lastLine: last,
    });
  }
  return directives;
}

/** Ends those that are open and name the same rules, or all of them. */
function end(directives: Directive[], rules: readonly string[], line: number): void {
  for (const [index, open] of directives.entries()) {
    const isOpen = open.lastLine > line;
    const isNamed = rules.length === 0 || rules.join() === open.rules.join();
    if (isOpen && isNamed) directives[index] = { ...open, lastLine: line };
  }
}

/** What is in no text of the code is in a comment: no other place takes such words. */
function isInComment(source: ts.SourceFile, place: number): boolean {
  let innermost: ts.Node = source;
  const visit = (node: ts.Node): void => {
    if (place < node.getStart(source) || place >= node.end) return;
    innermost = node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return !(
    ts.isStringLiteralLike(innermost) ||
    ts.isTemplateHead(innermost) ||
    ts.isTemplateMiddleOrTemplateTail(innermost) ||
    ts.isRegularExpressionLiteral(innermost) ||
    ts.isJsxText(innermost)
  );
}
