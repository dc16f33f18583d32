import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { freshName, insertedBefore, placeOf } from '../../facts/places.ts';
import { keySearch, wantedOnly, type KeySearch } from '../../facts/searches.ts';
import { contains } from '../../facts/shapes.ts';
import { shortened } from '../../facts/words.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

const METHODS = new Set(['find', 'findIndex', 'findLast', 'findLastIndex', 'some']);

export const indexFindInLoop: Rule = {
  id: 'index-find-in-loop',
  category: 'cpu',
  gate: 'loop',
  title: 'Search for a key in a loop',
  costs: ['find', 'some'],
  docs: {
    why: 'Each turn asks one element of the other list after the other for its key: for n turns and m elements that is n × m calls. A `Map` from the key to the element is made once, and knows each of them at once.',
    before: 'for (const post of posts) {\n  post.author = users.find((user) => user.id === post.authorId);\n}',
    after:
      'const usersById = new Map(users.map((user) => [user.id, user]));\nfor (const post of posts) {\n  post.author = usersById.get(post.authorId);\n}',
    silent: [
      'The function does anything but compare one key with `===`.',
      'The list is changed in the loop, given to others there, or changed by a function that the loop may call.',
      'The list comes from another file, as tables do; or it or the loop is known to be short, or has a name of what is short nearly everywhere: `columns`, `options`.',
      'The key is the same in every turn, or the loop ends with the first that is found.',
      'Each turn waits for something, which takes longer than searching.',
    ],
    beware:
      'Where several elements have the same key, `find` gives the first and a map keeps the last. Below about 20 elements the list is faster. The map does not learn of what is added later.',
    peers: ['react-doctor/js-index-maps'],
  },
  check(file, report) {
    const told = new Map<string, ts.Node>();
    return {
      CallExpression(call) {
        const search = keySearch(call, METHODS, file);
        if (!search) return;
        const { name, nameNode } = search.method;
        const about = `${file.textOf(search.list)} ${search.method.name} ${search.key}`;
        const before = told.get(about);
        if (before && contains(before, call)) return;
        told.set(about, search.loop.node);
        const fix = indexed(search, file);
        report({
          node: call,
          end: nameNode,
          cost: name === 'some' ? 'some' : 'find',
          message: `\`${shortened(file.textOf(search.list))}.${name}\` looks through the whole list for one \`${search.key}\` in each turn of the loop`,
          ...(fix && { fixes: [fix] }),
        });
      },
    };
  },
};

/** Makes a map or set before the loop, and asks that. */
function indexed(search: KeySearch, file: FileFacts): ProposedFix | null {
  const { method, list, variable, key, loop } = search;
  const place = placeOf(loop.node);
  const isPlain = ts.isIdentifier(unwrapped(list)) && file.kinds.kindOf(list) === 'array';
  if (!place || !isPlain || method.name.endsWith('Index')) return null;
  if (variable.declarations.some((each) => contains(place, each))) return null;
  const listName = variable.name;
  const item = search.item ?? 'item';
  const words = key.split('.');
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const isAsked = method.name === 'some';
  const name = freshName(isAsked ? `${words.at(-1)!}sOf${capital(listName)}` : `${listName}By${words.map(capital).join('')}`, file.source);
  // A map keeps the last of those with the same key.
  const elements = method.name === 'find' ? `[...${listName}].reverse()` : listName;
  const made = isAsked
    ? `new Set(${listName}.map((${item}) => ${item}.${key}))`
    : `new Map(${elements}.map((${item}) => [${item}.${key}, ${item}]))`;
  const edits = wantedOnly(search, `${name}.${isAsked ? 'has' : 'get'}(`, ')', file.source);
  return (
    edits && {
      title: isAsked ? 'Look up in a Set of the keys' : 'Look up in a Map by the key',
      kind: 'suggestion',
      edits: [insertedBefore(place, `const ${name} = ${made};`, file.source), ...edits],
    }
  );
}
