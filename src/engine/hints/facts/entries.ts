import { ts, unwrapped } from '../../syntax/index.ts';
import type { FileFacts } from './fileFacts.ts';
import { loopAround, type Loop } from './loops.ts';
import { contains, methodCall, nodesIn } from './shapes.ts';
import { constantOf } from './values.ts';

/** What a folder tells of its entries by itself. */
const KINDS = /^is(?:BlockDevice|CharacterDevice|Directory|FIFO|File|Socket|SymbolicLink)$/u;

/** The `stat` of `stat(place).isDirectory()`, where that is asked of each entry of a folder that the file reads. */
export function statOfEntry(
  call: ts.CallExpression,
  file: FileFacts,
): { readonly call: ts.CallExpression; readonly isAwaited: boolean } | null {
  const kind = methodCall(call);
  if (!kind || !KINDS.test(kind.name) || kind.args.length > 0) return null;
  const asked = unwrapped(kind.receiver);
  const isAwaited = ts.isAwaitExpression(asked);
  const stat = unwrapped(isAwaited ? asked.expression : asked);
  if (!ts.isCallExpression(stat) || !/^l?stat(?:Sync)?$/u.test(nameOf(stat.expression))) return null;
  const loop = loopAround(call);
  const [place] = stat.arguments;
  return loop && place && isOfFolder(loop, file) && usesElement(place, loop, file) ? { call: stat, isAwaited } : null;
}

const nameOf = (callee: ts.Expression): string =>
  ts.isIdentifier(callee) ? callee.text : ts.isPropertyAccessExpression(callee) ? callee.name.text : '';

/** Whether a loop goes through the names that `readdir` gives, with `filter` or `map` between at the most. */
function isOfFolder({ over }: Loop, { names }: FileFacts): boolean {
  let at = over && constantOf(over, names);
  for (let call = at ? methodCall(at) : null; call && /^(?:filter|sort|toSorted)$/u.test(call.name); call = methodCall(at!))
    at = constantOf(call.receiver, names);
  const read = at && ts.isAwaitExpression(at) ? unwrapped(at.expression) : at;
  if (!read || !ts.isCallExpression(read) || !/^readdir(?:Sync)?$/u.test(nameOf(read.expression))) return false;
  const [, options] = read.arguments;
  return options === undefined || ts.isStringLiteralLike(options);
}

/** Whether an expression is made with the element that the loop is at. */
function usesElement(place: ts.Expression, loop: Loop, { names }: FileFacts): boolean {
  return [...nodesIn(place)].some((node) => {
    const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
    return variable?.declarations.some((each) => contains(loop.node, each)) ?? false;
  });
}
