import { ts, unwrapped } from '../../../syntax/index.ts';
import { isResultOf, waitsInTurn } from '../../facts/accumulators.ts';
import { givesAway } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isShortList, isShortLoop } from '../../facts/lengths.ts';
import { loopAround, type Loop } from '../../facts/loops.ts';
import { type Variable } from '../../facts/names.ts';
import { freshName, withoutLoss } from '../../facts/places.ts';
import { contains, inlineFunction, methodCall, nodesIn, parameterName, type MethodCall } from '../../facts/shapes.ts';
import { namesFew } from '../../facts/words.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Loops over lists of so many are not worth a word. */
const FEW_TURNS = 4;

export const noConcatInLoop: Rule = {
  id: 'no-concat-in-loop',
  category: 'cpu',
  gate: 'always',
  title: 'List put together by concat',
  costs: ['loop', 'reduce'],
  docs: {
    why: '`concat` makes a new list: each turn copies all that was gathered so far, for n elements n²/2 copies. `push` adds to the list that is there.',
    before: 'let all = [];\nfor (const page of pages) all = all.concat(page.items);',
    after: 'const all = [];\nfor (const page of pages) {\n  for (const item of page.items) all.push(item);\n}',
    silent: [
      'What is added to is a string, or nobody knows what it is.',
      'The list was somebody else’s before the loop, or is given to others in a turn: they rely on its staying as it is.',
      'The list that is gone through is written out and has four elements at the most, or has a name of what is short nearly everywhere.',
      'Each turn waits for something, which takes longer than copying.',
    ],
    beware: '`push(...list)` fails for lists of more than about 100,000 elements: add them one by one, or use `flat` and `flatMap`.',
    peers: ['unicorn/no-array-concat-in-loop'],
  },
  check(file, report) {
    const { kinds, names } = file;
    return {
      CallExpression(call) {
        const method = methodCall(call);
        if (!method || (method.name !== 'reduce' && method.name !== 'reduceRight')) return;
        const fn = inlineFunction(call.arguments[0]);
        const name = parameterName(fn?.parameters[0]);
        const accumulator = name && names.variableOf(name);
        if (!fn || !accumulator || isShortList(method.receiver, FEW_TURNS, names)) return;
        const { references } = accumulator;
        const longer = references.map(({ identifier }) => concatOf(identifier)).find((each) => each && isResultOf(each.call, fn));
        if (!longer) return;
        const [, first] = call.arguments;
        if ((first ? kinds.kindOf(first) : kinds.elementKindOf(method.receiver)) !== 'array') return;
        if (references.some(({ identifier }) => !isResultOf(identifier, fn) && givesAway(identifier, names))) return;
        report({
          node: longer.receiver,
          end: longer.nameNode,
          cost: 'reduce',
          message: `\`${name.text}.concat\` copies the whole list in each turn of \`${method.name}\``,
        });
      },
      BinaryExpression(node) {
        if (node.operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isIdentifier(node.left)) return;
        const longer = methodCall(unwrapped(node.right));
        // Many at once are few turns.
        if (longer?.name !== 'concat' || longer.isOptional || longer.args.length === 0 || longer.args.some(ts.isSpreadElement)) return;
        const variable = names.variableOf(node.left);
        if (!variable || names.variableAt(longer.receiver) !== variable) return;
        const loop = loopAround(node);
        if (!loop || !isOwn(variable, loop, file) || kinds.kindOf(node.left) !== 'array') return;
        if (namesFew(variable.name) || isShortLoop(loop, FEW_TURNS, names) || waitsInTurn(loop)) return;
        const fix = pushed(node, longer, file);
        report({
          node: longer.receiver,
          end: longer.nameNode,
          cost: 'loop',
          message: `\`${variable.name}.concat\` copies the whole list in each turn of the loop`,
          ...(fix && { fixes: [fix] }),
        });
      },
    };
  },
};

/** The call at the end of `name.concat(…).concat(…)`. */
function concatOf(identifier: ts.Identifier): MethodCall | null {
  let method: MethodCall | null = null;
  for (let at: ts.Node = identifier; ; at = method.call) {
    while (ts.isParenthesizedExpression(at.parent) || ts.isAsExpression(at.parent) || ts.isNonNullExpression(at.parent)) at = at.parent;
    const next = methodCall(at.parent.parent);
    if (next?.name !== 'concat' || next.receiver !== at || next.args.length === 0) return method;
    method = next;
  }
}

/** Whether a list is made in this function, before the loop, and nobody else gets it before the loop is over. */
function isOwn({ declarations: [declaration, ...others], references }: Variable, { node }: Loop, { names }: FileFacts): boolean {
  const parent = declaration?.parent;
  if (!declaration || others.length > 0 || !parent || !ts.isVariableDeclaration(parent) || !parent.initializer) return false;
  if (contains(node, declaration)) return false;
  const made = unwrapped(parent.initializer);
  if (!ts.isArrayLiteralExpression(made) && !ts.isCallExpression(made) && !ts.isNewExpression(made)) return false;
  return !references.some(({ identifier }) => identifier.pos < node.end && givesAway(identifier, names));
}

/** `push` in place of the assignment, where it is known whether lists or elements are added. */
function pushed(
  node: ts.BinaryExpression,
  { receiver, args }: MethodCall,
  { kinds, names, source, textOf }: FileFacts,
): ProposedFix | null {
  if (!ts.isExpressionStatement(node.parent)) return null;
  const list = textOf(node.left);
  const [added] = args;
  const fix = (first: ts.Node, last: ts.Node, before: string, behind = ')'): ProposedFix | null => {
    const changes = [
      { start: node.getStart(source), end: first.getStart(source), text: before },
      { start: last.end, end: node.end, text: behind },
    ];
    const edits = withoutLoss(changes, source);
    return edits && { title: 'Push to the list', kind: 'suggestion', edits };
  };
  const literal = args.length === 1 ? unwrapped(added!) : null;
  if (literal && ts.isArrayLiteralExpression(literal)) {
    const [first] = literal.elements;
    const isPlain = first && !literal.elements.some((each) => ts.isSpreadElement(each) || ts.isOmittedExpression(each));
    return isPlain ? fix(first, literal.elements.at(-1)!, `${list}.push(`) : null;
  }
  const isElement = (each: ts.Expression) => !/^(?:array|unknown|object)$/u.test(kinds.kindOf(each)) || isObject(each);
  if (args.every(isElement)) return fix(added!, args.at(-1)!, `${list}.push(`);
  if (args.length > 1 || kinds.kindOf(added!) !== 'array') return null;
  // A list that grows while it is gone through has no end.
  const variable = names.variableAt(receiver);
  for (const each of nodesIn(added!)) if (ts.isIdentifier(each) && names.variableOf(each) === variable) return null;
  const element = freshName('element', source);
  return fix(added!, added!, `for (const ${element} of `, `) ${list}.push(${element})`);
}

const isObject = (each: ts.Expression): boolean => ts.isObjectLiteralExpression(unwrapped(each));
