import { ts } from '../../../syntax/index.ts';
import { hoister } from '../../facts/hoisting.ts';
import { isNothing } from '../../facts/nothing.ts';
import { isInFailure, repeatedWithSame } from '../../facts/repeated.ts';
import { methodCall } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

export const hoistCollator: Rule = {
  id: 'hoist-collator',
  category: 'caching',
  gate: 'loop',
  title: 'Comparison with options in a loop',
  costs: ['locale', 'undefinedLocale'],
  docs: {
    why: 'With options, `localeCompare` makes a collator in every call, which takes far longer than to compare two texts. A sort compares n·log n times.',
    before: "files.sort((a, b) => a.name.localeCompare(b.name, 'de', { numeric: true }));",
    after: "const collator = new Intl.Collator('de', { numeric: true });\nfiles.sort((a, b) => collator.compare(a.name, b.name));",
    silent: [
      'There are no options: the engine keeps that collator, and has a faster way for plain letters than a collator of your own.',
      'Language or options change within the loop.',
      'The list is written out, and has four elements at the most.',
    ],
    beware: '`compare` takes anything and makes a text of it, where `localeCompare` fails for `null` and `undefined`.',
    peers: ['e18e/prefer-static-collator'],
  },
  check(file, report) {
    const hoist = hoister(file);
    return {
      CallExpression(call) {
        const method = methodCall(call);
        if (method?.name !== 'localeCompare' || method.args.length !== 3) return;
        const [other, locale, options] = method.args as unknown as readonly [ts.Expression, ts.Expression, ts.Expression];
        if (isNothing(options) || ts.isSpreadElement(other)) return;
        const repeated = repeatedWithSame(call, [locale, options], file);
        if (!repeated || isInFailure(call, repeated.part)) return;
        const edits = method.isOptional
          ? null
          : hoist(call, repeated.part, {
              name: 'collator',
              from: [locale, options],
              value: `new Intl.Collator(${file.textOf(locale)}, ${file.textOf(options)})`,
              use: (name) => `${name}.compare(${file.textOf(method.receiver)}, ${file.textOf(other)})`,
            });
        report({
          node: call,
          cost: isNothing(locale) || (ts.isArrayLiteralExpression(locale) && locale.elements.length === 0) ? 'undefinedLocale' : 'locale',
          message: `\`localeCompare\` with options makes the same collator anew ${repeated.when}`,
          fixes: edits ? [{ title: 'Make the collator once', kind: 'suggestion', edits }] : [],
        });
      },
    };
  },
};
