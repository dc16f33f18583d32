import { ts, unwrapped } from '../../syntax/index.ts';
import type { FileFacts } from './fileFacts.ts';
import { methodCall } from './shapes.ts';
import { shortened } from './words.ts';

/** What a key of a sort takes: its name in words for the user, and what kind of work it is. */
export interface KeyCost {
  readonly name: string;
  readonly cost: 'date' | 'case' | 'pattern' | 'split' | 'json';
}

const CASES = new Set(['normalize', 'toLocaleLowerCase', 'toLocaleUpperCase', 'toLowerCase', 'toUpperCase']);
/** Functions that read a date, of the language and of known libraries. */
const DATES = new Set(['dayjs', 'moment', 'parseISO']);
const DATE_METHODS = new Set(['Date.parse', 'DateTime.fromISO', 'DateTime.fromSQL', 'DateTime.fromFormat']);
const PATTERN_METHODS = new Set(['match', 'matchAll', 'replace', 'replaceAll', 'search']);

/** A date of a number has nothing to read. */
const isNumber = (date: ts.Expression, { kinds, textOf }: FileFacts): boolean =>
  kinds.kindOf(date) === 'number' || /(?:Ms|[Mm]illis|[Ss]tamp|[Ee]poch|\bts)$/u.test(textOf(date));

/** The work that an expression by itself is, if it is known to take long. */
export function costOfKey(node: ts.Expression, file: FileFacts): KeyCost | null {
  const name = () => shortened(file.textOf(node));
  if (ts.isNewExpression(node)) {
    const isDate = ts.isIdentifier(node.expression) && node.expression.text === 'Date' && node.arguments?.length === 1;
    return isDate && !isNumber(node.arguments[0]!, file) ? { name: name(), cost: 'date' } : null;
  }
  if (!ts.isCallExpression(node)) return null;
  const callee = unwrapped(node.expression);
  if (ts.isIdentifier(callee)) return DATES.has(callee.text) && node.arguments.length > 0 ? { name: name(), cost: 'date' } : null;
  const method = methodCall(node);
  if (!method) return null;
  const { receiver, args } = method;
  const owner = unwrapped(receiver);
  if (ts.isIdentifier(owner)) {
    if (DATE_METHODS.has(`${owner.text}.${method.name}`)) return { name: name(), cost: 'date' };
    if (owner.text === 'JSON') return { name: name(), cost: 'json' };
  }
  if (CASES.has(method.name)) return { name: name(), cost: 'case' };
  if (method.name === 'split' && args.length > 0) return { name: name(), cost: 'split' };
  const isPattern = ts.isRegularExpressionLiteral(owner)
    ? method.name === 'exec' || method.name === 'test'
    : PATTERN_METHODS.has(method.name) && args[0] !== undefined && ts.isRegularExpressionLiteral(args[0]);
  return isPattern ? { name: name(), cost: 'pattern' } : null;
}
