import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { freshName, insertedBefore, placeOf } from '../../facts/places.ts';
import { keySearch, wantedOnly, type KeySearch } from '../../facts/searches.ts';
import { contains } from '../../facts/shapes.ts';
import { shortened } from '../../facts/words.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

const METHODS = new Set(['filter']);

export const groupOnce: Rule = {
  id: 'group-once',
  category: 'cpu',
  gate: 'loop',
  title: 'Filter for each of many groups',
  costs: ['filter'],
  docs: {
    why: 'Each turn goes through the whole list for the elements of one group: for n groups and m elements that is n × m calls. One pass puts all elements into their groups.',
    before: 'for (const team of teams) {\n  team.members = people.filter((person) => person.teamId === team.id);\n}',
    after:
      'const peopleByTeamId = Map.groupBy(people, (person) => person.teamId);\nfor (const team of teams) {\n  team.members = peopleByTeamId.get(team.id) ?? [];\n}',
    silent: [
      'The function does anything but compare one key with `===`.',
      'What is filtered may be no list: streams and queries have the same method.',
      'The list is changed in the loop, given to others there, or changed by a function that the loop may call.',
      'The list comes from another file, as tables do; or it or the loop is known to be short, or has a name of what is short nearly everywhere: `columns`, `options`.',
      'The key is the same in every turn, or the loop ends with the first that is found.',
      'Each turn waits for something, which takes longer than searching.',
    ],
    beware:
      '`filter` gives a new list each time; a group is the same list for all who ask. `Map.groupBy` needs Node 21 or a browser of 2024.',
    peers: [],
  },
  check(file, report) {
    const told = new Map<string, ts.Node>();
    return {
      CallExpression(call) {
        const search = keySearch(call, METHODS, file);
        if (!search || !isList(search, file) || isOfOne(call)) return;
        const about = `${file.textOf(search.list)} ${search.method.name} ${search.key}`;
        const before = told.get(about);
        if (before && contains(before, call)) return;
        told.set(about, search.loop.node);
        const fix = grouped(search, file);
        report({
          node: call,
          end: search.method.nameNode,
          cost: 'filter',
          message: `\`${shortened(file.textOf(search.list))}.filter\` goes through the whole list for one \`${search.key}\` in each turn of the loop`,
          ...(fix && { fixes: [fix] }),
        });
      },
    };
  },
};

/** By its kind; a list that nobody says the kind of has the name of many. */
function isList({ list }: KeySearch, { kinds }: FileFacts): boolean {
  if (kinds.kindOf(list) === 'array') return true;
  const name = ts.isPropertyAccessExpression(list) ? list.name.text : (list as ts.Identifier).text;
  return /(?:s|List|people|children|data)$/u.test(name) && !/(?:events|streams|objects|sources|messages)$/iu.test(name);
}

/** `list.filter(…)[0]` wants one, and no group. */
const isOfOne = ({ parent }: ts.CallExpression): boolean =>
  ts.isElementAccessExpression(parent) && ts.isNumericLiteral(parent.argumentExpression);

/** Puts all into groups before the loop. */
function grouped(search: KeySearch, file: FileFacts): ProposedFix | null {
  const { method, list, variable, key, loop } = search;
  const place = placeOf(loop.node);
  const isPlain = ts.isIdentifier(unwrapped(list)) && file.kinds.kindOf(list) === 'array';
  if (!place || !isPlain || variable.declarations.some((each) => contains(place, each))) return null;
  const item = search.item ?? 'item';
  const words = key.split('.').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const name = freshName(`${variable.name}By${words.join('')}`, file.source);
  const isAlone = standsAlone(method.call);
  const edits = wantedOnly(search, `${isAlone ? '' : '('}${name}.get(`, `) ?? []${isAlone ? '' : ')'}`, file.source);
  const made = `const ${name} = Map.groupBy(${variable.name}, (${item}) => ${item}.${key});`;
  return (
    edits && { title: 'Group once, with Map.groupBy', kind: 'suggestion', edits: [insertedBefore(place, made, file.source), ...edits] }
  );
}

/** Whether nothing around an expression binds to it. */
function standsAlone(node: ts.Expression): boolean {
  const { parent } = node;
  return (
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isArrowFunction(parent) ||
    (ts.isCallExpression(parent) && parent.expression !== node) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.right === node)
  );
}
