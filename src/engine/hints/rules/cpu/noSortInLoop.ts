import { ts } from '../../../syntax/index.ts';
import { isTarget } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isShortList, isShortLoop } from '../../facts/lengths.ts';
import { loopsAround, type Loop } from '../../facts/loops.ts';
import type { Variable } from '../../facts/names.ts';
import { insertedAfter, placeOf, removed } from '../../facts/places.ts';
import { variesIn } from '../../facts/searches.ts';
import { contains, methodCall, nodesIn } from '../../facts/shapes.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Loops of so many turns are not worth a word. */
const FEW_TURNS = 8;

export const noSortInLoop: Rule = {
  id: 'no-sort-in-loop',
  category: 'cpu',
  gate: 'loop',
  title: 'Sorting after each addition',
  costs: ['sort'],
  docs: {
    why: 'Each turn sorts all that was gathered so far. Nobody looks at the order before the loop is over: it is enough to sort once.',
    before: 'for (const file of files) {\n  sizes.push(file.size);\n  sizes.sort((a, b) => a - b);\n}',
    after: 'for (const file of files) sizes.push(file.size);\nsizes.sort((a, b) => a - b);',
    silent: [
      'The loop reads the list: its order is needed in each turn. Putting each element where it belongs, or a heap, would be faster there.',
      'The list is given to others in the loop, or other functions use it.',
      'Nothing is added in the loop, or not every turn sorts.',
      'What is sorted may be no list, or the loop is known to be short.',
    ],
    peers: [],
  },
  check(file, report) {
    const { kinds, names } = file;
    return {
      CallExpression(call) {
        const method = methodCall(call);
        const statement = call.parent;
        if (method?.name !== 'sort' || method.isOptional || !ts.isExpressionStatement(statement)) return;
        const variable = names.variableAt(method.receiver);
        if (!variable || !ts.isIdentifier(method.receiver)) return;
        const loops = loopsAround(call);
        const [inner] = loops;
        if (!inner || (statement !== inner.body && statement.parent !== inner.body)) return;
        if (kinds.kindOf(method.receiver) !== 'array' || isShortList(method.receiver, FEW_TURNS, names)) return;
        const outer = loops.findLast((loop) => onlyGathers(loop, variable, call));
        if (!outer || loops.every((loop) => !contains(outer.node, loop.node) || isShortLoop(loop, FEW_TURNS, names))) return;
        const fix = sortedBehind(call, statement, outer, file);
        report({
          node: call,
          cost: 'sort',
          message: `\`${variable.name}.sort\` sorts the whole list in each turn of the loop, although only the last order is used`,
          ...(fix && { fixes: [fix] }),
        });
      },
    };
  },
};

/** Whether all that a loop does with a list is to add to it and to sort it, and no other function has it. */
function onlyGathers({ node }: Loop, { references, declarations }: Variable, sort: ts.CallExpression): boolean {
  if (declarations.some((each) => contains(node, each))) return false;
  let isAddedTo = false;
  for (const { identifier, writes } of references) {
    const method = methodCall(identifier.parent.parent);
    const isOwner = ts.isPropertyAccessExpression(identifier.parent) && identifier.parent.expression === identifier;
    if (!contains(node, identifier)) {
      if (isOfOtherFunction(identifier, node)) return false;
      continue;
    }
    if (writes || !isOwner) return false;
    const isAdded =
      method !== null && (method.name === 'push' || method.name === 'unshift') && ts.isExpressionStatement(method.call.parent);
    const isLength = identifier.parent.name.text === 'length' && !isTarget(identifier.parent);
    isAddedTo ||= isAdded;
    if (!isAdded && !isLength && method?.call !== sort) return false;
  }
  return isAddedTo;
}

/** Whether a function that is not around a loop has a name: it may be called in the loop. */
function isOfOtherFunction(identifier: ts.Identifier, loop: ts.Node): boolean {
  for (let at: ts.Node = identifier.parent; at.parent; at = at.parent) if (ts.isFunctionLike(at) && !contains(at, loop)) return true;
  return false;
}

/** Sorts once, behind the loop. */
function sortedBehind(call: ts.CallExpression, statement: ts.ExpressionStatement, loop: Loop, file: FileFacts): ProposedFix | null {
  const { names, source, textOf } = file;
  const place = placeOf(loop.node);
  if (!place || !ts.isBlock(statement.parent) || call.arguments.some((each) => variesIn(each, loop.node, names))) return null;
  if ([...nodesIn(place, ts.isFunctionLike)].some((node) => ts.isReturnStatement(node) || ts.isYieldExpression(node))) return null;
  return {
    title: 'Sort once, behind the loop',
    kind: 'suggestion',
    edits: [removed(statement, source), insertedAfter(place, `${textOf(call)};`, source)],
  };
}
