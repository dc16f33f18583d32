import { ts, unwrapped } from '../../../syntax/index.ts';
import { isInvariantIn, isNeverChanged, isTarget } from '../../facts/changes.ts';
import { emptiness } from '../../facts/emptiness.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { loopAround, type Loop } from '../../facts/loops.ts';
import { type Names, type Variable } from '../../facts/names.ts';
import { freshName, insertedAfter } from '../../facts/places.ts';
import { presenceTest, type PresenceTest } from '../../facts/presence.ts';
import { runsAgain } from '../../facts/repeated.ts';
import { contains, functionAround, methodCall } from '../../facts/shapes.ts';
import { losesComment } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

export const noKeysMembership: Rule = {
  id: 'no-keys-membership',
  category: 'cpu',
  gate: 'always',
  title: 'Listing an object to look one thing up',
  costs: ['keys', 'values', 'empty'],
  docs: {
    why: '`Object.keys` and `Object.values` make a list of the whole object, which is then searched from its beginning, for what the object or a set knows at once.',
    before: 'if (Object.keys(routes).includes(name)) return;\nconst isRole = (text) => Object.values(Role).includes(text);',
    after:
      'if (Object.hasOwn(routes, name)) return;\nconst roles = new Set(Object.values(Role));\nconst isRole = (text) => roles.has(text);',
    silent: [
      'The list is kept: it is made once, and used for more.',
      'One key is looked up in no loop, and in no function that is called for each of many, and no profile says that it is hot.',
      'The values are those of an object that may change, or that belongs to one call.',
      'Whether there is a key at all is asked once, or of an object of the turn: that costs little.',
      'What is listed is a map, a set or a list.',
    ],
    beware: '`Object.hasOwn` also knows properties that are not enumerable, takes numbers for keys, and is there since ES2022.',
    peers: [],
  },
  check(file, report) {
    const { names, kinds, source } = file;

    /** The object that `Object.keys(object)` lists. */
    const listed = (list: ts.Expression, method: RegExp): ts.Expression | null => {
      const call = methodCall(unwrapped(list));
      if (!call || !method.test(call.name) || call.args.length !== 1) return null;
      const { receiver } = call;
      if (!ts.isIdentifier(receiver) || receiver.text !== 'Object' || !names.isGlobal(receiver)) return null;
      const [object] = call.args;
      const kind = kinds.kindOf(object!);
      return kind === 'object' || kind === 'unknown' || kind === 'function' ? object! : null;
    };

    const keys = (test: PresenceTest, whole: ts.Expression, object: ts.Expression): void => {
      const [value] = test.search.arguments;
      const isSafe = kinds.kindOf(value!) === 'string' && isPlainConstant(names.variableAt(object), names);
      const text = `${test.isNegated ? '!' : ''}Object.hasOwn(${file.textOf(object)}, ${file.textOf(value!)})`;
      const edits = [{ start: whole.getStart(source), end: whole.end, text }];
      report({
        node: whole,
        cost: 'keys',
        ...(!runsAgain(whole, names) && { gate: 'heat' }),
        message: '`Object.keys` makes a list of all keys to look one of them up',
        fixes: losesComment(whole, [object, value!], source)
          ? []
          : [{ title: 'Use Object.hasOwn', kind: isSafe ? 'safe' : 'suggestion', edits }],
      });
    };

    const values = (test: PresenceTest, whole: ts.Expression, object: ts.Expression): void => {
      const variable = names.variableAt(object);
      const isLasting = variable !== null && isConstantOfFile(variable, names);
      const loop = loopAround(whole);
      if (!(isLasting && functionAround(whole)) && !(loop && isInvariantIn(object, loop.node, names))) return;
      report({
        node: whole,
        cost: 'values',
        message: '`Object.values` makes a list of all values to look one of them up, the same each time',
        fixes: isLasting ? setFix(test, whole, variable, file) : [],
      });
    };

    const test = (whole: ts.Expression): void => {
      const found = presenceTest(whole, file);
      if (!found) return;
      const ofKeys = listed(found.list, /^keys$/u);
      if (ofKeys) return keys(found, whole, ofKeys);
      const ofValues = listed(found.list, /^values$/u);
      if (ofValues) values(found, whole, ofValues);
    };

    return {
      CallExpression(call) {
        if (methodCall(call)?.name === 'includes') test(call);
      },
      BinaryExpression(node) {
        if (methodCall(unwrapped(node.left))?.name === 'indexOf') test(node);
      },
      PropertyAccessExpression(length) {
        if (length.name.text !== 'length') return;
        const object = listed(length.expression, /^(?:entries|keys|values)$/u);
        const asked = object && emptiness(length);
        const loop = asked && loopAround(length);
        if (!object || !loop || !isDictionary(object, length, loop, names)) return;
        report({
          node: asked.whole,
          cost: 'empty',
          message: 'All keys are listed in each turn of the loop, only to ask whether there is one',
        });
      },
    };
  },
};

/** Whether a variable holds an object that is there for the whole time of the program, and stays as it is written. */
const isConstantOfFile = (variable: Variable, names: Names): boolean =>
  isPlainConstant(variable, names) || (variable.kind === 'import' && /^[A-Z]/u.test(variable.name));

/** Whether a variable is an enum of the file, or an object that is written out at its top and never changed there. */
function isPlainConstant(variable: Variable | null, names: Names): boolean {
  if (!variable || variable.scope !== names.fileScope || variable.declarations.length !== 1) return false;
  if (variable.kind === 'enum') return ts.isEnumDeclaration(variable.declarations[0]!.parent);
  const object = objectOf(variable);
  return object !== null && ts.isObjectLiteralExpression(object.literal) && isNeverChanged(variable, names);
}

/** The literal that a constant is declared with, and whether it is frozen, for the language or for its types. */
function objectOf({ kind, declarations }: Variable): { literal: ts.Expression; isFrozen: boolean } | null {
  const declaration = declarations[0]!.parent;
  if (kind !== 'const' || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return null;
  const { initializer } = declaration;
  const freezing = methodCall(unwrapped(initializer));
  if (freezing?.name === 'freeze' && freezing.args.length === 1) return { literal: unwrapped(freezing.args[0]!), isFrozen: true };
  const isConstant = ts.isAsExpression(initializer) && ts.isConstTypeReference(initializer.type);
  return { literal: unwrapped(initializer), isFrozen: isConstant };
}

/** A set of the values behind the object, made once for the file. */
function setFix(test: PresenceTest, whole: ts.Expression, variable: Variable, file: FileFacts): ProposedFix[] {
  const { source, names } = file;
  const declaration = variable.declarations[0]!.parent;
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const isAtTop = (ts.isVariableStatement(statement) || ts.isEnumDeclaration(statement)) && statement.parent === source;
  const [value] = test.search.arguments;
  if (!isAtTop || losesComment(whole, [value!], source)) return [];
  const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
  const isOwn = ts.isEnumDeclaration(statement) || !isExported || (objectOf(variable)?.isFrozen ?? false);
  const isSafe = isOwn && methodCall(test.search)?.name === 'includes';
  const made = `new Set(Object.values(${variable.name}))`;
  const { name: own } = variable;
  const wanted = /^[A-Z\d_]+$/u.test(own) ? `${own}_VALUES` : `${own.charAt(0).toLowerCase()}${own.slice(1)}Values`;
  const existing = names.fileScope.variables.get(wanted)?.declarations[0]?.parent;
  const isThere = existing && ts.isVariableDeclaration(existing) && existing.initializer?.getText(source) === made;
  const name = isThere ? wanted : freshName(wanted, source);
  return [
    {
      title: 'Keep a set of the values',
      kind: isSafe ? 'safe' : 'suggestion',
      edits: [
        ...(isThere ? [] : [insertedAfter(statement, `const ${name} = ${made};`, source)]),
        { start: whole.getStart(source), end: whole.end, text: `${test.isNegated ? '!' : ''}${name}.has(${file.textOf(value!)})` },
      ],
    },
  ];
}

/** Whether an object from outside of a loop is one that the loop fills or empties, or ends with. */
function isDictionary(object: ts.Expression, length: ts.Node, { node }: Loop, names: Names): boolean {
  let at = unwrapped(object);
  while (ts.isPropertyAccessExpression(at)) at = unwrapped(at.expression);
  const variable = ts.isIdentifier(at) ? names.variableOf(at) : null;
  if (variable?.declarations.some((each) => contains(node, each))) return false;
  const condition = ts.isForStatement(node) ? node.condition : ts.isWhileStatement(node) || ts.isDoStatement(node) ? node.expression : null;
  if (condition && contains(condition, length)) return true;
  if (variable === null || at !== unwrapped(object)) return false;
  return variable.references.some(({ identifier }) => {
    const { parent } = identifier;
    return ts.isElementAccessExpression(parent) && parent.expression === identifier && isTarget(parent) && contains(node, parent);
  });
}
