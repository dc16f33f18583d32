import { ts } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { hoister } from '../../facts/hoisting.ts';
import { isNothing } from '../../facts/nothing.ts';
import { isInFailure, isKeptBeyond, repeatedWithSame, type Repeated } from '../../facts/repeated.ts';
import { methodCall, type MethodCall } from '../../facts/shapes.ts';
import { constantOf } from '../../facts/values.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Classes of `Intl`, by the name that an object of them gets. */
const CLASSES: ReadonlyMap<string, { readonly name: string; readonly cost: string }> = new Map([
  ['Collator', { name: 'collator', cost: 'collator' }],
  ['DateTimeFormat', { name: 'dateFormat', cost: 'date' }],
  ['DisplayNames', { name: 'displayNames', cost: 'names' }],
  ['ListFormat', { name: 'listFormat', cost: 'list' }],
  ['NumberFormat', { name: 'numberFormat', cost: 'number' }],
  ['PluralRules', { name: 'pluralRules', cost: 'plural' }],
  ['RelativeTimeFormat', { name: 'relativeTimeFormat', cost: 'relative' }],
  ['Segmenter', { name: 'segmenter', cost: 'segmenter' }],
]);

const DATE_FIELDS = ['dateStyle', 'day', 'month', 'weekday', 'year'];
const TIME_FIELDS = ['dayPeriod', 'fractionalSecondDigits', 'hour', 'minute', 'second', 'timeStyle'];
const NUMBER_FIELDS = [
  ...['compactDisplay', 'currency', 'currencyDisplay', 'maximumFractionDigits', 'maximumSignificantDigits', 'minimumFractionDigits'],
  ...['minimumIntegerDigits', 'minimumSignificantDigits', 'notation', 'signDisplay', 'style', 'unit', 'unitDisplay', 'useGrouping'],
];

export const hoistIntl: Rule = {
  id: 'hoist-intl',
  category: 'caching',
  gate: 'loop',
  title: 'Formatter made in a loop',
  costs: ['number', 'date', 'method', 'collator', 'names', 'list', 'plural', 'relative', 'segmenter'],
  docs: {
    why: 'A formatter of `Intl` looks up the rules of its language when it is made, which takes far longer than to format one value. `toLocaleDateString` and its like make one in every call that has options.',
    before: "const texts = prices.map((price) => price.toLocaleString('de', { style: 'currency', currency: 'EUR' }));",
    after:
      "const euros = new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' });\nconst texts = prices.map((price) => euros.format(price));",
    silent: [
      'Language or options change within the loop.',
      '`toLocaleString` has no options: the engine keeps that formatter.',
      'It is made in a function of which the file does not show that a loop calls it.',
      'The list is written out, and has four elements at the most.',
    ],
    beware:
      'For a date that is none, `format` throws where `toLocaleDateString` gives "Invalid Date". A formatter keeps the language and the time zone that were set when it was made.',
    peers: [],
  },
  check(file, report) {
    const { names } = file;
    const hoist = hoister(file);
    const fixOf = (...parameters: Parameters<typeof hoist>): ProposedFix[] => {
      const edits = hoist(...parameters);
      return edits ? [{ title: 'Make the formatter once', kind: 'suggestion', edits }] : [];
    };
    const repeatedAlike = (node: ts.Expression, values: readonly ts.Expression[]): Repeated | null => {
      const repeated = repeatedWithSame(node, values, file);
      return repeated && !isInFailure(node, repeated.part) ? repeated : null;
    };
    const made = (node: ts.CallExpression | ts.NewExpression): void => {
      const { expression, arguments: args = ts.factory.createNodeArray<ts.Expression>() } = node;
      if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.expression)) return;
      if (expression.expression.text !== 'Intl' || !names.isGlobal(expression.expression)) return;
      const known = CLASSES.get(expression.name.text);
      const repeated = known && repeatedAlike(node, args);
      if (!known || !repeated || isKeptBeyond(node, repeated.part, file)) return;
      report({
        node,
        cost: known.cost,
        message: `\`Intl.${expression.name.text}\` makes the same formatter anew ${repeated.when}`,
        fixes: fixOf(node, repeated.part, { name: known.name, value: file.textOf(node) }),
      });
    };
    return {
      NewExpression: made,
      CallExpression(call) {
        const method = methodCall(call);
        if (!method?.name.startsWith('toLocale')) return made(call);
        const [locale, options] = method.args;
        if (!/^toLocale(?:Date|Time)?String$/u.test(method.name) || !locale || !options || isNothing(options)) return;
        const repeated = repeatedAlike(call, [locale, options]);
        if (!repeated) return;
        const kind = formatterOf(method, options, file);
        report({
          node: call,
          cost: kind === 'NumberFormat' ? 'method' : 'date',
          message: `\`${method.name}\` with options makes the same formatter anew ${repeated.when}`,
          fixes: kind === null ? [] : fixOf(call, repeated.part, replacement(method, kind, file)),
        });
      },
    };
  },
};

/** The formatter that gives the same text as a method with these options; null where that is not sure. */
function formatterOf({ name, receiver, isOptional }: MethodCall, options: ts.Expression, { names, kinds }: FileFacts) {
  const literal = constantOf(options, names);
  if (isOptional || !literal || !ts.isObjectLiteralExpression(literal)) return null;
  const fields = literal.properties.map((each) => (each.name && ts.isIdentifier(each.name) ? each.name.text : null));
  if (fields.includes(null)) return null;
  const has = (list: readonly string[]) => list.some((each) => fields.includes(each));
  // The methods add what they are named after where the options do not ask for it, and leave it out of nothing.
  if (name === 'toLocaleDateString') return has(DATE_FIELDS) || !has(TIME_FIELDS) ? 'DateTimeFormat' : null;
  if (name === 'toLocaleTimeString') return has(TIME_FIELDS) && !has(DATE_FIELDS) ? 'DateTimeFormat' : null;
  if (has(DATE_FIELDS) || has(TIME_FIELDS)) return 'DateTimeFormat';
  const kind = kinds.kindOf(receiver);
  return has(NUMBER_FIELDS) || kind === 'number' || kind === 'bigint' ? 'NumberFormat' : null;
}

function replacement({ receiver, args }: MethodCall, kind: 'DateTimeFormat' | 'NumberFormat', { textOf }: FileFacts) {
  const value = ts.isParenthesizedExpression(receiver) && !isSequence(receiver.expression) ? receiver.expression : receiver;
  return {
    name: CLASSES.get(kind)!.name,
    from: args,
    value: `new Intl.${kind}(${args.map(textOf).join(', ')})`,
    use: (name: string) => `${name}.format(${textOf(value)})`,
  };
}

const isSequence = (node: ts.Expression): boolean => ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken;
