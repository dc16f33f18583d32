import { ts, unwrapped } from '../../syntax/index.ts';
import { type Names } from './names.ts';
import { constantOf } from './values.ts';

/** A regular expression as it is written. */
export interface Pattern {
  readonly literal: ts.RegularExpressionLiteral;
  /** Between the slashes. */
  readonly source: string;
  readonly flags: string;
  /** Made anew each time: it has no place of its own from where it goes on. */
  readonly isInline: boolean;
}

/** The literal that an expression is, or that a constant is declared with; null for all else. */
export function patternOf(expression: ts.Expression, names: Names): Pattern | null {
  const literal = constantOf(expression, names);
  if (!literal || !ts.isRegularExpressionLiteral(literal)) return null;
  const end = literal.text.lastIndexOf('/');
  return {
    literal,
    source: literal.text.slice(1, end),
    flags: literal.text.slice(end + 1),
    isInline: unwrapped(expression) === literal,
  };
}

/** The only text that a pattern matches; null where one of its signs has a meaning. */
export function plainText(source: string): string | null {
  const isPlain = /^(?:[^\\^$.*+?()[\]{}|/]|\\[-\\^$.*+?()[\]{}|/])+$/u.test(source);
  return isPlain ? source.replaceAll(/\\(.)/gu, '$1') : null;
}
