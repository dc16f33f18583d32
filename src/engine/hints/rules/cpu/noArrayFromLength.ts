import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { inlineFunction, methodCall } from '../../facts/shapes.ts';
import { constantNumber } from '../../facts/values.ts';
import type { Rule } from '../../rule.ts';

/** Lists of so few are made in no time. */
const FEW = 10;

export const noArrayFromLength: Rule = {
  id: 'no-array-from-length',
  category: 'cpu',
  gate: 'heat',
  title: 'List made by way of an iterator',
  costs: ['from', 'keys'],
  docs: {
    why: '`Array.from({ length })` takes an object that is no list for one, and asks it for each of its elements; `[...Array(n).keys()]` goes through an iterator. A loop that puts elements into a list does neither.',
    before: 'const squares = Array.from({ length: n }, (_, index) => index * index);',
    after: 'const squares = [];\nfor (let index = 0; index < n; index += 1) squares.push(index * index);',
    silent: ['The list has ten elements at the most.', 'It is made of something else than a length.'],
    beware: 'It is shorter to write, and where it is not hot there is no reason to change it.',
    peers: [],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        const method = methodCall(call);
        const [from, each] = method?.args ?? [];
        if (method?.name !== 'from' || !from || !inlineFunction(each) || !isArray(method.receiver, file)) return;
        const length = lengthOf(unwrapped(from));
        if (!length || isFew(length, file)) return;
        report({
          node: call,
          end: method.nameNode,
          cost: 'from',
          message: '`Array.from` asks an object for elements that it does not have',
        });
      },
      SpreadElement({ parent, expression }) {
        const keys = methodCall(unwrapped(expression));
        if (!ts.isArrayLiteralExpression(parent) || parent.elements.length !== 1 || keys?.name !== 'keys') return;
        const made = unwrapped(keys.receiver);
        if (!ts.isCallExpression(made) && !ts.isNewExpression(made)) return;
        const [length] = made.arguments ?? [];
        if (!length || made.arguments?.length !== 1 || !isArray(made.expression, file) || isFew(length, file)) return;
        report({
          node: parent,
          cost: 'keys',
          message: 'A list without elements is made, and an iterator over it, only for the numbers of its places',
        });
      },
    };
  },
};

const isArray = (node: ts.Expression, { names }: FileFacts): boolean =>
  ts.isIdentifier(node) && node.text === 'Array' && names.isGlobal(node);

/** `{ length: n }`. */
function lengthOf(object: ts.Expression): ts.Expression | null {
  if (!ts.isObjectLiteralExpression(object) || object.properties.length !== 1) return null;
  const [property] = object.properties;
  if (!property?.name || !ts.isIdentifier(property.name) || property.name.text !== 'length') return null;
  if (ts.isShorthandPropertyAssignment(property)) return property.name;
  return ts.isPropertyAssignment(property) ? property.initializer : null;
}

function isFew(length: ts.Expression, { names }: FileFacts): boolean {
  const number = constantNumber(length, names);
  return number !== null && number <= FEW;
}
