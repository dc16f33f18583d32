import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { hoister } from '../../facts/hoisting.ts';
import { functionAround, methodCall, outermostStatement, wrapped } from '../../facts/shapes.ts';
import { losesComment } from '../../facts/writing.ts';
import type { Rule } from '../../rule.ts';

/** Up to so many, the list is as fast as a set. */
const FEW = 8;

export const hoistLookupTable: Rule = {
  id: 'hoist-lookup-table',
  category: 'caching',
  gate: 'heat',
  title: 'List made in each call to look something up',
  costs: ['list'],
  docs: {
    why: 'A list that is written out in a function is made in each call, and searched from its beginning. A set that is made once, when the file is loaded, knows at once what it has.',
    before: "const isUnit = (word) => ['second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'decade', 'age'].includes(word);",
    after:
      "const units = new Set(['second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'decade', 'age']);\nconst isUnit = (word) => units.has(word);",
    silent: [
      'The list has eight elements at the most, or some that are no texts or numbers.',
      'It is used for something else than to look up what it has.',
      'It is an object that keys are looked up in: making that was measured to cost next to nothing.',
    ],
    peers: ['unicorn/prefer-set-has'],
  },
  check(file, report) {
    const hoist = hoister(file);
    return {
      CallExpression(call) {
        const lookup = methodCall(call);
        if (lookup?.name !== 'includes' || lookup.args.length !== 1 || lookup.isOptional || !functionAround(call)) return;
        const list = listAt(lookup.receiver, file);
        if (!list || list.elements.length <= FEW || !list.elements.every(isPlain)) return;
        const isInline = unwrapped(lookup.receiver) === list;
        const [wanted] = lookup.args;
        const edits =
          isInline && wanted && !losesComment(call, [list, wanted], file.source)
            ? hoist(call, outermostStatement(call), {
                name: 'known',
                value: `new Set(${file.textOf(list)})`,
                from: [],
                use: (name) => `${name}.has(${file.textOf(wanted)})`,
              })
            : null;
        report({
          node: call,
          cost: 'list',
          message: `A list of ${list.elements.length} elements is made in each call, and searched from its beginning`,
          fixes: edits ? [{ title: 'Make a set once', kind: 'suggestion', edits }] : [],
        });
      },
    };
  },
};

/** The list that is written out where it is searched, or in a constant of the same function that is there for nothing else. */
function listAt(expression: ts.Expression, { names }: FileFacts): ts.ArrayLiteralExpression | null {
  const inner = unwrapped(expression);
  if (ts.isArrayLiteralExpression(inner)) return inner;
  const variable = names.variableAt(inner);
  const declaration = variable?.kind === 'const' ? variable.declarations[0]?.parent : undefined;
  if (!variable || !declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return null;
  const isSearched = variable.references.every(({ identifier }) => {
    const call = methodCall(wrapped(identifier).parent.parent);
    return call?.name === 'includes' && unwrapped(call.receiver) === identifier;
  });
  const made = unwrapped(declaration.initializer);
  const isOfCall = functionAround(declaration) !== null && functionAround(declaration) === functionAround(expression);
  return isSearched && isOfCall && ts.isArrayLiteralExpression(made) ? made : null;
}

const isPlain = (element: ts.Expression): boolean => ts.isStringLiteralLike(element) || ts.isNumericLiteral(element);
