import { ts } from '../../../syntax/index.ts';
import { unwrapped } from '../../facts/names.ts';
import { methodCall } from '../../facts/shapes.ts';
import { constantNumber } from '../../facts/values.ts';
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
    ],
    peers: ['unicorn/prefer-string-starts-ends-with', '@typescript-eslint/prefer-string-starts-ends-with'],
  },
  check(file, report) {
    const { kinds, names } = file;
    const replaced = (node: ts.Node, text: string): ProposedFix => ({
      title: `Use ${/\.(\w+)\(/u.exec(text)![1]}`,
      kind: 'safe',
      edits: [{ start: node.getStart(file.source), end: node.end, text }],
    });
    return {
      CallExpression(call) {
        const method = methodCall(call);
        const pattern = method && unwrapped(method.receiver);
        if (!method || method.name !== 'test' || method.args.length !== 1 || method.isOptional) return;
        if (!pattern || !ts.isRegularExpressionLiteral(pattern)) return;
        const plain = plainEnd(pattern.text);
        const [searched] = method.args;
        if (!plain || kinds.kindOf(searched!) !== 'string') return;
        const to = `${receiverText(searched!, file.textOf)}.${plain.name}(${quoted(plain.text)})`;
        report({
          node: call,
          cost: plain.name === 'startsWith' ? 'start' : 'end',
          message: `A regular expression for plain text is slower than \`${plain.name}\``,
          fixes: [replaced(call, to)],
        });
      },
      BinaryExpression(node) {
        const isEqual =
          node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken || node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsToken;
        const isDifferent =
          node.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
          node.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsToken;
        const method = methodCall(unwrapped(node.left));
        if (!(isEqual || isDifferent) || method?.name !== 'indexOf' || method.args.length !== 1 || method.isOptional) return;
        if (constantNumber(node.right, names) !== 0 || kinds.kindOf(method.receiver) !== 'string') return;
        const [wanted] = method.args;
        // `startsWith` refuses regular expressions and takes nothing for `"undefined"`, as `indexOf` does.
        if (kinds.kindOf(wanted!) !== 'string') return;
        const to = `${isDifferent ? '!' : ''}${file.textOf(method.receiver)}.startsWith(${file.textOf(wanted!)})`;
        report({
          node,
          cost: 'indexOf',
          message: '`indexOf` looks through the whole text for what is only wanted at its beginning',
          fixes: [replaced(node, to)],
        });
      },
    };
  },
};

/** What a pattern without any other meaning begins or ends with. */
function plainEnd(literal: string): { readonly name: 'endsWith' | 'startsWith'; readonly text: string } | null {
  const match = /^\/(\^?)((?:[^\\^$.*+?()[\]{}|/]|\\[\\^$.*+?()[\]{}|/\-])+)(\$?)\/$/u.exec(literal);
  const [, start, text, end] = match ?? [];
  if (text === undefined || (start === '') === (end === '')) return null;
  return { name: start === '' ? 'endsWith' : 'startsWith', text: text.replaceAll(/\\(.)/gu, '$1') };
}

/** What a method is called on, in parentheses where it would bind to less. */
function receiverText(node: ts.Expression, textOf: (node: ts.Node) => string): string {
  const isOne =
    ts.isLeftHandSideExpression(node) && !ts.isNumericLiteral(node) && !(ts.isNewExpression(node) && node.arguments === undefined);
  return isOne ? textOf(node) : `(${textOf(node)})`;
}

const quoted = (text: string): string => `'${text.replaceAll(/['\\]/gu, '\\$&')}'`;
