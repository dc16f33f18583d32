import { ts } from '../../../syntax/index.ts';
import { fileFunctionOf } from '../../facts/fileCalls.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { loopAround, type Loop } from '../../facts/loops.ts';
import { isConditionalIn, isSameIn, isShort, waits, whenOf } from '../../facts/repeated.ts';
import { functionAround, inlineFunction, methodCall } from '../../facts/shapes.ts';
import { constantNumber } from '../../facts/values.ts';
import { hasWord, wordsOf } from '../../facts/words.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

const LOGS = wordsOf('history journal log logfile logger logs trace');

export const noAppendInLoop: Rule = {
  id: 'no-append-in-loop',
  category: 'io',
  gate: 'loop',
  title: 'File opened for each piece',
  costs: ['sync', 'promise'],
  docs: {
    why: 'Each call opens the file, writes one piece and closes it again. That takes many times longer than the writing itself; collected, the pieces need one call.',
    before: 'for (const row of rows) fs.appendFileSync(file, `${row.id},${row.total}\\n`);',
    after: "fs.appendFileSync(file, rows.map((row) => `${row.id},${row.total}\\n`).join(''));",
    silent: [
      'The file is another one in each turn.',
      'The loop waits for something else: what is done so far should be in the file if it fails.',
      'The file is a log, by its name, or the call stands behind a condition.',
      'The loop has no end that can be seen (`while (true)`).',
    ],
    beware:
      'All pieces are in memory before they are written; for many, open the file once, or use a stream. If the program fails in between, nothing is written.',
    peers: ['clippy/unbuffered_bytes'],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        const method = methodCall(call);
        const name = method?.name ?? (ts.isIdentifier(call.expression) ? call.expression.text : '');
        if ((name !== 'appendFile' && name !== 'appendFileSync') || call.arguments.length < 2) return;
        if (fileFunctionOf(call.expression, file.names) !== name) return;
        const isSync = name === 'appendFileSync';
        const loop = loopAround(call);
        if (!loop || isShort(loop, file.names) || (!isSync && !ts.isAwaitExpression(call.parent))) return;
        const [path] = call.arguments;
        if (!path || !isSameIn(path, loop.node, file) || isLog(path, file) || isConditionalIn(call, loop.node)) return;
        if (isEndless(loop, file) || waits(loop, call) || functionAround(call) !== functionOf(loop)) return;
        report({
          node: call,
          cost: isSync ? 'sync' : 'promise',
          message: `\`${file.textOf(call.expression)}\` opens and closes the file ${whenOf(loop)}`,
          fixes: atOnce(call, loop, file),
        });
      },
    };
  },
};

/** Whether each line should be there when something goes wrong. */
function isLog(path: ts.Expression, { textOf }: FileFacts): boolean {
  const text = textOf(path);
  return text.includes('LOG') || hasWord(text, LOGS);
}

function isEndless({ kind, node }: Loop, { names }: FileFacts): boolean {
  if (kind === 'for') return (node as ts.ForStatement).condition === undefined;
  if (kind !== 'while' && kind !== 'do') return false;
  const { expression } = node as ts.WhileStatement | ts.DoStatement;
  return expression.kind === ts.SyntaxKind.TrueKeyword || constantNumber(expression, names) === 1;
}

/** The function whose code the turns of a loop are. */
const functionOf = ({ kind, node, body }: Loop) =>
  kind === 'callback' || kind === 'comparator' ? functionAround(body) : functionAround(node);

/** One call for all, where the loop does nothing else. */
function atOnce(call: ts.CallExpression, loop: Loop, file: FileFacts): ProposedFix[] {
  const { textOf, source, kinds } = file;
  const [path, data, ...options] = call.arguments;
  if (!path || !data || kinds.kindOf(data) !== 'string' || options.some(ts.isFunctionLike)) return [];
  const statement = loop.node;
  const parts = partsOf(call, loop);
  if (!parts || /\/[/*]/u.test(textOf(statement).replaceAll(textOf(data), ''))) return [];
  const { variable, list, isCalled } = parts;
  const kind = kinds.kindOf(list);
  if (isCalled && kind !== 'array' && kind !== 'set') return [];
  const each = `(${textOf(variable)}) => ${textOf(data)}`;
  const isName = ts.isIdentifier(list) || ts.isPropertyAccessExpression(list);
  const isList = kind === 'array' && (isName || isCalled);
  const isSame = textOf(data) === textOf(variable);
  const texts = isList ? `${textOf(list)}${isSame ? '' : `.map(${each})`}` : `Array.from(${textOf(list)}, ${each})`;
  const written = [textOf(path), `${texts}.join('')`, ...options.map(textOf)].join(', ');
  const isAwaited = ts.isAwaitExpression(call.parent);
  const text = `${isAwaited ? 'await ' : ''}${textOf(call.expression)}(${written})${ts.isStatement(statement) ? ';' : ''}`;
  return [{ title: 'Write all at once', kind: 'suggestion', edits: [{ start: statement.getStart(source), end: statement.end, text }] }];
}

interface Parts {
  readonly variable: ts.Node;
  readonly list: ts.Expression;
  /** Whether it has to be a list to be gone through as it is. */
  readonly isCalled: boolean;
}

/** What a loop goes through, where a call is all that it does. */
function partsOf(call: ts.CallExpression, { node, body, over }: Loop): Parts | null {
  const whole = ts.isAwaitExpression(call.parent) ? call.parent : call;
  if (!over) return null;
  if (ts.isForOfStatement(node)) {
    if (!ts.isVariableDeclarationList(node.initializer) || !isOnly(node.statement, whole)) return null;
    return { variable: node.initializer.declarations[0]!.name, list: over, isCalled: false };
  }
  const method = methodCall(node);
  const fn = inlineFunction(method?.args[0]);
  const [parameter, ...others] = fn?.parameters ?? [];
  const isEach = method?.name === 'forEach' && method.args.length === 1 && !method.isOptional && ts.isExpressionStatement(node.parent);
  if (!isEach || !fn || fn.modifiers || !ts.isArrowFunction(fn) || !parameter || parameter.initializer || others.length > 0) return null;
  if (parameter.dotDotDotToken || parameter.type || !(body === whole || isOnly(body, whole))) return null;
  return { variable: parameter.name, list: over, isCalled: true };
}

function isOnly(body: ts.Node, expression: ts.Expression): boolean {
  const [only, ...others] = ts.isBlock(body) ? body.statements : [body];
  return only !== undefined && others.length === 0 && ts.isExpressionStatement(only) && only.expression === expression;
}
