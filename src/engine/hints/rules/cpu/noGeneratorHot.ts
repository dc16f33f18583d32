import { ts, unwrapped } from '../../../syntax/index.ts';
import { waitsInTurn } from '../../facts/accumulators.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { loopAround, type Loop } from '../../facts/loops.ts';
import { contains, functionAround, inlineFunction, lastName, methodCall, nodesIn, onlyResult } from '../../facts/shapes.ts';
import { mayLeave } from '../../facts/turns.ts';
import type { Rule } from '../../rule.ts';

/** Methods of iterators that give another one, which asks the first for each element. */
const LAZY = new Set(['filter', 'flatMap', 'map']);
/** Methods of iterators that ask for all elements. */
const WHOLE = new Set(['forEach', 'reduce', 'toArray']);

export const noGeneratorHot: Rule = {
  id: 'no-generator-hot',
  category: 'cpu',
  gate: 'heat',
  title: 'Elements that are handed on one by one',
  costs: ['recursive', 'generator', 'flatMap', 'helpers'],
  docs: {
    why: 'A generator stops and goes on for each element, and makes an object to hand it over. One that calls itself with `yield*` does so on each level: an element that lies d levels deep is handed on d times. `flatMap` makes a list for each element, only to take it apart again.',
    before: 'function* nodesOf(tree) {\n  yield tree;\n  for (const part of tree.parts) yield* nodesOf(part);\n}',
    after: 'function visit(tree, each) {\n  each(tree);\n  for (const part of tree.parts) visit(part, each);\n}',
    silent: [
      'The loop may end before all elements are there, or waits for something in its turns.',
      'A generator that yields from itself does not go on with a part of what it was given.',
      'The generator has no end, is one of another file, or is asynchronous.',
      '`flatMap` makes more than one element of one.',
      'It is not known that iterator methods are called on what is a list.',
    ],
    beware: 'A list of all elements must fit into memory; a generator has one of them at a time.',
    peers: [],
  },
  check(file, report) {
    return {
      YieldExpression(node) {
        if (!node.asteriskToken || !node.expression || !isOfItself(node, node.expression, file)) return;
        report({
          node,
          cost: 'recursive',
          message: 'A generator that yields from itself hands each element on through all levels above it',
        });
      },
      ForOfStatement(statement) {
        const { expression } = statement;
        const generator = statement.awaitModifier ? null : generatorOf(unwrapped(expression), file);
        const loop: Loop = { kind: 'forOf', node: statement, body: statement.statement, over: expression };
        if (!generator || !hasEnd(generator) || mayLeave(loop) || waitsInTurn(loop)) return;
        report({
          node: statement,
          end: expression,
          cost: 'generator',
          message: `The generator \`${lastName((unwrapped(expression) as ts.CallExpression).expression)}\` stops and goes on for each element`,
        });
      },
      CallExpression(call) {
        const method = methodCall(call);
        if (!method || method.isOptional) return;
        if (method.name === 'flatMap' && givesOneOrNone(call.arguments[0]))
          report({
            node: method.nameNode,
            end: call,
            cost: 'flatMap',
            message: '`flatMap` makes a list for each element, with that one or nothing in it',
          });
        if (!WHOLE.has(method.name)) return;
        const start = startOfLazy(method.receiver, file);
        if (start)
          report({
            node: start,
            end: method.nameNode,
            cost: 'helpers',
            message: 'Methods of an iterator ask it for each element, which is several times slower than methods of the list',
          });
      },
    };
  },
};

/** Whether a generator yields from its own name: `yield* walk(part)` in `walk`, `yield* part.walk()` in a method of that name. */
function isOfItself(node: ts.Node, expression: ts.Expression, { names }: FileFacts): boolean {
  const call = unwrapped(expression);
  const fn = functionAround(node);
  if (!fn || !ts.isCallExpression(call) || !isGenerator(fn)) return false;
  const callee = unwrapped(call.expression);
  if (!goesDown(call, callee, fn)) return false;
  if (ts.isIdentifier(callee)) return names.variableOf(callee)?.declarations.some(({ parent }) => functionAt(parent) === fn) ?? false;
  return (
    ts.isMethodDeclaration(fn) && ts.isIdentifier(fn.name) && ts.isPropertyAccessExpression(callee) && callee.name.text === fn.name.text
  );
}

/** Whether a generator goes on with a part of what it has: in a loop over parts, or with a property. */
function goesDown(call: ts.CallExpression, callee: ts.Expression, fn: ts.Node): boolean {
  const loop = loopAround(call);
  if (loop && contains(fn, loop.node)) return true;
  const parts = [...call.arguments, ...(ts.isPropertyAccessExpression(callee) ? [callee.expression] : [])];
  return parts.some((part) => ts.isPropertyAccessExpression(unwrapped(part)));
}

const isGenerator = (fn: ts.Node): fn is ts.FunctionDeclaration | ts.FunctionExpression | ts.MethodDeclaration =>
  (ts.isFunctionDeclaration(fn) || ts.isFunctionExpression(fn) || ts.isMethodDeclaration(fn)) &&
  fn.asteriskToken !== undefined &&
  !fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);

/** The function of a declaration: of `function name`, and of `const name = function …`. */
const functionAt = (declaration: ts.Node): ts.Node =>
  ts.isVariableDeclaration(declaration) && declaration.initializer ? unwrapped(declaration.initializer) : declaration;

/** The generator of the file that a call makes an iterator of. */
function generatorOf(
  call: ts.Expression,
  { names }: FileFacts,
): ts.FunctionDeclaration | ts.FunctionExpression | ts.MethodDeclaration | null {
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return null;
  const [declaration, ...more] = names.variableOf(call.expression)?.declarations ?? [];
  const fn = declaration && more.length === 0 ? functionAt(declaration.parent) : null;
  return fn && isGenerator(fn) ? fn : null;
}

/** Whether a generator has a loop that hands elements on, and that has an end of its own. */
function hasEnd({ body }: { readonly body?: ts.Block | undefined }): boolean {
  const nodes = body ? [...nodesIn(body, ts.isFunctionLike)] : [];
  const isEndless = (node: ts.Node): boolean =>
    (ts.isWhileStatement(node) && node.expression.kind === ts.SyntaxKind.TrueKeyword) || (ts.isForStatement(node) && !node.condition);
  return !nodes.some(isEndless) && nodes.some((node) => ts.isYieldExpression(node) && loopAround(node) !== null);
}

/** `(x) => (isGood(x) ? [x] : [])`. */
function givesOneOrNone(fn: ts.Expression | undefined): boolean {
  const inline = inlineFunction(fn);
  const result = inline && onlyResult(inline);
  if (!result || !ts.isConditionalExpression(result)) return false;
  const lengths = [result.whenTrue, result.whenFalse].map((each) => {
    const list = unwrapped(each);
    return ts.isArrayLiteralExpression(list) && !list.elements.some(ts.isSpreadElement) ? list.elements.length : Infinity;
  });
  return Math.max(...lengths) === 1 && Math.min(...lengths) === 0;
}

/** The name of the call that makes an iterator of a list, from which methods of iterators go on: `list.values().map(…)`. */
function startOfLazy(expression: ts.Expression, { kinds }: FileFacts): ts.Node | null {
  let call = methodCall(unwrapped(expression));
  if (!call || !LAZY.has(call.name)) return null;
  while (call && LAZY.has(call.name)) call = methodCall(unwrapped(call.receiver));
  const isStart = call?.name === 'values' && call.args.length === 0 && kinds.kindOf(call.receiver) === 'array';
  return call && isStart ? call.nameNode : null;
}
