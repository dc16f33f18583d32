import { ts } from '../../../syntax/index.ts';
import { isCondition, isSameText, methodCall, nodesIn, type MethodCall } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

export const noDoubleLookup: Rule = {
  id: 'no-double-lookup',
  category: 'cpu',
  gate: 'heat',
  title: 'Key that is looked up twice',
  costs: ['map', 'set'],
  docs: {
    why: '`has` and then `get` with the same key look it up twice, and so do `has` and then `add`, which does nothing for what is there.',
    before: 'if (byId.has(id)) show(byId.get(id));\nif (!seen.has(id)) seen.add(id);',
    after: 'const user = byId.get(id);\nif (user !== undefined) show(user);\nseen.add(id);',
    silent: [
      'It is not known to be a map or a set of this file.',
      'The key is computed by a call.',
      'More is done with what is not in the set than to add it.',
    ],
    beware: 'Where `undefined` is stored in the map, `get` cannot tell it from nothing.',
    peers: ['clippy/map_entry', 'CA1854', 'CA1868'],
  },
  check(file, report) {
    const { kinds, source } = file;
    const second = (has: MethodCall, part: ts.Node, name: string): MethodCall | null => {
      for (const node of nodesIn(part, ts.isFunctionLike)) {
        const method = methodCall(node);
        if (method?.name !== name || method.args.length !== 1) continue;
        if (isSameText(source, method.receiver, has.receiver) && isSameText(source, method.args[0]!, has.args[0]!)) return method;
      }
      return null;
    };
    return {
      CallExpression(call) {
        const has = methodCall(call);
        if (has?.name !== 'has' || has.args.length !== 1 || has.isOptional || !isCondition(call)) return;
        const kind = kinds.kindOf(has.receiver);
        if ((kind !== 'map' && kind !== 'set') || [...nodesIn(has.args[0]!)].some(ts.isCallExpression)) return;
        const { parent } = call;
        const isNegated = ts.isPrefixUnaryExpression(parent);
        const { parent: around } = isNegated ? parent : call;
        if (kind === 'set') {
          if (!isNegated || !ts.isIfStatement(around) || around.elseStatement || !onlyAdds(around.thenStatement, has, second)) return;
          report({
            node: around,
            end: around.thenStatement,
            cost: 'set',
            message: '`add` does nothing for what is there, so that it need not be asked for before',
          });
          return;
        }
        const part = isNegated ? otherwise(around) : then(around);
        const get = part && second(has, part, 'get');
        if (get)
          report({
            node: get.call,
            cost: 'map',
            message: `\`${file.textOf(has.receiver)}\` is asked for the same key twice: \`get\` says already whether it is there`,
          });
      },
    };
  },
};

const then = (node: ts.Node): ts.Node | null =>
  ts.isIfStatement(node) ? node.thenStatement : ts.isConditionalExpression(node) ? node.whenTrue : null;

const otherwise = (node: ts.Node): ts.Node | null =>
  ts.isIfStatement(node) ? (node.elseStatement ?? null) : ts.isConditionalExpression(node) ? node.whenFalse : null;

/** `{ seen.add(id); }`. */
function onlyAdds(
  statement: ts.Statement,
  has: MethodCall,
  second: (has: MethodCall, part: ts.Node, name: string) => MethodCall | null,
): boolean {
  const [only, ...others] = ts.isBlock(statement) ? statement.statements : [statement];
  if (!only || others.length > 0 || !ts.isExpressionStatement(only)) return false;
  return second(has, only, 'add')?.call === only.expression;
}
