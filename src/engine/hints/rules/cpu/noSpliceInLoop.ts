import { ts, unwrapped } from '../../../syntax/index.ts';
import { CHANGING } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { contains, methodCall, nodesIn, statementOf, type MethodCall } from '../../facts/shapes.ts';
import { constantNumber } from '../../facts/values.ts';
import type { Rule } from '../../rule.ts';

export const noSpliceInLoop: Rule = {
  id: 'no-splice-in-loop',
  category: 'cpu',
  gate: 'loop',
  title: 'Elements taken out of a list one by one',
  costs: ['splice'],
  docs: {
    why: 'Each `splice` moves all that comes after the element by one place: to take k of n elements out is up to k times n moves. Those that stay can be put to their places in one pass.',
    before: 'for (let i = jobs.length - 1; i >= 0; i -= 1) if (jobs[i].isDone) jobs.splice(i, 1);',
    after:
      'let kept = 0;\nfor (const job of jobs) {\n  if (job.isDone) continue;\n  jobs[kept] = job;\n  kept += 1;\n}\njobs.length = kept;',
    silent: [
      'The loop ends with the first that is taken out.',
      'More than one element is taken out at a time, or something is put in.',
      'The loop does not go through the list by its places, or goes on at a place that something else says.',
      'The list is changed at other places of the loop, too, or given to others there, or an element looks at the one beside it: it has to be gone by then.',
    ],
    beware: '`filter` is shorter and makes another list: whoever has the old one keeps it as it was.',
    peers: ['clippy/manual_retain'],
  },
  check(file, report) {
    return {
      ForStatement(loop) {
        for (const node of nodesIn(loop.statement, (each) => ts.isFunctionLike(each) || ts.isIterationStatement(each, false))) {
          const method = methodCall(node);
          if (method?.name !== 'splice' || method.isOptional || !takesOne(method.args, loop, file)) continue;
          const list = unwrapped(method.receiver);
          if (!goesThrough(loop, list, file) || leavesAfter(method.call, loop) || needsItGone(method, list, loop, file)) continue;
          report({
            node: method.call,
            cost: 'splice',
            message: `\`${file.textOf(list)}.splice\` moves all elements behind by one place, each time that one is taken out`,
          });
        }
      },
    };
  },
};

/** `(i, 1)`, or `(i--, 1)`, of the loop's variable. */
function takesOne(args: readonly ts.Expression[], { initializer }: ts.ForStatement, { names }: FileFacts): boolean {
  const [at, count, ...others] = args;
  if (!at || !count || others.length > 0 || constantNumber(count, names) !== 1) return false;
  const place = unwrapped(at);
  const variable = names.variableAt(ts.isPostfixUnaryExpression(place) ? place.operand : place);
  return initializer !== undefined && variable !== null && variable.declarations.some((each) => contains(initializer, each));
}

/** Whether a loop counts over the places of a list. */
function goesThrough({ initializer, condition }: ts.ForStatement, list: ts.Expression, { textOf }: FileFacts): boolean {
  const length = `${textOf(list)}.length`;
  return [initializer, condition].some((part) => part !== undefined && textOf(part).includes(length));
}

/** Whether later turns need the list without the element: they are led by it, change it elsewhere, or look at what is beside. */
function needsItGone(method: MethodCall, list: ts.Expression, loop: ts.ForStatement, { names, textOf }: FileFacts): boolean {
  const place = unwrapped(method.args[0]!);
  const counter = names.variableAt(ts.isPostfixUnaryExpression(place) ? place.operand : place);
  const name = textOf(list);
  const isCounter = (node: ts.Node) => ts.isIdentifier(node) && names.variableOf(node) === counter;
  for (const node of nodesIn(loop.statement)) {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && isCounter(node.left)) return true;
    const isGiven = ts.isCallExpression(node) && node.arguments.some((each) => textOf(unwrapped(each)) === name);
    if (isGiven) return true;
    const other = methodCall(node);
    if (other && other.call !== method.call && CHANGING.has(other.name) && textOf(unwrapped(other.receiver)) === name) return true;
    if (!ts.isElementAccessExpression(node) || textOf(unwrapped(node.expression)) !== name) continue;
    const at = unwrapped(node.argumentExpression);
    if (ts.isBinaryExpression(at) && isCounter(at.left)) return true;
  }
  return false;
}

/** Whether the loop, or the function, ends behind it. */
function leavesAfter(call: ts.CallExpression, loop: ts.ForStatement): boolean {
  for (let at: ts.Node | null = statementOf(call); at && at !== loop; at = at.parent) {
    if (ts.isReturnStatement(at)) return true;
    const { parent } = at;
    if (!ts.isBlock(parent)) continue;
    const behind = parent.statements.slice(parent.statements.indexOf(at as ts.Statement) + 1);
    if (behind.some((each) => ts.isBreakStatement(each) || ts.isReturnStatement(each) || ts.isThrowStatement(each))) return true;
  }
  return false;
}
