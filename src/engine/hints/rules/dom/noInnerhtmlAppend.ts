import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { loopAround } from '../../facts/loops.ts';
import { contains, functionAround, isSameText, methodCall, nodesIn } from '../../facts/shapes.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

export const noInnerhtmlAppend: Rule = {
  id: 'no-innerhtml-append',
  category: 'dom',
  gate: 'always',
  title: 'Adding to innerHTML',
  costs: ['append'],
  docs: {
    why: '`innerHTML +=` turns all elements that are there into text, adds to that, throws the elements away and builds them anew from the text. In a loop that is n²/2 elements for n, and listeners, inputs and scroll places of those that were there are lost.',
    before: 'for (const user of users) list.innerHTML += `<li>${escaped(user.name)}</li>`;',
    after: "list.insertAdjacentHTML('beforeend', users.map((user) => `<li>${escaped(user.name)}</li>`).join(''));",
    silent: [
      'Outside of loops: the same function made the element or emptied it, or runs once, when the page begins.',
      'It is a text field, or a template, whose content is no list of elements.',
    ],
    beware:
      'Elements that were there stay as they are, with their listeners. Tags that are opened by one text and closed by a later one never worked: each text is closed at its end.',
    peers: [],
  },
  check(file, report) {
    return {
      BinaryExpression(node) {
        const added = addedTo(node, file);
        if (!added) return;
        const { element } = added;
        const loop = loopAround(node);
        const isOfLoop = loop !== null && !isDeclaredIn(element, loop.node, file);
        if (isTextOrTemplate(element, file) || (!isOfLoop && isDoneOnce(element, node, file))) return;
        const fix = inserted(node, added, file);
        report({
          node,
          cost: 'append',
          message: isOfLoop
            ? '`innerHTML +=` builds all elements that are already there anew in each turn of the loop'
            : '`innerHTML +=` throws away all elements that are already there, and builds them anew',
          ...(fix && { fixes: [fix] }),
        });
      },
    };
  },
};

interface Added {
  readonly element: ts.Expression;
  /** The first of what is added. */
  readonly first: ts.Expression;
  /** Whether all from there on can be taken as it stands. */
  readonly isWhole: boolean;
}

/** Of `el.innerHTML += a`, and of `el.innerHTML = el.innerHTML + a + b`. */
function addedTo({ left, operatorToken: { kind }, right }: ts.BinaryExpression, { source, kinds }: FileFacts): Added | null {
  if (kind !== ts.SyntaxKind.PlusEqualsToken && kind !== ts.SyntaxKind.EqualsToken) return null;
  const target = unwrapped(left);
  if (!ts.isPropertyAccessExpression(target) || target.name.text !== 'innerHTML') return null;
  const element = target.expression;
  if (kind === ts.SyntaxKind.PlusEqualsToken) return { element, first: right, isWhole: left === target };
  let sum = unwrapped(right);
  while (isSum(sum) && isSum(sum.left)) sum = sum.left;
  if (!isSum(sum) || !isSameText(source, unwrapped(sum.left), target)) return null;
  // Without the text in front, numbers would be added up.
  const isText = sum === right || (isSum(right) && kinds.kindOf(sum.right) === 'string');
  return { element, first: sum.right, isWhole: isText && left === target };
}

const isSum = (node: ts.Expression): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;

/** What an element was declared with, if it is a name. */
function madeWith(element: ts.Expression, { names }: FileFacts): ts.Expression | null {
  const parent = names.variableAt(element)?.declarations[0]?.parent;
  return parent && ts.isVariableDeclaration(parent) && parent.initializer ? unwrapped(parent.initializer) : null;
}

function isDeclaredIn(element: ts.Expression, part: ts.Node, { names }: FileFacts): boolean {
  return names.variableAt(element)?.declarations.some((each) => contains(part, each)) ?? false;
}

function isTextOrTemplate(element: ts.Expression, file: FileFacts): boolean {
  const made = madeWith(element, file);
  const words = `${file.textOf(element)} ${made ? file.textOf(made) : ''}`;
  const variable = file.names.variableAt(element);
  const type = variable && file.kinds.typeOf(variable);
  return /text_?area|template|style\b/iu.test(type ? `${words} ${file.textOf(type)}` : words);
}

/** Whether there is hardly anything to build anew: the function made or emptied the element, or runs when the page begins. */
function isDoneOnce(element: ts.Expression, node: ts.Node, file: FileFacts): boolean {
  const fn = functionAround(node);
  if (!fn || callsAtStart(fn)) return true;
  const made = madeWith(element, file);
  const callee = made && ts.isCallExpression(made) ? unwrapped(made.expression) : null;
  const isMade = callee !== null && ts.isPropertyAccessExpression(callee) && callee.name.text === 'createElement';
  return (isMade && functionAround(made!) === fn) || [...nodesIn(fn.body)].some((each) => isSetAnew(each, element, file));
}

/** `el.innerHTML = html`, of the same element. */
function isSetAnew(node: ts.Node, element: ts.Expression, file: FileFacts): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken || addedTo(node, file)) return false;
  const target = unwrapped(node.left);
  if (!ts.isPropertyAccessExpression(target) || !/^(?:innerHTML|textContent|innerText)$/u.test(target.name.text)) return false;
  return isSameText(file.source, target.expression, element);
}

/** `(() => { … })()`, and what waits until the page is there. */
function callsAtStart(fn: ts.Node): boolean {
  let at = fn;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (!ts.isCallExpression(parent)) return false;
  if (parent.expression === at) return true;
  const [event] = parent.arguments;
  return (
    methodCall(parent)?.name === 'addEventListener' &&
    !!event &&
    ts.isStringLiteralLike(event) &&
    /^(?:DOMContentLoaded|load)$/u.test(event.text)
  );
}

/** Where the value of the whole is not used, the same without building anew what is there. */
function inserted(node: ts.BinaryExpression, { element, first, isWhole }: Added, { source, textOf }: FileFacts): ProposedFix | null {
  // A shadow root has no such method.
  if (!isWhole || !ts.isExpressionStatement(node.parent) || /shadow|root/iu.test(textOf(element))) return null;
  return {
    title: 'Use insertAdjacentHTML',
    kind: 'suggestion',
    edits: [
      { start: element.end, end: first.getStart(source), text: ".insertAdjacentHTML('beforeend', " },
      { start: node.end, end: node.end, text: ')' },
    ],
  };
}
