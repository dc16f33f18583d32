import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { loopAround } from '../../facts/loops.ts';
import { functionAround, lastName, methodCall, wrapped } from '../../facts/shapes.ts';
import { hasWord, wordsOf } from '../../facts/words.ts';
import { losesComment } from '../../facts/writing.ts';
import type { Edit, ProposedFix, Rule } from '../../rule.ts';

/** So many conditions make eight shapes, where V8 remembers four for a place in the code. */
const MANY = 3;

/** Words in names of what is handed on to somebody who looks which keys there are. */
const HANDED_ON = wordsOf(
  'args attributes body config filter headers init json options opts params payload props query request response settings style where',
);

export const noUnstableShape: Rule = {
  id: 'no-unstable-shape',
  category: 'cpu',
  gate: 'heat',
  title: 'Objects of many shapes',
  costs: ['make', 'reads'],
  docs: {
    why: 'Each combination of parts that may be left out makes an object of another shape. V8 remembers up to four shapes for a place in the code; with more of them, each property has to be looked up, there and wherever else such objects are read. A spread costs time by itself, too.',
    before:
      'const rows = items.map((item) => ({ id: item.id, ...(item.a && { a: item.a }), ...(item.b && { b: item.b }), ...(item.c && { c: item.c }) }));',
    after: 'const rows = items.map((item) => ({ id: item.id, a: item.a || undefined, b: item.b || undefined, c: item.c || undefined }));',
    silent: [
      'There are less than three such parts.',
      'It is not made for each of many.',
      'It is handed on to somebody who may look which keys it has: as an argument, to JSON, as `options` or `headers`, or by a function of such a name.',
    ],
    beware: 'A property that is `undefined` is still there for `in`, `Object.keys` and spread; `JSON.stringify` leaves it out.',
    peers: [],
  },
  check(file, report) {
    return {
      ObjectLiteralExpression(object) {
        const optional = object.properties.filter((each) => ts.isSpreadAssignment(each)).filter((each) => optionalPart(each) !== null);
        if (optional.length < MANY || !loopAround(object) || isHandedOn(object) || isForOthers(object)) return;
        report({
          node: object,
          cost: 'make',
          message: `${optional.length} parts that may be left out make objects of up to ${2 ** optional.length} shapes`,
          fixes: undefinedFix(optional, object, file),
        });
      },
    };
  },
};

/** The condition of `...(condition && { … })` or `...(condition ? { … } : {})`, and what it adds. */
function optionalPart({ expression }: ts.SpreadAssignment) {
  const inner = unwrapped(expression);
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) {
    const added = unwrapped(inner.right);
    return ts.isObjectLiteralExpression(added) ? { condition: inner.left, added } : null;
  }
  if (!ts.isConditionalExpression(inner)) return null;
  const [added, none] = [unwrapped(inner.whenTrue), unwrapped(inner.whenFalse)];
  const isNone =
    none.kind === ts.SyntaxKind.NullKeyword ||
    (ts.isIdentifier(none) && none.text === 'undefined') ||
    (ts.isObjectLiteralExpression(none) && none.properties.length === 0);
  return isNone && ts.isObjectLiteralExpression(added) ? { condition: inner.condition, added } : null;
}

/** Whether the keys of an object may matter to somebody: it is an argument, but for what puts it into a list, or part of another object. */
function isHandedOn(object: ts.Expression): boolean {
  const at = wrapped(object);
  const { parent } = at;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return methodCall(parent)?.name !== 'push';
  if (ts.isPropertyAssignment(parent) || ts.isJsxExpression(parent) || ts.isJsxSpreadAttribute(parent) || ts.isSpreadAssignment(parent))
    return true;
  if (ts.isVariableDeclaration(parent)) return ts.isIdentifier(parent.name) && hasWord(parent.name.text, HANDED_ON);
  return ts.isBinaryExpression(parent) && hasWord(lastName(parent.left), HANDED_ON);
}

/** Whether a function around is named after what is handed on: `toJson`, `requestBody`. */
function isForOthers(object: ts.Expression): boolean {
  for (let fn = functionAround(object); fn; fn = functionAround(fn)) {
    const { name } = ts.isVariableDeclaration(fn.parent) || ts.isPropertyAssignment(fn.parent) ? fn.parent : fn;
    if (name && ts.isIdentifier(name) && hasWord(name.text, HANDED_ON)) return true;
  }
  return false;
}

/** All of them as properties that may be `undefined`, where each adds one that nothing else of the object has. */
function undefinedFix(optional: readonly ts.SpreadAssignment[], object: ts.ObjectLiteralExpression, file: FileFacts): ProposedFix[] {
  const { source, textOf } = file;
  const taken = new Set<string>();
  for (const each of object.properties) {
    if (ts.isSpreadAssignment(each)) {
      if (!optional.includes(each)) return [];
    } else if (!ts.isIdentifier(each.name)) return [];
    else taken.add(each.name.text);
  }
  const edits: Edit[] = [];
  for (const each of optional) {
    const { condition, added } = optionalPart(each)!;
    const [property, ...others] = added.properties;
    if (!property || others.length > 0 || !property.name || !ts.isIdentifier(property.name) || taken.has(property.name.text)) return [];
    const value = ts.isShorthandPropertyAssignment(property)
      ? property.name
      : ts.isPropertyAssignment(property)
        ? property.initializer
        : null;
    if (!value || losesComment(each, [condition, value], source)) return [];
    taken.add(property.name.text);
    const asked = isSimple(condition) ? textOf(condition) : `(${textOf(condition)})`;
    edits.push({ start: each.getStart(source), end: each.end, text: `${property.name.text}: ${asked} ? ${textOf(value)} : undefined` });
  }
  return [{ title: 'Set what is left out to undefined', kind: 'suggestion', edits }];
}

/** What binds more than `?` does. */
const isSimple = (node: ts.Expression): boolean =>
  ts.isLeftHandSideExpression(node) ||
  ts.isPrefixUnaryExpression(node) ||
  ts.isTypeOfExpression(node) ||
  (ts.isBinaryExpression(node) &&
    node.operatorToken.kind !== ts.SyntaxKind.CommaToken &&
    !(node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment && node.operatorToken.kind <= ts.SyntaxKind.LastAssignment));
