import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { methodCall } from '../../facts/shapes.ts';
import { losesComment } from '../../facts/writing.ts';
import type { Rule } from '../../rule.ts';

export const preferDateNow: Rule = {
  id: 'prefer-date-now',
  category: 'cpu',
  gate: 'micro',
  title: 'Object made for the time',
  costs: ['now'],
  docs: {
    why: '`new Date().getTime()` makes an object to ask it for a number that `Date.now()` gives at once. It is a matter of a few nanoseconds: it counts where the time is taken millions of times, and nowhere else.',
    before: 'const startedAt = new Date().getTime();',
    after: 'const startedAt = Date.now();',
    silent: ['The date is made of something, or more of it is used.', 'The file has another `Date`.'],
    peers: ['unicorn/prefer-date-now', 'biome/useDateNow'],
  },
  check(file, report) {
    const tell = (node: ts.Expression): void =>
      report({
        node,
        cost: 'now',
        message: 'A date is made only for its number, which `Date.now` gives without it',
        fixes: losesComment(node, [], file.source)
          ? []
          : [{ title: 'Use Date.now', kind: 'safe', edits: [{ start: node.getStart(file.source), end: node.end, text: 'Date.now()' }] }],
      });
    return {
      CallExpression(call) {
        const method = methodCall(call);
        if (method && !method.isOptional && method.args.length === 0 && /^(?:getTime|valueOf)$/u.test(method.name))
          return isNow(method.receiver, file) ? tell(call) : undefined;
        const { expression, arguments: args } = call;
        const isNumber = ts.isIdentifier(expression) && expression.text === 'Number' && file.names.isGlobal(expression);
        if (isNumber && args.length === 1 && isNow(args[0]!, file)) tell(call);
      },
      PrefixUnaryExpression(node) {
        if (node.operator === ts.SyntaxKind.PlusToken && isNow(node.operand, file)) tell(node);
      },
    };
  },
};

/** `new Date()`. */
function isNow(expression: ts.Expression, { names }: FileFacts): boolean {
  const made = unwrapped(expression);
  if (!ts.isNewExpression(made) || (made.arguments?.length ?? 0) > 0) return false;
  return ts.isIdentifier(made.expression) && made.expression.text === 'Date' && names.isGlobal(made.expression);
}
