import { ts, unwrapped } from '../../../syntax/index.ts';
import { isTarget } from '../../facts/changes.ts';
import { queryOf } from '../../facts/database.ts';
import { statOfEntry } from '../../facts/entries.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { loopAround } from '../../facts/loops.ts';
import { isOrdered } from '../../facts/order.ts';
import { variableOfFunction } from '../../facts/repeated.ts';
import { contains, functionAround, methodCall, nodesIn } from '../../facts/shapes.ts';
import { hasWord, shortened, wordsOf } from '../../facts/words.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Words in names of what calls are given to remember something for each other. */
const SHARED = wordsOf('cache context ctx seen state visited');

export const noAwaitInLoop: Rule = {
  id: 'no-await-in-loop',
  category: 'async',
  gate: 'always',
  title: 'Waiting for one after the other',
  costs: ['call', 'pool'],
  docs: {
    why: 'Each turn waits for the answer of the one before, although it does not need it: n calls take n times as long. Started together, they take as long as the slowest.',
    before: 'const users = [];\nfor (const id of ids) users.push(await loadUser(id));',
    after: 'const users = await Promise.all(ids.map((id) => loadUser(id)));',
    silent: [
      'A turn needs what one before it found, or may end the loop.',
      'What is waited for gives nothing that is used: it is done for its effect, which may need its order.',
      'It is a query of a database: `no-query-in-loop` and `batch-inserts` know those, and one connection answers one after the other anyway.',
      'It only asks for the kind of each entry of a folder, which `fs-double-syscall` knows a shorter way for.',
      'The call reads like one that has an order: transactions, cursors, pages, retries, waiting, writing.',
      'The function calls itself, or hands on what calls share, such as a context or a cache.',
      'What is called is an element of the list, such as a task or a hook, or was given to the function: nobody here knows what it does.',
      'The turn has done something before.',
      'The function starts the same calls at once elsewhere: it waits here for a reason.',
      'The loop has a condition instead of a list, or waits for each of a stream.',
      'A comment at the loop says that the order is meant: `sequential`, `one by one`, `in order`.',
    ],
    beware:
      'Many calls at once may be more than the other side takes, or than memory holds: for long lists keep a few going at a time. Where one fails, the others go on.',
    peers: ['eslint/no-await-in-loop', 'biome/noAwaitInLoops'],
  },
  check(file, report) {
    return {
      AwaitExpression(node) {
        const loop = loopAround(node);
        if (loop?.kind !== 'forOf' || !ts.isForOfStatement(loop.node) || loop.node.awaitModifier) return;
        const { node: statement } = loop;
        if (functionAround(node) !== functionAround(statement)) return;
        const call = unwrapped(node.expression);
        if (!ts.isCallExpression(call) || !isIndependent(call, statement, file) || !isUsed(node) || isOfEntry(node, file)) return;
        if (
          endsEarly(statement) ||
          doesFirst(node, statement) ||
          carriesOver(statement, file) ||
          saysOrder(statement, file) ||
          isStartedAtOnceToo(call, statement) ||
          awaitsIn(statement).length > 1
        )
          return;
        report({
          node,
          cost: 'call',
          message: `Each turn waits for \`${shortened(file.textOf(call.expression))}\` before the next one begins`,
          fixes: atOnce(node, statement, file),
        });
      },
    };
  },
};

/** Whether a call looks like one of many that do not know of each other. */
function isIndependent(call: ts.CallExpression, loop: ts.ForOfStatement, file: FileFacts): boolean {
  const owner = methodCall(call)?.receiver;
  if (isOrdered(call, file) || queryOf(call, file)) return false;
  if (owner && ts.isIdentifier(owner) && owner.text === 'Promise' && file.names.isGlobal(owner)) return false;
  if (call.arguments.some((each) => ts.isIdentifier(each) && hasWord(each.text, SHARED)) || isRecursive(call, file)) return false;
  // Tasks, hooks and plugins are called in the order that they are given in.
  const isOfList = (node: ts.Node) => isDeclaredIn(node, loop.initializer, file);
  if (isOfList(rootOf(call.expression)) || isGiven(unwrapped(call.expression), file)) return false;
  if (call.arguments.length === 0) return false;
  return [...nodesIn(call)].some(isOfList);
}

/** Whether a function is a parameter, or an element of what is gone through: what calls do to each other is not written here. */
function isGiven(callee: ts.Expression, { names }: FileFacts): boolean {
  let at: ts.Node | undefined = ts.isIdentifier(callee) ? names.variableOf(callee)?.declarations[0]?.parent : undefined;
  while (at && ts.isBindingElement(at)) at = at.parent.parent;
  if (!at) return false;
  return ts.isParameter(at) || (ts.isVariableDeclaration(at) && ts.isForOfStatement(at.parent.parent));
}

/** Whether it calls the function that it stands in. */
function isRecursive(call: ts.CallExpression, { names }: FileFacts): boolean {
  const fn = functionAround(call);
  const callee = unwrapped(call.expression);
  if (!fn) return false;
  if (ts.isIdentifier(callee)) return names.variableOf(callee) !== null && names.variableOf(callee) === variableOfFunction(fn, names);
  const isOwn = ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isOwn && fn.name !== undefined && ts.isIdentifier(fn.name) && fn.name.text === callee.name.text;
}

function isDeclaredIn(node: ts.Node, part: ts.Node, { names }: FileFacts): boolean {
  const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
  return variable !== null && variable.declarations.some((each) => contains(part, each));
}

function rootOf(expression: ts.Expression): ts.Expression {
  let at = unwrapped(expression);
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) at = unwrapped(at.expression);
  return at;
}

/** Whether a turn has done something before it waits, so that all that comes after may rely on the turns before. */
function doesFirst(node: ts.AwaitExpression, loop: ts.ForOfStatement): boolean {
  for (const each of inTurn(loop)) {
    if (each.pos >= node.pos || !ts.isExpressionStatement(each) || contains(each, node)) continue;
    const call = methodCall(each.expression);
    if (ts.isCallExpression(each.expression) && call?.name !== 'push') return true;
  }
  return false;
}

/** The loop as one `Promise.all`, where all it does is to put what it waits for into a list. */
function atOnce(node: ts.AwaitExpression, loop: ts.ForOfStatement, file: FileFacts): ProposedFix[] {
  const { textOf, source, kinds, names } = file;
  const [only, ...others] = ts.isBlock(loop.statement) ? loop.statement.statements : [loop.statement];
  const push = only && others.length === 0 && ts.isExpressionStatement(only) ? methodCall(only.expression) : null;
  const isPlain = push?.name === 'push' && !push.isOptional && ts.isIdentifier(push.receiver) && push.args.length === 1;
  if (!isPlain || push.args[0] !== node || !ts.isVariableDeclarationList(loop.initializer)) return [];
  const variable = loop.initializer.declarations[0]?.name;
  // A comment has no place in what comes of it.
  if (!variable || /\/[/*]/u.test(textOf(loop)) || names.fileScope.variables.has('Promise')) return [];
  const each = `(${textOf(variable)}) => ${textOf(node.expression)}`;
  const list = textOf(loop.expression);
  const isName = ts.isIdentifier(loop.expression) || ts.isPropertyAccessExpression(loop.expression);
  const all = isName && kinds.kindOf(loop.expression) === 'array' ? `${list}.map(${each})` : `Array.from(${list}, ${each})`;
  const text = `${textOf(push.receiver)}.push(...(await Promise.all(${all})));`;
  return [{ title: 'Start all at once', kind: 'suggestion', edits: [{ start: loop.getStart(source), end: loop.end, text }] }];
}

/** `(await stat(place)).isFile()`. */
function isOfEntry(node: ts.AwaitExpression, file: FileFacts): boolean {
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent: around } = at.parent;
  return around !== undefined && ts.isCallExpression(around) && statOfEntry(around, file) !== null;
}

/** Whether what comes of it goes anywhere but into a list of results, a variable of the turn or a call. */
function isUsed(node: ts.AwaitExpression): boolean {
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent) || ts.isNonNullExpression(at.parent) || ts.isAsExpression(at.parent)) at = at.parent;
  return !ts.isExpressionStatement(at.parent);
}

const inTurn = (loop: ts.ForOfStatement) => nodesIn(loop.statement, (node) => ts.isFunctionLike(node));

const awaitsIn = (loop: ts.ForOfStatement): ts.Node[] =>
  [...inTurn(loop)].filter((node) => ts.isAwaitExpression(node) || ts.isYieldExpression(node));

/** Whether a turn may be the last one because of what it found. */
function endsEarly(loop: ts.ForOfStatement): boolean {
  for (const node of inTurn(loop)) {
    if (ts.isReturnStatement(node) || ts.isThrowStatement(node)) return true;
    if (ts.isBreakStatement(node) && !isOfInner(node, loop)) return true;
    if (ts.isTryStatement(node)) return true;
  }
  return false;
}

function isOfInner(node: ts.BreakStatement, loop: ts.ForOfStatement): boolean {
  if (node.label) return false;
  for (let at: ts.Node = node.parent; at !== loop; at = at.parent)
    if (ts.isIterationStatement(at, false) || ts.isSwitchStatement(at)) return true;
  return false;
}

/** Whether a turn reads what an earlier one wrote: something from outside that is both read and changed in the loop. */
function carriesOver(loop: ts.ForOfStatement, { names }: FileFacts): boolean {
  const uses = new Map<unknown, { changes: number; all: number }>();
  for (const node of inTurn(loop)) {
    const isName = ts.isIdentifier(node) && (names.variableOf(node) !== null || names.isGlobal(node));
    if (!isName) continue;
    const variable = names.variableOf(node);
    if (variable?.declarations.some((each) => contains(loop, each))) continue;
    if (isTarget(node)) return true;
    const use = uses.get(variable ?? node.text) ?? { changes: 0, all: 0 };
    uses.set(variable ?? node.text, { changes: use.changes + (isChange(node) ? 1 : 0), all: use.all + 1 });
  }
  // A list that is only added to is what comes out of it.
  return [...uses.values()].some(({ changes, all }) => changes > 0 && changes < all);
}

/** `list.push(x)`, `all[key] = x`, `map.set(key, x)`. */
function isChange({ parent }: ts.Identifier): boolean {
  const call = methodCall(parent.parent);
  if (call) return /^(?:add|push|set|unshift|delete)$/u.test(call.name);
  return (ts.isElementAccessExpression(parent) || ts.isPropertyAccessExpression(parent)) && isTarget(parent);
}

/** Whether the function starts the same calls at once elsewhere: then it does without that here for a reason. */
function isStartedAtOnceToo(call: ts.CallExpression, loop: ts.ForOfStatement): boolean {
  const callee = unwrapped(call.expression).getText();
  const fn = functionAround(loop);
  return (
    fn !== null &&
    [...nodesIn(fn)].some((node) => {
      const method = methodCall(node);
      return (
        method?.name === 'all' &&
        method.receiver.getText() === 'Promise' &&
        [...nodesIn(method.call)].some((each) => each.getText() === callee)
      );
    })
  );
}

/** Whether a comment at the loop, or in it, says that the order is meant. */
function saysOrder(loop: ts.ForOfStatement, { source }: FileFacts): boolean {
  const text = source.text.slice(loop.pos, loop.statement.getStart(source) + 200);
  const comments = text.match(/\/\/[^\n]*|\/\*[\s\S]*?\*\//gu) ?? [];
  // What turns the rule off by name is no word about the order: it would be told to turn off nothing.
  return comments.some(
    (comment) =>
      !comment.includes('laptime-disable') &&
      /sequen|one (?:by|after|at)|in order|serial|no-await-in-loop|rate.?limit|order matters|concurren/iu.test(comment),
  );
}
