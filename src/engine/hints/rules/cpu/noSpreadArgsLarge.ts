import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { mostLength } from '../../facts/lengths.ts';
import { loopAround } from '../../facts/loops.ts';
import { type Names } from '../../facts/names.ts';
import { freshName } from '../../facts/places.ts';
import { functionAround, isSameText, methodCall, type MethodCall } from '../../facts/shapes.ts';
import { hasWord, namesFew, wordsOf } from '../../facts/words.ts';
import { losesComment } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Up to so many arguments nothing fails, on any stack. */
const MANY = 10_000;

export const noSpreadArgsLarge: Rule = {
  id: 'no-spread-args-large',
  category: 'cpu',
  gate: 'loop',
  title: 'A whole list as arguments',
  costs: ['max', 'push'],
  docs: {
    why: 'Each element becomes an argument on the stack. From about 120,000 elements on the call fails with a RangeError; below that it is hardly slower or faster than a loop.',
    before: 'for (const folder of folders) files.push(...listAll(folder));',
    after: 'for (const folder of folders) {\n  for (const file of listAll(folder)) files.push(file);\n}',
    silent: [
      'The list is written out, is a tuple, is a part of a known size, or has a name of short lists.',
      'Nothing says that the list may be long: it is not the whole of a text, a buffer or a tree, and for `Math.max` no list of data.',
      'The call is not in a loop.',
      'It is `push` or `unshift`, and no profile says that the line is hot.',
      'A function passes on the arguments that it was given.',
    ],
    beware: 'For lists of about a thousand elements `push(...list)` is faster than a loop: keep it where no list can be long.',
    peers: [],
  },
  check(file, report) {
    return {
      SpreadElement(spread) {
        const call = spread.parent;
        if (!ts.isCallExpression(call) || !call.arguments.includes(spread) || call.arguments.filter(ts.isSpreadElement).length > 1) return;
        const method = methodCall(call);
        const kind = method && kindOfCall(method, file);
        if (!method || !kind || !mayBeLong(spread.expression, kind, file) || !loopAround(call)) return;
        report({
          node: spread,
          cost: kind === 'push' ? 'push' : 'max',
          // Lists that programs put together have seldom so many elements; where they have, the line is hot.
          ...(kind === 'push' && { gate: 'heat' }),
          message: `\`${file.textOf(unwrapped(call.expression)).replaceAll('`', '')}\` gets each element as an argument, which fails where the list is long`,
          fixes: kind === 'push' ? pushFix(method, spread, file) : [],
        });
      },
    };
  },
};

type CallKind = 'max' | 'push' | 'text';

function kindOfCall({ receiver, name }: MethodCall, { names }: FileFacts): CallKind | null {
  if (name === 'push' || name === 'unshift') return 'push';
  const owner = ts.isIdentifier(receiver) && names.isGlobal(receiver) ? receiver.text : null;
  if (owner === 'Math' && (name === 'max' || name === 'min')) return 'max';
  return owner === 'String' && (name === 'fromCharCode' || name === 'fromCodePoint') ? 'text' : null;
}

/** Words in names of functions that give all that is below a place in a tree. */
const ALL = wordsOf('crawl descendants flatten glob recursive recursively traverse walk');
/** The same, of functions that call themselves. */
const TREES = wordsOf('dir directories directory dirs file files folder folders leaves node nodes tree');
/** Words in names of lists of data, of which there may be any number. */
const DATA = wordsOf(
  'amounts candles coordinates coords data durations entries events frames latencies logs measurements messages points positions prices',
  'readings records samples scores series ticks timestamps totals transactions values vertices',
);

/** Whether something in the file says that a list may be very long. */
function mayBeLong(list: ts.Expression, kind: CallKind, file: FileFacts): boolean {
  const { kinds, names } = file;
  const inner = unwrapped(list);
  const most = mostLength(inner, names);
  if (most !== null ? most < MANY : isShort(inner, file)) return false;
  const valueKind = kinds.kindOf(inner);
  if (valueKind === 'typedArray' || valueKind === 'buffer') return !ts.isCallExpression(inner);
  if (ts.isAwaitExpression(inner)) return mayBeLong(inner.expression, kind, file);
  if (isLinesOrTree(inner, file)) return true;
  const written = constantInitializer(inner, file);
  if (written) return mayBeLong(written, kind, file);
  // The largest of a list of numbers is looked for in data.
  return kind === 'max' && isData(inner, file);
}

/** What is the whole of a text, or of what is below a place in a tree. */
function isLinesOrTree(list: ts.Expression, { names }: FileFacts): boolean {
  if (!ts.isCallExpression(list)) return false;
  const method = methodCall(list);
  if (method?.name === 'split') return method.args.length === 1 && isLineBreak(method.args[0]!);
  const callee = unwrapped(list.expression);
  const name = method?.name ?? (ts.isIdentifier(callee) ? callee.text : '');
  return hasWord(name, ALL) || (hasWord(name, TREES) && callsItself(list, callee, names));
}

/** Whether a call stands in the function that it calls, which adds what it gets for each part to the rest. */
function callsItself(call: ts.CallExpression, callee: ts.Expression, names: Names): boolean {
  for (let fn = functionAround(call); fn; fn = functionAround(fn)) {
    if (ts.isPropertyAccessExpression(callee)) {
      if (callee.expression.kind !== ts.SyntaxKind.ThisKeyword) return false;
      if (ts.isMethodDeclaration(fn)) return fn.name.getText() === callee.name.text;
      continue;
    }
    const declaration = ts.isIdentifier(callee) ? names.variableOf(callee)?.declarations[0]?.parent : undefined;
    if (declaration && (declaration === fn || declaration === fn.parent)) return true;
  }
  return false;
}

const isLineBreak = (separator: ts.Expression): boolean =>
  (ts.isStringLiteralLike(separator) && separator.text.includes('\n')) ||
  (ts.isRegularExpressionLiteral(separator) && separator.text.includes('\\n'));

/** A list with a bound that is written: a part from here to there, a tuple, a name of short lists. */
function isShort(list: ts.Expression, { kinds, names }: FileFacts): boolean {
  const method = methodCall(list);
  if (method && /^(?:slice|subarray|splice)$/u.test(method.name) && method.args.length > 0) return true;
  if (ts.isIdentifier(list)) {
    const variable = names.variableOf(list);
    const type = variable && kinds.typeOf(variable);
    if (type && ts.isTupleTypeNode(type)) return true;
    const declaration = variable?.declarations[0]?.parent;
    if (declaration && ts.isParameter(declaration) && declaration.dotDotDotToken) return true;
    return namesFew(list.text);
  }
  return ts.isPropertyAccessExpression(list) && namesFew(list.name.text);
}

/** What a constant is declared with. */
function constantInitializer(list: ts.Expression, { names }: FileFacts): ts.Expression | null {
  const variable = ts.isIdentifier(list) ? names.variableOf(list) : null;
  const declaration = variable?.kind === 'const' ? variable.declarations[0]?.parent : undefined;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return null;
  return declaration.initializer ?? null;
}

/** A list of numbers that are data, or one that is made of data. */
function isData(list: ts.Expression, file: FileFacts): boolean {
  const method = methodCall(list);
  if (!method) return file.kinds.elementKindOf(list) === 'number' && namesData(list);
  if (method.name === 'map' || method.name === 'flatMap') return namesData(method.receiver);
  const isOfObject = method.name === 'values' && ts.isIdentifier(method.receiver) && method.receiver.text === 'Object';
  return isOfObject && method.args[0] !== undefined && namesData(method.args[0]);
}

function namesData(list: ts.Expression): boolean {
  const inner = unwrapped(list);
  if (ts.isIdentifier(inner)) return hasWord(inner.text, DATA);
  if (ts.isPropertyAccessExpression(inner)) return hasWord(inner.name.text, DATA);
  const method = methodCall(inner);
  return method !== null && (method.name === 'filter' || method.name === 'map') && namesData(method.receiver);
}

/** A loop in the place of `list.push(...others)`, where that is a whole statement and both have names. */
function pushFix({ call, receiver, name, isOptional }: MethodCall, spread: ts.SpreadElement, file: FileFacts): ProposedFix[] {
  const { source } = file;
  const list = unwrapped(receiver);
  if (name !== 'push' || call.arguments.length !== 1 || isOptional || !ts.isExpressionStatement(call.parent)) return [];
  if (!isPath(list) || isSameText(source, list, unwrapped(spread.expression)) || losesComment(call, [spread.expression], source)) return [];
  const each = freshName('each', source);
  return [
    {
      title: 'Push one after the other',
      kind: 'suggestion',
      edits: [
        {
          start: call.getStart(source),
          end: call.end,
          text: `for (const ${each} of ${file.textOf(spread.expression)}) ${file.textOf(receiver)}.push(${each})`,
        },
      ],
    },
  ];
}

function isPath(expression: ts.Expression): boolean {
  const inner = unwrapped(expression);
  if (ts.isPropertyAccessExpression(inner)) return !inner.questionDotToken && isPath(inner.expression);
  return ts.isIdentifier(inner) || inner.kind === ts.SyntaxKind.ThisKeyword;
}
