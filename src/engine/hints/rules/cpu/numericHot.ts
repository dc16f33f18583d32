import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { methodCall } from '../../facts/shapes.ts';
import { losesComment } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

export const numericHot: Rule = {
  id: 'numeric-hot',
  category: 'cpu',
  gate: 'heat',
  title: 'Slow way to calculate on a hot line',
  costs: ['fixed', 'hypot'],
  docs: {
    why: '`Number(x.toFixed(2))` writes a number as a text and reads it again. `Math.hypot` takes care of numbers too large to be squared, which costs several times as much as a root.',
    before: 'const price = Number((net * 1.19).toFixed(2));\nconst far = Math.hypot(dx, dy);',
    after: 'const price = Math.round(net * 119) / 100;\nconst far = Math.sqrt(dx * dx + dy * dy);',
    silent: ['`toFixed` makes a text that is shown.', '`Math.hypot` has one argument, or more than three.'],
    beware:
      'Numbers whose squares are beyond 1.8e308, or next to nothing, need `Math.hypot`. `toFixed` and `Math.round` differ at some halves: for money, calculate in whole cents.',
    peers: [],
  },
  check(file, report) {
    const { names } = file;
    return {
      CallExpression(call) {
        const { expression: callee, arguments: args } = call;
        if (ts.isIdentifier(callee) && /^(?:Number|parseFloat)$/u.test(callee.text) && names.isGlobal(callee)) {
          if (args.length === 1 && isFixed(args[0]!, file))
            report({ node: call, cost: 'fixed', message: 'The number is written as a text and read again, only to be rounded' });
          return;
        }
        const method = methodCall(call);
        if (!method || !ts.isIdentifier(method.receiver) || !names.isGlobal(method.receiver)) return;
        const { text: owner } = method.receiver;
        if (owner === 'Number' && method.name === 'parseFloat' && method.args.length === 1 && isFixed(method.args[0]!, file))
          report({ node: call, cost: 'fixed', message: 'The number is written as a text and read again, only to be rounded' });
        const isFew = method.args.length > 1 && method.args.length < 4 && !method.args.some(ts.isSpreadElement);
        if (owner === 'Math' && method.name === 'hypot' && isFew)
          report({
            node: call,
            cost: 'hypot',
            message: '`Math.hypot` is several times slower than `Math.sqrt` of the squares',
            fixes: rootOf(call, file),
          });
      },
    };
  },
};

const isFixed = (expression: ts.Expression, { kinds }: FileFacts): boolean => {
  const method = methodCall(unwrapped(expression));
  if (method?.name !== 'toFixed' || method.isOptional) return false;
  const kind = kinds.kindOf(method.receiver);
  return kind === 'number' || kind === 'unknown';
};

/** For names and numbers, which may be written twice. */
function rootOf(call: ts.CallExpression, { source, textOf }: FileFacts): ProposedFix[] {
  const isPlain = call.arguments.every((each) => ts.isIdentifier(each) || ts.isNumericLiteral(each));
  if (!isPlain || losesComment(call, [], source)) return [];
  const squares = call.arguments.map((each) => `${textOf(each)} * ${textOf(each)}`).join(' + ');
  return [
    { title: 'Use Math.sqrt', kind: 'suggestion', edits: [{ start: call.getStart(source), end: call.end, text: `Math.sqrt(${squares})` }] },
  ];
}
