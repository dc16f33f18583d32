import { ts, unwrapped } from '../../syntax/index.ts';
import type { FileFacts } from './fileFacts.ts';
import { type Names } from './names.ts';
import { originOf } from './origins.ts';
import { lastName, methodCall, type MethodCall } from './shapes.ts';
import { constantOf } from './values.ts';

/** A call that asks a database for something. */
export interface Query {
  readonly node: ts.CallExpression | ts.TaggedTemplateExpression;
  readonly does: 'insert' | 'read' | 'write';
  /** `prisma` joins reads of one row by itself where they are asked for at the same time. */
  readonly through: 'builder' | 'model' | 'prisma' | 'sql' | 'statement';
  /** The words of SQL as far as they are known; null where it is written in no SQL. */
  readonly sql: string | null;
  /** What is asked for. */
  readonly values: readonly ts.Expression[];
}

const PRISMA_READS = new Set(['findFirst', 'findFirstOrThrow', 'findMany', 'findUnique', 'findUniqueOrThrow']);
const MODEL_READS = new Set(['findBy', 'findById', 'findByPk', 'findOne', 'findOneBy', 'findOneByOrFail', 'findOneOrFail']);
const SQL_CALLS = new Set(['all', 'any', 'exec', 'execute', 'get', 'many', 'manyOrNone', 'none', 'one', 'oneOrNone', 'query', 'run']);
const STATEMENT_CALLS = new Set(['all', 'get', 'iterate', 'run']);
const MODEL = /^[A-Z]|(?:[mM]odel|[rR]epo|[rR]epository)$|^(?:em|entityManager)$/u;
/** What stands behind the query of a model: `User.findById(id).lean()`. */
const REST = new Set(['exec', 'lean', 'populate', 'select', 'session']);
const DATABASE = /^(?:conn|connection|db|database|drizzle|knex|kysely|sqlite|trx|tx)$|(?:Db|DB|Database|Knex)$/u;

/** What a call asks a database for, if it is one of the usual ways to do so. Nothing of it says whether the answer is waited for. */
export function queryOf(expression: ts.Expression, file: FileFacts): Query | null {
  const node = unwrapped(expression);
  if (ts.isTaggedTemplateExpression(node)) return queryOfTemplate(node);
  let method = methodCall(node);
  while (method && REST.has(method.name)) {
    const inner = methodCall(unwrapped(method.receiver));
    if (!inner) break;
    method = inner;
  }
  if (!method) return null;
  return queryOfStatement(method, file) ?? queryOfSql(method, file) ?? queryOfModel(method, file) ?? queryOfBuilder(method, file);
}

/** Whether a file fills a database once and is not run again: a seed, a migration, a script. */
export const isSetUp = (file: string): boolean =>
  /(?:^|[\\/])(?:migrations?|scripts?|seed(?:er)?s?)[\\/]|\bseed\w*\.[cm]?[jt]s$/u.test(file);

/** The beginning of a text of SQL: of a literal or constant all of it, of a template what stands before the first value. */
export function sqlOf(expression: ts.Expression | undefined, { names }: FileFacts): string | null {
  const inner = expression && constantOf(expression, names);
  if (!inner) return null;
  if (ts.isStringLiteralLike(inner)) return inner.text.trim();
  if (ts.isTemplateExpression(inner)) return `${inner.head.text.trimStart()}\${`;
  const isSum = ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.PlusToken;
  const left = isSum ? sqlOf(inner.left, { names } as FileFacts) : null;
  const right = isSum ? unwrapped(inner.right) : null;
  return left === null || right === null ? null : `${left} ${ts.isStringLiteralLike(right) ? right.text.trim() : '${'}`;
}

/** The whole of a text of SQL, with `?` for each value that is put into it; null for what is no text. */
export function wholeSql(expression: ts.Expression, names: Names): string | null {
  const inner = constantOf(expression, names);
  if (!inner) return null;
  if (ts.isStringLiteralLike(inner)) return inner.text;
  if (ts.isTemplateExpression(inner)) return [inner.head.text, ...inner.templateSpans.map(({ literal }) => literal.text)].join('?');
  const isSum = ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.PlusToken;
  return isSum ? `${wholeSql(inner.left, names) ?? '?'}${wholeSql(inner.right, names) ?? '?'}` : null;
}

/** The words of a statement that a file prepares: of `db.prepare('…')`, or of a constant that is one. */
export function preparedSql(expression: ts.Expression, file: FileFacts): string | null {
  const prepared = methodCall(constantOf(expression, file.names) ?? undefined);
  return prepared?.name === 'prepare' && prepared.args.length > 0 ? sqlOf(prepared.args[0], file) : null;
}

function queryOfStatement({ call, receiver, name, args }: MethodCall, file: FileFacts): Query | null {
  if (!STATEMENT_CALLS.has(name)) return null;
  const sql = preparedSql(receiver, file);
  const does = sql === null ? null : doneBy(sql);
  return does && { node: call, does, through: 'statement', sql, values: args };
}

function queryOfSql({ call, name, args }: MethodCall, file: FileFacts): Query | null {
  if (!SQL_CALLS.has(name) || args.length === 0) return null;
  const [text] = args;
  const sql = sqlOf(text, file);
  const does = sql === null ? null : doneBy(sql);
  return does && { node: call, does, through: 'sql', sql, values: args };
}

/** `` sql`select …` ``, as several drivers have it: what stands in it are values, not words. */
function queryOfTemplate(node: ts.TaggedTemplateExpression): Query | null {
  const tag = unwrapped(node.tag);
  const name = ts.isPropertyAccessExpression(tag) ? tag.name : tag;
  if (!ts.isIdentifier(name) || !/^(?:sql|\$queryRaw|\$executeRaw)$/u.test(name.text)) return null;
  const { template } = node;
  const parts = ts.isNoSubstitutionTemplateLiteral(template) ? [] : template.templateSpans;
  const head = ts.isNoSubstitutionTemplateLiteral(template) ? template.text : template.head.text;
  const sql = [head, ...parts.map(({ literal }) => literal.text)].join('?').trim();
  const does = doneBy(sql);
  return does && { node, does, through: 'sql', sql, values: parts.map(({ expression }) => expression) };
}

function queryOfModel({ call, receiver, name, args }: MethodCall, file: FileFacts): Query | null {
  const [first] = args;
  const options = first && unwrapped(first);
  const query = (does: Query['does'], through: Query['through']): Query => ({ node: call, does, through, sql: null, values: args });
  const owner = unwrapped(receiver);
  const isDelegate = ts.isPropertyAccessExpression(owner);
  if (PRISMA_READS.has(name)) return isDelegate && hasProperty(options, 'where') ? query('read', 'prisma') : null;
  if (name === 'create' && isDelegate && hasProperty(options, 'data')) return query('insert', 'prisma');
  if (MODEL_READS.has(name)) return isModel(owner) ? query('read', 'model') : null;
  const isInsert = name === 'create' || name === 'save' || name === 'insert';
  return isInsert && first && isModel(owner) && takesMany(owner, name, file) ? query('insert', 'model') : null;
}

/** Whether a model is known to have a way to insert many at once. */
function takesMany(owner: ts.Expression, name: string, file: FileFacts): boolean {
  if (name !== 'create') return /\bfrom\s*['"](?:@nestjs\/)?typeorm['"]/u.test(file.source.text.slice(0, 4000)) && !isCapitalized(owner);
  const origin = originOf(owner, file.names);
  return isCapitalized(owner) && origin !== null && /model|entit|schema/iu.test(origin.module);
}

/** Builders of queries: `db.select().from(users).where(…)`, `db.selectFrom('users')`, `knex('users').where(…)`. */
function queryOfBuilder({ call }: MethodCall, { names }: FileFacts): Query | null {
  const calls: MethodCall[] = [];
  let at: ts.Expression = call;
  for (let method = methodCall(at); method; method = methodCall(at)) {
    calls.push(method);
    at = unwrapped(method.receiver);
  }
  const words = new Set(calls.map(({ name }) => name));
  const isTable =
    ts.isCallExpression(at) && isDatabase(at.expression) && at.arguments.length === 1 && ts.isStringLiteralLike(at.arguments[0]!);
  const query = (does: Query['does']): Query => ({
    node: call,
    does,
    through: 'builder',
    sql: null,
    values: calls.flatMap(({ args }) => [...args]),
  });
  if (isTable) {
    if (words.has('insert')) return query('insert');
    if (words.has('update') || words.has('del') || words.has('delete')) return query('write');
    return words.has('where') ? query('read') : null;
  }
  if (words.has('selectFrom') && words.has('where')) return query('read');
  if (words.has('insertInto') && words.has('values')) return query('insert');
  if (!isDatabase(at)) return null;
  if (words.has('insert') && words.has('values')) return query('insert');
  if (words.has('update') && words.has('set')) return query('write');
  const isDrizzle = words.has('select') && words.has('from') && words.has('where');
  return isDrizzle && (!ts.isIdentifier(at) || names.variableOf(at) !== null) ? query('read') : null;
}

function doneBy(sql: string): Query['does'] | null {
  const [word] = /^(?:delete|insert|replace|select|update)\b/iu.exec(sql) ?? [];
  if (word === undefined) return null;
  if (/^select$/iu.test(word)) return 'read';
  return /^(?:insert|replace)$/iu.test(word) ? 'insert' : 'write';
}

function hasProperty(node: ts.Expression | undefined, name: string): boolean {
  if (!node || !ts.isObjectLiteralExpression(node)) return false;
  return node.properties.some((each) => each.name && ts.isIdentifier(each.name) && each.name.text === name);
}

/** Whether a name reads like a model or repository: `User`, `this.userRepository`, `getRepository(User)`. */
export function isModel(owner: ts.Expression): boolean {
  const call = methodCall(owner);
  if (call) return call.name === 'getRepository';
  return MODEL.test(lastName(owner));
}

const isCapitalized = (owner: ts.Expression): boolean => ts.isIdentifier(owner) && /^[A-Z]/u.test(owner.text);

const isDatabase = (owner: ts.Expression): boolean => DATABASE.test(lastName(owner));
