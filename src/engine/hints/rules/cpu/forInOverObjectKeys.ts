import { ts, unwrapped } from '../../../syntax/index.ts';
import { waitsInTurn } from '../../facts/accumulators.ts';
import { mayChangeIn } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { withoutLoss } from '../../facts/places.ts';
import { plainObject } from '../../facts/plainObjects.ts';
import { inlineFunction, methodCall } from '../../facts/shapes.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

export const forInOverObjectKeys: Rule = {
  id: 'for-in-over-object-keys',
  category: 'cpu',
  gate: 'heat',
  title: 'List made of an object, only to go through it',
  costs: ['keys', 'entries', 'dictionary'],
  docs: {
    why: '`Object.keys` makes a list of all keys, `Object.entries` a list for each of them, too. `for in` makes none: V8 remembers which keys objects of the same shape have, and where their values are.',
    before: 'for (const [name, price] of Object.entries(prices)) sum += weights[name] * price;',
    after: 'for (const name in prices) sum += weights[name] * prices[name];',
    silent: [
      'It is not known that the object inherits nothing: `for in` goes through that, too.',
      'Keys of a dictionary are gone through without values: both ways were measured to be as fast.',
      'The object may change meanwhile, or each turn waits for something.',
    ],
    beware: 'Do not ask `Object.hasOwn` in each turn: that was measured to cost all that `for in` gains.',
    peers: ['perflint/W8102'],
  },
  check(file, report) {
    const { names } = file;
    const found = (list: ts.Expression, body: ts.Node, mark: ts.Node, fixes: readonly ProposedFix[]): void => {
      const call = listOf(list, file);
      const kind = call && plainObject(call.object, file);
      const variable = call && names.variableAt(call.object);
      if (!call || !kind || !variable || mayChangeIn(variable, body, names)) return;
      if (call.name === 'keys' && kind === 'dictionary') return;
      report({
        node: mark,
        end: list,
        cost: kind === 'dictionary' ? kind : call.name,
        message:
          call.name === 'keys'
            ? '`Object.keys` makes a list of the keys, which `for in` goes through without one'
            : '`Object.entries` makes a list of lists, where `for in` goes through the keys without any',
        fixes: call.name === 'keys' ? fixes : [],
      });
    };
    return {
      ForOfStatement(statement) {
        const { expression, statement: body } = statement;
        if (statement.awaitModifier || !listOf(expression, file) || waitsInTurn({ kind: 'forOf', node: statement, body, over: expression }))
          return;
        found(expression, body, statement, forInFix(statement, file));
      },
      CallExpression(call) {
        const method = methodCall(call);
        const fn = method?.name === 'forEach' && call.arguments.length === 1 ? inlineFunction(call.arguments[0]) : null;
        // The second parameter is the number of the key.
        if (method && fn && fn.parameters.length === 1) found(method.receiver, fn.body, method.receiver, []);
      },
    };
  },
};

/** The object of `Object.keys(object)` or `Object.entries(object)`. */
function listOf(list: ts.Expression, { names }: FileFacts): { readonly object: ts.Expression; readonly name: 'entries' | 'keys' } | null {
  const call = methodCall(unwrapped(list));
  if (!call || call.isOptional || call.args.length !== 1) return null;
  const { name, receiver, args } = call;
  if (!ts.isIdentifier(receiver) || receiver.text !== 'Object' || !names.isGlobal(receiver)) return null;
  return name === 'keys' || name === 'entries' ? { object: args[0]!, name } : null;
}

/** `for (const key of Object.keys(object))` as `for (const key in object)`. */
function forInFix({ initializer, expression }: ts.ForOfStatement, file: FileFacts): ProposedFix[] {
  const object = listOf(expression, file)?.object;
  if (!object || !ts.isVariableDeclarationList(initializer)) return [];
  const edits = withoutLoss([{ start: initializer.end, end: expression.end, text: ` in ${file.textOf(object)}` }], file.source);
  return edits ? [{ title: 'Use for in', kind: 'suggestion', edits }] : [];
}
