import { ts, unwrapped } from '../../../syntax/index.ts';
import { isNeverChanged } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { hoister } from '../../facts/hoisting.ts';
import { isSameListIn } from '../../facts/invariants.ts';
import { loopsAround, type Loop } from '../../facts/loops.ts';
import { type Names } from '../../facts/names.ts';
import { endsEarly, isConditionalIn, isShort, waits, whenOf } from '../../facts/repeated.ts';
import { isCondition } from '../../facts/shapes.ts';
import { constantNumber, knownLength } from '../../facts/values.ts';
import { shortened } from '../../facts/words.ts';
import type { Rule } from '../../rule.ts';

/** A call that goes through all of something. */
interface Whole {
  readonly cost: 'json' | 'keys' | 'max' | 'set';
  /** What it goes through. */
  readonly of: ts.Expression;
  /** What its result is called. */
  readonly name: string;
  /** What it is called in messages. */
  readonly word: string;
}

const KEYS: ReadonlyMap<string, string> = new Map([
  ['entries', 'allEntries'],
  ['keys', 'allKeys'],
  ['values', 'allValues'],
]);
/** Properties that are a text or a number in most cases. */
const PLAIN = new Set([
  'id',
  'key',
  'kind',
  'label',
  'length',
  'message',
  'name',
  'path',
  'size',
  'text',
  'title',
  'type',
  'url',
  'value',
  'version',
]);
const READS_OF_SETS = new Set(['get', 'has', 'size']);
const READS_OF_LISTS = new Set(['at', 'indexOf', 'join', 'lastIndexOf', 'length']);

export const hoistInvariantCall: Rule = {
  id: 'hoist-invariant-call',
  category: 'caching',
  gate: 'loop',
  title: 'The same computed in each turn',
  costs: ['max', 'set', 'json', 'keys'],
  docs: {
    why: 'The call goes through a whole list or object, and does so again in each turn of the loop, although nothing of it has changed: n turns over n elements are n² steps.',
    before: 'const shares = votes.map((count) => count / Math.max(...votes));',
    after: 'const most = Math.max(...votes);\nconst shares = votes.map((count) => count / most);',
    silent: [
      'The loop changes what is gone through, or hands it to somebody who may.',
      'The call stands behind a condition, or the loop may end early: it may run seldom; or each turn waits for something anyhow.',
      'What comes of the call is changed or given away, so that each turn needs its own.',
      'The list is written out, and short.',
    ],
    beware: 'What the call reads must not change by way of another name.',
    peers: ['perflint/W8201'],
  },
  check(file, report) {
    const hoist = hoister(file);
    const look = (node: ts.CallExpression | ts.NewExpression): void => {
      const whole = wholeOf(node, file);
      if (!whole) return;
      const repeated = repeatedIn(node, whole, file);
      if (!repeated || !isOnlyRead(node, whole, file) || isSmall(whole, file)) return;
      const edits = hoist(node, repeated.part, { name: whole.name, value: file.textOf(node), staysInFunction: true });
      report({
        node,
        cost: whole.cost,
        message: `\`${whole.word}\` goes through all of \`${shortened(file.textOf(whole.of))}\` ${whenOf(repeated.inner)}`,
        fixes: edits ? [{ title: 'Compute it once before the loop', kind: 'suggestion', edits }] : [],
      });
    };
    return { CallExpression: look, NewExpression: look };
  },
};

function wholeOf(node: ts.CallExpression | ts.NewExpression, { names }: FileFacts): Whole | null {
  const [first, ...others] = node.arguments ?? [];
  if (!first || others.length > 2) return null;
  if (ts.isNewExpression(node)) {
    const { expression } = node;
    const name = ts.isIdentifier(expression) && names.isGlobal(expression) && others.length === 0 ? expression.text : null;
    return name === 'Set' || name === 'Map' ? { cost: 'set', of: first, name: 'lookup', word: `new ${name}` } : null;
  }
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression) || !names.isGlobal(callee.expression)) return null;
  const word = `${callee.expression.text}.${callee.name.text}`;
  if (word === 'JSON.stringify') return { cost: 'json', of: first, name: 'serialized', word };
  if (others.length > 0) return null;
  if ((word === 'Math.max' || word === 'Math.min') && ts.isSpreadElement(first))
    return { cost: 'max', of: first.expression, name: word === 'Math.max' ? 'largest' : 'smallest', word };
  const name = callee.expression.text === 'Object' ? KEYS.get(callee.name.text) : undefined;
  return name ? { cost: 'keys', of: first, name, word } : null;
}

/** The widest loop in which it always gives the same, and the innermost that it is worth to leave. */
function repeatedIn(node: ts.Expression, { of, cost }: Whole, file: FileFacts): { readonly part: ts.Node; readonly inner: Loop } | null {
  let part: ts.Node | null = null;
  let inner: Loop | null = null;
  for (const loop of loopsAround(node)) {
    if (isConditionalIn(node, loop.node) || !isSameListIn(node, loop, file)) break;
    // Elements are part of what is written out: whoever has one may change it.
    if (cost === 'json' && loop.over && sharesName(of, loop.over, file)) break;
    if (isShort(loop, file.names) || endsEarly(loop) || waits(loop)) continue;
    part = loop.node;
    inner ??= loop;
  }
  return part && inner && { part, inner };
}

function sharesName(a: ts.Expression, b: ts.Expression, { names }: FileFacts): boolean {
  const base = (expression: ts.Expression): ts.Expression => {
    const inner = unwrapped(expression);
    return ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner) || ts.isCallExpression(inner)
      ? base(inner.expression)
      : inner;
  };
  const [left, right] = [base(a), base(b)];
  if (left.kind === ts.SyntaxKind.ThisKeyword) return right.kind === left.kind;
  return names.variableAt(left) !== null && names.variableAt(left) === names.variableAt(right);
}

/** Whether nobody changes or keeps what comes of it, so that one will do. */
function isOnlyRead(node: ts.Expression, { cost }: Whole, { names }: FileFacts): boolean {
  if (cost === 'json' || cost === 'max') return true;
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isPropertyAccessExpression(parent))
    return (cost === 'set' ? READS_OF_SETS : READS_OF_LISTS).has(parent.name.text) && !isQuestion(parent, names);
  if (cost === 'keys') return ts.isElementAccessExpression(parent) && parent.expression === at;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return false;
  const variable = names.variableOf(parent.name);
  return variable?.kind === 'const' && variable.references.length > 0 && isNeverChanged(variable, names);
}

/** Whether a length is only asked whether there is any: that has better answers than to take it out of the loop. */
function isQuestion(length: ts.PropertyAccessExpression, names: Names): boolean {
  const { parent } = length;
  if (length.name.text !== 'length') return false;
  if (isCondition(length)) return true;
  return ts.isBinaryExpression(parent) && constantNumber(parent.left === length ? parent.right : parent.left, names) === 0;
}

/** Whether it is known to take hardly any time. */
function isSmall({ of, cost }: Whole, { names, kinds }: FileFacts): boolean {
  const length = knownLength(of, names);
  if (length !== null && length <= 8) return true;
  const kind = kinds.kindOf(of);
  if (cost === 'json' && ts.isPropertyAccessExpression(of) && PLAIN.has(of.name.text)) return true;
  return cost === 'json' && (kind === 'string' || kind === 'number' || kind === 'boolean');
}
