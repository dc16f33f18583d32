import { ts, unwrapped } from '../../../syntax/index.ts';
import { isModel, isSetUp, preparedSql, wholeSql } from '../../facts/database.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { inlineFunction, methodCall, nodesIn, onlyResult, parameterName, wrapped } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

/** A statement that gives all rows of one table back. */
const ALL_ROWS =
  /^\s*select\s(?![\s\S]*\b(?:distinct|limit|offset)\b)[^()]*\sfrom\s+[\w."\x60]+(?:\s+order\s+by\s[\w\s.,"\x60]+)?\s*;?\s*$/iu;
const COMPARISONS = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.LessThanToken,
]);
const JOINS = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken]);

export const filterInSql: Rule = {
  id: 'filter-in-sql',
  category: 'database',
  gate: 'always',
  title: 'All rows fetched for some of them',
  costs: ['filter', 'count'],
  docs: {
    why: 'The database reads, sends and hands over each row of the table, and most are thrown away. A condition in the query lets it use an index, and only what is wanted becomes objects.',
    before: 'const users = await prisma.user.findMany();\nreturn users.find((user) => user.email === email);',
    after: 'return prisma.user.findFirst({ where: { email } });',
    silent: [
      'The rows are used in another way, too.',
      'The condition is more than comparisons of columns with values: a database may not know how to do it.',
      'The query has a condition or a limit already, or is put together elsewhere.',
      'Seeds, migrations and scripts.',
    ],
    beware:
      'Texts may be compared in another way in the database: upper and lower case, spaces at the end. A table that always stays small is read in no time.',
    peers: [],
  },
  check(file, report) {
    if (isSetUp(file.source.fileName)) return {};
    return {
      CallExpression(call) {
        if (!givesAllRows(call, file)) return;
        const use = onlyUse(call, file);
        if (use === null) return;
        report({
          node: call,
          cost: use === 'count' ? 'count' : 'filter',
          message: `All rows of the table are fetched, and then ${use === 'count' ? 'only counted' : 'some of them picked'}`,
        });
      },
    };
  },
};

/** Whether a call asks for all there is of a table: of Prisma, of a model, or in SQL. */
function givesAllRows(call: ts.CallExpression, file: FileFacts): boolean {
  const method = methodCall(call);
  if (!method) return false;
  const { name, receiver, args } = method;
  const owner = unwrapped(receiver);
  if (name === 'findMany') return args.length === 0 && ts.isPropertyAccessExpression(owner);
  if (name === 'find' || name === 'findAll') return args.length === 0 && ts.isAwaitExpression(wrapped(call).parent) && isModel(owner);
  if (name !== 'all') return false;
  const [first, ...others] = args;
  const sql = first ? wholeSql(first, file.names) : preparedSql(receiver, file);
  return others.length === 0 && sql !== null && ALL_ROWS.test(sql);
}

/** What becomes of the rows, if that is all: `count`, or `pick` by a condition that a database knows, too. */
function onlyUse(call: ts.CallExpression, file: FileFacts): 'count' | 'pick' | null {
  let value: ts.Node = wrapped(call);
  if (ts.isAwaitExpression(value.parent)) value = wrapped(value.parent);
  const { parent } = value;
  if (!ts.isVariableDeclaration(parent)) return useOf(value);
  const variable = ts.isIdentifier(parent.name) ? file.names.variableOf(parent.name) : null;
  // Of several uses, each would need a query of its own.
  if (!variable || variable.kind !== 'const' || variable.scope === file.names.fileScope || variable.references.length !== 1) return null;
  return useOf(wrapped(variable.references[0]!.identifier));
}

function useOf(rows: ts.Node): 'count' | 'pick' | null {
  const { parent } = rows;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== rows) return null;
  if (parent.name.text === 'length') return 'count';
  const method = methodCall(parent.parent);
  if (method?.nameNode !== parent.name || method.args.length !== 1) return null;
  if (method.name !== 'filter' && method.name !== 'find' && method.name !== 'some') return null;
  const fn = inlineFunction(method.args[0]);
  const row = fn?.parameters.length === 1 ? parameterName(fn.parameters[0]) : null;
  const condition = fn && onlyResult(fn);
  return row && condition && isKnown(condition, row.text) ? 'pick' : null;
}

/** Whether a condition compares columns of a row with values that do not depend on it. */
function isKnown(node: ts.Expression, row: string): boolean {
  const inner = unwrapped(node);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) return isColumn(inner.operand, row);
  if (!ts.isBinaryExpression(inner)) return isColumn(inner, row);
  const { left, right, operatorToken } = inner;
  if (JOINS.has(operatorToken.kind)) return isKnown(left, row) && isKnown(right, row);
  if (!COMPARISONS.has(operatorToken.kind)) return false;
  return (isColumn(left, row) && isOther(right, row)) || (isColumn(right, row) && isOther(left, row));
}

function isColumn(node: ts.Expression, row: string): boolean {
  const inner = unwrapped(node);
  return ts.isPropertyAccessExpression(inner) && ts.isIdentifier(inner.expression) && inner.expression.text === row;
}

const isOther = (node: ts.Expression, row: string): boolean =>
  ![...nodesIn(node)].some((each) => ts.isIdentifier(each) && each.text === row);
