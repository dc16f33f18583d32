import { ts, unwrapped } from '../../../syntax/index.ts';
import { isSetUp, wholeSql } from '../../facts/database.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { nodesIn } from '../../facts/shapes.ts';
import type { Found, Rule } from '../../rule.ts';

/** A value that is given with the statement: `?`, `$1`, `:from`, `@from`. */
const VALUE = String.raw`(?:\?\d*|\$\d+|[:@$][a-z_]\w*)`;
const SELECT = /^\s*(?:with\b[\s\S]*?\)\s*)?select\b[\s\S]*\bfrom\b/iu;
const OFFSET = new RegExp(String.raw`\boffset\s+${VALUE}|\blimit\s+${VALUE}\s*,\s*${VALUE}`, 'iu');
/** A pattern that begins with anything, as it is written or put together. What leaves such rows out (`not like`) looks for nothing. */
const OPEN_PATTERN = /(?<!\bnot\s+)\bi?like\s+(?:(?:lower|upper)\s*\(\s*)?(?:'%(?:[^%']|\?|'\s*\|\|)|concat\s*\(\s*'%')/iu;
const PATTERN_VALUE = new RegExp(String.raw`(?<!\bnot\s+)\bi?like\s+(?:(?:lower|upper)\s*\(\s*)?${VALUE}`, 'iu');
/** A condition that leaves few rows before any text is looked at, or tables that are small. */
const NARROWED = new RegExp(
  String.raw`\b(?:where|and|on)\s+[\w."\x60]+\s*=\s*(?:${VALUE}|'|\d)|\b(?:information_schema|pg_catalog|pg_\w+|sqlite_(?:master|schema)|pragma_\w+)\b`,
  'iu',
);
/** Words that a value stands behind; where one stands elsewhere, it is a part of the query that may have any condition. */
const BEFORE_VALUE = 'all|and|any|as|between|by|concat|distinct|else|from|i?like|in|interval|into|is|join|limit|not|offset|on|or|then|when';
const PUT_IN = new RegExp(String.raw`(?<!\b(?:${BEFORE_VALUE}))(?<=[\w)"\x60?])\s+\?`, 'iu');
/** An index that finds parts of texts. */
const INDEXED = /\b(?:fts[345]|gin_trgm_ops|pg_trgm|to_tsquery|tsvector|pgroonga)\b|\bmatch\b[\s\S]*\bagainst\b/iu;

export const sqlShape: Rule = {
  id: 'sql-shape',
  category: 'database',
  gate: 'always',
  title: 'Query that has to look at all rows',
  costs: ['offset', 'like'],
  docs: {
    why: '`OFFSET` reads all the rows that it leaves out, so that each page takes longer than the one before. `LIKE` with a `%` in front finds nothing with an ordinary index: each row is read.',
    before:
      'db.all("SELECT id, name FROM users ORDER BY id LIMIT 20 OFFSET ?", [page * 20]);\ndb.all("SELECT id FROM users WHERE name LIKE \'%\' || ? || \'%\'", [part]);',
    after:
      'db.all("SELECT id, name FROM users WHERE id > ? ORDER BY id LIMIT 20", [lastIdOfThePageBefore]);\ndb.all("SELECT id FROM users_text WHERE name LIKE \'%\' || ? || \'%\'", [part]); // an FTS5 table with trigrams',
    silent: [
      'A condition with `=` leaves few rows first, or conditions are put into the query from elsewhere.',
      'The file speaks of an index for parts of texts: `pg_trgm`, `tsvector`, FTS5.',
      'The offset is a number that is written out, all rows behind it are wanted (`LIMIT -1`), or the tables are those of the database itself.',
      'The text is not known to be SQL: it does not begin with `SELECT … FROM`, or it is put together elsewhere.',
      'Seeds, migrations and scripts.',
    ],
    beware:
      'Small tables are read in no time. Pages by the last key have no page numbers to jump to, and need an order that is unique. An index for parts of texts may be there without the code saying so: ask the database with `EXPLAIN`.',
    peers: [],
  },
  check(file, report) {
    // The text of a file with SQL alone is looked through, and once.
    let isLeftOut: boolean | null = null;
    const leavesOut = (): boolean => (isLeftOut ??= isSetUp(file.source.fileName) || INDEXED.test(file.source.text));
    return {
      CallExpression(call) {
        const [first] = call.arguments;
        const sql = first && !ts.isSpreadElement(first) ? wholeSql(first, file.names) : null;
        if (first && sql !== null) for (const found of foundIn(sql, first, call.arguments, file)) if (!leavesOut()) report(found);
      },
      TaggedTemplateExpression(node) {
        const { template } = node;
        const values = ts.isTemplateExpression(template) ? template.templateSpans.map(({ expression }) => expression) : [];
        for (const found of foundIn(wholeSql(template, file.names) ?? '', template, values, file)) if (!leavesOut()) report(found);
      },
    };
  },
};

function* foundIn(sql: string, node: ts.Expression, values: readonly ts.Expression[], file: FileFacts): Generator<Found> {
  if (!SELECT.test(sql) || NARROWED.test(sql) || PUT_IN.test(sql)) return;
  // All but the newest few: it is meant.
  if (OFFSET.test(sql) && !/\blimit\s+-1\b/iu.test(sql))
    yield { node, cost: 'offset', message: '`OFFSET` reads all rows that it leaves out: later pages take longer and longer' };
  if (OPEN_PATTERN.test(sql) || (PATTERN_VALUE.test(sql) && values.some((each) => hasOpenPattern(each, file))))
    yield { node, cost: 'like', message: '`LIKE` with a `%` in front reads each row: an ordinary index does not help' };
}

/** Whether one of the values is a text that begins with `%` and goes on with something. */
const hasOpenPattern = (value: ts.Expression, { names }: FileFacts): boolean =>
  [...nodesIn(value, ts.isFunctionLike)].some(
    (node) => ts.isExpression(node) && isOpenPattern(unwrapped(node)) && wholeSql(node, names) !== null,
  );

function isOpenPattern(node: ts.Expression): boolean {
  if (ts.isTemplateExpression(node)) return node.head.text.startsWith('%');
  const isSum = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
  return isSum && (isOpenPattern(unwrapped(node.left)) || (ts.isStringLiteralLike(node.left) && node.left.text.startsWith('%')));
}
