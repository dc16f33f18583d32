import { ts, unwrapped } from '../../../syntax/index.ts';
import { waitsInTurn } from '../../facts/accumulators.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isShortLoop } from '../../facts/lengths.ts';
import { loopAround, type Loop } from '../../facts/loops.ts';
import { type Variable } from '../../facts/names.ts';
import { contains, lastName, methodCall, nodesIn } from '../../facts/shapes.ts';
import { constantNumber } from '../../facts/values.ts';
import type { Rule } from '../../rule.ts';

/** So few turns make no text that takes long to copy. */
const FEW_TURNS = 20;
/** What bounds the text itself to so much bounds the cost. */
const SHORT_TEXT = 100;

const OF_PLACES = new Set(['at', 'charAt', 'charCodeAt', 'codePointAt', 'endsWith', 'slice', 'startsWith', 'substr', 'substring']);
const OF_ALL = new Set(['includes', 'indexOf', 'lastIndexOf', 'match', 'search']);

export const noRereadWhileBuilding: Rule = {
  id: 'no-reread-while-building',
  category: 'cpu',
  gate: 'loop',
  title: 'Text that is read while it grows',
  costs: ['sign', 'search'],
  docs: {
    why: 'V8 keeps a text that grows as a chain of its parts, which costs nothing. To read in it, it must copy all parts together; a loop that adds to a text and reads in it does so in each turn, for n turns n²/2 copies.',
    before: "for (const word of words) {\n  if (!text.endsWith('\\n')) text += ' ';\n  text += word;\n}",
    after: "let last = '';\nfor (const word of words) {\n  if (!last.endsWith('\\n')) text += ' ';\n  text += word;\n  last = word;\n}",
    silent: [
      'Only its length is read.',
      'It begins anew in the loop, or is known to stay short.',
      'It is read in one branch, and added to in another, or read in some of the turns only.',
      'The loop has 20 turns at the most, or goes through what is short nearly everywhere.',
      'Each turn waits for something, which takes longer than copying.',
    ],
    peers: [],
  },
  check(file, report) {
    const { names } = file;
    const reported = new Set<ts.Node>();
    return {
      BinaryExpression(node) {
        const name = unwrapped(node.left);
        if (!ts.isIdentifier(name) || !isAddition(node, file)) return;
        const variable = names.variableOf(name);
        const loop = variable && loopAround(node);
        if (!variable || !loop || !isText(variable, file) || !isBuiltBy(loop, variable, file)) return;
        if (isShortLoop(loop, FEW_TURNS, names) || staysShort(loop, variable, file) || waitsInTurn(loop)) return;
        for (const { identifier } of variable.references) {
          const read = contains(loop.node, identifier) ? readAt(identifier) : null;
          if (!read || reported.has(read.node) || loopAround(identifier)?.node !== loop.node) continue;
          if (!readsEachTurn(identifier, variable, loop, file) || !isAddedWith(identifier, node)) continue;
          reported.add(read.node);
          report({
            node: read.node,
            cost: read.cost,
            message: `All parts of \`${variable.name}\` are copied together in each turn of the loop, to read in it`,
          });
          return;
        }
      },
    };
  },
};

/** `text += more`, `text = text + more`. */
function isAddition({ left, operatorToken, right }: ts.BinaryExpression, { names }: FileFacts): boolean {
  if (operatorToken.kind === ts.SyntaxKind.PlusEqualsToken) return true;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  let first = unwrapped(right);
  if (!ts.isBinaryExpression(first)) return false;
  while (ts.isBinaryExpression(first) && first.operatorToken.kind === ts.SyntaxKind.PlusToken) first = unwrapped(first.left);
  return ts.isIdentifier(first) && names.variableAt(first) === names.variableAt(left);
}

/** Whether a variable is a text: whatever is added to one makes a text. */
function isText({ declarations: [declaration], references }: Variable, file: FileFacts): boolean {
  if (!declaration) return false;
  if (file.kinds.kindOf(declaration) === 'string') return true;
  const { parent } = declaration;
  if (!ts.isVariableDeclaration(parent) || !parent.initializer || file.kinds.kindOf(parent.initializer) !== 'string') return false;
  return references.every(
    ({ identifier, writes }) => !writes || (ts.isBinaryExpression(identifier.parent) && isAddition(identifier.parent, file)),
  );
}

/** Whether all turns of a loop add to the same text: it comes from outside, and nothing else is put in its place. */
function isBuiltBy(loop: Loop, variable: Variable, file: FileFacts): boolean {
  if (variable.declarations.some((each) => contains(loop.node, each))) return false;
  return variable.references.every(({ identifier, writes }) => {
    if (!writes || !contains(loop.node, identifier)) return true;
    const { parent } = identifier;
    return ts.isBinaryExpression(parent) && parent.left === identifier && isAddition(parent, file);
  });
}

/** Whether a loop ends when the text has some signs: `while (text.length < 8)`. */
function staysShort({ node }: Loop, { name }: Variable, { names }: FileFacts): boolean {
  const condition = ts.isForStatement(node)
    ? node.condition
    : ts.isWhileStatement(node) || ts.isDoStatement(node)
      ? node.expression
      : undefined;
  if (!condition) return false;
  return [...nodesIn(condition)].some((each) => {
    if (!ts.isBinaryExpression(each)) return false;
    const [length, most] = [unwrapped(each.left), constantNumber(each.right, names)];
    if (!ts.isPropertyAccessExpression(length) || length.name.text !== 'length' || most === null) return false;
    return lastName(length.expression) === name && most <= SHORT_TEXT;
  });
}

/** A use of a text that looks at its signs. */
function readAt(identifier: ts.Identifier): { readonly node: ts.Node; readonly cost: 'sign' | 'search' } | null {
  const { parent } = identifier;
  if (ts.isElementAccessExpression(parent)) return parent.expression === identifier ? { node: parent, cost: 'sign' } : null;
  const call = methodCall(ts.isPropertyAccessExpression(parent) ? parent.parent : parent);
  if (!call) return null;
  if (call.receiver === identifier) {
    if (OF_PLACES.has(call.name)) return { node: call.call, cost: 'sign' };
    return OF_ALL.has(call.name) ? { node: call.call, cost: 'search' } : null;
  }
  const isAsked = call.args[0] === identifier && call.name === 'test';
  return isAsked ? { node: call.call, cost: 'search' } : null;
}

/** Whether each turn of a loop reads a text: behind no condition but one about the text or the place, and before no turn is left early. */
function readsEachTurn(read: ts.Node, variable: Variable, { node: loop, body }: Loop, { names }: FileFacts): boolean {
  const isAboutPlace = (condition: ts.Expression): boolean =>
    [...nodesIn(condition)].some(
      (each) => (ts.isNumericLiteral(each) && each.text === '0') || (ts.isIdentifier(each) && names.variableOf(each) === variable),
    );
  for (let at = read; at !== loop && at !== body; at = at.parent) {
    const { parent } = at;
    if (isConditional(at)) return false;
    if (isLogical(parent) && parent.right === at && !isAboutPlace(parent.left)) return false;
  }
  return ![...nodesIn(body, ts.isFunctionLike)].some((each) => each.end <= read.pos && ts.isContinueStatement(each));
}

/** Whether a text is added to where it is read, or as the answer to that: not the one here and the other there. */
function isAddedWith(read: ts.Node, addition: ts.Node): boolean {
  let around = read;
  while (!contains(around, addition)) around = around.parent;
  if (ts.isIfStatement(around) || isLogical(around)) return true;
  for (let at = addition; at !== around; at = at.parent) if (isConditional(at)) return false;
  return true;
}

/** Whether a part of the code is run under a condition only. */
function isConditional(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isFunctionLike(parent) || ts.isCaseOrDefaultClause(parent) || ts.isCatchClause(parent)) return true;
  if (ts.isIfStatement(parent)) return parent.expression !== node;
  return ts.isConditionalExpression(parent) && parent.condition !== node;
}

const isLogical = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) &&
  (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    node.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
    node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken);
