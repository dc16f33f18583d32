import { ts } from '../../syntax/index.ts';
import type { FileFacts } from './fileFacts.ts';
import { originOf } from './origins.ts';
import { contains, functionAround, methodCall, nodesIn, type FunctionWithBody } from './shapes.ts';

/** What makes a schema of many others: those of one value are made in no time. */
const MAKING = new Set(['discriminatedUnion', 'looseObject', 'object', 'strictObject']);
/** What a schema does with a value. */
const READING = /^(?:spa|(?:safe)?(?:Parse|parse)(?:Async)?)$/u;

/** The whole schema that a call of zod begins, with all that is called on it, where it is only used to read values in its function. */
export function zodSchemaOf(call: ts.CallExpression, fn: FunctionWithBody, { names }: FileFacts): ts.Expression | null {
  const method = methodCall(call);
  if (!method || !MAKING.has(method.name)) return null;
  const origin = originOf(method.receiver, names);
  if (!origin || !/^zod(?:\/|$)/u.test(origin.module) || (origin.name !== 'z' && origin.name !== 'default')) return null;
  let at: ts.Expression = call;
  for (let next = calledOn(at); next; next = calledOn(at)) {
    if (READING.test(next.name)) return at;
    at = next.call;
  }
  const { parent } = at;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return null;
  const variable = names.variableOf(parent.name);
  if (variable?.kind !== 'const' || variable.references.length === 0) return null;
  const isRead = variable.references.every(
    ({ identifier }) => functionAround(identifier) === fn && READING.test(calledOn(identifier)?.name ?? ''),
  );
  return isRead ? at : null;
}

/** The call of a method of an expression. */
function calledOn(owner: ts.Expression): { readonly call: ts.CallExpression; readonly name: string } | null {
  const { parent } = owner;
  const method = ts.isPropertyAccessExpression(parent) && parent.expression === owner ? methodCall(parent.parent) : null;
  return method?.receiver === owner ? { call: method.call, name: method.name } : null;
}

/** Whether an expression is made of nothing that belongs to a function around it. */
export function isFixedIn(expression: ts.Expression, fn: ts.Node, { names }: FileFacts): boolean {
  return [...nodesIn(expression)].every((node) => {
    if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return false;
    if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return false;
    const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
    if (!variable || variable.declarations.some((each) => contains(expression, each))) return true;
    const isOfFunction = variable.declarations.some((each) => contains(fn, each));
    return !isOfFunction && variable.references.every(({ writes }) => !writes);
  });
}
