import { ts, unwrapped } from '../../../syntax/index.ts';
import { isTarget } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { requestHandlerAround } from '../../facts/handlers.ts';
import { type Variable } from '../../facts/names.ts';
import { contains, functionAround, methodCall, nodesIn, type FunctionWithBody } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

const CACHE = /cache|memo(?!ry)/iu;
/** What programs have only so many of. */
const FEW = /asset|font|format|icon|loader|locale|module|parser|pattern|plugin|regex|registr|route|schema|script|source|style|template/iu;
/** Names of what comes from outside, another one each time. */
const INPUT =
  /^(?:accessToken|authToken|e?mail|emailAddress|href|ip|ipAddress|prompt|question|search|searchQuery|searchTerm|sessionToken|url|userAgent|userName|username)$|^(?:account|cart|chat|comment|conversation|customer|document|invoice|message|order|player|post|product|request|session|ticket|trace|transaction|user|visitor)Id$|(?<!api|base|host|root|server|service)(?:Url|URL)$/u;
/** Calls that only read. */
const READING = new Set(['get', 'has']);

export const noUnboundedCache: Rule = {
  id: 'no-unbounded-cache',
  category: 'memory',
  gate: 'always',
  title: 'Cache that only grows',
  costs: ['held'],
  docs: {
    why: 'What is put into this cache stays for as long as the program runs. Its keys come from outside, so that there is always another one: memory grows until the process is ended. A cache with a limit keeps what is asked for often and forgets the rest.',
    before:
      'const users = new Map();\n\nexport async function userOf(userId) {\n  if (!users.has(userId)) users.set(userId, await load(userId));\n  return users.get(userId);\n}',
    after:
      "import { LRUCache } from 'lru-cache';\n\nconst users = new LRUCache({ max: 1000 });\n\nexport async function userOf(userId) {\n  if (!users.has(userId)) users.set(userId, await load(userId));\n  return users.get(userId);\n}",
    silent: [
      'Something in the file is taken out again, emptied, counted or gone through.',
      'Another file can see the cache, or a function is given it.',
      'The keys do not read like input: types, languages, files and names of parts of the program are few.',
      'It is no cache: what is put in is never asked for.',
      'Components and tests.',
    ],
    beware: 'With a limit, what was forgotten is made again: choose it so that what is asked for often fits.',
    peers: [],
  },
  check(file, report) {
    if (file.about.isReact) return {};
    return {
      VariableDeclaration(declaration) {
        const { name, initializer } = declaration;
        if (!initializer || !ts.isIdentifier(name) || !isEmptyStore(initializer, file)) return;
        const variable = file.names.variableOf(name);
        if (!variable || variable.scope !== file.names.fileScope || FEW.test(name.text) || isExported(declaration)) return;
        const key = keyOf(variable, file);
        if (!key) return;
        report({
          node: name,
          cost: 'held',
          message: `\`${name.text}\` keeps what it is given for each \`${file.textOf(key).slice(0, 40)}\` and never forgets any of it`,
        });
      },
    };
  },
};

/** `new Map()`, `{}`, `Object.create(null)`. */
function isEmptyStore(initializer: ts.Expression, { names, textOf }: FileFacts): boolean {
  const value = unwrapped(initializer);
  if (ts.isObjectLiteralExpression(value)) return value.properties.length === 0;
  if (ts.isNewExpression(value))
    return (
      ts.isIdentifier(value.expression) &&
      value.expression.text === 'Map' &&
      names.isGlobal(value.expression) &&
      (value.arguments ?? []).length === 0
    );
  return ts.isCallExpression(value) && textOf(value) === 'Object.create(null)';
}

function isExported({ parent }: ts.VariableDeclaration): boolean {
  const { parent: statement } = parent;
  return ts.isVariableStatement(statement) && (statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);
}

/** The key under which input is kept, if all that a file does with a variable is that, and looking there first. */
function keyOf(variable: Variable, file: FileFacts): ts.Expression | null {
  const sets: { key: ts.Expression; fn: FunctionWithBody }[] = [];
  const reads = new Set<FunctionWithBody>();
  for (const { identifier, writes } of variable.references) {
    const use = writes ? null : useOf(identifier);
    const fn = functionAround(identifier);
    if (!use || !fn) return null;
    if (use.sets) sets.push({ key: use.key, fn });
    if (use.reads) reads.add(fn);
  }
  const [first] = sets;
  if (!first || sets.some(({ fn }) => !reads.has(fn) && ![...reads].some((each) => contains(each, fn) || contains(fn, each)))) return null;
  return isInput(first.key, variable.name, first.fn, file) ? first.key : null;
}

interface Use {
  readonly key: ts.Expression;
  readonly reads: boolean;
  readonly sets: boolean;
}

/** One use of a cache: `cache.get(key)`, `cache[key]`, `key in cache`; null for every other one. */
function useOf(identifier: ts.Identifier): Use | null {
  const { parent } = identifier;
  if (ts.isElementAccessExpression(parent) && parent.expression === identifier) {
    if (ts.isDeleteExpression(parent.parent)) return null;
    const isSet = isTarget(parent);
    // `cache[key] ??= value` looks there first.
    const isBoth = isSet && ts.isBinaryExpression(parent.parent) && parent.parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken;
    return { key: parent.argumentExpression, reads: !isSet || isBoth, sets: isSet };
  }
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InKeyword && parent.right === identifier)
    return { key: parent.left, reads: true, sets: false };
  const call = methodCall(parent.parent);
  if (!call || call.receiver !== identifier || !call.args[0]) return null;
  if (READING.has(call.name)) return { key: call.args[0], reads: true, sets: false };
  return call.name === 'set' && call.args.length === 2 ? { key: call.args[0], reads: false, sets: true } : null;
}

/** Whether a key comes from outside, and there is no end to what it may be. */
function isInput(key: ts.Expression, cache: string, fn: FunctionWithBody, file: FileFacts): boolean {
  const { names } = file;
  const isCache = CACHE.test(cache);
  const handler = requestHandlerAround(key);
  for (const node of nodesIn(origin(key, file))) {
    const call = methodCall(node);
    // A memo of whatever arguments.
    if (isCache && call && ts.isIdentifier(call.receiver) && call.receiver.text === 'JSON' && call.name === 'stringify') return true;
    if (!ts.isIdentifier(node)) continue;
    const isProperty = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    const variable = names.variableOf(node);
    const isOfCall = isProperty || variable?.kind === 'parameter' || (variable !== null && contains(fn, variable.declarations[0]!));
    if (isOfCall && INPUT.test(node.text)) return true;
    // Of a request, whatever it is called.
    const isOfRequest = handler && variable && handler.parameters[0] && contains(handler.parameters[0], variable.declarations[0]!);
    if (isOfRequest && /\.(?:body|headers|ip|params|query|url|originalUrl)\b/u.test(file.textOf(origin(key, file)))) return true;
  }
  return false;
}

/** Of a constant of the function, what it is made of. */
function origin(key: ts.Expression, { names }: FileFacts): ts.Expression {
  const declaration = names.variableAt(key)?.declarations[0]?.parent;
  return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer && ts.isIdentifier(declaration.name)
    ? declaration.initializer
    : key;
}
