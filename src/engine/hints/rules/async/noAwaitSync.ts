import { ts, unwrapped } from '../../../syntax/index.ts';
import { fileFunctionOf } from '../../facts/fileCalls.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { functionNamed, isAsync } from '../../facts/functions.ts';
import type { ValueKind } from '../../facts/knownResults.ts';
import { functionAround, inlineFunction, lastName, methodCall, nodesIn, onlyResult } from '../../facts/shapes.ts';
import { shortened } from '../../facts/words.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** What is never a promise, nor anything like one. */
const PLAIN = new Set<ValueKind>(['bigint', 'boolean', 'buffer', 'date', 'map', 'number', 'regexp', 'set', 'string', 'typedArray']);

export const noAwaitSync: Rule = {
  id: 'no-await-sync',
  category: 'async',
  gate: 'heat',
  title: 'Waiting for what is there already',
  costs: ['value', 'each', 'map'],
  docs: {
    why: '`await` gives up the turn, whatever it is given: the function is put aside, and goes on when all that waits before it has run. For a value that is there already, that is all it does. `for await` does it for each element, and an `async` callback makes a promise for each.',
    before:
      'async function total(rows) {\n  let sum = 0;\n  for (const row of rows) sum += await priceOf(row);\n  return sum;\n}\nconst priceOf = (row) => row.count * row.price;',
    after:
      'async function total(rows) {\n  let sum = 0;\n  for (const row of rows) sum += priceOf(row);\n  return sum;\n}\nconst priceOf = (row) => row.count * row.price;',
    silent: [
      'The file does not show what the value is: only sums, texts, numbers, dates, maps, buffers and the like are known to be no promises.',
      'It is written out (`await null`): that is meant to give up the turn.',
      'It is a list: most likely `Promise.all` is missing.',
      'The callback of `Promise.all` waits for something, or may give a promise.',
    ],
    beware: 'Without the `await`, what stands behind it runs at once, before other code that was ready to run.',
    peers: ['@typescript-eslint/await-thenable', 'unicorn/no-unnecessary-await'],
  },
  check(file, report) {
    return {
      AwaitExpression(node) {
        if (!isPlain(node.expression, file)) return;
        report({
          node,
          cost: 'value',
          message: `\`${shortened(file.textOf(node.expression))}\` is no promise: \`await\` only puts the function aside`,
          fixes: withoutAwait(node, file),
        });
      },
      ForOfStatement({ awaitModifier, expression }) {
        const kind = awaitModifier && file.kinds.kindOf(expression);
        if (kind !== 'array' && kind !== 'set') return;
        if (!PLAIN.has(file.kinds.elementKindOf(expression))) return;
        report({
          node: expression,
          cost: 'each',
          message: `\`${shortened(file.textOf(expression))}\` has no promises: \`for await\` puts the function aside for each element`,
          fixes: [{ title: 'Use for … of', kind: 'suggestion', edits: [withoutWord(awaitModifier!, file)] }],
        });
      },
      CallExpression(call) {
        const mapped = mappedAtOnce(call, file);
        const fn = mapped && inlineFunction(mapped.args[0]);
        const keyword = fn?.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
        if (!mapped || !fn || !keyword || fn.asteriskToken || waits(fn) || !givesPlain(fn, file)) return;
        report({
          node: keyword,
          cost: 'map',
          message: 'The callback waits for nothing: `async` makes a promise for each element, and `Promise.all` waits for all of them',
          fixes: withoutPromises(call, mapped.call, keyword, file),
        });
      },
    };
  },
};

/** Whether a value is known to be no promise, and not only written there to give up the turn. */
function isPlain(expression: ts.Expression, file: FileFacts): boolean {
  const inner = unwrapped(expression);
  if (ts.isLiteralExpression(inner) || inner.kind === ts.SyntaxKind.TrueKeyword || inner.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (isComputed(inner)) return true;
  if (!ts.isCallExpression(inner)) return PLAIN.has(file.kinds.kindOf(expression));
  if (fileFunctionOf(inner.expression, file.names)?.endsWith('Sync')) return true;
  const isKnown = PLAIN.has(file.kinds.kindOf(inner));
  const method = methodCall(inner);
  if (!method) return isKnown || givesComputed(inner.expression, file);
  // Methods have the names of others: `page.toString()` may be anything.
  const owner = unwrapped(method.receiver);
  if (ts.isIdentifier(owner) && file.names.isGlobal(owner)) return isKnown || (owner.text === 'JSON' && method.name === 'parse');
  return isKnown && (PLAIN.has(file.kinds.kindOf(owner)) || file.kinds.kindOf(owner) === 'array');
}

/** Whether an expression is a sum, product or comparison, whatever of: never a promise. */
function isComputed(expression: ts.Expression): boolean {
  if (!ts.isBinaryExpression(expression)) return false;
  const { kind } = expression.operatorToken;
  return kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.CaretToken;
}

/** Whether a name is a function of the file that gives back what it computes, and is nothing else. */
function givesComputed(callee: ts.Expression, { names }: FileFacts): boolean {
  const fn = functionNamed(callee, names);
  const result = fn && !fn.asteriskToken && !isAsync(fn) ? onlyResult(fn) : null;
  return result !== null && isComputed(result);
}

/** The `list.map(…)` of `Promise.all(list.map(…))`. */
function mappedAtOnce(call: ts.CallExpression, { names }: FileFacts) {
  const all = methodCall(call);
  const isAll = all?.name === 'all' && ts.isIdentifier(all.receiver) && all.receiver.text === 'Promise' && names.isGlobal(all.receiver);
  const mapped = isAll && all.args.length === 1 ? methodCall(unwrapped(all.args[0]!)) : null;
  return mapped?.name === 'map' && mapped.args.length === 1 ? mapped : null;
}

function waits(fn: ts.ArrowFunction | ts.FunctionExpression): boolean {
  for (const node of nodesIn(fn.body, ts.isFunctionLike))
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return true;
  return false;
}

/** Whether all that a callback gives is known to be no promise. */
function givesPlain(fn: ts.ArrowFunction | ts.FunctionExpression, file: FileFacts): boolean {
  const only = onlyResult(fn);
  if (only) return isData(only, file);
  const results = [...nodesIn(fn.body)].filter((node) => ts.isReturnStatement(node) && functionAround(node) === fn);
  return (
    results.length > 0 &&
    results.every((node) => (node as ts.ReturnStatement).expression && isData((node as ts.ReturnStatement).expression!, file))
  );
}

const isData = (expression: ts.Expression, file: FileFacts): boolean => {
  const inner = unwrapped(expression);
  return ts.isLiteralExpression(inner) || ts.isObjectLiteralExpression(inner) || ts.isTemplateExpression(inner) || isPlain(inner, file);
};

function withoutAwait(node: ts.AwaitExpression, file: FileFacts): ProposedFix[] {
  const start = node.getStart(file.source);
  const end = node.expression.getStart(file.source);
  // A comment between them, or a line that would begin with what continues the one before.
  if (file.source.text.slice(start, end).trim() !== 'await' || /^[([`+\-/]/u.test(file.textOf(node.expression))) return [];
  return [{ title: 'Remove await', kind: 'suggestion', edits: [{ start, end, text: '' }] }];
}

/** The map itself in the place of `await Promise.all(…)`. */
function withoutPromises(all: ts.CallExpression, mapped: ts.CallExpression, keyword: ts.Node, file: FileFacts): ProposedFix[] {
  const { source, textOf } = file;
  const whole = all.parent;
  const isAlone = ts.isAwaitExpression(whole) && source.text.slice(whole.getStart(source), all.getStart(source)).trim() === 'await';
  if (!isAlone || lastName(mapped.expression) !== 'map' || /\/[/*]/u.test(textOf(whole).replaceAll(textOf(mapped), ''))) return [];
  const title = 'Use map without promises';
  const edits = [
    { start: whole.getStart(source), end: mapped.getStart(source), text: '' },
    withoutWord(keyword, file),
    { start: mapped.end, end: whole.end, text: '' },
  ];
  return [{ title, kind: 'suggestion', edits }];
}

/** A word of a statement with the space behind it. */
function withoutWord(word: ts.Node, { source }: FileFacts) {
  const space = /^[ \t]*/u.exec(source.text.slice(word.end, word.end + 40))![0].length;
  return { start: word.getStart(source), end: word.end + space, text: '' };
}
