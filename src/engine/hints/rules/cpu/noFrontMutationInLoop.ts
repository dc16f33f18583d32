import { ts, unwrapped } from '../../../syntax/index.ts';
import { waitsInTurn } from '../../facts/accumulators.ts';
import { givesAway, mayChangeElsewhere } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isShortList, isShortLoop } from '../../facts/lengths.ts';
import { isNewList } from '../../facts/lists.ts';
import { loopAround, loopsAround, type Loop } from '../../facts/loops.ts';
import { type Names, type Variable } from '../../facts/names.ts';
import { insertedAfter, placeOf, removed, withoutLoss } from '../../facts/places.ts';
import { contains, methodCall, nodesIn, statementOf } from '../../facts/shapes.ts';
import { mayLeave } from '../../facts/turns.ts';
import { constantNumber } from '../../facts/values.ts';
import { hasWord, wordsOf } from '../../facts/words.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Lists of up to so many are moved as fast as anything else is done. */
const FEW = 50;

const COUNTING = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
]);

/** Words in names of lists that have a few elements: parts of a path, what a command is given, what is above something. */
const SHORT = wordsOf(
  'ancestors bits breadcrumb breadcrumbs chain crumbs history lineage octets parents part parts path paths piece pieces',
  'recent rest scopes segment segments stack trail',
);

export const noFrontMutationInLoop: Rule = {
  id: 'no-front-mutation-in-loop',
  category: 'cpu',
  gate: 'loop',
  title: 'Changing the front of a list in a loop',
  costs: ['shift', 'unshift'],
  docs: {
    why: '`shift` and `unshift` move all elements that are behind: for n turns up to n²/2 moves. Going through the list by its index, or adding at its end and turning it round once, moves none.',
    before: 'while (queue.length > 0) {\n  const node = queue.shift();\n  queue.push(...node.children);\n}',
    after: 'for (const node of queue) queue.push(...node.children);',
    silent: [
      'What is changed may be no list.',
      'The list is known to be short, or has a name of what is short nearly everywhere: `args`, `parts`, `path`.',
      'The loop does not run until the list is empty: it takes a few from the front, or keeps the list at a size.',
      'The list is filled by other functions, or given to them: nobody knows what they rely on.',
      'Each turn waits for something, which takes longer than moving.',
      '`unshift` is not called in every turn, or the list is added to at its end, too.',
    ],
    beware:
      'A list that is only read keeps all its elements until it is thrown away. For a queue that lives long, keep an index and cut off the front now and then.',
    peers: ['unicorn/no-array-front-mutation'],
  },
  check(file, report) {
    const { names } = file;
    const reported = new Set<ts.Node>();
    const check = (call: ts.CallExpression, variable: Variable, name: string): void => {
      const loop = loopAround(call);
      if (!loop || reported.has(loop.node) || variable.declarations.some((each) => contains(loop.node, each))) return;
      const isSlow = name === 'shift' ? emptiesIn(loop, call, variable, names) : addsIn(call, loop, variable, names);
      if (!isSlow || waitsInTurn(loop) || !isOwnIn(loop, variable, file)) return;
      reported.add(loop.node);
      const fix = name === 'shift' ? goneThrough(call, loop, variable, file) : turnedRound(call, variable, file);
      report({
        node: call,
        cost: name,
        message: `\`${variable.name}.${name}\` moves all elements of the list in each turn of the loop`,
        ...(fix && { fixes: [fix] }),
      });
    };
    return {
      CallExpression(call) {
        const method = methodCall(call);
        if (!method || (method.name !== 'shift' && method.name !== 'unshift') || method.isOptional) return;
        if ((method.args.length === 0) !== (method.name === 'shift')) return;
        const variable = names.variableAt(method.receiver);
        if (!variable || hasWord(variable.name, SHORT) || isShortList(method.receiver, FEW, names)) return;
        if (file.kinds.kindOf(method.receiver) !== 'array' || isSplit(variable)) return;
        check(call, variable, method.name);
      },
    };
  },
};

/** Whether a list is the parts of a text that is most likely short: all but its lines. */
function isSplit({ declarations: [declaration] }: Variable): boolean {
  const parent = declaration?.parent;
  const made = parent && ts.isVariableDeclaration(parent) && parent.initializer ? methodCall(unwrapped(parent.initializer)) : null;
  return made?.name === 'split' && !(made.args[0]?.getText().includes('\\n') ?? false);
}

/** Whether a loop runs until a list is empty. */
function emptiesIn(loop: Loop, call: ts.CallExpression, variable: Variable, names: Names): boolean {
  const { node } = loop;
  const condition = ts.isWhileStatement(node) || ts.isDoStatement(node) ? node.expression : ts.isForStatement(node) ? node.condition : null;
  if (!condition) return false;
  const uses = variable.references.filter(({ identifier }) => contains(condition, identifier));
  if (uses.length === 0 || !uses.every(({ identifier }) => isAskedForMore(identifier, names))) return false;
  return contains(condition, call) || !mayLeave(loop) || isInFirst(call, loop);
}

/** Whether a turn begins with a call; one that may leave before it gets there takes a few. */
function isInFirst(call: ts.CallExpression, { body }: Loop): boolean {
  const first = ts.isBlock(body) ? body.statements[0] : body;
  return first !== undefined && contains(first, call);
}

/** `queue.length`, `queue.length > 0`, `queue.shift()`: other sizes are kept, not emptied. */
function isAskedForMore({ parent }: ts.Identifier, names: Names): boolean {
  if (!ts.isPropertyAccessExpression(parent)) return false;
  if (parent.name.text === 'shift') return true;
  if (parent.name.text !== 'length') return false;
  const { parent: around } = parent;
  if (!ts.isBinaryExpression(around)) return true;
  const kind = around.operatorToken.kind;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) return true;
  const other = constantNumber(around.left === parent ? around.right : around.left, names);
  return other === 0 || (other === 1 && kind === ts.SyntaxKind.GreaterThanEqualsToken);
}

/** Whether each turn of a loop over many adds to the front. */
function addsIn(call: ts.CallExpression, loop: Loop, variable: Variable, names: Names): boolean {
  const { node, kind } = loop;
  if (isShortLoop(loop, FEW, names) || kind === 'while' || kind === 'do' || kind === 'comparator') return false;
  if (kind === 'callback' && methodCall(node)?.name !== 'forEach') return false;
  // `for (let at = node; at; at = at.parent)` goes up a few steps.
  if (
    ts.isForStatement(node) &&
    !(node.condition && ts.isBinaryExpression(node.condition) && COUNTING.has(node.condition.operatorToken.kind))
  )
    return false;
  const statement = statementOf(call);
  const isAlways = loop.body === call || (statement === call.parent && (statement === loop.body || statement.parent === loop.body));
  if (!isAlways) return false;
  if (mayLeave(loop)) return false;
  // What is cut off elsewhere stays short; what is added to on both sides has its order.
  return !variable.references.some(({ identifier }) => contains(node, identifier) && isDoneMore(identifier));
}

const isDoneMore = ({ parent }: ts.Identifier): boolean =>
  ts.isPropertyAccessExpression(parent) && /^(?:length|pop|push|shift|splice)$/u.test(parent.name.text);

/** Whether nobody else fills a list or gets it during the loop. */
function isOwnIn({ node }: Loop, variable: Variable, { names }: FileFacts): boolean {
  if (mayChangeElsewhere(variable, node, names)) return false;
  return !variable.references.some(({ identifier }) => contains(node, identifier) && givesAway(identifier, names));
}

/** `for (const x of queue)` in place of taking one after the other: what is pushed meanwhile is gone through, too. */
function goneThrough(call: ts.CallExpression, { node }: Loop, variable: Variable, file: FileFacts): ProposedFix | null {
  const { source, textOf } = file;
  if (!ts.isWhileStatement(node) || !ts.isBlock(node.statement) || !isOnlyLength(node.expression)) return null;
  const [first] = node.statement.statements;
  if (!first || !ts.isVariableStatement(first) || first.declarationList.declarations.length !== 1) return null;
  const [declaration] = first.declarationList.declarations;
  if (!declaration?.initializer || declaration.type || unwrapped(declaration.initializer) !== call) return null;
  const outer = loopAround(node);
  const isEmptiedFor = variable.references.some(({ identifier }) => {
    if (contains(node.expression, identifier) || contains(call, identifier)) return false;
    if (contains(node, identifier)) return methodCall(identifier.parent.parent)?.name !== 'push' || isArgument(identifier);
    return identifier.pos > node.end || (outer !== null && !variable.declarations.some((each) => contains(outer.node, each)));
  });
  if (isEmptiedFor || !isLocal(variable, file)) return null;
  const keyword = first.declarationList.flags & ts.NodeFlags.Const ? 'const' : 'let';
  const header = { start: node.getStart(source), end: node.statement.getStart(source) };
  const edits = withoutLoss(
    [{ ...header, text: `for (${keyword} ${textOf(declaration.name)} of ${variable.name}) ` }, removed(first, source)],
    source,
  );
  return edits && { title: 'Go through the list', kind: 'suggestion', edits };
}

const isArgument = (identifier: ts.Identifier): boolean =>
  !ts.isPropertyAccessExpression(identifier.parent) || identifier.parent.expression !== identifier;

/** Whether a list is declared in a function or at the top of a file with what is made for it: nobody else sees that it is not emptied. */
function isLocal({ declarations, kind }: Variable, file: FileFacts): boolean {
  const parent = declarations[0]?.parent;
  if (declarations.length !== 1 || kind !== 'const' || !parent || !ts.isVariableDeclaration(parent) || !parent.initializer) return false;
  const isExported = ts.getCombinedModifierFlags(parent) & ts.ModifierFlags.Export;
  return !isExported && isNewList(parent.initializer, file);
}

function isOnlyLength(condition: ts.Expression): boolean {
  const inner = unwrapped(condition);
  const isLength = (each: ts.Expression) =>
    ts.isPropertyAccessExpression(each) && ts.isIdentifier(each.expression) && each.name.text === 'length';
  if (isLength(inner)) return true;
  return ts.isBinaryExpression(inner) && isLength(inner.left) && ts.isNumericLiteral(inner.right);
}

/** `push` in the loop, and `reverse` once behind it, where nothing is in the list before and nobody looks at it meanwhile. */
function turnedRound(call: ts.CallExpression, variable: Variable, file: FileFacts): ProposedFix | null {
  const { source } = file;
  const { nameNode, args } = methodCall(call)!;
  const [declaration] = variable.declarations;
  const parent = declaration?.parent;
  const outermost = loopsAround(call).findLast(({ node }) => !contains(node, declaration!));
  const place = outermost && placeOf(outermost.node);
  if (!place || !isLocal(variable, file) || args.length !== 1 || ts.isSpreadElement(args[0]!)) return null;
  const made = unwrapped((parent as ts.VariableDeclaration).initializer!);
  if (!ts.isArrayLiteralExpression(made) || made.elements.length > 0) return null;
  const isSeenEarlier = variable.references.some(({ identifier }) => identifier.pos < place.end && !contains(call, identifier));
  if (isSeenEarlier || [...nodesIn(place, ts.isFunctionLike)].some(ts.isReturnStatement)) return null;
  return {
    title: 'Push, and reverse once',
    kind: 'suggestion',
    edits: [
      { start: nameNode.getStart(source), end: nameNode.end, text: 'push' },
      insertedAfter(place, `${variable.name}.reverse();`, source),
    ],
  };
}
