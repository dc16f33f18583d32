import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { hoister } from '../../facts/hoisting.ts';
import { originOf } from '../../facts/origins.ts';
import { isSameIn, variableOfFunction } from '../../facts/repeated.ts';
import { contains, functionAround, methodCall, type FunctionWithBody } from '../../facts/shapes.ts';
import { hasWord, shortened, wordsOf } from '../../facts/words.ts';
import { isFixedIn, zodSchemaOf } from '../../facts/zodSchemas.ts';
import type { Rule } from '../../rule.ts';

/** Modules whose `compile` or `template` makes code of a text. */
const TEMPLATES = new Set(['dot', 'ejs', 'handlebars', 'lodash', 'lodash-es', 'lodash.template', 'lodash/template', 'pug', 'underscore']);
/** Words in names of functions that run once. */
const ONCE = wordsOf('bootstrap boot build cli configure init initialize install main register run setup start startup');

/** A call that generates code from what is always the same. */
interface Compiling {
  readonly cost: 'code' | 'schema' | 'zod';
  /** What is compiled, or makes it. */
  readonly node: ts.Expression;
  /** Whether it is the same whenever a function runs. */
  readonly isSameIn: (fn: ts.Node) => boolean;
}

const constantNames = { code: 'render', schema: 'validate', zod: 'schema' } as const;

export const hoistCompiledSchema: Rule = {
  id: 'hoist-compiled-schema',
  category: 'caching',
  gate: 'always',
  title: 'Schema or template compiled for one use',
  costs: ['schema', 'zod', 'code'],
  docs: {
    why: 'To compile a schema or a template is to write a program and to have the engine read it; to build a schema of zod is to make objects for each of its fields. That takes much longer than to use it once, and it is thrown away at the end of the call.',
    before:
      'export function checkOrder(order) {\n  const validate = new Ajv().compile(orderSchema);\n  if (!validate(order)) throw new Error(describe(validate.errors));\n}',
    after:
      'const validate = new Ajv().compile(orderSchema);\n\nexport function checkOrder(order) {\n  if (!validate(order)) throw new Error(describe(validate.errors));\n}',
    silent: [
      'The schema or template depends on what the function is given.',
      'What is compiled is given back, stored or handed on: somebody may keep it.',
      'A validator that outlives the function compiles a schema that does, too: it knows that one from the last time.',
      'The function is named like one that runs once: `main`, `init`, `setup`.',
    ],
    peers: [],
  },
  check(file, report) {
    const hoist = hoister(file);
    const mayCompile = (callee: ts.Expression) =>
      ts.isPropertyAccessExpression(callee)
        ? /^(?:compile|template|discriminatedUnion|(?:loose|strict)?[oO]bject)$/u.test(callee.name.text)
        : ts.isIdentifier(callee) && originOf(callee, file.names) !== null;
    const look = (node: ts.CallExpression): void => {
      if (!mayCompile(node.expression)) return;
      const inner = functionAround(node);
      const compiling = inner && (compilingOf(node, inner, file) ?? buildingOf(node, inner, file));
      if (!inner || !compiling) return;
      const fn = outermost(inner, compiling.isSameIn);
      if (!fn || runsAtOnce(fn) || [fn, inner].some((each) => hasWord(nameOf(each, file) ?? '', ONCE))) return;
      const { node: compiled, cost } = compiling;
      const edits = hoist(compiled, fn, { name: constantNames[cost], value: file.textOf(compiled) });
      const name = nameOf(fn, file);
      report({
        node,
        cost,
        message: `\`${shortened(file.textOf(node.expression))}\` ${cost === 'zod' ? 'builds' : 'compiles'} the same anew in each call of ${name ? `\`${name}\`` : 'the function'}`,
        fixes: edits ? [{ title: 'Compile it once', kind: 'suggestion', edits }] : [],
      });
    };
    return { CallExpression: look };
  },
};

/** A schema of zod, which is built of one object for each of its fields. */
function buildingOf(node: ts.CallExpression, fn: FunctionWithBody, file: FileFacts): Compiling | null {
  const schema = zodSchemaOf(node, fn, file);
  return schema && { cost: 'zod', node: schema, isSameIn: (part) => isFixedIn(schema, part, file) };
}

function compilingOf(node: ts.CallExpression, fn: ts.Node, file: FileFacts): Compiling | null {
  const made = compiledFrom(node, fn, file);
  if (!made || !isUsedWithin(node, fn, file)) return null;
  return { cost: made.cost, node, isSameIn: (part) => made.from.every((each) => isSameIn(each, part, file)) };
}

/** What a compiled thing depends on. */
function compiledFrom(
  node: ts.CallExpression,
  fn: ts.Node,
  file: FileFacts,
): { readonly cost: 'code' | 'schema'; readonly from: readonly ts.Expression[] } | null {
  const { names } = file;
  const origin = originOf(node.expression, names);
  if (origin && TEMPLATES.has(origin.module) && /^(?:compile|default|template)$/u.test(origin.name))
    return node.arguments.length > 0 ? { cost: 'code', from: [...node.arguments] } : null;
  const method = methodCall(node);
  const [source] = method?.args ?? [];
  if (!method || !source || method.name !== 'compile') return null;
  const owner = constantIn(method.receiver, fn, file);
  const isMade = ts.isNewExpression(owner) && isValidator(owner, file);
  if (isMade) return { cost: 'schema', from: [...(owner.arguments ?? []), constantIn(source, fn, file)] };
  // One that was made before knows schemas that it has seen: only those that are made here are new to it.
  const kept = madeOutside(method.receiver, file);
  const schema = constantIn(source, fn, file);
  return kept && isValidator(kept, file) && ts.isObjectLiteralExpression(schema) ? { cost: 'schema', from: [schema] } : null;
}

/** What a constant of a function is made as; the expression itself where it is none. */
function constantIn(expression: ts.Expression, fn: ts.Node, { names }: FileFacts): ts.Expression {
  const inner = unwrapped(expression);
  const variable = names.variableAt(inner);
  const declaration = variable?.kind === 'const' ? variable.declarations[0]?.parent : undefined;
  const isOfIt = declaration && ts.isVariableDeclaration(declaration) && contains(fn, declaration) && ts.isIdentifier(declaration.name);
  return isOfIt && declaration.initializer ? unwrapped(declaration.initializer) : inner;
}

/** What a constant of the file is made by. */
function madeOutside(expression: ts.Expression, { names }: FileFacts): ts.NewExpression | null {
  const variable = names.variableAt(expression);
  const declaration = variable?.kind === 'const' && variable.scope === names.fileScope ? variable.declarations[0]?.parent : undefined;
  const made = declaration && ts.isVariableDeclaration(declaration) && declaration.initializer ? unwrapped(declaration.initializer) : null;
  return made && ts.isNewExpression(made) ? made : null;
}

function isValidator({ expression }: ts.NewExpression, { names }: FileFacts): boolean {
  const origin = originOf(expression, names);
  return origin !== null && /^(?:ajv|@cfworker\/json-schema)(?:\/|$)/u.test(origin.module);
}

/** Whether what comes of it is called where it is made, and goes nowhere else. */
function isUsedWithin(node: ts.Expression, fn: ts.Node, { names }: FileFacts): boolean {
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent) || ts.isAsExpression(at.parent) || ts.isNonNullExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isCallExpression(parent)) return parent.expression === at;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return false;
  const variable = names.variableOf(parent.name);
  if (variable?.kind !== 'const') return false;
  const isCalled = ({ parent: use }: ts.Identifier, name: ts.Identifier) => ts.isCallExpression(use) && use.expression === name;
  const isRead = ({ parent: use }: ts.Identifier) =>
    ts.isPropertyAccessExpression(use) && !(ts.isCallExpression(use.parent) && use.parent.expression === use);
  return (
    variable.references.every(
      ({ identifier }) => functionAround(identifier) === fn && (isCalled(identifier, identifier) || isRead(identifier)),
    ) && variable.references.some(({ identifier }) => isCalled(identifier, identifier))
  );
}

/** The outermost function around in which all is the same in every call; null where not even the innermost is one. */
function outermost(inner: FunctionWithBody, isSame: Compiling['isSameIn']): FunctionWithBody | null {
  let found: FunctionWithBody | null = null;
  for (let fn: FunctionWithBody | null = inner; fn && isSame(fn); fn = functionAround(fn)) found = fn;
  return found;
}

/** `(async () => { … })()` runs once. */
function runsAtOnce(fn: ts.Node): boolean {
  const { parent } = fn;
  return ts.isParenthesizedExpression(parent) && ts.isCallExpression(parent.parent) && parent.parent.expression === parent;
}

function nameOf(fn: FunctionWithBody, { names }: FileFacts): string | null {
  if (fn.name && (ts.isIdentifier(fn.name) || ts.isStringLiteral(fn.name))) return fn.name.text;
  return variableOfFunction(fn, names)?.name ?? null;
}
