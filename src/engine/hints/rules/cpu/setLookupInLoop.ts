import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isShortList } from '../../facts/lengths.ts';
import { loopAround, type Loop } from '../../facts/loops.ts';
import { type Names, type Variable } from '../../facts/names.ts';
import { freshName, insertedBefore, placeOf } from '../../facts/places.ts';
import { FEW_ELEMENTS, loopOfSearch, variesIn } from '../../facts/searches.ts';
import { contains, isCondition, methodCall } from '../../facts/shapes.ts';
import { constantNumber } from '../../facts/values.ts';
import type { Edit, ProposedFix, Rule } from '../../rule.ts';

/** A question whether a list has an element. */
interface Lookup {
  /** All that answers it: with the comparison of an index. */
  readonly node: ts.Expression;
  readonly call: ts.CallExpression;
  readonly list: ts.Identifier;
  readonly wanted: ts.Expression;
  readonly isNegated: boolean;
}

export const setLookupInLoop: Rule = {
  id: 'set-lookup-in-loop',
  category: 'cpu',
  gate: 'loop',
  title: 'Search through a list in a loop',
  costs: ['includes', 'indexOf'],
  docs: {
    why: 'Each turn compares with one element of the list after the other: for n turns and m elements that is n × m comparisons. A `Set` that is made once finds each of them at once.',
    before: 'const known = users.filter((user) => ids.includes(user.id));',
    after: 'const idSet = new Set(ids);\nconst known = users.filter((user) => idSet.has(user.id));',
    silent: [
      'What is searched may be no list: strings and buffers have the same methods.',
      'The list is changed in the loop, given to others there, or changed by a function that the loop may call.',
      'The list or the loop is known to be short, or has a name of what is short nearly everywhere: `extensions`, `roles`.',
      'What is searched for is the same in every turn, or the loop ends with the first that is found.',
      'Each turn waits for something, which takes longer than searching.',
      'The place in the list is needed, and not only whether there is one.',
    ],
    beware:
      'Below about 20 elements the list is faster. `indexOf` never finds `NaN`, a set does. The set does not learn of what is added to the list later.',
    peers: ['unicorn/prefer-set-has'],
  },
  check(file, report) {
    const { kinds, names } = file;
    const reported = new Map<Variable, ts.Node>();
    return {
      CallExpression(call) {
        const lookup = lookupOf(call, names);
        const variable = lookup && names.variableOf(lookup.list);
        if (!lookup || !variable) return;
        const done = reported.get(variable);
        if (done && contains(done, call)) return;
        if (!loopAround(call) || kinds.kindOf(lookup.list) !== 'array' || isShortList(lookup.list, FEW_ELEMENTS, names)) return;
        const loop = loopOfSearch(call, lookup.list, names);
        if (!loop || !variesIn(lookup.wanted, loop.node, names)) return;
        reported.set(variable, loop.node);
        const name = methodCall(call)!.name;
        const fix = withSet(variable, loop, file);
        report({
          node: call,
          cost: name === 'includes' ? 'includes' : 'indexOf',
          message: `\`${variable.name}.${name}\` looks through the whole list in each turn of the loop`,
          ...(fix && { fixes: [fix] }),
        });
      },
    };
  },
};

function lookupOf(call: ts.CallExpression, names: Names): Lookup | null {
  const method = methodCall(call);
  if (!method || method.isOptional || method.args.length !== 1 || (method.name !== 'includes' && method.name !== 'indexOf')) return null;
  const list = unwrapped(method.receiver);
  const [wanted] = method.args;
  if (!ts.isIdentifier(list) || !wanted || ts.isSpreadElement(wanted)) return null;
  if (method.name === 'includes') return { node: call, call, list, wanted, isNegated: false };
  const { parent } = call;
  if (ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.TildeToken)
    return isCondition(parent) ? { node: parent, call, list, wanted, isNegated: false } : null;
  if (!ts.isBinaryExpression(parent) || parent.left !== call) return null;
  const isNegated = isAbsence(parent.operatorToken.kind, constantNumber(parent.right, names));
  return isNegated === null ? null : { node: parent, call, list, wanted, isNegated };
}

/** What comparisons with a number ask of an index: that something was found, or (`!`) that nothing was. */
const QUESTIONS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!-1'],
  [ts.SyntaxKind.EqualsEqualsToken, '!-1'],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '-1'],
  [ts.SyntaxKind.ExclamationEqualsToken, '-1'],
  [ts.SyntaxKind.GreaterThanToken, '-1'],
  [ts.SyntaxKind.GreaterThanEqualsToken, '0'],
  [ts.SyntaxKind.LessThanToken, '!0'],
]);

/** Whether the comparison of an index asks that nothing was found (true) or something (false); null where it asks something else. */
function isAbsence(operator: ts.SyntaxKind, index: number | null): boolean | null {
  const question = QUESTIONS.get(operator);
  if (question === `!${index}`) return true;
  return question === String(index) ? false : null;
}

/** Makes a set before the loop, and asks it at all places in the loop. */
function withSet(variable: Variable, loop: Loop, { names, source }: FileFacts): ProposedFix | null {
  const place = placeOf(loop.node);
  // What is declared or assigned in the same statement is not there before it.
  if (
    !place ||
    variable.declarations
      .concat(variable.references.filter((each) => each.writes).map((each) => each.identifier))
      .some((each) => contains(place, each))
  )
    return null;
  const { name } = variable;
  const set = freshName(/[a-z]/u.test(name) ? `${name}Set` : `${name}_SET`, source);
  const edits: Edit[] = [insertedBefore(place, `const ${set} = new Set(${name});`, source)];
  for (const { identifier } of variable.references) {
    const call = contains(loop.node, identifier) ? callOn(identifier) : null;
    const lookup = call && lookupOf(call, names);
    if (!lookup) continue;
    const { node, isNegated } = lookup;
    edits.push({ start: node.getStart(source), end: call.expression.end, text: `${isNegated ? '!' : ''}${set}.has` });
    if (node !== call && call.end < node.end) edits.push({ start: call.end, end: node.end, text: '' });
  }
  return { title: 'Look up in a Set', kind: 'suggestion', edits };
}

/** The call of a method of a name. */
function callOn(identifier: ts.Identifier): ts.CallExpression | null {
  let at: ts.Node = identifier;
  while (ts.isParenthesizedExpression(at.parent) || ts.isAsExpression(at.parent) || ts.isNonNullExpression(at.parent)) at = at.parent;
  const method = methodCall(at.parent.parent);
  return method?.receiver === at ? method.call : null;
}
