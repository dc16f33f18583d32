import { ts, unwrapped } from '../../../syntax/index.ts';
import { isTarget } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { loopAround, type Loop } from '../../facts/loops.ts';
import { contains, methodCall, nodesIn } from '../../facts/shapes.ts';
import { constantText, knownLength } from '../../facts/values.ts';
import type { Rule } from '../../rule.ts';

/** What a browser has to know the layout for. */
const READ = new Set([
  ...['clientHeight', 'clientLeft', 'clientTop', 'clientWidth', 'offsetHeight', 'offsetLeft', 'offsetTop', 'offsetWidth'],
  ...['innerText', 'scrollHeight', 'scrollWidth'],
]);
const READ_BY_CALL = new Set(['getBoundingClientRect', 'getClientRects']);
/** Styles that leave the place and size of everything as they are. */
const PAINT_ONLY =
  /^(?:animation|backdrop|background|caret|color|cursor|fill|filter|opacity|outline|pointer|stroke|transform|transition|user-?select|visibility|will-?change|z-?index|box-?shadow)/iu;

export const noLayoutThrash: Rule = {
  id: 'no-layout-thrash',
  category: 'dom',
  gate: 'loop',
  title: 'Layout computed again and again',
  costs: ['size', 'text'],
  docs: {
    why: 'A size or place that is asked for after a style was changed makes the browser compute the layout of the page there and then. Where each turn of a loop does both, it does so in each turn; where all is read first and written afterwards, once.',
    before:
      'for (const card of cards) {\n  const { height } = card.getBoundingClientRect();\n  card.style.minHeight = `${height + 8}px`;\n}',
    after:
      'const heights = cards.map((card) => card.getBoundingClientRect().height);\nfor (const [index, card] of cards.entries()) card.style.minHeight = `${heights[index] + 8}px`;',
    silent: [
      'It is one element that is measured and changed until it fits: that cannot be done in one go.',
      'What is written moves nothing, such as colours and transforms, or is written only sometimes.',
      'The writing waits for the next frame, or each turn waits for something.',
      'The loop may end early, because of what was measured.',
      'What is read is thrown away: that is done to start an animation again.',
    ],
    peers: ['unicorn/prefer-observer-apis'],
  },
  check(file, report) {
    const seen = new Set<ts.Node>();
    const check = (node: ts.PropertyAccessExpression | ts.CallExpression, element: ts.Expression, name: string): void => {
      const loop = loopAround(node);
      if (!loop || seen.has(loop.node) || !isOverMany(loop, file) || isThrownAway(node)) return;
      const written = [...nodesIn(loop.body, ts.isFunctionLike)].filter((each) => isWrite(each, file));
      const turns = written.filter((each) => isOfTurn(elementOf(each), loop, file) && !isSometimes(each, loop.body));
      if (turns.length === 0 || endsOrWaits(loop)) return;
      // What lies outside may be another thing after each write, unless it is asked for before.
      const isOwn = isOfTurn(element, loop, file);
      if (!isOwn && turns.some((each) => isBefore(each, node) || elementOf(each).getText() === element.getText())) return;
      seen.add(loop.node);
      report({
        node,
        cost: name === 'innerText' ? 'text' : 'size',
        message: `\`${name}\` makes the browser compute the layout in each turn of the loop, because the turn before wrote a style`,
      });
    };
    return {
      PropertyAccessExpression(node) {
        if (READ.has(node.name.text) && !isTarget(node)) check(node, node.expression, node.name.text);
      },
      CallExpression(node) {
        const method = methodCall(node);
        if (method && READ_BY_CALL.has(method.name) && node.arguments.length === 0) check(node, method.receiver, method.name);
      },
    };
  },
};

/** Whether a loop goes through a list that may be long. A loop with a condition goes on until something fits. */
function isOverMany({ kind, node, over }: Loop, { names }: FileFacts): boolean {
  if (kind === 'callback') {
    const name = methodCall(node)?.name;
    if (name !== 'forEach' && name !== 'map') return false;
  } else if (kind !== 'for' && kind !== 'forOf') return false;
  const length = over && knownLength(over, names);
  return length === null || length > 3;
}

/** `void el.offsetWidth;`, and the same without `void`. */
function isThrownAway(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) return isThrownAway(parent);
  return ts.isVoidExpression(parent) || ts.isExpressionStatement(parent);
}

/** Whether a node writes what may move or size things: a style, or the classes of an element. */
function isWrite(node: ts.Node, { names }: FileFacts): boolean {
  if (ts.isPropertyAccessExpression(node) && isTarget(node)) {
    if (node.name.text === 'className') return true;
    return isStyle(node.expression) && !PAINT_ONLY.test(node.name.text);
  }
  const method = methodCall(node);
  if (!method) return false;
  const receiver = unwrapped(method.receiver);
  const [first] = method.args;
  const name = first && constantText(first, names);
  if (method.name === 'setProperty')
    return isStyle(receiver) && name !== null && name !== undefined && !name.startsWith('--') && !PAINT_ONLY.test(name);
  if (method.name === 'setAttribute') return name === 'style' || name === 'class';
  const isOfClasses = ts.isPropertyAccessExpression(receiver) && receiver.name.text === 'classList';
  return isOfClasses && (method.name === 'add' || method.name === 'remove' || (method.name === 'toggle' && method.args.length === 1));
}

function isStyle(node: ts.Expression): boolean {
  const inner = unwrapped(node);
  return ts.isPropertyAccessExpression(inner) && inner.name.text === 'style';
}

/** The element that something is written to: `el` of `el.style.width = x` and of `el.classList.add(x)`. */
function elementOf(write: ts.Node): ts.Expression {
  const owner = ts.isCallExpression(write) ? methodCall(write)!.receiver : (write as ts.PropertyAccessExpression).expression;
  const inner = unwrapped(owner);
  const isPart = ts.isPropertyAccessExpression(inner) && (inner.name.text === 'style' || inner.name.text === 'classList');
  return isPart ? inner.expression : inner;
}

/** Whether something is written before another node is read: what stands behind a `=` is read first. */
function isBefore(write: ts.Node, read: ts.Node): boolean {
  const whole = ts.isCallExpression(write) ? write : write.parent;
  return write.pos < read.pos && !contains(whole, read);
}

/** Whether an element is another one in each turn: something of the loop is in it. */
function isOfTurn(element: ts.Expression, { node: loop }: Loop, { names }: FileFacts): boolean {
  return [...nodesIn(element)].some((node) => {
    const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
    return variable?.declarations.some((each) => contains(loop, each)) ?? false;
  });
}

/** Whether a node is left out in some turns. */
function isSometimes(node: ts.Node, body: ts.Node): boolean {
  for (let at = node; at !== body; at = at.parent) {
    const { parent } = at;
    if (ts.isIfStatement(parent) || ts.isConditionalExpression(parent) || ts.isSwitchStatement(parent) || ts.isCatchClause(parent))
      return true;
    if (!ts.isBinaryExpression(parent) || parent.right !== at) continue;
    const { kind } = parent.operatorToken;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) return true;
  }
  return false;
}

/** Whether the loop may end early, or does not run in one go. */
const endsOrWaits = ({ body, kind }: Loop): boolean =>
  [...nodesIn(body, ts.isFunctionLike)].some(
    (node) =>
      ts.isBreakStatement(node) ||
      ts.isAwaitExpression(node) ||
      ts.isYieldExpression(node) ||
      (ts.isReturnStatement(node) && kind !== 'callback'),
  );
