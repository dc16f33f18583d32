import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { freshName, removed, withoutLoss } from '../../facts/places.ts';
import { functionAround, methodCall, nodesIn, parameterName, type FunctionWithBody } from '../../facts/shapes.ts';
import { constantNumber } from '../../facts/values.ts';
import type { Edit, ProposedFix, Rule } from '../../rule.ts';

export const noArgumentsSlice: Rule = {
  id: 'no-arguments-slice',
  category: 'cpu',
  gate: 'heat',
  title: 'List made of arguments',
  costs: ['slice', 'from'],
  docs: {
    why: '`arguments` is made for the call, and then copied element by element into a list. A rest parameter is that list from the beginning.',
    before: 'function log() {\n  const parts = Array.prototype.slice.call(arguments);\n  write(parts.join(" "));\n}',
    after: 'function log(...parts) {\n  write(parts.join(" "));\n}',
    silent: [
      'The file has nothing that is younger than ES5: it has no rest parameters for a reason.',
      'It is not `arguments` that is copied.',
    ],
    peers: ['eslint/prefer-rest-params'],
  },
  check(file, report) {
    const { names, source } = file;
    if (!source.text.includes('arguments') || !/\b(?:class|const|import|let)\b|=>|\.\.\.|`/u.test(source.text)) return {};
    return {
      CallExpression(call) {
        const copy = copyOf(call, file);
        if (!copy || names.variableOf(copy.list)) return;
        report({
          node: call,
          cost: copy.cost,
          message: 'The arguments are copied into a list, which a rest parameter is by itself',
          fixes: restFix(call, copy.start, file),
        });
      },
    };
  },
};

/** `[].slice.call(arguments, 1)`, `Array.from(arguments)`: from which argument on; null where that is not written out. */
function copyOf(call: ts.CallExpression, { names }: FileFacts) {
  const method = methodCall(call);
  const [list, first, ...others] = method?.args ?? [];
  if (!method || method.isOptional || !list || !ts.isIdentifier(list) || list.text !== 'arguments' || others.length > 0) return null;
  const { name, receiver } = method;
  if (name === 'from' && ts.isIdentifier(receiver) && receiver.text === 'Array' && names.isGlobal(receiver))
    return first ? null : { list, start: 0, cost: 'from' };
  const slice = unwrapped(receiver);
  if (name !== 'call' || !ts.isPropertyAccessExpression(slice) || slice.name.text !== 'slice') return null;
  const owner = unwrapped(slice.expression);
  const isEmptyList = ts.isArrayLiteralExpression(owner) && owner.elements.length === 0;
  const isPrototype =
    ts.isPropertyAccessExpression(owner) &&
    owner.name.text === 'prototype' &&
    ts.isIdentifier(owner.expression) &&
    owner.expression.text === 'Array';
  return isEmptyList || isPrototype ? { list, start: first ? constantNumber(first, names) : 0, cost: 'slice' } : null;
}

/** A rest parameter, where all that is before it has a name, and where the list is made once in a call. */
function restFix(call: ts.CallExpression, start: number | null, file: FileFacts): ProposedFix[] {
  const { source, names } = file;
  const fn = functionAround(call);
  if (!fn || !ts.isBlock(fn.body) || start !== fn.parameters.length || !mayTakeRest(fn, fn.body, source)) return [];
  if (!fn.parameters.every((each) => parameterName(each))) return [];
  for (let at: ts.Node = call; at !== fn; at = at.parent) if (ts.isIterationStatement(at, false)) return [];
  const own = declaredBy(call, fn.body);
  const variable = own && names.variableOf(own.name);
  // What has a name already keeps it, if nothing before can ask for it.
  const isKept =
    variable?.declarations.length === 1 &&
    variable.references.every(({ identifier }) => identifier.pos >= own!.statement.end) &&
    !fn.body.statements.some((each) => each.end <= own!.statement.pos && [...nodesIn(each)].some(ts.isCallExpression));
  const name = isKept ? variable.name : freshName('rest', source);
  const rest = `...${name}${/\.[cm]?tsx?$/u.test(source.fileName) ? ': any[]' : ''}`;
  const last = fn.parameters.at(-1);
  const place = last?.end ?? fn.parameters.pos;
  const edits: Edit[] = [
    { start: place, end: place, text: last ? `, ${rest}` : rest },
    isKept ? removed(own!.statement, source) : { start: call.getStart(source), end: call.end, text: name },
  ];
  return withoutLoss(edits, source) ? [{ title: 'Use a rest parameter', kind: 'safe', edits }] : [];
}

/** Whether a function may have a rest parameter, and nothing else of it asks for its arguments. */
function mayTakeRest(fn: FunctionWithBody, body: ts.Block, source: ts.SourceFile): boolean {
  if (ts.isArrowFunction(fn) || ts.isAccessor(fn) || fn.parameters.hasTrailingComma) return false;
  const [first] = body.statements;
  if (first && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression)) return false;
  const isOther = (node: ts.Node) => node !== fn && ts.isFunctionLike(node) && !ts.isArrowFunction(node);
  const asked = [...nodesIn(fn, isOther)].filter((node) => ts.isIdentifier(node) && /^(?:arguments|eval)$/u.test(node.text));
  return asked.length === 1 && source.text.includes('(', fn.getStart(source));
}

/** The statement of a function that only gives an expression its name. */
function declaredBy(call: ts.CallExpression, body: ts.Block): { readonly name: ts.Identifier; readonly statement: ts.Statement } | null {
  const { parent } = call;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name) || parent.type) return null;
  const { parent: list } = parent;
  if (!ts.isVariableDeclarationList(list) || list.declarations.length > 1 || !ts.isVariableStatement(list.parent)) return null;
  return list.parent.parent === body ? { name: parent.name, statement: list.parent } : null;
}
