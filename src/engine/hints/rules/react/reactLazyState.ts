import { ts, unwrapped } from '../../../syntax/index.ts';
import { isAssignment, isTarget } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { hookName, reactName } from '../../facts/react.ts';
import { contains, inlineFunction, methodCall, nodesIn } from '../../facts/shapes.ts';
import { constantNumber, constantOf, knownLength } from '../../facts/values.ts';
import type { Rule } from '../../rule.ts';

/** Methods that go through a whole list with a function. */
const THROUGH = new Set(['filter', 'flatMap', 'map', 'reduce', 'reduceRight', 'sort', 'toSorted']);
const COSTLY = new Set(['JSON.parse', 'localStorage.getItem', 'sessionStorage.getItem', 'structuredClone']);
/** Functions that only compute from what they are given. */
const QUIET = new Set([
  'Array.from',
  'JSON.parse',
  'Number',
  'Object.entries',
  'Object.fromEntries',
  'Object.keys',
  'Object.values',
  'String',
]);
/** Lists up to here are made in no time. */
const MOST_SHORT = 20;

export const reactLazyState: Rule = {
  id: 'react-lazy-state',
  category: 'react',
  gate: 'always',
  title: 'First state made in each render',
  costs: ['state'],
  docs: {
    why: '`useState` takes its argument for the first render only, but the argument is computed in all of them. A function that is handed over is called once.',
    before: "const [settings, setSettings] = useState(JSON.parse(localStorage.getItem('settings')));",
    after: "const [settings, setSettings] = useState(() => JSON.parse(localStorage.getItem('settings')));",
    silent: [
      'What is computed is cheap: a constant, an empty map, a short list, a property.',
      'A function is called whose work cannot be seen in the file.',
      'The argument calls a hook, which has to be called in each render.',
    ],
    peers: ['@eslint-react/prefer-use-state-lazy-initialization'],
  },
  check(file, report) {
    if (!file.about.isReact) return {};
    return {
      CallExpression(call) {
        const [value, ...others] = call.arguments;
        if (hookName(call) !== 'useState' || !value || others.length > 0 || ts.isSpreadElement(value)) return;
        if (reactName(call.expression, file.names) !== 'useState') return;
        const costly = costlyIn(value, file);
        if (!costly || [...nodesIn(value)].some(isTiedToPlace)) return;
        const text = file.textOf(value);
        report({
          node: value,
          cost: 'state',
          message: `\`${pathOf(costly.expression)}\` runs in each render, although the state takes its result in the first one only`,
          fixes: [
            {
              title: 'Compute it in the first render only',
              kind: isSameEachTime(value, file) ? 'safe' : 'suggestion',
              edits: [
                {
                  start: value.getStart(file.source),
                  end: value.end,
                  text: `() => ${ts.isObjectLiteralExpression(bare(value)) ? `(${text})` : text}`,
                },
              ],
            },
          ],
        });
      },
    };
  },
};

/** What cannot be done in a function of its own, or has to be done each time. */
const isTiedToPlace = (node: ts.Node): boolean => ts.isAwaitExpression(node) || ts.isYieldExpression(node) || hookName(node) !== null;

/** Without what only types say: where a literal of an object comes first behind an arrow, it would be a block. */
function bare(value: ts.Expression): ts.Expression {
  let at = value;
  while (ts.isAsExpression(at) || ts.isSatisfiesExpression(at) || ts.isNonNullExpression(at)) at = at.expression;
  return at;
}

/** The call in an expression that takes long with much data, if it is made whatever the rest of it says. */
function costlyIn(node: ts.Node, file: FileFacts): ts.CallExpression | null {
  if (ts.isFunctionLike(node)) return null;
  // What stands behind them may not be computed at all.
  if (ts.isBinaryExpression(node) && isChoice(node.operatorToken.kind)) return costlyIn(node.left, file);
  if (ts.isCallExpression(node) && isCostly(node, file)) return node;
  return ts.forEachChild(node, (child) => costlyIn(child, file) ?? undefined) ?? null;
}

const isChoice = (kind: ts.SyntaxKind): boolean =>
  kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken;

function isCostly(call: ts.CallExpression, file: FileFacts): boolean {
  const method = methodCall(call);
  const path = pathOf(call.expression).replace(/^(?:globalThis|window)\./u, '');
  if (COSTLY.has(path)) return true;
  if (!method) return ts.isIdentifier(call.expression) && isCostlyFunction(call.expression, file);
  const [first] = method.args;
  if (!first) return false;
  if (path === 'Array.from') return method.args.length > 1 && !isShort(first, file);
  return THROUGH.has(method.name) && inlineFunction(first) !== null && !isShort(method.receiver, file);
}

/** A function of the file that has a loop, or does one of the costly things. */
function isCostlyFunction(callee: ts.Identifier, file: FileFacts): boolean {
  const [declaration] = file.names.variableOf(callee)?.declarations ?? [];
  const parent = declaration?.parent;
  const fn = parent && ts.isVariableDeclaration(parent) ? inlineFunction(parent.initializer) : parent;
  if (!fn || !(ts.isFunctionDeclaration(fn) || ts.isArrowFunction(fn) || ts.isFunctionExpression(fn))) return false;
  if (!fn.body || fn.asteriskToken || fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) return false;
  return [...nodesIn(fn.body, ts.isFunctionLike)].some(
    (node) => ts.isIterationStatement(node, false) || (methodCall(node) !== null && isCostly(node as ts.CallExpression, file)),
  );
}

/** Whether what is gone through has few elements: they are written out, or counted. */
function isShort(list: ts.Expression, file: FileFacts): boolean {
  const inner = unwrapped(list);
  const length = knownLength(inner, file.names) ?? countOf(inner, file);
  if (length !== null) return length <= MOST_SHORT;
  const call = methodCall(inner);
  if (!call) return false;
  const isMade = ts.isIdentifier(call.receiver) && (call.receiver.text === 'Array' || call.receiver.text === 'Object');
  return isShort(isMade && call.args[0] ? call.args[0] : call.receiver, file);
}

/** The count of `Array(3)` and `{ length: 3 }`, and how many properties an object has that is written out. */
function countOf(node: ts.Expression, { names }: FileFacts): number | null {
  if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && ts.isIdentifier(node.expression) && node.expression.text === 'Array')
    return node.arguments?.length === 1 ? constantNumber(node.arguments[0]!, names) : null;
  const object = constantOf(node, names);
  if (!object || !ts.isObjectLiteralExpression(object)) return null;
  const length = object.properties.find(({ name }) => name && ts.isIdentifier(name) && name.text === 'length');
  if (length) return ts.isPropertyAssignment(length) ? constantNumber(length.initializer, names) : null;
  return object.properties.some((each) => ts.isSpreadAssignment(each)) ? null : object.properties.length;
}

/**
 * Whether a value does nothing else but be computed, from nothing that another render could change, and is no function: React would call
 * that, before and after in another way.
 */
function isSameEachTime(value: ts.Expression, { names, kinds }: FileFacts): boolean {
  const isFixed = (node: ts.Node): boolean => {
    const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
    const isOwn = variable?.declarations.some((each) => contains(value, each)) ?? true;
    if (variable && !isOwn && (variable.scope !== names.fileScope || variable.kind === 'let' || variable.kind === 'var')) return false;
    if (ts.isCallExpression(node)) {
      const method = methodCall(node);
      const isQuiet = QUIET.has(pathOf(node.expression)) && node.arguments.slice(1).every((each) => inlineFunction(each));
      const isThrough =
        method !== null && THROUGH.has(method.name) && inlineFunction(method.args[0]) && kinds.kindOf(method.receiver) === 'array';
      if (!isQuiet && !isThrough) return false;
    }
    if (ts.isIdentifier(node) && isTarget(node)) return false;
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return false;
    if (ts.isNewExpression(node) || ts.isDeleteExpression(node) || ts.isTaggedTemplateExpression(node)) return false;
    if (node.kind === ts.SyntaxKind.ThisKeyword) return false;
    return !ts.forEachChild(node, (child) => !isFixed(child));
  };
  const kind = kinds.kindOf(value);
  const parsed = unwrapped(value);
  const isParsed = ts.isCallExpression(parsed) && pathOf(parsed.expression) === 'JSON.parse';
  return (isParsed || (kind !== 'unknown' && kind !== 'function')) && isFixed(value);
}

/** `JSON.parse`, of a longer chain its last name. */
function pathOf(callee: ts.Expression): string {
  const inner = unwrapped(callee);
  if (ts.isIdentifier(inner)) return inner.text;
  if (!ts.isPropertyAccessExpression(inner)) return '';
  const owner = pathOf(inner.expression);
  return owner === '' ? inner.name.text : `${owner}.${inner.name.text}`;
}
