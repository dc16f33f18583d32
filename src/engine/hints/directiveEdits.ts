import type { SourceRange } from '../../model/benchmark.ts';
import { parseSource, rangeBetween, ts } from '../syntax/index.ts';
import { directivesOf, type Directive } from './directives.ts';
import { scriptOf } from './embedded.ts';

/** A comment that turns a rule off, to be put into a text. */
export interface DisableEdit {
  readonly range: SourceRange;
  readonly text: string;
  /** Where in `text` it belongs why; null where that stands already. */
  readonly reasonAt: number | null;
}

/** Where a hint begins, line and column from 1. */
export interface HintPlace {
  readonly rule: string;
  readonly line: number;
  readonly column: number;
}

interface Script {
  readonly source: ts.SourceFile;
  /** Of the file: the script's own has spaces for what is no code. */
  readonly text: string;
  readonly directives: readonly Directive[];
}

/** Turns the rule of a hint off for its line; null where no comment can stand. */
export function disableForLine(file: string, text: string, place: HintPlace): DisableEdit | null {
  const script = scriptFor(file, text);
  const { source, directives } = script;
  const line = place.line - 1;
  const known = directives.find(({ firstLine, lastLine, rules }) => firstLine === line && lastLine === line && rules.length > 0);
  if (known) return withRule(script, known, place.rule);
  const start = source.getLineStarts()[line] ?? text.length;
  const hintStart = start + place.column - 1;
  const indent = /^[ \t]*/u.exec(text.slice(start))?.[0] ?? '';
  switch (kindOfPlace(script, start, hintStart)) {
    case 'code':
      return insertion(source, start, `${indent}// laptime-disable-next-line ${place.rule} -- `, '\n');
    case 'jsx':
      return insertion(source, start, `${indent}{/* laptime-disable-next-line ${place.rule} -- `, ' */}\n');
    case 'text':
      return insertion(source, hintStart, `/* laptime-disable-line ${place.rule} -- `, ' */ ');
    case 'jsx text':
      return null;
  }
}

/** Turns a rule off for all of a file, where its code begins. */
export function disableForFile(file: string, text: string, rule: string): DisableEdit {
  const script = scriptFor(file, text);
  const { source, directives } = script;
  const last = source.getLineStarts().length;
  const known = directives.find(({ firstLine, lastLine, rules }) => rules.length > 0 && lastLine === last && firstLine < last);
  const start = beginning(source.text);
  const isFirst = known !== undefined && source.text.slice(start, known.start).trim().length <= '/*'.length;
  if (isFirst) return withRule(script, known, rule);
  const lineStart = source.getLineStarts()[source.getLineAndCharacterOfPosition(start).line]!;
  const before = text.slice(lineStart, start);
  const indent = before.trim() === '' ? before : '';
  return insertion(source, start, `/* laptime-disable ${rule} -- `, ` */\n${indent}`);
}

/** Takes names out of the directive that begins at a place, or the whole comment where none is left; null where none begins there. */
export function removeDirective(
  file: string,
  text: string,
  { startLine, startColumn }: SourceRange,
  names: readonly string[],
): DisableEdit | null {
  const script = scriptFor(file, text);
  const { source, directives } = script;
  const at = (source.getLineStarts()[startLine - 1] ?? text.length) + startColumn - 1;
  const directive = directives.find(({ start }) => start === at);
  if (!directive) return null;
  const left = directive.rules.filter((rule) => !names.includes(rule));
  const { start, end } = left.length > 0 ? namesOf(text, directive) : commentAround(script, directive);
  return { range: rangeBetween(source, start, end), text: left.join(', '), reasonAt: null };
}

function scriptFor(file: string, text: string): Script {
  const script = scriptOf(file, text);
  const source = parseSource(script.file, script.text, true);
  return { source, text, directives: directivesOf(source) };
}

function insertion(source: ts.SourceFile, at: number, before: string, after: string): DisableEdit {
  return { range: rangeBetween(source, at, at), text: before + after, reasonAt: before.length };
}

/** A line that begins in code, between elements, in a text, or in what is no script. */
function kindOfPlace({ source, text }: Script, lineStart: number, hintStart: number): 'code' | 'jsx' | 'text' | 'jsx text' {
  const isScript = text.slice(lineStart, hintStart) === source.text.slice(lineStart, hintStart);
  const around = isScript ? tokenAround(source, lineStart) : null;
  if (around === 'jsx' || (isScript && around === null)) return around ?? 'code';
  return isBetweenElements(source, hintStart) ? 'jsx text' : 'text';
}

/** What goes on over the beginning of a line. */
function tokenAround(source: ts.SourceFile, place: number): 'jsx' | 'text' | null {
  let found: 'jsx' | 'text' | null = null;
  const visit = (node: ts.Node): void => {
    if (found !== null || place < node.pos || place > node.end) return;
    if (ts.isJsxText(node) && node.pos < place) found = 'jsx';
    else if (isText(node) && node.getStart(source) < place && place < node.end) found = 'text';
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isText = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);

function isBetweenElements(source: ts.SourceFile, place: number): boolean {
  let is = false;
  const visit = (node: ts.Node): void => {
    if (place < node.pos || place >= node.end) return;
    const isChild =
      (ts.isJsxElement(node) || ts.isJsxFragment(node) || ts.isJsxSelfClosingElement(node)) && node.getStart(source) === place;
    if (isChild && (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent))) is = true;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return is;
}

/** Behind `#!`, and behind a comment that is about the file: one with an empty line below it. */
function beginning(script: string): number {
  const [before] = /^(?:#![^\n]*\n)?(?:\s*\/\*(?:[^*]|\*(?!\/))*\*\/[ \t]*\r?\n(?=[ \t]*\r?\n))?\s*/u.exec(script)!;
  return before.length;
}

/** The names of a directive without what is around them. */
function namesOf(text: string, { start, end, rules }: Directive): { start: number; end: number } {
  const first = text.indexOf(rules[0]!, start + /^laptime-[a-z-]+/u.exec(text.slice(start, end))![0].length);
  const last = rules.reduce((at, rule) => text.indexOf(rule, at) + rule.length, first);
  return { start: first, end: last };
}

function withRule({ source, text }: Script, directive: Directive, rule: string): DisableEdit {
  const { end } = namesOf(text, directive);
  return { range: rangeBetween(source, end, end), text: `, ${rule}`, reasonAt: null };
}

/** The whole comment, with its braces between elements, and with its line where it has one of its own. */
function commentAround({ source, text }: Script, { start, end }: Directive): { start: number; end: number } {
  const [opening] = /(?:\/\/|\/\*\*?)[ \t]*$/u.exec(text.slice(0, start))!;
  const closing = opening.startsWith('//') ? /^[^\n\r]*/u : /^[^*]*(?:\*(?!\/)[^*]*)*\*\//u;
  let [from, to] = [start - opening.length, end + (closing.exec(text.slice(end))?.[0].length ?? 0)];
  const braces = emptyExpressionAround(source, start);
  if (braces) [from, to] = [braces.getStart(source), braces.end];
  const [before] = /[ \t]*$/u.exec(text.slice(0, from))!;
  const [after] = /^[ \t]*(?:\r?\n)?/u.exec(text.slice(to))!;
  const isLineStart = from === before.length || /[\n\r]/u.test(text[from - before.length - 1]!);
  const isLineEnd = after.endsWith('\n') || to + after.length === text.length;
  if (isLineEnd || !isLineStart) from -= before.length;
  if (isLineStart) to += after.length;
  return { start: from, end: to };
}

/** The braces between elements that hold nothing but a comment. */
function emptyExpressionAround(source: ts.SourceFile, place: number): ts.JsxExpression | null {
  let found: ts.JsxExpression | null = null;
  const visit = (node: ts.Node): void => {
    if (place < node.pos || place >= node.end) return;
    if (ts.isJsxExpression(node) && node.expression === undefined) found = node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
