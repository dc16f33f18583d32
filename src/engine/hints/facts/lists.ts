import { ts, unwrapped } from '../../syntax/index.ts';
import { isOnlyRead } from './changes.ts';
import type { FileFacts } from './fileFacts.ts';
import { type Names, type Variable } from './names.ts';
import { methodCall } from './shapes.ts';

/** Methods that make a list without holes, whatever they are called on. */
const FILLING = new Set(['filter', 'flat', 'flatMap', 'split', 'toReversed', 'toSorted', 'toSpliced']);
/** Methods whose result has no holes if the list has none. */
const KEEPING = new Set(['map', 'reverse', 'slice', 'sort', 'with']);
/** Methods that change a list without making holes. */
const TIDY = new Set(['pop', 'push', 'reverse', 'shift', 'sort', 'splice', 'unshift']);
const OF_OBJECT = new Set(['entries', 'getOwnPropertyNames', 'keys', 'values']);

/** Whether a list has no holes: some methods pass over those, others do not. */
export function isDense(list: ts.Expression, file: FileFacts): boolean {
  const inner = unwrapped(list);
  const kind = file.kinds.kindOf(inner);
  if (kind === 'typedArray' || kind === 'buffer') return true;
  if (kind !== 'array') return false;
  if (ts.isArrayLiteralExpression(inner)) return !inner.elements.some(ts.isOmittedExpression);
  if (ts.isIdentifier(inner)) return isDenseVariable(file.names.variableOf(inner), file);
  const call = methodCall(inner);
  if (!call) return false;
  const { name, receiver } = call;
  if (ts.isIdentifier(receiver) && file.names.isGlobal(receiver)) {
    if (receiver.text === 'Object') return OF_OBJECT.has(name);
    if (receiver.text === 'Array') return name === 'from' || name === 'of';
  }
  return FILLING.has(name) || (KEEPING.has(name) && isDense(receiver, file));
}

function isDenseVariable(variable: Variable | null, file: FileFacts): boolean {
  const declaration = variable?.declarations.length === 1 ? variable.declarations[0]!.parent : undefined;
  if (!variable || !declaration) return false;
  const isRest = ts.isParameter(declaration) && declaration.dotDotDotToken !== undefined;
  const isConstant = variable.kind === 'const' && ts.isVariableDeclaration(declaration) && ts.isIdentifier(declaration.name);
  if (!isRest && !(isConstant && declaration.initializer && isDense(declaration.initializer, file))) return false;
  return variable.references.every(({ identifier, writes }) => !writes && isTidy(identifier, file.names));
}

function isTidy(identifier: ts.Identifier, names: Names): boolean {
  const call = methodCall(identifier.parent.parent);
  return (call?.receiver === identifier && TIDY.has(call.name)) || isOnlyRead(identifier, names);
}

/** Methods that make a new list, which nobody else has. */
const COPYING = new Set(['concat', 'filter', 'flat', 'flatMap', 'map', 'slice', 'split', 'toReversed', 'toSorted', 'toSpliced']);

/** Whether a list was just made, so that nobody sees when it is changed. */
export function isNewList(list: ts.Expression, { names, kinds }: FileFacts): boolean {
  const inner = unwrapped(list);
  if (ts.isArrayLiteralExpression(inner)) return true;
  const call = methodCall(inner);
  if (!call) return false;
  const { name, receiver } = call;
  if (ts.isIdentifier(receiver) && names.isGlobal(receiver) && (receiver.text === 'Object' || receiver.text === 'Array'))
    return receiver.text === 'Object' ? OF_OBJECT.has(name) : name === 'from' || name === 'of';
  return COPYING.has(name) && kinds.kindOf(inner) === 'array';
}
