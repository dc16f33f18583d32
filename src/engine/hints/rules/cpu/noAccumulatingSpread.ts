import { ts, unwrapped } from '../../../syntax/index.ts';
import { isResultOf, waitsInTurn } from '../../facts/accumulators.ts';
import { givesAway } from '../../facts/changes.ts';
import { isShortList, isShortLoop } from '../../facts/lengths.ts';
import { loopAround } from '../../facts/loops.ts';
import { contains, inlineFunction, methodCall, parameterName } from '../../facts/shapes.ts';
import { namesFew } from '../../facts/words.ts';
import type { Rule } from '../../rule.ts';

/** Loops over lists of so many are not worth a word. */
const FEW_TURNS = 4;

/** Something that is made of all that was gathered so far, and more. */
interface Copy {
  readonly cost: 'array' | 'object' | 'set';
  /** Where the old is copied. */
  readonly node: ts.Node;
  /** All that is made. */
  readonly whole: ts.Expression;
}

const WORDS = { array: 'list', object: 'object', set: 'set' };

export const noAccumulatingSpread: Rule = {
  id: 'no-accumulating-spread',
  category: 'cpu',
  gate: 'always',
  title: 'Spread of an accumulator',
  costs: ['object', 'array', 'set'],
  docs: {
    why: 'Each turn copies all that was gathered so far: for n elements that is n²/2 copies. A list or object that nobody else has yet can be added to in place.',
    before: 'const byId = users.reduce((all, user) => ({ ...all, [user.id]: user }), {});',
    after: 'const byId = {};\nfor (const user of users) byId[user.id] = user;',
    silent: [
      'What is spread is not what is gathered.',
      'An object is spread that always has the same keys: it stays as small as it is.',
      'Other turns add to the list with `push`, so that it is copied in few.',
      'The function that is given to `reduce` is not written there: others may rely on getting a new object.',
      'The value of a turn is given to others, who may rely on its staying as it is.',
      'The list is written out and has four elements at the most, or has a name of what is short nearly everywhere.',
      'Each turn waits for something, which takes longer than copying.',
    ],
    peers: ['oxc/no-accumulating-spread', 'biome/noAccumulatingSpread'],
  },
  check(file, report) {
    const { names } = file;
    const leaks = (identifier: ts.Identifier) => !isAssigning(identifier.parent) && givesAway(identifier, names);
    const tell = ({ node, cost }: Copy, name: string, turn: string): void =>
      report({
        node,
        cost,
        message: `\`${ts.isCallExpression(node) ? 'Object.assign' : `...${name}`}\` copies the whole ${WORDS[cost]} in each turn of ${turn}`,
      });
    return {
      CallExpression(call) {
        const method = methodCall(call);
        if (!method || (method.name !== 'reduce' && method.name !== 'reduceRight')) return;
        const fn = inlineFunction(call.arguments[0]);
        const name = parameterName(fn?.parameters[0]);
        const accumulator = name && names.variableOf(name);
        if (!fn || !accumulator || isShortList(method.receiver, FEW_TURNS, names)) return;
        const { references } = accumulator;
        if (references.some(({ identifier }) => !isResultOf(identifier, fn) && leaks(identifier))) return;
        const isPushed = references.some(({ identifier: { parent } }) => methodCall(parent.parent)?.name === 'push');
        for (const { identifier } of references) {
          const copy = copyOf(identifier);
          // Who pushes in other turns copies in few.
          if (copy && !isPushed && isResultOf(copy.whole, fn)) tell(copy, identifier.text, `\`${method.name}\``);
        }
      },
      BinaryExpression({ operatorToken, left, right }) {
        if (operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
        const whole = unwrapped(right);
        if (!isCopying(whole)) return;
        const variable = names.variableAt(left);
        const loop = variable && loopAround(left);
        if (!variable || !loop || variable.declarations.some((each) => contains(loop.node, each))) return;
        const copies = variable.references.map(({ identifier }) => (contains(whole, identifier) ? copyOf(identifier) : null));
        const copy = copies.find((each) => each?.whole === whole);
        if (!copy || namesFew(variable.name) || isShortLoop(loop, FEW_TURNS, names) || waitsInTurn(loop)) return;
        if (variable.references.some(({ identifier }) => contains(loop.node, identifier) && leaks(identifier))) return;
        tell(copy, variable.name, 'the loop');
      },
    };
  },
};

const isCopying = (node: ts.Expression): boolean =>
  ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node) || ts.isNewExpression(node) || isAssigning(node);

/** `Object.assign({}, …)`: with something else in front it changes that, and copies nothing. */
function isAssigning(node: ts.Node): node is ts.CallExpression {
  const method = methodCall(node);
  const [target] = method?.args ?? [];
  const isOfObject = method?.name === 'assign' && ts.isIdentifier(method.receiver) && method.receiver.text === 'Object';
  return isOfObject && target !== undefined && ts.isObjectLiteralExpression(target) && target.properties.length === 0;
}

/** What is made where a name is spread in a literal, in one for a set, or where it is assigned to a new object. */
function copyOf(identifier: ts.Identifier): Copy | null {
  const { parent: node } = identifier;
  if (isAssigning(node))
    return node.arguments.some((each) => each !== identifier && isGrowing(each)) ? { cost: 'object', node, whole: node } : null;
  if (ts.isSpreadAssignment(node)) {
    const { parent: whole } = node;
    const grows = whole.properties.some((each) => each !== node && isGrowingProperty(each));
    return grows ? { cost: 'object', node, whole } : null;
  }
  if (!ts.isSpreadElement(node) || !ts.isArrayLiteralExpression(node.parent) || node.parent.elements.length === 1) return null;
  const { parent: list } = node;
  const { parent } = list;
  const isOfSet = ts.isNewExpression(parent) && ts.isIdentifier(parent.expression) && parent.expression.text === 'Set';
  return isOfSet ? { cost: 'set', node, whole: parent } : { cost: 'array', node, whole: list };
}

/** Whether what is added may have other keys each time. */
function isGrowing(added: ts.Expression): boolean {
  const inner = unwrapped(added);
  return !ts.isObjectLiteralExpression(inner) || inner.properties.some(isGrowingProperty);
}

function isGrowingProperty(property: ts.ObjectLiteralElementLike): boolean {
  if (ts.isSpreadAssignment(property)) return isGrowing(property.expression);
  return property.name !== undefined && ts.isComputedPropertyName(property.name) && !ts.isStringLiteralLike(property.name.expression);
}
