import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { lastName, nodesIn, type FunctionWithBody } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

export const noThrowControlFlow: Rule = {
  id: 'no-throw-control-flow',
  category: 'cpu',
  gate: 'heat',
  title: 'Error that is thrown only to go on elsewhere',
  costs: ['throw'],
  docs: {
    why: 'A new error writes down where it was made, and throwing it looks through all callers for who catches it. Where that one does not look at the error, all of it was for nothing: a result that says "no" costs next to nothing.',
    before:
      'function parse(text) {\n  if (!text.startsWith("id-")) throw new Error("no id");\n  return text.length;\n}\nfor (const text of texts) {\n  try {\n    sum += parse(text);\n  } catch {\n    refused += 1;\n  }\n}',
    after:
      'const parse = (text) => (text.startsWith("id-") ? text.length : null);\nfor (const text of texts) {\n  const length = parse(text);\n  if (length === null) refused += 1;\n  else sum += length;\n}',
    silent: [
      'Whoever catches it uses the error, or throws another one.',
      'It is thrown in a function of another file, or where another error was caught.',
      'What is thrown is no new error.',
    ],
    beware: 'It matters where it is thrown often: a profile that has it on a hot line says that it is.',
    peers: [],
  },
  check(file, report) {
    const { text } = file.source;
    if (text.includes('stackTraceLimit')) return {};
    const reported = new Set<ts.Node>();
    return {
      TryStatement(statement) {
        const { catchClause, tryBlock } = statement;
        if (!catchClause || usesError(catchClause, file)) return;
        const functions = calledIn(tryBlock, file);
        for (const thrown of [tryBlock, ...functions].flatMap((part) => thrownIn(part))) {
          if (reported.has(thrown)) continue;
          reported.add(thrown);
          report({
            node: thrown,
            cost: 'throw',
            message: 'The error writes down all its callers, and a `catch` in the file does not look at it',
          });
        }
      },
    };
  },
};

function usesError({ variableDeclaration, block }: ts.CatchClause, { names }: FileFacts): boolean {
  if ([...nodesIn(block, ts.isFunctionLike)].some(ts.isThrowStatement)) return true;
  if (!variableDeclaration) return false;
  const { name } = variableDeclaration;
  return !ts.isIdentifier(name) || (names.variableOf(name)?.references.length ?? 1) > 0;
}

/** What runs later, what is caught on the way, and what says another error in other words. */
const isElsewhere = (node: ts.Node): boolean =>
  ts.isFunctionLike(node) ||
  ts.isCatchClause(node) ||
  (ts.isBlock(node) && ts.isTryStatement(node.parent) && node.parent.tryBlock === node && node.parent.catchClause !== undefined);

/** Statements that throw a new error which leaves a part of the code. */
function thrownIn(part: ts.Block): ts.ThrowStatement[] {
  const nodes = part.statements.flatMap((statement) => [...nodesIn(statement, isElsewhere)]);
  return nodes.filter((node): node is ts.ThrowStatement => ts.isThrowStatement(node) && isNewError(node.expression));
}

function isNewError(expression: ts.Expression): boolean {
  const made = unwrapped(expression);
  return ts.isNewExpression(made) && /(?:Error|Exception)$/u.test(lastName(made.expression));
}

/** Bodies of functions of the file that are called within a part of it, so that it catches what they throw. */
function calledIn(part: ts.Block, { names }: FileFacts): ts.Block[] {
  const bodies = new Set<ts.Block>();
  for (const statement of part.statements) {
    for (const node of nodesIn(statement, isElsewhere)) {
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) continue;
      const fn = functionOf(names.variableOf(node.expression)?.declarations ?? []);
      if (!fn || fn.asteriskToken || !ts.isBlock(fn.body)) continue;
      const isAsync = fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
      if (!isAsync || ts.isAwaitExpression(node.parent)) bodies.add(fn.body);
    }
  }
  return [...bodies];
}

function functionOf([declaration, ...more]: readonly ts.Identifier[]): (FunctionWithBody & ts.FunctionLikeDeclarationBase) | null {
  const parent = declaration?.parent;
  if (!parent || more.length > 0) return null;
  const fn = ts.isVariableDeclaration(parent) && parent.initializer ? unwrapped(parent.initializer) : parent;
  return (ts.isFunctionDeclaration(fn) || ts.isFunctionExpression(fn) || ts.isArrowFunction(fn)) && fn.body
    ? (fn as FunctionWithBody)
    : null;
}
