import { ts, unwrapped } from '../../../syntax/index.ts';
import { isTarget } from '../../facts/changes.ts';
import { expectsNothing } from '../../facts/nothing.ts';
import { isCalledOnOwner, methodCall, nodesIn } from '../../facts/shapes.ts';
import { constantNumber } from '../../facts/values.ts';
import { isBare, losesComment, receiverText } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

export const noCopyForOne: Rule = {
  id: 'no-copy-for-one',
  category: 'cpu',
  gate: 'always',
  title: 'Copying a collection for one thing of it',
  costs: ['size', 'first'],
  docs: {
    why: 'A list is made of a whole set or map to ask for its length or its first element, which the set or map knows by itself.',
    before: 'const oldest = [...cache.keys()][0];\nconst count = Array.from(seen).length;',
    after: 'const oldest = cache.keys().next().value;\nconst count = seen.size;',
    silent: [
      'It is not known to be a set or map: the length of a text that is spread is the number of its signs.',
      'More of the list is used.',
      'A condition around says that there is one element only: a copy of it costs nothing.',
      'The list is gone through: `forEach` of a set was measured to be slower than that of a copy.',
    ],
    peers: ['unicorn/prefer-set-size', 'unicorn/no-useless-spread'],
  },
  check(file, report) {
    const { source, names, kinds } = file;

    /** What a list is a copy of: `[...set]`, `Array.from(set)`. */
    const copied = (expression: ts.Expression): ts.Expression | null => {
      const inner = unwrapped(expression);
      if (!isBare(expression, inner)) return null;
      if (ts.isArrayLiteralExpression(inner)) {
        const [only, ...others] = inner.elements;
        return only && others.length === 0 && ts.isSpreadElement(only) ? only.expression : null;
      }
      const from = methodCall(inner);
      if (from?.name !== 'from' || from.args.length !== 1 || !ts.isIdentifier(from.receiver) || from.receiver.text !== 'Array') return null;
      return names.isGlobal(from.receiver) ? from.args[0]! : null;
    };

    /** Of a set or map, or of an iterator of one: the text of the collection, and of the call that gives its iterator. */
    const collectionOf = (expression: ts.Expression) => {
      const inner = unwrapped(expression);
      const kind = kinds.kindOf(expression);
      if (kind === 'set' || kind === 'map') {
        const text = receiverText(expression, source);
        return { collection: inner, text, iterator: `${text}.${kind === 'set' ? 'values' : 'entries'}()` };
      }
      const call = methodCall(inner);
      if (!call || call.isOptional) return null;
      const isIterator = call.args.length === 0 && /^(?:entries|keys|values)$/u.test(call.name);
      const owner = isIterator ? kinds.kindOf(call.receiver) : 'unknown';
      if (owner === 'set' || owner === 'map')
        return { collection: call.receiver, text: file.textOf(call.receiver), iterator: file.textOf(inner) };
      return call.name === 'matchAll' && call.args.length === 1 ? { collection: null, text: '', iterator: file.textOf(inner) } : null;
    };

    const fix = (whole: ts.Node, title: string, text: string, kept: ts.Expression, kind: ProposedFix['kind'] = 'safe'): ProposedFix[] =>
      losesComment(whole, [kept], source) ? [] : [{ title, kind, edits: [{ start: whole.getStart(source), end: whole.end, text }] }];

    const first = (whole: ts.Expression, list: ts.Expression, isMethod: boolean): void => {
      const from = copied(list);
      const found = from && collectionOf(from);
      if (!from || !found || isOfOne(whole, from)) return;
      report({
        node: whole,
        cost: 'first',
        message: 'A list is made of everything, of which only the first element is used',
        fixes: fix(
          whole,
          'Take the first of the iterator',
          `${found.iterator}.next().value`,
          from,
          isMethod || expectsNothing(whole, source) ? 'safe' : 'suggestion',
        ),
      });
    };

    return {
      PropertyAccessExpression(node) {
        if (node.name.text !== 'length' || node.questionDotToken || isTarget(node)) return;
        const from = copied(node.expression);
        const found = from && collectionOf(from);
        if (!from || !found?.collection) return;
        report({
          node,
          cost: 'size',
          message: 'A list is made of everything only to count it, which `size` knows',
          fixes: fix(node, 'Use size', `${found.text}.size`, from),
        });
      },
      ElementAccessExpression(node) {
        if (node.questionDotToken || isTarget(node) || constantNumber(node.argumentExpression, names) !== 0) return;
        if (!isCalledOnOwner(node)) first(node, node.expression, false);
      },
      VariableDeclaration({ name, initializer }) {
        if (!initializer || !ts.isArrayBindingPattern(name)) return;
        const from = copied(initializer);
        const last = name.elements.at(-1);
        if (!from || !last || (ts.isBindingElement(last) && last.dotDotDotToken)) return;
        if (!collectionOf(from) || isOfOne(initializer, from)) return;
        report({
          node: initializer,
          cost: 'first',
          message: 'A list is made of everything, of which only the beginning is used',
          fixes: fix(initializer, 'Take it from the collection itself', file.textOf(from), from),
        });
      },
      CallExpression(call) {
        const method = methodCall(call);
        if (!method || method.isOptional) return;
        const { name, args } = method;
        const isFirst =
          (name === 'shift' && args.length === 0) || (name === 'at' && args.length === 1 && constantNumber(args[0]!, names) === 0);
        if (isFirst) first(call, method.receiver, true);
      },
    };

    /** Whether a condition before it, or around it, says that a collection has one element: `ids.size === 1`. */
    function isOfOne(node: ts.Node, collection: ts.Expression): boolean {
      const text = file.textOf(unwrapped(collection)).replace(/\.(?:entries|keys|values)\(\)$/u, '');
      for (let [at, below]: [ts.Node, ts.Node] = [node.parent, node]; at; below = at, at = at.parent) {
        if (ts.isFunctionLike(at)) return false;
        if (ts.isBlock(at) && at.statements.some((each) => each.end <= below.pos && leavesUnlessOne(each, text))) return true;
        const condition = conditionOf(at, below);
        if (condition && saysOne(condition, text, ['===', '=='])) return true;
      }
      return false;
    }

    /** `if (ids.size !== 1) return;` */
    function leavesUnlessOne(statement: ts.Statement, collection: string): boolean {
      if (!ts.isIfStatement(statement) || !saysOne(statement.expression, collection, ['!==', '!='])) return false;
      const { thenStatement } = statement;
      const last = ts.isBlock(thenStatement) ? thenStatement.statements.at(-1) : thenStatement;
      return last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isContinueStatement(last));
    }

    function saysOne(condition: ts.Expression, collection: string, signs: readonly string[]): boolean {
      return [...nodesIn(condition)].some((each) => {
        if (!ts.isBinaryExpression(each) || !signs.includes(ts.tokenToString(each.operatorToken.kind) ?? '')) return false;
        const length = unwrapped(each.left);
        const isLength = ts.isPropertyAccessExpression(length) && /^(?:length|size)$/u.test(length.name.text);
        return isLength && constantNumber(each.right, names) === 1 && file.textOf(length.expression).includes(collection);
      });
    }
  },
};

/** What must be so where a part of a node runs. */
function conditionOf(node: ts.Node, part: ts.Node): ts.Expression | null {
  if (ts.isIfStatement(node)) return node.thenStatement === part ? node.expression : null;
  if (ts.isConditionalExpression(node)) return node.whenTrue === part ? node.condition : null;
  const isBoth = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  return isBoth && node.right === part ? node.left : null;
}
