import { ts } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { requestHandlerAround } from '../../facts/handlers.ts';
import { hoister } from '../../facts/hoisting.ts';
import { loopsAround } from '../../facts/loops.ts';
import { originOf } from '../../facts/origins.ts';
import { contains, lastName, methodCall, nodesIn, wrapped } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

/** What keeps connections open, by module. */
const CLIENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['@elastic/elasticsearch', ['Client']],
  ['@google-cloud/bigquery', ['BigQuery']],
  ['@google-cloud/firestore', ['Firestore']],
  ['@google-cloud/pubsub', ['PubSub']],
  ['@google-cloud/storage', ['Storage']],
  ['@neondatabase/serverless', ['Pool']],
  ['@prisma/client', ['PrismaClient']],
  ['http', ['Agent']],
  ['https', ['Agent']],
  ['ioredis', ['default', 'Redis', 'Cluster']],
  ['knex', ['default', 'knex']],
  ['mongodb', ['MongoClient']],
  ['mysql', ['createPool']],
  ['mysql2', ['createPool']],
  ['mysql2/promise', ['createPool']],
  ['nodemailer', ['createTransport']],
  ['pg', ['Pool']],
  ['undici', ['Agent', 'Client', 'Pool']],
]);
/** Functions among them; all else are classes. */
const MAKERS = new Set(['createPool', 'createTransport', 'knex', 'Knex']);
/** Options under which a request is given its agent, and calls that are requests. */
const AGENT_OPTIONS = new Set(['agent', 'dispatcher', 'httpAgent', 'httpsAgent']);
const REQUESTS = new Set(['axios', 'delete', 'fetch', 'get', 'got', 'head', 'patch', 'post', 'put', 'request']);
const CLOSING = new Set(['$disconnect', 'close', 'destroy', 'disconnect', 'end', 'quit']);

export const reuseAgentClient: Rule = {
  id: 'reuse-agent-client',
  category: 'network',
  gate: 'always',
  title: 'Client made for each request',
  costs: ['agent'],
  docs: {
    why: 'Agents, pools and clients of databases keep their connections for the next request. One that is made for each request begins with none: each time a connection is opened, greeted and encrypted anew, and under load the other side runs out of them.',
    before:
      "import { PrismaClient } from '@prisma/client';\n\napp.get('/users', async (req, res) => {\n  const prisma = new PrismaClient();\n  res.json(await prisma.user.findMany());\n});",
    after:
      "import { PrismaClient } from '@prisma/client';\n\nconst prisma = new PrismaClient();\n\napp.get('/users', async (req, res) => {\n  res.json(await prisma.user.findMany());\n});",
    silent: [
      'It is made with something of the request, such as the database of a tenant.',
      'It is kept: in a name from outside, a map or a property, or given back.',
      'It stands behind a condition, as what is made once does.',
      'It is not known to be in code that runs for each request or in a loop: it is made at the top of a file, or in what is run once.',
    ],
    beware: 'Do not close what is shared at the end of a request.',
    peers: [],
  },
  check(file, report) {
    const hoist = hoister(file);
    const consider = (made: ts.NewExpression | ts.CallExpression): void => {
      const part = partAround(made);
      if (!part || usesLocal(made, part, file) || isKept(made, file)) return;
      const name = lastName(made.expression);
      const hoisting = { value: file.textOf(made), name: name.endsWith('Agent') ? 'agent' : 'client' };
      const edits = isClosed(made, file) ? null : hoist(made, part, hoisting);
      report({
        node: made,
        cost: 'agent',
        message: `\`${name}\` begins without connections each time it is made: none is used again`,
        fixes: edits ? [{ title: 'Make it once', kind: 'suggestion', edits }] : [],
      });
    };
    return {
      NewExpression(node) {
        if (isClient(node.expression, file)) consider(node);
      },
      CallExpression(node) {
        if (MAKERS.has(lastName(node.expression)) && isClient(node.expression, file)) consider(node);
      },
    };
  },
};

function isClient(expression: ts.Expression, { names }: FileFacts): boolean {
  const name = lastName(expression);
  if (!/^[A-Z]/u.test(name) && !MAKERS.has(name)) return false;
  const origin = originOf(expression, names);
  if (!origin) return false;
  if (/^@aws-sdk\/(?:client-|lib-dynamodb)/u.test(origin.module))
    return origin.name.endsWith('Client') || /^(?:DynamoDB|S3|SNS|SQS)$/u.test(origin.name);
  return CLIENTS.get(origin.module)?.includes(origin.name) ?? false;
}

/** The widest code around that runs for each request or element: a handler, a loop, or the function that makes the request. */
function partAround(made: ts.Expression): ts.Node | null {
  const handler = requestHandlerAround(made);
  if (handler) return handler;
  const request = requestWith(made);
  // What has a name is there to be called again; at the top of a file, or in what follows on it, it is one request only.
  const caller = request && widestFunction(request);
  if (caller) return caller;
  return loopsAround(made).findLast(({ kind }) => kind !== 'while' && kind !== 'do')?.node ?? null;
}

/** The outermost function with a name around a node, unless that says that it is run once. */
function widestFunction(node: ts.Node): ts.Node | null {
  let widest: ts.Node | null = null;
  for (let at = node.parent; at; at = at.parent) {
    if (!ts.isFunctionLike(at) || ts.isConstructorDeclaration(at)) continue;
    const { parent } = wrapped(at);
    const owner = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent : at;
    const name = owner.name && ts.isIdentifier(owner.name) ? owner.name.text : '';
    if (name !== '' && !/^(?:bootstrap|init|main|run|setup|start)/u.test(name)) widest = at;
  }
  return widest;
}

/** The request that an agent is made for: `fetch(url, { agent: new Agent() })`. */
function requestWith(made: ts.Expression): ts.CallExpression | null {
  const { parent: property } = wrapped(made);
  if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name) || !AGENT_OPTIONS.has(property.name.text)) return null;
  const { parent: call } = wrapped(property.parent);
  return ts.isCallExpression(call) && REQUESTS.has(lastName(call.expression)) ? call : null;
}

/** Whether a client is made with something that is another one each time. */
function usesLocal(made: ts.NewExpression | ts.CallExpression, part: ts.Node, { names }: FileFacts): boolean {
  for (const argument of made.arguments ?? [])
    for (const node of nodesIn(argument)) {
      if (node.kind === ts.SyntaxKind.ThisKeyword || ts.isAwaitExpression(node)) return true;
      const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
      if (!variable) continue;
      const isInside = variable.declarations.some((each) => contains(part, each) && !contains(made, each));
      if (isInside || variable.references.some(({ writes }) => writes)) return true;
    }
  return false;
}

/** Whether a client outlives the code that makes it, or is only made where there is none. */
function isKept(made: ts.Expression, { names }: FileFacts): boolean {
  if (requestWith(made)) return false;
  for (let at: ts.Node = made.parent; !ts.isFunctionLike(at) && !ts.isSourceFile(at); at = at.parent)
    if (ts.isIfStatement(at) || ts.isConditionalExpression(at) || isChoice(at)) return true;
  const { parent } = wrapped(made);
  // `new PrismaClient().user.findMany()`
  if (ts.isPropertyAccessExpression(parent)) return false;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return true;
  return names.variableOf(parent.name)!.references.some(({ identifier, writes }) => writes || isGivenOn(identifier));
}

const isChoice = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) &&
  [
    ts.SyntaxKind.AmpersandAmpersandToken,
    ts.SyntaxKind.BarBarToken,
    ts.SyntaxKind.BarBarEqualsToken,
    ts.SyntaxKind.QuestionQuestionToken,
    ts.SyntaxKind.QuestionQuestionEqualsToken,
  ].includes(node.operatorToken.kind);

/** Whether a name is assigned to something, given back, or put into a list or map. */
function isGivenOn(identifier: ts.Identifier): boolean {
  const { parent } = wrapped(identifier);
  if (ts.isPropertyAccessExpression(parent)) return false;
  if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) {
    const { name } = parent;
    return !ts.isIdentifier(name) || !AGENT_OPTIONS.has(name.text);
  }
  if (!ts.isCallExpression(parent)) return !ts.isTaggedTemplateExpression(parent);
  return /^(?:add|push|set)$/u.test(methodCall(parent)?.name ?? '');
}

/** Whether a client is closed by the code that makes it. */
function isClosed(made: ts.Expression, { names }: FileFacts): boolean {
  const { parent } = wrapped(made);
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return false;
  return names
    .variableOf(parent.name)!
    .references.some(({ identifier }) => ts.isPropertyAccessExpression(identifier.parent) && CLOSING.has(identifier.parent.name.text));
}
