import { ts, unwrapped } from '../../../syntax/index.ts';
import { emptiness } from '../../facts/emptiness.ts';
import { isShortList } from '../../facts/lengths.ts';
import { testingOf } from '../../facts/predicates.ts';
import { isCondition, methodCall } from '../../facts/shapes.ts';
import { isBare, losesComment } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Up to so many elements nothing is gained. */
const FEW = 4;

export const preferSome: Rule = {
  id: 'prefer-some',
  category: 'cpu',
  gate: 'always',
  title: 'Filtering to ask whether there is one',
  costs: ['any'],
  docs: {
    why: '`filter` tests every element and makes a list of all that pass, only to ask whether there is one. `some` stops at the first and makes no list.',
    before: 'if (users.filter((user) => user.isAdmin).length > 0) return;',
    after: 'if (users.some((user) => user.isAdmin)) return;',
    silent: [
      'What `filter` is called on may be no list: jQuery and query builders have a method of that name.',
      'The test does more than to answer: it counts, logs or changes something.',
      'The length is used as a number.',
      'The list is known to be short, or has a name of what is short nearly everywhere: `columns`, `plugins`.',
      '`find(…) !== undefined` and `findIndex(…) !== -1`: they stop at the first as well, so that `some` is no faster.',
    ],
    beware: 'A test that fails for an element behind the first match fails no longer.',
    peers: ['unicorn/prefer-array-some', 'biome/useArraySome'],
  },
  check(file, report) {
    const { source } = file;
    return {
      PropertyAccessExpression(length) {
        if (length.name.text !== 'length') return;
        const call = unwrapped(length.expression);
        const method = methodCall(call);
        if (method?.name !== 'filter') return;
        const asked = emptiness(length);
        const testing = asked && testingOf(method, file);
        if (!asked || !testing || isShortList(method.receiver, FEW, file.names)) return;
        const { whole, isNegated } = asked;
        const { nameNode } = method;
        // `undefined === 0` is false, as is `undefined > 0`.
        const isMaybe = ts.isOptionalChain(length);
        const canMend = isBare(length.expression, call) && !losesComment(whole, [length.expression], source);
        const fix: ProposedFix = {
          title: 'Use some',
          kind: testing.isHarmless ? 'safe' : 'suggestion',
          edits: [
            { start: whole.getStart(source), end: length.expression.getStart(source), text: isNegated ? '!' : '' },
            { start: nameNode.getStart(source), end: nameNode.end, text: 'some' },
            { start: length.expression.end, end: whole.end, text: '' },
          ],
        };
        report({
          node: nameNode,
          end: whole.end > length.end ? whole : length,
          cost: 'any',
          message: '`filter` tests every element and makes a list, only to ask whether there is one',
          fixes: canMend && (!isMaybe || (asked.takesNothing && isCondition(whole))) ? [fix] : [],
        });
      },
    };
  },
};
