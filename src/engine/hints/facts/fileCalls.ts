import { ts, unwrapped } from '../../syntax/index.ts';
import { type Names } from './names.ts';
import { originOf } from './origins.ts';
import { constantOf } from './values.ts';

const MODULES = new Set(['fs', 'fs-extra', 'fs/promises', 'graceful-fs']);

/** Which function of Node's files something is, also of `fs.promises`: `readFileSync`; null for all else. */
export function fileFunctionOf(callee: ts.Expression, names: Names): string | null {
  const origin = originOf(callee, names);
  if (origin) return MODULES.has(origin.module) ? origin.name : null;
  const inner = unwrapped(callee);
  const owner = ts.isPropertyAccessExpression(inner) ? originOf(inner.expression, names) : null;
  return owner?.name === 'promises' && MODULES.has(owner.module) ? (inner as ts.PropertyAccessExpression).name.text : null;
}

/** The call that an expression is the content of a whole file by: `readFileSync(file, 'utf8')`, `await readFile(file)`, a constant of it. */
export function wholeFileOf(expression: ts.Expression, names: Names): ts.CallExpression | null {
  const value = constantOf(expression, names);
  if (!value) return null;
  const isAwaited = ts.isAwaitExpression(value);
  const call = isAwaited ? unwrapped(value.expression) : value;
  if (!ts.isCallExpression(call)) return null;
  const callee = unwrapped(call.expression);
  // `readFileSync(file).toString()`.
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'toString')
    return isAwaited ? null : wholeFileOf(callee.expression, names);
  return fileFunctionOf(callee, names) === (isAwaited ? 'readFile' : 'readFileSync') ? call : null;
}
