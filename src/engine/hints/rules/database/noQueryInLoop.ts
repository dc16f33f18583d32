import { ts, unwrapped } from '../../../syntax/index.ts';
import { isSetUp, queryOf, type Query } from '../../facts/database.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isShortLoop } from '../../facts/lengths.ts';
import { loopAround, type Loop } from '../../facts/loops.ts';
import { contains, inlineFunction, methodCall, nodesIn, onlyResult } from '../../facts/shapes.ts';
import { isOverList, mayLeave, nodesOfTurn, usesEarlierTurn, usesTurn } from '../../facts/turns.ts';
import { hasWord, wordsOf } from '../../facts/words.ts';
import type { Rule } from '../../rule.ts';

const PARTS = wordsOf(
  'attempt attempts batch batches chunk chunks database databases month months page pages partition partitions range ranges schema schemas',
  'segment segments shard shards slice slices table tables tenant tenants try window windows',
);
/** What takes several values at once already, asks for a range, or for the first few in an order: no single query gives that for all. */
const NO_LOOKUP =
  /\b(?:contains|cursor|endsWith|groupBy|gte?|in|lte?|mode|orderBy|path|search|skip|sort|startsWith|take)\s*:|\$(?:gte?|in|lte?|near|or|regex|text)\b|\b(?:And|Between|ILike|In|LessThan|Like|MoreThan|Or|Raw|and|between|gte?|ilike|inArray|like|limit|lte?|offset|or|orderBy|orWhere|range|sort|whereIn|whereRaw)\(/u;
const NO_LOOKUP_SQL = /\b(?:any|between|for update|ilike|in|like|offset|order by|limit (?!1\b)\S+)\b|[<>~]/iu;

/** Of builders: `where('age', '>', age)`. */
const COMPARISON = /['"](?:[<>]=?|!=|<>|i?like|in|not in)['"]/iu;

export const noQueryInLoop: Rule = {
  id: 'no-query-in-loop',
  category: 'database',
  gate: 'always',
  title: 'Query for each element',
  costs: ['roundTrip'],
  docs: {
    why: 'Each turn asks the database for one row: n elements are n round trips, each with its own waiting, parsing and planning. One query that takes all keys answers at once, whatever their number.',
    before: 'for (const order of orders) {\n  order.user = await prisma.user.findUnique({ where: { id: order.userId } });\n}',
    after:
      'const ids = orders.map((order) => order.userId);\nconst users = await prisma.user.findMany({ where: { id: { in: ids } } });\nconst byId = new Map(users.map((user) => [user.id, user]));\nfor (const order of orders) order.user = byId.get(order.userId);',
    silent: [
      'What is asked for does not depend on the element, or on what an earlier turn left.',
      'The loop may end with what was found, goes on until something is so, or goes through pages, batches or tables.',
      'The query takes a list of keys already, asks for a range, or for the first few in an order.',
      'The turn writes to the database too: what it reads may be what a turn before wrote.',
      'The answer may come from a cache instead: the query stands behind `has` or `get`, or the file uses `dataloader`.',
      'Prisma joins `findUnique` calls that are made at the same time: only loops that wait for each are reported.',
      'The database runs in the same process, as SQLite does: there, many prepared reads are as fast as one.',
      'Seeds, migrations and scripts.',
    ],
    beware: 'Databases take only so many values in one query: ask for long lists in parts of some hundreds or thousands.',
    peers: [],
  },
  check(file, report) {
    if (isSetUp(file.source.fileName)) return {};
    const consider = (expression: ts.Expression): void => {
      const loop = loopAround(expression);
      if (!loop || !isOverList(loop)) return;
      const query = queryOf(expression, file);
      if (!query || query.does !== 'read' || query.through === 'statement' || !isOneOfMany(query, loop, file)) return;
      report({
        node: query.node,
        cost: 'roundTrip',
        message: 'Each turn of the loop asks the database for one key: that is a round trip for each of them',
      });
    };
    return {
      AwaitExpression(node) {
        const waitedFor = unwrapped(node.expression);
        const mapping = methodCall(waitedFor);
        // Of `Promise.all(ids.map((id) => …))`, the one query.
        const each = mapping?.name === 'all' && isPromise(mapping.receiver, file) ? mappedTo(mapping.args[0]) : waitedFor;
        if (each) consider(each);
      },
    };
  },
};

function isPromise(owner: ts.Expression, { names }: FileFacts): boolean {
  return ts.isIdentifier(owner) && owner.text === 'Promise' && names.isGlobal(owner);
}

/** What a list is mapped to by a function that does nothing else and does not wait by itself. */
function mappedTo(list: ts.Expression | undefined): ts.Expression | null {
  const mapping = methodCall(list && unwrapped(list));
  const fn = mapping?.name === 'map' ? inlineFunction(mapping.args[0]) : null;
  return fn && onlyResult(fn);
}

/** Whether a query asks for what belongs to the element of the turn, and all of them could be asked for in one. */
function isOneOfMany(query: Query, loop: Loop, file: FileFacts): boolean {
  const { names } = file;
  const { node, values, sql, through } = query;
  if (isShortLoop(loop, 4, names) || mayLeave(loop) || isOfParts(loop, file)) return false;
  if (through === 'prisma' && loop.kind === 'callback' && methodCall(node)?.name.startsWith('findUnique')) return false;
  if (!isLookup(query, file)) return false;
  // Of another database, table or client in each turn.
  const owner = through === 'builder' ? undefined : methodCall(node)?.receiver;
  if (owner && usesTurn(owner, loop, names)) return false;
  const isOfTurn = values.some((value) => usesTurn(value, loop, names));
  if (!isOfTurn || values.some((value) => usesEarlierTurn(value, loop, names))) return false;
  if (loop.kind === 'for' && !isOfElement(values, loop, file)) return false;
  // A text with a value in it that is no value of a comparison is another query in each turn.
  if (sql?.endsWith('${') && !/=\s*['"]?\$\{$/u.test(sql)) return false;
  return !isCached(node, loop, file) && !writesToo(loop, node, file);
}

/** Whether it asks for what equals something. */
function isLookup({ node, sql, through }: Query, { textOf, source }: FileFacts): boolean {
  if (source.text.includes('dataloader')) return false;
  if (sql !== null) return /\bwhere\b/iu.test(sql) && !/\bjoin lateral\b/iu.test(sql) && !NO_LOOKUP_SQL.test(sql.replaceAll('${', ''));
  const text = textOf(node);
  const isBuilt = through === 'builder';
  return (!isBuilt || (/where\(/iu.test(text) && !COMPARISON.test(text))) && !NO_LOOKUP.test(text);
}

/** Whether a loop that counts asks for what is at a place of a list, not for the number itself: `ids[i]`, or what was made of it. */
function isOfElement(values: readonly ts.Expression[], { body }: Loop, { names }: FileFacts): boolean {
  return values.some((value) =>
    [...nodesIn(value)].some((each) => {
      if (ts.isElementAccessExpression(each)) return true;
      const variable = ts.isIdentifier(each) ? names.variableOf(each) : null;
      return variable?.declarations.some((one) => contains(body, one)) ?? false;
    }),
  );
}

/** Whether the elements are parts of something large, or places to ask. */
function isOfParts({ over, node }: Loop, { textOf }: FileFacts): boolean {
  const element = ts.isForOfStatement(node) ? textOf(node.initializer) : '';
  return hasWord(element, PARTS) || (over !== null && hasWord(textOf(over).slice(0, 80), PARTS));
}

/** Whether the query is only made for what is not there yet. */
function isCached(query: ts.Node, loop: Loop, { textOf }: FileFacts): boolean {
  for (let [at, below]: [ts.Node, ts.Node] = [query.parent, query]; at !== loop.node; below = at, at = at.parent) {
    if (ts.isBinaryExpression(at) && at.right === below && isFallback(at.operatorToken.kind)) return true;
    const condition = ts.isIfStatement(at) ? at.expression : ts.isConditionalExpression(at) ? at.condition : null;
    if (condition && condition !== below && /^!|\.(?:get|has)\(|\bin\b|(?:===?|!==?) (?:null|undefined)\b/u.test(textOf(condition)))
      return true;
  }
  // `if (cache.has(id)) continue;`
  for (const node of nodesOfTurn(loop)) {
    if (node.pos > query.pos) return false;
    if (ts.isIfStatement(node) && node.end <= query.pos && /\.(?:get|has)\(/u.test(textOf(node.expression))) return true;
  }
  return false;
}

const isFallback = (kind: ts.SyntaxKind): boolean =>
  kind === ts.SyntaxKind.QuestionQuestionToken ||
  kind === ts.SyntaxKind.BarBarToken ||
  kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
  kind === ts.SyntaxKind.BarBarEqualsToken;

const WRITING =
  /^(?:\$executeRaw|bulkWrite|create|createMany|del|delete|deleteMany|deleteOne|destroy|exec|findByIdAndUpdate|findOneAndUpdate|insert|insertInto|insertOne|remove|run|save|softDelete|update|updateMany|updateOne|upsert)$/u;

/** Whether a turn writes something as well, by what its calls are named. */
function writesToo(loop: Loop, query: ts.Node, file: FileFacts): boolean {
  for (const node of nodesOfTurn(loop)) {
    const method = methodCall(node);
    if (!method || contains(node, query)) continue;
    if (WRITING.test(method.name)) return true;
    const does = method.name === 'query' || method.name === 'execute' ? queryOf(method.call, file)?.does : undefined;
    if (does !== undefined && does !== 'read') return true;
  }
  return false;
}
