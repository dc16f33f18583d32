import { ts, unwrapped } from '../../../syntax/index.ts';
import { isTarget } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { type Variable } from '../../facts/names.ts';
import { functionAround, methodCall, nodesIn, wrapped } from '../../facts/shapes.ts';
import { constantText } from '../../facts/values.ts';
import type { Rule } from '../../rule.ts';

export const mapForDynamicKeys: Rule = {
  id: 'map-for-dynamic-keys',
  category: 'cpu',
  gate: 'heat',
  title: 'Object as a dictionary that keys come to and go from',
  costs: ['delete', 'numbers'],
  docs: {
    why: 'An object is made for properties that are known when the code is written. One that keys are added to and deleted from has to be a table, which `Map` is from the beginning; keys that are numbers far apart are the worst of them.',
    before: 'const open = {};\nfunction begin(id, job) { open[id] = job; }\nfunction end(id) { delete open[id]; }',
    after: 'const open = new Map();\nfunction begin(id, job) { open.set(id, job); }\nfunction end(id) { open.delete(id); }',
    silent: [
      'No key is deleted: objects and maps were measured to be about as fast for keys that are texts.',
      'The object is given to others, returned, or written as JSON; they need an object.',
      'Some of its keys are written out in the code.',
    ],
    beware:
      'An object goes through keys that are whole numbers in their order, a `Map` through all keys in the order in which they came. An object makes a text of each key, a `Map` tells `1` from `"1"`.',
    peers: [],
  },
  check(file, report) {
    const known = new Map<Variable, boolean>();
    const fields = new Map<ts.ClassLikeDeclaration, Map<string, boolean>>();

    const isOwnField = (access: ts.PropertyAccessExpression): boolean => {
      const owner = classAround(access);
      if (!owner) return false;
      let ofClass = fields.get(owner);
      if (!ofClass) fields.set(owner, (ofClass = new Map()));
      const { text } = access.name;
      const before = ofClass.get(text);
      if (before !== undefined) return before;
      const uses = isPrivateObject(owner, text) ? usesOf(owner, text) : [];
      const is = uses.length > 0 && uses.every((use) => isOfDictionary(use, file)) && uses.some((use) => isAdded(use));
      ofClass.set(text, is);
      return is;
    };

    const isOwnVariable = (variable: Variable): boolean => {
      const before = known.get(variable);
      if (before !== undefined) return before;
      const uses = variable.references.map(({ identifier }) => identifier);
      const is = isEmptyObject(variable) && uses.every((use) => isOfDictionary(use, file)) && uses.some((use) => isAdded(use));
      known.set(variable, is);
      return is;
    };

    return {
      DeleteExpression(node) {
        const target = unwrapped(node.expression);
        if (!ts.isElementAccessExpression(target) || constantText(target.argumentExpression, file.names) !== null) return;
        const object = unwrapped(target.expression);
        const variable = file.names.variableAt(object);
        const isOwn = variable ? isOwnVariable(variable) : ts.isPropertyAccessExpression(object) && isOwnField(object);
        // What is filled and emptied by the same call is there for that call only.
        if (!isOwn || (variable && functionAround(node) === functionAround(variable.declarations[0]!))) return;
        report({
          node,
          cost: file.kinds.kindOf(target.argumentExpression) === 'number' ? 'numbers' : 'delete',
          message: `Keys come to \`${file.textOf(object)}\` and go from it, for which a \`Map\` is made`,
        });
      },
    };
  },
};

function isEmptyObject({ kind, declarations: [declaration, ...more] }: Variable): boolean {
  const parent = declaration?.parent;
  return kind === 'const' && more.length === 0 && parent !== undefined && ts.isVariableDeclaration(parent) && isEmpty(parent.initializer);
}

/** `{}`, `Object.create(null)`. */
function isEmpty(expression: ts.Expression | undefined): boolean {
  const made = expression && unwrapped(expression);
  if (!made) return false;
  if (ts.isObjectLiteralExpression(made)) return made.properties.length === 0;
  const call = methodCall(made);
  return call?.name === 'create' && call.args.length === 1 && call.args[0]!.kind === ts.SyntaxKind.NullKeyword;
}

function classAround(node: ts.Node): ts.ClassLikeDeclaration | null {
  for (let at = node.parent; at; at = at.parent) if (ts.isClassLike(at)) return at;
  return null;
}

/** Whether a class has a field that nobody else sees, and that begins as an object without keys. */
function isPrivateObject({ members }: ts.ClassLikeDeclaration, name: string): boolean {
  return members.some((member) => {
    if (!ts.isPropertyDeclaration(member) || member.name.getText() !== name || !isEmpty(member.initializer)) return false;
    return ts.isPrivateIdentifier(member.name) || (member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword) ?? false);
  });
}

function usesOf(owner: ts.ClassLikeDeclaration, name: string): ts.Expression[] {
  return [...nodesIn(owner)].filter(
    (node): node is ts.PropertyAccessExpression => ts.isPropertyAccessExpression(node) && node.name.text === name,
  );
}

/** Whether a use of an object takes it for a dictionary: for a key that is computed, or all keys. */
function isOfDictionary(use: ts.Expression, { names }: FileFacts): boolean {
  const at = wrapped(use);
  const { parent } = at;
  if (ts.isElementAccessExpression(parent)) return parent.expression === at && constantText(parent.argumentExpression, names) === null;
  if (ts.isForInStatement(parent)) return parent.expression === at;
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === ts.SyntaxKind.InKeyword && parent.right === at;
  const call = methodCall(parent);
  if (!call || call.args[0] !== at || !ts.isIdentifier(call.receiver) || call.receiver.text !== 'Object') return false;
  return /^(?:entries|hasOwn|keys|values)$/u.test(call.name);
}

const isAdded = (use: ts.Expression): boolean => {
  const { parent } = wrapped(use);
  return ts.isElementAccessExpression(parent) && isTarget(parent) && !ts.isDeleteExpression(parent.parent);
};
