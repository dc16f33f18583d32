import { ts, unwrapped } from '../../../syntax/index.ts';
import { isTarget, mayChangeDuring } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isShortList } from '../../facts/lengths.ts';
import { isDense } from '../../facts/lists.ts';
import { withoutLoss } from '../../facts/places.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Going through lists of so many costs nothing, however it is done. */
const FEW = 4;

export const noForInArray: Rule = {
  id: 'no-for-in-array',
  category: 'cpu',
  gate: 'always',
  title: 'List gone through as an object',
  costs: ['index'],
  docs: {
    why: '`for in` makes a list of the names of all properties, a text for each index, and turns each text into a number again where an element is read. `for of`, or a loop that counts, goes straight through the elements.',
    before: 'for (const index in prices) sum += prices[index];',
    after: 'for (const price of prices) sum += price;',
    silent: [
      'It may be an object.',
      'The list has holes on purpose: elements are put at places of their own, or it is made with a length only.',
      'It has four elements at the most, or its name is one of short lists.',
    ],
    beware: '`for in` passes over holes, and goes through properties that were added to the list or to all lists.',
    peers: ['typescript-eslint/no-for-in-array'],
  },
  check(file, report) {
    return {
      ForInStatement(statement) {
        const { expression: list } = statement;
        if (file.kinds.kindOf(list) !== 'array' || isShortList(list, FEW, file.names) || hasPlaces(list, file)) return;
        report({
          node: statement,
          end: list,
          cost: 'index',
          message: `\`for in\` makes a text of each index of a list`,
          fixes: countingFix(statement, file),
        });
      },
    };
  },
};

/** Whether elements are put at places of their own, so that there may be none in between, or asked for by texts. */
function hasPlaces(list: ts.Expression, { kinds, names }: FileFacts): boolean {
  const variable = names.variableAt(list);
  if (!variable) return false;
  const initializers = variable.declarations.map(({ parent }) => (ts.isVariableDeclaration(parent) ? parent.initializer : undefined));
  const isMadeEmpty = initializers.some((each) => {
    const made = each && unwrapped(each);
    const isCall = made && (ts.isNewExpression(made) || ts.isCallExpression(made));
    return isCall && ts.isIdentifier(made.expression) && made.expression.text === 'Array';
  });
  // A place that another `for in` gives is a text, too.
  const isText = (place: ts.Expression) =>
    kinds.kindOf(place) === 'string' &&
    !names.variableAt(place)?.declarations.some(({ parent }) => ts.isForInStatement(parent.parent.parent));
  return (
    isMadeEmpty ||
    variable.references.some(
      ({ identifier: { parent } }) => ts.isElementAccessExpression(parent) && (isTarget(parent) || isText(parent.argumentExpression)),
    )
  );
}

/** A loop that counts, where the index is only used to get at elements. Safe for a list that has no holes and stays as it is. */
function countingFix(statement: ts.ForInStatement, file: FileFacts): ProposedFix[] {
  const { source, names, textOf } = file;
  const { initializer, expression: list } = statement;
  const [declaration] = ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
  const isOfLoop = (initializer.flags & ts.NodeFlags.BlockScoped) !== 0;
  if (!declaration || !isOfLoop || !ts.isIdentifier(declaration.name) || !ts.isIdentifier(list)) return [];
  const [index, variable] = [names.variableOf(declaration.name), names.variableOf(list)];
  const isIndex = ({ identifier: { parent }, identifier }: { readonly identifier: ts.Identifier }) =>
    ts.isElementAccessExpression(parent) && parent.argumentExpression === identifier;
  if (!index || !variable || !index.references.every((each) => isIndex(each) && !each.writes)) return [];
  const text = `let ${index.name} = 0; ${index.name} < ${textOf(list)}.length; ${index.name} += 1`;
  const edits = withoutLoss([{ start: initializer.getStart(source), end: list.end, text }], source);
  const isSafe = isDense(list, file) && !mayChangeDuring(variable, statement, names);
  return edits ? [{ title: 'Count the index', kind: isSafe ? 'safe' : 'suggestion', edits }] : [];
}
