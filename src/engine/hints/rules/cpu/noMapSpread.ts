import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { inlineFunction, methodCall, onlyResult, parameterName } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

export const noMapSpread: Rule = {
  id: 'no-map-spread',
  category: 'cpu',
  gate: 'heat',
  title: 'Copy of each object of a list',
  costs: ['spread', 'rest'],
  docs: {
    why: 'Objects that were just made are copied, each with all its properties, only to add one: it could have been there from the beginning. `...rest` in a pattern makes an object of whatever is left, by names, and is slower still than one that is written out.',
    before: 'const rows = ids.map((id) => ({ id, price: priceOf(id) })).map((row) => ({ ...row, total: row.price * 2 }));',
    after: 'const rows = ids.map((id) => {\n  const price = priceOf(id);\n  return { id, price, total: price * 2 };\n});',
    silent: [
      'The objects come from elsewhere: whoever else has them relies on their staying as they are.',
      'The list of what was made is used once more.',
      'What is left is part of something else than the result.',
    ],
    beware: 'It is shorter to write, and where it is not hot there is no reason to change it.',
    peers: ['oxc/no-map-spread'],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        const method = methodCall(call);
        const fn = method?.name === 'map' ? inlineFunction(call.arguments[0]) : null;
        const result = fn && onlyResult(fn);
        if (!method || !fn || !result) return;
        const [parameter] = fn.parameters;
        const name = parameterName(parameter);
        const element = name && file.names.variableOf(name);
        const [first] = ts.isObjectLiteralExpression(result) ? result.properties : [];
        const isCopy = first && ts.isSpreadAssignment(first) && element && file.names.variableAt(first.expression) === element;
        if (isCopy && areMadeHere(method.receiver, file))
          report({
            node: result,
            cost: 'spread',
            message: 'Objects that were just made are copied, each with all its properties, to add to them',
          });
        const rest = parameter && ts.isObjectBindingPattern(parameter.name) ? parameter.name.elements.at(-1) : undefined;
        if (!rest?.dotDotDotToken || !ts.isIdentifier(rest.name) || file.names.variableAt(result) !== file.names.variableOf(rest.name))
          return;
        report({
          node: fn,
          cost: 'rest',
          message: `\`...${rest.name.text}\` makes each object of what is left, property by property and by name`,
        });
      },
    };
  },
};

/** Whether a list was made of new objects, by `map`, and is used here only. */
function areMadeHere(list: ts.Expression, file: FileFacts): boolean {
  const variable = file.names.variableAt(list);
  const declaration = variable?.declarations.length === 1 ? variable.declarations[0]!.parent : undefined;
  const isOnce = variable?.kind === 'const' && variable.references.length === 1;
  const made = !variable ? list : isOnce && declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  const call = made && methodCall(unwrapped(made));
  if (!call) return false;
  if (/^(?:filter|slice|sort|toSorted)$/u.test(call.name)) return areMadeHere(call.receiver, file);
  const fn = call.name === 'map' ? inlineFunction(call.args[0]) : null;
  const result = fn && onlyResult(fn);
  return result !== null && ts.isObjectLiteralExpression(result);
}
