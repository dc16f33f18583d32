import { ts, unwrapped } from '../../../syntax/index.ts';
import { isAssignedIn } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isShortList } from '../../facts/lengths.ts';
import { insertedBefore, withoutLoss } from '../../facts/places.ts';
import { methodCall } from '../../facts/shapes.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Lists of so few are gone through in no time. */
const FEW = 4;

export const noEntriesCounterLoop: Rule = {
  id: 'no-entries-counter-loop',
  category: 'cpu',
  gate: 'heat',
  title: 'Pair made for each element of a list',
  costs: ['entries'],
  docs: {
    why: '`entries` makes a list of index and element for each of the elements, which is taken apart at once. A loop that counts the index makes nothing.',
    before: 'for (const [index, price] of prices.entries()) sum += index * price;',
    after: 'for (let index = 0; index < prices.length; index += 1) sum += index * prices[index];',
    silent: [
      'It is not known to be a list: maps have the same method, and no index to count.',
      'The list has four elements at the most, or its name is one of short lists.',
    ],
    beware: 'It is shorter to write, and where it is not hot there is no reason to change it.',
    peers: [],
  },
  check(file, report) {
    return {
      ForOfStatement(statement) {
        const call = methodCall(unwrapped(statement.expression));
        if (call?.name !== 'entries' || call.args.length > 0 || call.isOptional || statement.awaitModifier) return;
        if (file.kinds.kindOf(call.receiver) !== 'array' || isShortList(call.receiver, FEW, file.names)) return;
        report({
          node: statement,
          end: statement.expression,
          cost: 'entries',
          message: '`entries` makes a pair of index and element for each of the elements',
          fixes: countingFix(statement, call.receiver, file),
        });
      },
    };
  },
};

/** A loop that counts, over a list that has a name and keeps it. */
function countingFix(statement: ts.ForOfStatement, list: ts.Expression, file: FileFacts): ProposedFix[] {
  const { source, names, textOf } = file;
  const { initializer, expression, statement: body } = statement;
  const [declaration] = ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
  if (!declaration || !ts.isArrayBindingPattern(declaration.name) || !ts.isBlock(body) || !body.statements[0]) return [];
  const [first, second, ...others] = declaration.name.elements;
  const [variable, index] = [names.variableAt(list), nameOf(first)];
  if (!variable || !index || others.length > 0 || isAssignedIn(variable, body)) return [];
  if (names.variableOf(index)?.references.some(({ writes }) => writes)) return [];
  const at = index.text;
  const edits = [
    {
      start: initializer.getStart(source),
      end: expression.end,
      text: `let ${at} = 0; ${at} < ${variable.name}.length; ${at} += 1`,
    },
  ];
  if (second) {
    if (!ts.isBindingElement(second) || second.dotDotDotToken || second.initializer) return [];
    const sign = /\.[cm]?tsx?$/u.test(source.fileName) ? '!' : '';
    const keyword = initializer.flags & ts.NodeFlags.Const ? 'const' : 'let';
    edits.push(insertedBefore(body.statements[0], `${keyword} ${textOf(second.name)} = ${variable.name}[${at}]${sign};`, source));
  }
  return withoutLoss(edits, source) ? [{ title: 'Count the index', kind: 'suggestion', edits }] : [];
}

function nameOf(element: ts.ArrayBindingElement | undefined): ts.Identifier | null {
  if (!element || !ts.isBindingElement(element) || element.dotDotDotToken || element.initializer) return null;
  return ts.isIdentifier(element.name) ? element.name : null;
}
