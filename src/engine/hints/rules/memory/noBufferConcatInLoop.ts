import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isShortLoop } from '../../facts/lengths.ts';
import { loopAround, type Loop } from '../../facts/loops.ts';
import { type Variable } from '../../facts/names.ts';
import { insertedAfter, placeOf } from '../../facts/places.ts';
import { contains, functionAround, inlineFunction, methodCall, onlyResult, parameterName, wrapped } from '../../facts/shapes.ts';
import { losesComment } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Events that bring part after part, and those after which nothing comes any more. */
const PARTS = new Set(['chunk', 'data', 'readable']);
const ENDS = new Set(['close', 'end', 'exit', 'finish']);

export const noBufferConcatInLoop: Rule = {
  id: 'no-buffer-concat-in-loop',
  category: 'memory',
  gate: 'always',
  title: 'Buffers joined one by one',
  costs: ['chunks'],
  docs: {
    why: 'Each `Buffer.concat` makes a new buffer and copies all that came before into it: for n parts that is n²/2 copies. A list of the parts, joined once at the end, copies each part once.',
    before: 'let body = Buffer.alloc(0);\nfor await (const chunk of request) body = Buffer.concat([body, chunk]);',
    after: 'const chunks = [];\nfor await (const chunk of request) chunks.push(chunk);\nconst body = Buffer.concat(chunks);',
    silent: [
      'What was gathered is read or cut before all is there, as parsers of messages do.',
      'It is a property, which others may read at any time.',
      'There are few parts.',
    ],
    peers: [],
  },
  check(file, report) {
    const { names } = file;
    return {
      CallExpression(call) {
        const parts = concatenated(call, file);
        const [first, second] = parts?.elements ?? [];
        if (!parts || !first || !second) return;
        const own = accumulatorOf(call, first, file);
        if (own) {
          if (!isOnlyGathered(own)) return;
          report({
            node: call,
            cost: 'chunks',
            message: `\`Buffer.concat\` copies all of \`${own.variable.name}\` for each part that is added`,
            fixes: own.loop ? fixesOf(own, second, parts, file) : [],
          });
          return;
        }
        const reduction = loopAround(call);
        const name = reduction && reducedName(call, reduction);
        const isReduced = name && names.variableAt(first) === names.variableOf(name);
        if (!isReduced || isShortLoop(reduction, 4, names)) return;
        report({ node: call, cost: 'chunks', message: `\`Buffer.concat\` copies all of \`${name.text}\` for each part that is added` });
      },
    };
  },
};

/** What gathers parts: `body = Buffer.concat([body, part])`. */
interface Gathering {
  readonly variable: Variable;
  readonly assignment: ts.BinaryExpression;
  /** The loop that it happens in; null in a listener. */
  readonly loop: Loop | null;
  /** The code that runs for each part. */
  readonly turn: ts.Node;
}

/** The list that a call of `Buffer.concat` joins. */
function concatenated(call: ts.CallExpression, { names }: FileFacts): ts.ArrayLiteralExpression | null {
  const { expression: callee } = call;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'concat' || !ts.isIdentifier(callee.expression)) return null;
  const { expression: owner } = callee;
  if (owner.text !== 'Buffer' || (!names.isGlobal(owner) && names.variableOf(owner)?.kind !== 'import')) return null;
  const list = call.arguments[0] && unwrapped(call.arguments[0]);
  return list && ts.isArrayLiteralExpression(list) ? list : null;
}

function accumulatorOf(call: ts.CallExpression, first: ts.Expression, { names }: FileFacts): Gathering | null {
  const { parent } = call;
  if (!ts.isBinaryExpression(parent) || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken || parent.right !== call) return null;
  const variable = names.variableAt(parent.left);
  if (!variable || names.variableAt(first) !== variable) return null;
  const { parent: user } = wrapped(parent);
  if (!ts.isExpressionStatement(user) && !ts.isArrowFunction(user)) return null;
  const loop = loopAround(call);
  if (loop) {
    const isShort = isShortLoop(loop, 4, names) || variable.declarations.some((each) => contains(loop.node, each));
    return isShort ? null : { variable, assignment: parent, loop, turn: loop.body };
  }
  const listener = functionAround(call);
  const listening = listener && methodCall(wrapped(listener).parent);
  if (!listening) return null;
  const [event] = listening.args;
  const isOfParts = event && ts.isStringLiteralLike(event) && PARTS.has(event.text) && inlineFunction(listening.args[1]) === listener;
  if (!isOfParts || variable.declarations.some((each) => contains(listener, each))) return null;
  return { variable, assignment: parent, loop: null, turn: listener.body };
}

/** Whether all that is gathered is only looked at when all is there. */
function isOnlyGathered({ variable, assignment, loop, turn }: Gathering): boolean {
  if (variable.kind === 'parameter') return false;
  const home = functionAround(variable.declarations[0]!);
  return variable.references.every(({ identifier, writes }) => {
    if (contains(assignment, identifier)) return true;
    if (contains(turn, identifier)) return isLength(identifier);
    // A condition on what is gathered says how much that will be.
    if (loop && contains(loop.node, identifier)) return false;
    const fn = functionAround(identifier);
    return fn === home ? loop !== null : !writes && fn !== null && isEndListener(fn);
  });
}

const isLength = ({ parent }: ts.Identifier): boolean =>
  ts.isPropertyAccessExpression(parent) && /^(?:byteLength|length)$/u.test(parent.name.text);

/** Whether a function is what a stream calls at its end, or is within one that is. */
function isEndListener(fn: ts.Node): boolean {
  const listening = methodCall(wrapped(fn).parent);
  const [event, listener] = listening?.args ?? [];
  return event !== undefined && ts.isStringLiteralLike(event) && ENDS.has(event.text) && inlineFunction(listener) === fn;
}

/** The accumulator of the `reduce` that a call is the result of. */
function reducedName(call: ts.CallExpression, { node }: Loop): ts.Identifier | null {
  const reduction = methodCall(node);
  const fn = reduction?.name === 'reduce' ? inlineFunction(reduction.args[0]) : null;
  const name = parameterName(fn?.parameters[0]);
  return fn && name && onlyResult(fn) === call ? name : null;
}

/** Gathers parts in a list, where the variable is declared right before and nobody else sees it until the loop is through. */
function fixesOf({ variable, assignment, loop }: Gathering, part: ts.Expression, { elements }: ts.ArrayLiteralExpression, file: FileFacts) {
  const { source, textOf } = file;
  const declaration = variable.declarations[0]!.parent;
  if (elements.length !== 2 || ts.isSpreadElement(part) || !ts.isVariableDeclaration(declaration) || !isEmpty(declaration, file)) return [];
  const statement = declaration.parent.parent;
  const whole = placeOf(loop!.node);
  if (!whole || !ts.isVariableStatement(statement) || statement.parent !== whole.parent || statement.end > whole.pos) return [];
  if (statement.declarationList.declarations.length !== 1 || source.text.includes('chunks')) return [];
  const isAfter = variable.references.every(
    ({ identifier, writes }) => contains(assignment, identifier) || (!writes && identifier.pos >= whole.end),
  );
  if (!isAfter || losesComment(assignment, [part], source) || functionAround(assignment) !== functionAround(statement)) return [];
  const type = /\.[cm]?tsx?$/u.test(source.fileName) ? ': Uint8Array[]' : '';
  const fix: ProposedFix = {
    title: 'Gather the parts and join them once',
    kind: 'suggestion',
    edits: [
      { start: statement.getStart(source), end: statement.end, text: `const chunks${type} = [];` },
      { start: assignment.getStart(source), end: assignment.end, text: `chunks.push(${textOf(part)})` },
      insertedAfter(whole, `const ${variable.name} = Buffer.concat(chunks);`, source),
    ],
  };
  return [fix];
}

/** Whether a variable begins as a buffer with nothing in it. */
function isEmpty({ initializer }: ts.VariableDeclaration, { textOf }: FileFacts): boolean {
  return (
    initializer !== undefined && /^Buffer\.(?:alloc(?:Unsafe)?\(0\)|concat\(\[\]\)|from\((?:\[\]|''|"")\))$/u.test(textOf(initializer))
  );
}
