import { ts } from '../../../syntax/index.ts';
import { isCondition, isSameText, methodCall, nodesIn, type MethodCall } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

export const noDoubleLookup: Rule = {
  id: 'no-double-lookup',
  category: 'cpu',
  gate: 'heat',
  title: 'Key that is looked up twice',
  costs: ['map'],
  docs: {
    why: '`has` and then `get` with the same key look it up twice.',
    before: 'if (byId.has(id)) show(byId.get(id));',
    after: 'const user = byId.get(id);\nif (user !== undefined) show(user);',
    silent: [
      'It is not known to be a map of this file.',
      'The key is computed by a call.',
      'It is a set: to ask whether something is there before it is added was measured to cost next to nothing.',
    ],
    beware: 'Where `undefined` is stored in the map, `get` cannot tell it from nothing.',
    peers: ['clippy/map_entry', 'CA1854'],
  },
  check(file, report) {
    const { kinds, source } = file;
    const read = (has: MethodCall, part: ts.Node): MethodCall | null => {
      for (const node of nodesIn(part, ts.isFunctionLike)) {
        const method = methodCall(node);
        if (method?.name !== 'get' || method.args.length !== 1) continue;
        if (isSameText(source, method.receiver, has.receiver) && isSameText(source, method.args[0]!, has.args[0]!)) return method;
      }
      return null;
    };
    return {
      CallExpression(call) {
        const has = methodCall(call);
        if (has?.name !== 'has' || has.args.length !== 1 || has.isOptional || !isCondition(call)) return;
        if (kinds.kindOf(has.receiver) !== 'map' || [...nodesIn(has.args[0]!)].some(ts.isCallExpression)) return;
        const { parent } = call;
        const isNegated = ts.isPrefixUnaryExpression(parent);
        const { parent: around } = isNegated ? parent : call;
        const part = isNegated ? otherwise(around) : then(around);
        const get = part && read(has, part);
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
