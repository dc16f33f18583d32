import { ts, unwrapped } from '../../../syntax/index.ts';
import { mayBeNothing } from '../../facts/nothing.ts';
import { patternOf, plainText } from '../../facts/patterns.ts';
import { runsAgain } from '../../facts/repeated.ts';
import { methodCall } from '../../facts/shapes.ts';
import { constantNumber } from '../../facts/values.ts';
import { losesComment, quoted, receiverText } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

export const preferStartsEndsWith: Rule = {
  id: 'prefer-starts-ends-with',
  category: 'cpu',
  gate: 'always',
  title: 'Search for what the text begins or ends with',
  costs: ['start', 'end', 'indexOf'],
  docs: {
    why: 'A regular expression for plain text goes through the machinery of regular expressions, and `indexOf(…) === 0` looks through the whole text where it does not begin with it. `startsWith` and `endsWith` compare a few signs.',
    before: "if (/^https:/.test(url) || name.indexOf('_') === 0) return;",
    after: "if (url.startsWith('https:') || name.startsWith('_')) return;",
    silent: [
      'The expression has flags, or signs with a meaning.',
      'What is searched may be no string: `test` makes one of everything.',
      'What is searched with `indexOf` may be a list.',
      'It is a regular expression in no loop, and in no function that is called for each of many, and no profile says that it is hot.',
    ],
    peers: ['unicorn/prefer-string-starts-ends-with', '@typescript-eslint/prefer-string-starts-ends-with'],
  },
  check(file, report) {
    const { kinds, names, source } = file;
    const replaced = (node: ts.Node, name: string, text: string, kept: readonly ts.Expression[], isSafe: boolean): ProposedFix[] =>
      losesComment(node, kept, source)
        ? []
        : [{ title: `Use ${name}`, kind: isSafe ? 'safe' : 'suggestion', edits: [{ start: node.getStart(source), end: node.end, text }] }];
    return {
      CallExpression(call) {
        const method = methodCall(call);
        if (!method || method.name !== 'test' || method.args.length !== 1 || method.isOptional) return;
        const pattern = patternOf(method.receiver, names);
        if (!pattern?.isInline || pattern.flags !== '') return;
        const plain = plainEnd(pattern.source);
        const searched = method.args[0]!;
        if (!plain || kinds.kindOf(searched) !== 'string') return;
        const text = `${receiverText(searched, source)}.${plain.name}(${quoted(plain.text)})`;
        report({
          node: call,
          cost: plain.name === 'startsWith' ? 'start' : 'end',
          // It costs the same however long the text is: once is nothing.
          ...(!runsAgain(call, names) && { gate: 'heat' }),
          message: `A regular expression for plain text is slower than \`${plain.name}\``,
          fixes: replaced(call, plain.name, text, [method.receiver, searched], !mayBeNothing(searched, file)),
        });
      },
      BinaryExpression(node) {
        const isEqual =
          node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken || node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsToken;
        const isDifferent =
          node.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
          node.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsToken;
        if (!isEqual && !isDifferent) return;
        const method = methodCall(unwrapped(node.left));
        if (method?.name !== 'indexOf' || method.args.length !== 1 || method.isOptional) return;
        if (constantNumber(node.right, names) !== 0 || kinds.kindOf(method.receiver) !== 'string') return;
        const wanted = method.args[0]!;
        // `startsWith` refuses regular expressions and takes nothing for `"undefined"`, as `indexOf` does.
        if (kinds.kindOf(wanted) !== 'string') return;
        const text = `${isDifferent ? '!' : ''}${file.textOf(method.receiver)}.startsWith(${file.textOf(wanted)})`;
        report({
          node,
          cost: 'indexOf',
          message: '`indexOf` looks through the whole text for what is only wanted at its beginning',
          fixes: replaced(node, 'startsWith', text, [method.receiver, wanted, node.right], true),
        });
      },
    };
  },
};

/** What a pattern without any other meaning begins or ends with. */
function plainEnd(pattern: string): { readonly name: 'endsWith' | 'startsWith'; readonly text: string } | null {
  const isStart = pattern.startsWith('^');
  const isEnd = /(?:^|[^\\])(?:\\\\)*\$$/u.test(pattern);
  if (isStart === isEnd) return null;
  const text = plainText(isStart ? pattern.slice(1) : pattern.slice(0, -1));
  return text === null ? null : { name: isStart ? 'startsWith' : 'endsWith', text };
}
