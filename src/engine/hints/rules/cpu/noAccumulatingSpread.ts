import { ts } from '../../../syntax/index.ts';
import { loopAround } from '../../facts/loops.ts';
import { unwrapped } from '../../facts/names.ts';
import { contains, inlineFunction, methodCall, parameterName } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

type Literal = ts.ArrayLiteralExpression | ts.ObjectLiteralExpression;

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
      'The function that is given to `reduce` is not written there: others may rely on getting a new object.',
      'The list is written out, and has four elements at the most.',
    ],
    peers: ['oxc/no-accumulating-spread', 'biome/noAccumulatingSpread'],
  },
  check(file, report) {
    const { names } = file;
    const costOf = (literal: Literal) => (ts.isArrayLiteralExpression(literal) ? 'array' : 'object');
    const wordOf = (literal: Literal) => (ts.isArrayLiteralExpression(literal) ? 'list' : 'object');
    return {
      CallExpression(call) {
        const method = methodCall(call);
        if (!method || (method.name !== 'reduce' && method.name !== 'reduceRight')) return;
        const fn = inlineFunction(call.arguments[0]);
        const name = parameterName(fn?.parameters[0]);
        const accumulator = name && names.variableOf(name);
        if (!fn || !accumulator || isShort(method.receiver)) return;
        for (const { identifier } of accumulator.references) {
          const literal = spreadLiteral(identifier);
          if (!literal || !isResultOf(literal, fn)) continue;
          report({
            node: identifier.parent,
            cost: costOf(literal),
            message: `\`...${identifier.text}\` copies the whole ${wordOf(literal)} in each turn of \`${method.name}\``,
          });
        }
      },
      BinaryExpression({ operatorToken, left, right }) {
        if (operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
        const variable = names.variableAt(left);
        const loop = loopAround(left);
        if (!variable || !loop || variable.declarations.some((each) => contains(loop.node, each))) return;
        const literal = literalOf(right);
        const spread = literal && spreadOf(literal, (each) => names.variableAt(each) === variable);
        if (!spread || (loop.over && isShort(loop.over))) return;
        const isOfSet = literal !== unwrapped(right);
        report({
          node: spread,
          cost: isOfSet ? 'set' : costOf(literal),
          message: `\`...${variable.name}\` copies the whole ${isOfSet ? 'set' : wordOf(literal)} in each turn of the loop`,
        });
      },
    };
  },
};

/** A literal, or the one that a set is made of: `new Set([...set, x])`. */
function literalOf(expression: ts.Expression): Literal | null {
  const inner = unwrapped(expression);
  if (ts.isArrayLiteralExpression(inner) || ts.isObjectLiteralExpression(inner)) return inner;
  const isSet = ts.isNewExpression(inner) && ts.isIdentifier(inner.expression) && inner.expression.text === 'Set';
  return isSet && inner.arguments?.length === 1 ? literalOf(inner.arguments[0]!) : null;
}

function spreadOf(literal: Literal, isIt: (expression: ts.Expression) => boolean): ts.Node | null {
  const parts: readonly ts.Node[] = ts.isArrayLiteralExpression(literal) ? literal.elements : literal.properties;
  return parts.find((part) => (ts.isSpreadElement(part) || ts.isSpreadAssignment(part)) && isIt(part.expression)) ?? null;
}

/** The literal that a name is spread in. */
function spreadLiteral({ parent }: ts.Identifier): Literal | null {
  if (ts.isSpreadAssignment(parent)) return parent.parent;
  return ts.isSpreadElement(parent) && ts.isArrayLiteralExpression(parent.parent) ? parent.parent : null;
}

/** Whether a function gives a literal back, as all it does or from one of its branches. */
function isResultOf(literal: Literal, fn: ts.ArrowFunction | ts.FunctionExpression): boolean {
  let at: ts.Node = literal;
  while (
    ts.isParenthesizedExpression(at.parent) ||
    ts.isConditionalExpression(at.parent) ||
    ts.isAsExpression(at.parent) ||
    ts.isSatisfiesExpression(at.parent)
  )
    at = at.parent;
  if (at.parent === fn) return fn.body === at;
  if (!ts.isReturnStatement(at.parent)) return false;
  for (let up: ts.Node = at.parent; up !== fn; up = up.parent) if (ts.isFunctionLike(up)) return false;
  return true;
}

function isShort(over: ts.Expression): boolean {
  const list = unwrapped(over);
  return ts.isArrayLiteralExpression(list) && list.elements.length <= 4 && !list.elements.some(ts.isSpreadElement);
}
