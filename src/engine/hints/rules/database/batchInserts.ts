import { ts, unwrapped } from '../../../syntax/index.ts';
import { isSetUp, preparedSql, queryOf, sqlOf, type Query } from '../../facts/database.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isShortLoop } from '../../facts/lengths.ts';
import { loopAround, type Loop } from '../../facts/loops.ts';
import { contains, methodCall, nodesIn } from '../../facts/shapes.ts';
import { isOverList, mayLeave, nodesOfTurn, usesTurn } from '../../facts/turns.ts';
import { hasWord, wordsOf } from '../../facts/words.ts';
import type { Rule } from '../../rule.ts';

/** Names of what belongs to a transaction that began elsewhere, or may. */
const IN_TRANSACTION = wordsOf('client conn connection em manager queryrunner runner session t transaction trx tx');
const PARTS = wordsOf('batch batches chunk chunks group groups page pages part parts slice slices table tables tenant tenants');

export const batchInserts: Rule = {
  id: 'batch-inserts',
  category: 'database',
  gate: 'always',
  title: 'Rows written one by one',
  costs: ['transaction', 'roundTrip'],
  docs: {
    why: 'Outside of a transaction each row is one of its own: a database in a file waits for the disk for each of them. On a server each row is a round trip as well. One transaction, or one statement for many rows, waits once.',
    before: 'for (const { id, name } of users) insert.run(id, name);',
    after: "db.exec('BEGIN');\nfor (const { id, name } of users) insert.run(id, name);\ndb.exec('COMMIT');",
    silent: [
      'The file knows transactions: this may be in one.',
      'The connection is a parameter that reads like one of a transaction: `tx`, `client`, `session`.',
      'A turn waits for something else, catches errors of its own row, or uses what the database made of it.',
      'The loop goes through batches or tables, or has few turns.',
      'The database is in memory.',
      'Seeds, migrations and scripts.',
    ],
    beware:
      'Within a transaction all rows are written or none: roll back where one fails. With an object-relational mapper use `createMany`, `insertMany` or `bulkCreate`; they may leave out hooks that run for single rows.',
    peers: [],
  },
  check(file, report) {
    if (isSetUp(file.source.fileName)) return {};
    const consider = (expression: ts.Expression, isWaitedFor: boolean): void => {
      const loop = loopAround(expression);
      if (!loop || !isOverList(loop)) return;
      const query = queryOf(expression, file);
      if (!query || query.does === 'read' || !isOneOfMany(query, loop, file)) return;
      if (isWaitedFor && (query.does !== 'insert' || isResultUsed(query.node))) return;
      report({
        node: query.node,
        cost: isWaitedFor ? 'roundTrip' : 'transaction',
        message: isWaitedFor
          ? 'Each turn of the loop sends one row and waits for it: that is a round trip for each of them'
          : 'Each turn of the loop writes one row in a transaction of its own',
      });
    };
    return {
      AwaitExpression(node) {
        consider(unwrapped(node.expression), true);
      },
      CallExpression(call) {
        const { expression: callee } = call;
        if (!ts.isPropertyAccessExpression(callee) || ts.isAwaitExpression(call.parent)) return;
        const { name, expression: owner } = callee;
        if (name.text !== 'run' && name.text !== 'exec') return;
        const sql = (name.text === 'run' ? preparedSql(owner, file) : null) ?? sqlOf(call.arguments[0], file);
        if (sql !== null && isOfSqlite(file)) consider(call, false);
      },
    };
  },
};

/** Whether a file uses SQLite within its own process, in a file. */
function isOfSqlite({ source: { text } }: FileFacts): boolean {
  return /\b(?:better-sqlite3|bun:sqlite|node:sqlite)['"]|\bDatabaseSync\b/u.test(text.slice(0, 4000)) && !text.includes(':memory:');
}

function isOneOfMany({ node, values, sql }: Query, loop: Loop, file: FileFacts): boolean {
  const { names, source, textOf } = file;
  if (isShortLoop(loop, 4, names) || mayLeave(loop) || mayBeInTransaction(node, file)) return false;
  if (sql !== null && (/\bon (?:conflict|duplicate)\b|\breturning\b/iu.test(sql) || sql.endsWith('${'))) return false;
  if (!values.some((value) => usesTurn(value, loop, names))) return false;
  if (ts.isForOfStatement(loop.node) && hasWord(textOf(loop.node.initializer), PARTS)) return false;
  if (loop.over && hasWord(source.text.slice(loop.over.getStart(source), loop.over.end).slice(0, 80), PARTS)) return false;
  return !doesMore(node, loop);
}

/** Whether a turn waits for something else, or has an answer for errors. */
function doesMore(query: ts.Node, loop: Loop): boolean {
  for (const node of nodesOfTurn(loop)) {
    if (ts.isTryStatement(node) || ts.isYieldExpression(node)) return true;
    if (ts.isAwaitExpression(node) && !contains(node, query)) return true;
  }
  return methodCall(query)?.name === 'catch';
}

/** Whether what the database gives for the row goes anywhere. */
function isResultUsed(query: ts.Node): boolean {
  let at = query;
  while (!ts.isAwaitExpression(at)) at = at.parent;
  return !ts.isExpressionStatement(at.parent);
}

/** Whether a file has anything to do with transactions, or the connection comes from who may have begun one. */
function mayBeInTransaction(query: ts.Node, file: FileFacts): boolean {
  const { text } = file.source;
  if (/transact/iu.test(text) || /['"`]begin\b/iu.test(text)) return true;
  const owner = methodCall(query)?.receiver ?? query;
  for (const node of nodesIn(owner)) if (ts.isIdentifier(node) && hasWord(node.text, IN_TRANSACTION)) return true;
  return false;
}
