import { ts } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { loopAround } from '../../facts/loops.ts';
import { functionAround, inlineFunction, lastName, methodCall, nodesIn, parameterName, wrapped } from '../../facts/shapes.ts';
import { constantOf, constantText } from '../../facts/values.ts';
import { losesComment, receiverText } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Properties that the runtime gives objects in its own way. */
const OF_RUNTIME = /^(?:__proto__|cause|message|name|stack)$/u;

export const noReflectiveHot: Rule = {
  id: 'no-reflective-hot',
  category: 'cpu',
  gate: 'heat',
  title: 'Code or objects that V8 cannot foresee',
  costs: ['compile', 'proxy', 'define', 'prototype'],
  docs: {
    why: 'V8 is fast where it knows beforehand what code there is and how objects are made. `new Function` and `eval` have code read and compiled each time, each read through a `Proxy` calls a function, and `Object.defineProperty` and `Object.setPrototypeOf` change an object by way of the runtime.',
    before: 'const rows = ids.map((id) => Object.setPrototypeOf({ id }, Row.prototype));',
    after: 'const rows = ids.map((id) => new Row(id));',
    silent: [
      'What is compiled is kept: it is returned, or put where it is found again.',
      'The property that is defined is one that an assignment does not make: hidden, fixed, or with a getter.',
      'The prototype of `this`, of a function, or of what comes from elsewhere is set, for which there may be no other way.',
      'A `Proxy` does not read the property that it is asked for, or makes functions: it is more than its target.',
      'It runs once, when the file is loaded.',
    ],
    beware: 'An assignment calls a setter that the object inherits; `Object.defineProperty` does not.',
    peers: ['eslint/no-eval', 'eslint/no-new-func'],
  },
  check(file, report) {
    const { names } = file;
    const isGlobal = (node: ts.Expression, name: string): boolean => ts.isIdentifier(node) && node.text === name && names.isGlobal(node);

    const compiled = (node: ts.CallExpression | ts.NewExpression): void =>
      report({ node, cost: 'compile', message: 'The code is read and compiled each time that it is to run' });
    const traps = new Set<ts.Node>();

    return {
      NewExpression(node) {
        if (isGlobal(node.expression, 'Function')) {
          if (isRunAgain(node) && isOnlyCalled(node, file)) compiled(node);
          return;
        }
        const handler = isGlobal(node.expression, 'Proxy') && node.arguments?.[1] ? constantOf(node.arguments[1], names) : null;
        const trap = handler && ts.isObjectLiteralExpression(handler) ? readTrap(handler, file) : null;
        if (!trap || traps.has(trap)) return;
        traps.add(trap);
        report({
          node: trap,
          cost: 'proxy',
          message: 'Each read of a property through the `Proxy` calls this function, where V8 otherwise knows the place of the property',
        });
      },
      CallExpression(call) {
        const [object, name, descriptor] = call.arguments;
        if (isGlobal(call.expression, 'eval')) {
          const isFixed = object !== undefined && constantText(object, names) !== null;
          if (isRunAgain(call) && (loopAround(call) || !isFixed)) compiled(call);
          return;
        }
        const method = methodCall(call);
        if (!method || !object || !isGlobal(method.receiver, 'Object') || !isRunAgain(call)) return;
        if (method.name === 'setPrototypeOf' && isMadeHere(object, file))
          report({
            node: call,
            cost: 'prototype',
            message: 'The prototype of an object is changed after it was made, where a class or `Object.create` makes it with that one',
          });
        const key = method.name === 'defineProperty' && name ? constantText(name, names) : null;
        const value = key !== null && !OF_RUNTIME.test(key) && descriptor ? plainValue(descriptor) : null;
        if (key !== null && value)
          report({
            node: call,
            cost: 'define',
            message: 'A property is defined by a description, and is the same as one that is assigned',
            fixes: assigned(call, key, value, file),
          });
      },
    };
  },
};

/** Not only when the file is loaded. */
const isRunAgain = (node: ts.Node): boolean => functionAround(node) !== null || loopAround(node) !== null;

/** Whether a function is called where it is made, or by a name that a turn of a loop has for it; and is kept nowhere. */
function isOnlyCalled(node: ts.Expression, { names }: FileFacts): boolean {
  const at = wrapped(node);
  const { parent } = at;
  if (ts.isCallExpression(parent)) return parent.expression === at;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name) || !loopAround(node)) return false;
  const references = names.variableOf(parent.name)?.references ?? [];
  return references.every(({ identifier }) => ts.isCallExpression(identifier.parent) && identifier.parent.expression === identifier);
}

/** What is called for each read through a `Proxy`, where it reads the property that it is asked for. */
function readTrap({ properties }: ts.ObjectLiteralExpression, { names }: FileFacts): ts.Node | null {
  const property = properties.find(({ name }) => name && ts.isIdentifier(name) && name.text === 'get');
  const fn = property && (ts.isPropertyAssignment(property) ? inlineFunction(property.initializer) : property);
  if (!fn || !ts.isFunctionLike(fn)) return null;
  const [target, key] = fn.parameters.map((parameter) => {
    const name = parameterName(parameter);
    return name && names.variableOf(name);
  });
  if (!target || !key) return null;
  const isRead = (node: ts.Node): boolean => {
    const reflected = methodCall(node);
    const [from, name] = ts.isElementAccessExpression(node)
      ? [node.expression, node.argumentExpression]
      : reflected?.name === 'get' && lastName(reflected.receiver) === 'Reflect'
        ? reflected.args
        : [];
    return from !== undefined && name !== undefined && names.variableAt(from) === target && names.variableAt(name) === key;
  };
  const nodes = [...nodesIn(fn)];
  // What makes functions is there for those, and its lines are theirs.
  return nodes.some(isRead) && !nodes.some((node) => node !== fn && ts.isFunctionLike(node)) ? property : null;
}

/** An object that was made with braces, here or by the constant of that name. */
function isMadeHere(object: ts.Expression, { names }: FileFacts): boolean {
  const made = constantOf(object, names);
  return made !== null && ts.isObjectLiteralExpression(made);
}

/** The value of a property that is described as an assignment makes it. */
function plainValue(descriptor: ts.Expression): ts.Expression | null {
  if (!ts.isObjectLiteralExpression(descriptor) || descriptor.properties.length !== 4) return null;
  let [value, count]: [ts.Expression | null, number] = [null, 0];
  for (const property of descriptor.properties) {
    if (!property.name || !ts.isIdentifier(property.name)) return null;
    const { text } = property.name;
    if (text === 'value') {
      if (ts.isShorthandPropertyAssignment(property)) value = property.name;
      else if (ts.isPropertyAssignment(property)) value = property.initializer;
    } else if (/^(?:configurable|enumerable|writable)$/u.test(text) && ts.isPropertyAssignment(property))
      count += property.initializer.kind === ts.SyntaxKind.TrueKeyword ? 1 : 0;
  }
  return count === 3 ? value : null;
}

function assigned(call: ts.CallExpression, key: string, value: ts.Expression, { source, textOf }: FileFacts): ProposedFix[] {
  const [object] = call.arguments;
  if (!object || !ts.isExpressionStatement(call.parent) || !/^[A-Za-z_$][\w$]*$/u.test(key) || losesComment(call, [value], source))
    return [];
  const text = `${receiverText(object, source)}.${key} = ${textOf(value)}`;
  return [{ title: 'Assign it', kind: 'suggestion', edits: [{ start: call.getStart(source), end: call.end, text }] }];
}
