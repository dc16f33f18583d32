import { ts } from '../../../syntax/index.ts';
import { runsAgain } from '../../facts/repeated.ts';
import { lastName } from '../../facts/shapes.ts';
import { hasWord, wordsOf } from '../../facts/words.ts';
import { losesComment } from '../../facts/writing.ts';
import type { Rule } from '../../rule.ts';

/** Words in names of what there is one of, or what is handed on to somebody who looks which keys there are. */
const HANDED_ON = wordsOf('attributes config env headers init manifest opts options settings');

export const noDeleteHot: Rule = {
  id: 'no-delete-hot',
  category: 'cpu',
  gate: 'heat',
  title: 'Property that is deleted on a hot line',
  costs: ['delete', 'reads'],
  docs: {
    why: '`delete` of a property that was not added last makes a dictionary of the object: the deletion takes long, and so does each later read of any of its properties. A property that is set to `undefined` leaves the object as fast as it was.',
    before: 'for (const order of orders) delete order.draft;',
    after: 'for (const order of orders) order.draft = undefined;',
    silent: [
      'The key is computed: the object is a dictionary already, for which there is `Map`.',
      'The object is named like what is handed on with the keys that it has: `options`, `headers`, `config`.',
      'It stands in no loop, and in no function that is called for each of many, and no profile says that it is hot.',
      'It is a property of `globalThis`, `window`, `process`, `require`, `module` or `exports`.',
    ],
    beware: 'A property that is `undefined` is still there for `in`, `Object.keys` and spread; `JSON.stringify` leaves it out.',
    peers: ['biome/noDelete', 'e18e/no-delete-property'],
  },
  check(file, report) {
    return {
      DeleteExpression(node) {
        const { expression: target } = node;
        if (!ts.isPropertyAccessExpression(target) || target.questionDotToken || isOfProgram(target.expression)) return;
        if (hasWord(lastName(target.expression), HANDED_ON)) return;
        const isStatement = ts.isExpressionStatement(node.parent) && !losesComment(node, [target], file.source);
        const edit = { start: node.getStart(file.source), end: node.end, text: `${file.textOf(target)} = undefined` };
        report({
          node,
          cost: 'delete',
          ...(!runsAgain(node, file.names) && { gate: 'hot' }),
          message: `\`delete\` makes a dictionary of \`${file.textOf(target.expression)}\`, of which all properties are slower to read from then on`,
          fixes: isStatement ? [{ title: 'Set it to undefined', kind: 'suggestion', edits: [edit] }] : [],
        });
      },
    };
  },
};

function isOfProgram(owner: ts.Expression): boolean {
  let root = owner;
  while (ts.isPropertyAccessExpression(root)) root = root.expression;
  return ts.isIdentifier(root) && /^(?:exports|global|globalThis|module|process|require|self|window)$/u.test(root.text);
}
