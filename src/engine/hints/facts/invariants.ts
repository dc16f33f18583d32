import { ts } from '../../syntax/index.ts';
import { CHANGING, isAssignment, isTarget, mayChangeDuring } from './changes.ts';
import type { FileFacts } from './fileFacts.ts';
import type { Loop } from './loops.ts';
import type { Variable } from './names.ts';
import { contains, methodCall, nodesIn } from './shapes.ts';

/** What the language has under these names gives the same for the same. */
const GLOBALS = new Set([
  ...['Array', 'Boolean', 'Infinity', 'JSON', 'Map', 'Math', 'NaN', 'Number', 'Object', 'Set', 'String', 'isNaN', 'parseFloat'],
  ...['parseInt', 'undefined'],
]);
const IMPURE = new Set(['assign', 'defineProperties', 'defineProperty', 'freeze', 'random', 'setPrototypeOf']);
/** Methods of lists, texts, sets and maps that only compute. */
const COMPUTING = new Set([
  ...['at', 'charAt', 'charCodeAt', 'concat', 'endsWith', 'entries', 'every', 'filter', 'find', 'findIndex', 'flat', 'flatMap', 'get'],
  ...['getTime', 'has', 'includes', 'indexOf', 'join', 'keys', 'lastIndexOf', 'map', 'reduce', 'replace', 'replaceAll', 'slice', 'some'],
  ...['split', 'startsWith', 'toLowerCase', 'toSorted', 'toString', 'toUpperCase', 'trim', 'values'],
]);

/**
 * Whether a computation over lists and objects gives the same in every turn of a loop: it does nothing but compute, by means of the
 * language, and nothing that it reads is changed, or given to somebody who may change it.
 */
export function isSameListIn(expression: ts.Expression, { node: loop }: Loop, file: FileFacts): boolean {
  const variables = new Set<Variable>();
  const properties = new Set<string>();
  for (const node of nodesIn(expression)) {
    if (!isComputing(node, file)) return false;
    if (node.kind === ts.SyntaxKind.ThisKeyword && !isThisSame(expression, loop)) return false;
    if (ts.isPropertyAccessExpression(node)) properties.add(node.name.text);
    if (!ts.isIdentifier(node)) continue;
    const variable = file.names.variableOf(node);
    if (!variable) {
      if (file.names.isGlobal(node) && !GLOBALS.has(node.text)) return false;
    } else if (!variable.declarations.some((each) => contains(expression, each))) variables.add(variable);
  }
  for (const variable of variables)
    if (mayChangeDuring(variable, loop, file.names) || isCalledUpon(variable, expression, loop)) return false;
  return !setsProperty(properties, expression, loop);
}

function isComputing(node: ts.Node, { names }: FileFacts): boolean {
  if (ts.isAwaitExpression(node) || ts.isYieldExpression(node) || ts.isDeleteExpression(node) || ts.isTaggedTemplateExpression(node))
    return false;
  if (ts.isPostfixUnaryExpression(node) || node.kind === ts.SyntaxKind.SuperKeyword) return false;
  if (ts.isPrefixUnaryExpression(node))
    return node.operator !== ts.SyntaxKind.PlusPlusToken && node.operator !== ts.SyntaxKind.MinusMinusToken;
  if (ts.isBinaryExpression(node)) return !isAssignment(node.operatorToken.kind);
  if (ts.isFunctionLike(node)) return ts.isArrowFunction(node) && node.modifiers === undefined;
  if (ts.isNewExpression(node))
    return ts.isIdentifier(node.expression) && names.isGlobal(node.expression) && GLOBALS.has(node.expression.text);
  if (!ts.isCallExpression(node)) return true;
  const method = methodCall(node);
  if (!method) return ts.isIdentifier(node.expression) && names.isGlobal(node.expression) && GLOBALS.has(node.expression.text);
  if (ts.isIdentifier(method.receiver) && names.isGlobal(method.receiver) && GLOBALS.has(method.receiver.text))
    return !IMPURE.has(method.name);
  return COMPUTING.has(method.name);
}

/** Whether a method of a variable is called that may change what is in it. */
function isCalledUpon({ references }: Variable, expression: ts.Node, loop: ts.Node): boolean {
  return references.some(({ identifier }) => {
    if (!contains(loop, identifier) || contains(expression, identifier)) return false;
    const call = methodCall(identifier.parent.parent);
    return call !== null && call.receiver === identifier && !COMPUTING.has(call.name) && call.name !== 'forEach';
  });
}

/** Whether `this` is the same within a loop as around it, and nothing of it is changed or called there. */
function isThisSame(expression: ts.Node, loop: ts.Node): boolean {
  for (let at = expression; at !== loop; at = at.parent) if (ts.isFunctionLike(at) && !ts.isArrowFunction(at)) return false;
  for (const node of nodesIn(loop)) {
    if (node.kind !== ts.SyntaxKind.ThisKeyword || contains(expression, node)) continue;
    let at = node;
    while ((ts.isPropertyAccessExpression(at.parent) || ts.isElementAccessExpression(at.parent)) && at.parent.expression === at)
      at = at.parent;
    if (at === node || isTarget(at)) return false;
    const call = ts.isCallExpression(at.parent) && at.parent.expression === at ? methodCall(at.parent) : null;
    if (call && (call.receiver === node || CHANGING.has(call.name))) return false;
    if (ts.isCallExpression(at.parent) && at.parent.expression !== at) return false;
  }
  return true;
}

/** Whether a loop sets a property that an expression reads, of whatever object. */
function setsProperty(properties: ReadonlySet<string>, expression: ts.Node, loop: ts.Node): boolean {
  if (properties.size === 0) return false;
  for (const node of nodesIn(loop, (part) => part === expression))
    if (ts.isPropertyAccessExpression(node) && properties.has(node.name.text) && isTarget(node)) return true;
  return false;
}
