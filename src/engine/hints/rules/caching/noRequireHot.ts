import { ts } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { hoister } from '../../facts/hoisting.ts';
import { isShortLoop } from '../../facts/lengths.ts';
import { isConditionalIn, isKeptBeyond, repeatedWithSame, waits } from '../../facts/repeated.ts';
import { contains, nodesIn, outermostStatement } from '../../facts/shapes.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Loops that go round no more often than this are not worth a word. */
const FEW_TURNS = 20;
/** Modules of Node that are there when a program starts. */
const BUILTIN = /^node:|^(?:assert|buffer|crypto|events|fs|os|path|querystring|stream|string_decoder|timers|url|util)$/u;

export const noRequireHot: Rule = {
  id: 'no-require-hot',
  category: 'caching',
  gate: 'loop',
  title: 'Module looked up again and again',
  costs: ['builtin', 'file', 'import'],
  docs: {
    why: '`require` loads a module once, but each call finds out again which file is meant, and looks into the cache. `await import()` does that as well, and gives up the turn. A constant at the top of the file has it at hand.',
    before:
      "const hashes = texts.map((text) => {\n  const { createHash } = require('node:crypto');\n  return createHash('sha256').update(text).digest('hex');\n});",
    after:
      "const { createHash } = require('node:crypto');\n\nconst hashes = texts.map((text) => createHash('sha256').update(text).digest('hex'));",
    silent: [
      'The file does not show that it runs again and again: in a loop over more than a few, or in a function that a loop calls.',
      'It waits for something else in between, as for a file or an answer: that takes much longer.',
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
        const when = whenAgain(node as ts.Expression, file);
        if (when === null) return;
        const isBuiltin = BUILTIN.test(module.text);
        const fixes = isBuiltin && !isImport && !moved.has(module.text) ? atTop(call, hoist, module.text) : [];
        if (fixes.length > 0) moved.add(module.text);
        report({
          node,
          cost: isImport ? 'import' : isBuiltin ? 'builtin' : 'file',
          message: `\`${file.textOf(call).replaceAll('`', '')}\` finds out ${when} which module is meant`,
          fixes,
        });
      },
    };
  },
};

const isRequire = (callee: ts.Expression, { names }: FileFacts): boolean =>
  ts.isIdentifier(callee) && callee.text === 'require' && names.isGlobal(callee);

/** When an expression is computed again, in words; null where nothing shows that it is, or it may be left out. */
function whenAgain(node: ts.Expression, file: FileFacts): string | null {
  if (isTried(node)) return null;
  const repeated = repeatedWithSame(node, [], file);
  if (!repeated || isShortLoop(repeated.loop, FEW_TURNS, file.names)) return null;
  const part = contains(repeated.loop.node, node) ? repeated.loop.body : repeated.part;
  if (isConditionalIn(node, part) || isKeptBeyond(node, part, file) || waitsBeside(node, part) || waits(repeated.loop, awaitedBy(node)))
    return null;
  return repeated.when;
}

/** Whether a part of the code waits for something else, too, which takes longer than to look up a module. */
function waitsBeside(node: ts.Expression, part: ts.Node): boolean {
  for (const each of nodesIn(part, (inner) => inner !== part && ts.isFunctionLike(inner)))
    if (ts.isAwaitExpression(each) && each !== node) return true;
  return false;
}

const awaitedBy = (node: ts.Expression): ts.Expression | null => (ts.isAwaitExpression(node) ? node.expression : null);

/** Whether it may be missing, and the code goes on without it. */
function isTried(node: ts.Node): boolean {
  for (let at = node; at.parent && !ts.isFunctionLike(at.parent); at = at.parent) if (ts.isTryStatement(at.parent)) return true;
  return false;
}

/** At the top of the file, where that loads nothing. */
function atTop(call: ts.CallExpression, hoist: ReturnType<typeof hoister>, module: string): ProposedFix[] {
  const name = module.replace(/^node:/u, '').replaceAll(/\W+(\w)/gu, (_, letter: string) => letter.toUpperCase());
  const edits = hoist(call, outermostStatement(call), { value: call.getText(), name });
  return edits ? [{ title: 'Move it to the top of the file', kind: 'suggestion', edits }] : [];
}
