import { ts } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { hoister } from '../../facts/hoisting.ts';
import { loopAround } from '../../facts/loops.ts';
import { isConditionalIn, isKeptBeyond, variableOfFunction } from '../../facts/repeated.ts';
import { functionAround, lastName, methodCall, outermostStatement, wrapped, type FunctionWithBody } from '../../facts/shapes.ts';
import { hasWord, wordsOf } from '../../facts/words.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Words in names of functions that are called once. */
const ONCE = wordsOf(
  'action activate bootstrap build cli command configure create default get import init initialize install lazy load loader main migrate',
  'open register require resolve run setup start up',
);
/** Modules of Node that are there when a program starts. */
const BUILTIN = /^node:|^(?:assert|buffer|crypto|events|fs|os|path|querystring|stream|string_decoder|timers|url|util)$/u;

export const noRequireHot: Rule = {
  id: 'no-require-hot',
  category: 'caching',
  gate: 'heat',
  title: 'Module looked up on a hot line',
  costs: ['builtin', 'file', 'import'],
  docs: {
    why: '`require` loads a module once, but each call finds out again which file is meant, and looks into the cache. `await import()` does that as well, and gives up the turn. A constant at the top of the file has it at hand.',
    before:
      "function hashOf(text) {\n  const { createHash } = require('node:crypto');\n  return createHash('sha256').update(text).digest('hex');\n}",
    after:
      "const { createHash } = require('node:crypto');\n\nfunction hashOf(text) {\n  return createHash('sha256').update(text).digest('hex');\n}",
    silent: [
      'It runs once: at the top of the file, in a function that is called where it stands, or in one whose name says so (`main`, `setup`, `loadLocale`).',
      'It stands behind a condition, or in a `try`: a module that few need is loaded late on purpose, and one that may be missing is tried.',
      'What is loaded is kept for the next time, or which module it is changes.',
    ],
    beware:
      'At the top of the file, the module is loaded when the program starts, whether anybody needs it or not; modules that need each other may find one that is not ready.',
    peers: ['n/global-require'],
  },
  check(file, report) {
    const hoist = hoister(file);
    const moved = new Set<string>();
    return {
      CallExpression(call) {
        const [module] = call.arguments;
        if (!module || call.arguments.length > 1 || !ts.isStringLiteralLike(module)) return;
        const isImport = call.expression.kind === ts.SyntaxKind.ImportKeyword;
        if (!isImport && !isRequire(call.expression, file)) return;
        const node = isImport ? call.parent : call;
        if (isImport && !ts.isAwaitExpression(node)) return;
        if (!runsAgain(node as ts.Expression, file)) return;
        const isBuiltin = BUILTIN.test(module.text);
        const fixes = isBuiltin && !isImport && !moved.has(module.text) ? atTop(call, hoist, module.text) : [];
        if (fixes.length > 0) moved.add(module.text);
        report({
          node,
          cost: isImport ? 'import' : isBuiltin ? 'builtin' : 'file',
          message: `\`${file.textOf(call).replaceAll('`', '')}\` finds out in each call which module is meant`,
          fixes,
        });
      },
    };
  },
};

const isRequire = (callee: ts.Expression, { names }: FileFacts): boolean =>
  ts.isIdentifier(callee) && callee.text === 'require' && names.isGlobal(callee);

/** Whether code is run more than once, as far as its place and the names around tell, and in each of these times. */
function runsAgain(node: ts.Expression, file: FileFacts): boolean {
  if (isTried(node)) return false;
  const fn = functionAround(node);
  const loop = loopAround(node);
  if (loop) return !isConditionalIn(node, loop.node) && !isKeptBeyond(node, loop.node, file);
  if (!fn || isConditionalIn(node, fn) || isKeptBeyond(node, fn, file)) return false;
  for (let at: FunctionWithBody | null = fn; at; at = functionAround(at)) if (isOnce(at, file)) return false;
  return true;
}

/** Whether it may be missing, and the code goes on without it. */
function isTried(node: ts.Node): boolean {
  for (let at = node; at.parent && !ts.isFunctionLike(at.parent); at = at.parent) if (ts.isTryStatement(at.parent)) return true;
  return false;
}

/** A function that is called where it stands, is the code of a module, or has a name of what is done once. */
function isOnce(fn: FunctionWithBody, { names }: FileFacts): boolean {
  if (ts.isConstructorDeclaration(fn) || ts.isAccessor(fn)) return true;
  // Of a bundle: the code of a module, under its path.
  if (fn.name && ts.isStringLiteral(fn.name)) return true;
  const { parent } = wrapped(fn);
  // `(function () { … }).call(this)`.
  if (ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent)) return true;
  if (ts.isCallExpression(parent)) {
    if (parent.expression === wrapped(fn)) return true;
    const name = methodCall(parent)?.name ?? lastName(parent.expression);
    if (/^(?:__\w+|action|before\w*|after\w*|command|define|describe|import|it|lazy|load|once|register|test|then)$/u.test(name))
      return true;
  }
  if (fn.parameters.some(({ name }) => ts.isIdentifier(name) && /^(?:_*exports\d*|_*module\d*|require|factory)$/u.test(name.text)))
    return true;
  const name = fn.name && ts.isIdentifier(fn.name) ? fn.name.text : (variableOfFunction(fn, names)?.name ?? propertyName(parent));
  return name === '' ? ts.isArrowFunction(fn) && ts.isPropertyAssignment(parent) : hasWord(name, ONCE);
}

function propertyName(node: ts.Node): string {
  if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) return node.name.text;
  return ts.isBinaryExpression(node) ? lastName(node.left) : '';
}

/** At the top of the file, where that loads nothing. */
function atTop(call: ts.CallExpression, hoist: ReturnType<typeof hoister>, module: string): ProposedFix[] {
  const name = module.replace(/^node:/u, '').replaceAll(/\W+(\w)/gu, (_, letter: string) => letter.toUpperCase());
  const edits = hoist(call, outermostStatement(call), { value: call.getText(), name });
  return edits ? [{ title: 'Move it to the top of the file', kind: 'suggestion', edits }] : [];
}
