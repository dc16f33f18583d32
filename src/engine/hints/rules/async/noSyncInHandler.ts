import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { requestHandlerAround } from '../../facts/handlers.ts';
import { originOf } from '../../facts/origins.ts';
import { isKeptBeyond, variableOfFunction } from '../../facts/repeated.ts';
import { functionAround, type FunctionWithBody } from '../../facts/shapes.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

type BlockingCost = 'compress' | 'file' | 'hash' | 'process';

interface Blocking {
  readonly cost: BlockingCost;
  readonly names: RegExp;
}

/** What takes long enough to be felt, by module. */
const BLOCKING: ReadonlyMap<string, Blocking> = new Map<string, Blocking>([
  ['fs', { cost: 'file', names: /^(?:append|copy|read|write)FileSync$|^(?:cp|readdir|rm)Sync$/u }],
  ['fs-extra', { cost: 'file', names: /^(?:append|copy|read|write)FileSync$|^(?:copy|emptyDir|readJson|readdir|remove|writeJson)Sync$/u }],
  ['graceful-fs', { cost: 'file', names: /^(?:append|copy|read|write)FileSync$/u }],
  ['crypto', { cost: 'hash', names: /^(?:generateKeyPair|pbkdf2|scrypt)Sync$/u }],
  ...['bcrypt', 'bcryptjs', '@node-rs/bcrypt'].map((name): [string, Blocking] => [
    name,
    { cost: 'hash', names: /^(?:compare|hash|verify)Sync$/u },
  ]),
  ['zlib', { cost: 'compress', names: /Sync$/u }],
  ['child_process', { cost: 'process', names: /^(?:exec|execFile|spawn)Sync$/u }],
]);
/** Folders whose files serve nobody but who works on the project. */
const WORKSHOP = /(?:^|\/)(?:bin|build|cli|demos?|examples?|scripts?|tools?)\//u;

export const noSyncInHandler: Rule = {
  id: 'no-sync-in-handler',
  category: 'async',
  gate: 'always',
  title: 'Blocking call where others wait',
  costs: ['file', 'hash', 'compress', 'process'],
  docs: {
    why: 'A call whose name ends with `Sync` lets nothing else run until it is done: no other request is answered meanwhile, however short it would be.',
    before: "app.get('/terms', (req, res) => {\n  res.send(fs.readFileSync(termsFile, 'utf8'));\n});",
    after: "app.get('/terms', async (req, res) => {\n  res.send(await fs.promises.readFile(termsFile, 'utf8'));\n});",
    silent: [
      'The code is of a command line, a script or the start of a program: nobody waits there, and the blocking way is the faster one.',
      'What comes of it is kept for the next time.',
      'The call takes next to no time, such as `existsSync` and `statSync`.',
      'The file does not show that a server or the editor calls the function.',
    ],
    beware: 'Between the call and its result, other requests may now change what the code around has read.',
    peers: ['n/no-sync'],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        const callee = unwrapped(call.expression);
        const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
        if (!ts.isIdentifier(name) || !name.text.endsWith('Sync')) return;
        const origin = originOf(callee, file.names);
        const blocking = origin && BLOCKING.get(origin.module);
        if (!blocking?.names.test(origin!.name) || WORKSHOP.test(file.source.fileName)) return;
        const waiting = waitingFor(call, blocking.cost, file);
        if (waiting === null || isKept(call, file)) return;
        report({
          node: call,
          cost: blocking.cost,
          message: `\`${file.textOf(callee)}\` keeps ${waiting} waiting until it is done`,
          fixes: withPromise(call, callee, file),
        });
      },
    };
  },
};

/** Who waits while a call runs, as far as the file shows. */
function waitingFor(call: ts.CallExpression, cost: BlockingCost, file: FileFacts): string | null {
  if (handlesRequest(call)) return 'all other requests';
  if (servesEditor(call, cost, file)) return 'all extensions';
  const fn = functionAround(call);
  const variable = fn && variableOfFunction(fn, file.names);
  const isCalled = variable?.references.some(({ identifier }) => {
    const isCall = ts.isCallExpression(identifier.parent) && identifier.parent.expression === identifier;
    return isCall && handlesRequest(identifier);
  });
  return isCalled ? 'all other requests' : null;
}

/** Whether code runs for each request to a server. A function in the cloud has a process of its own for each. */
function handlesRequest(node: ts.Node): boolean {
  const handler = requestHandlerAround(node);
  const first = handler?.parameters[0]?.name;
  return handler !== null && !(first && ts.isIdentifier(first) && /^_?event$/u.test(first.text));
}

/** Whether VS Code calls a function around, again and again, or has what takes long done by a command. */
function servesEditor(node: ts.Node, cost: BlockingCost, file: FileFacts): boolean {
  for (let at = functionAround(node); at; at = functionAround(at)) {
    if (ts.isMethodDeclaration(at) && ts.isIdentifier(at.name) && /^(?:provide|resolve)[A-Z]/u.test(at.name.text)) return usesEditor(file);
    const { parent } = at;
    if (!ts.isCallExpression(parent) || !parent.arguments.includes(at as ts.Expression & FunctionWithBody)) continue;
    const callee = unwrapped(parent.expression);
    if (!ts.isPropertyAccessExpression(callee) || originOf(rootOf(callee), file.names)?.module !== 'vscode') continue;
    if (/^onDid[A-Z]/u.test(callee.name.text) || (cost !== 'file' && callee.name.text === 'registerCommand')) return true;
  }
  return false;
}

const usesEditor = ({ source }: FileFacts): boolean =>
  source.statements.some(
    (each) => ts.isImportDeclaration(each) && ts.isStringLiteral(each.moduleSpecifier) && each.moduleSpecifier.text === 'vscode',
  );

function rootOf(expression: ts.Expression): ts.Expression {
  let at = expression;
  while (ts.isPropertyAccessExpression(at)) at = at.expression;
  return at;
}

/** Whether what comes of a call is put where the next call finds it. */
function isKept(call: ts.CallExpression, file: FileFacts): boolean {
  const fn = functionAround(call);
  let at: ts.Expression = call;
  while (
    ts.isParenthesizedExpression(at.parent) ||
    ts.isCallExpression(at.parent) ||
    (ts.isPropertyAccessExpression(at.parent) && at.parent.expression === at)
  ) {
    at = at.parent;
    if (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression) && at.expression.name.text === 'set') return true;
  }
  return fn !== null && isKeptBeyond(at, fn, file);
}

/** The same of `fs.promises`, where the function can wait for it. */
function withPromise(call: ts.CallExpression, callee: ts.Expression, { source, names }: FileFacts): ProposedFix[] {
  const fn = functionAround(call);
  const isAsync = fn?.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  if (!isAsync || fn?.asteriskToken || !ts.isPropertyAccessExpression(callee) || call.expression !== callee || callee.questionDotToken)
    return [];
  const owner = originOf(callee.expression, names);
  if (owner?.module !== 'fs' || owner.name !== 'default' || isInParameter(call, fn!)) return [];
  const { parent } = call;
  const isPart =
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent)) &&
    parent.expression === call;
  const name = callee.name.text.slice(0, -'Sync'.length);
  const start = call.getStart(source);
  return [
    {
      title: `Use fs.promises.${name}`,
      kind: 'suggestion',
      edits: [
        { start, end: start, text: isPart ? '(await ' : 'await ' },
        { start: callee.name.getStart(source), end: callee.name.end, text: `promises.${name}` },
        ...(isPart ? [{ start: call.end, end: call.end, text: ')' }] : []),
      ],
    },
  ];
}

/** Defaults of parameters cannot wait. */
function isInParameter(node: ts.Node, fn: FunctionWithBody): boolean {
  for (let at = node; at !== fn; at = at.parent) if (ts.isParameter(at)) return true;
  return false;
}
