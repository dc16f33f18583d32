import { ts } from '../../../syntax/index.ts';
import { backtrackingOf, type Backtracking } from '../../facts/backtracking.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { methodCall } from '../../facts/shapes.ts';
import { constantText } from '../../facts/values.ts';
import { shortened } from '../../facts/words.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

export const noSuperLinearBacktracking: Rule = {
  id: 'no-super-linear-backtracking',
  category: 'regex',
  gate: 'danger',
  title: 'A pattern that goes back again and again',
  costs: ['exponential'],
  docs: {
    why: 'Where a repetition within a repetition can take the same signs in many ways, a text that does not match is tried in all of them: every few signs more double the time. A text of forty signs can keep a process busy for hours.',
    before: 'const isList = /^(?:\\w+,?)+$/.test(text);',
    after: 'const isList = /^\\w+(?:,\\w+)*,?$/.test(text);',
    silent: [
      'The analyser finds only one way to divide a text.',
      'Nothing that comes after can fail: the first way is taken, and no other is tried.',
      'The pattern is longer than 1,000 signs.',
      'The time grows with the square of the length, and does not double.',
      'What is searched is written out.',
    ],
    beware:
      'The analyser looks for texts in which one sign repeats, and does not find everything. A pattern that it proposes matches the same texts; groups of it may have other contents.',
    peers: ['regexp/no-super-linear-backtracking', 'redos/no-vulnerable', 'sonarjs/slow-regex'],
  },
  check(file, report) {
    const { analysePattern } = file;
    if (analysePattern === null) return {};
    return {
      RegularExpressionLiteral(node) {
        const end = node.text.lastIndexOf('/');
        const found = backtrackingOf({ source: node.text.slice(1, end), flags: node.text.slice(end + 1) }, analysePattern);
        if (!found || isOfConstant(node, file)) return;
        report({ node, cost: 'exponential', message: messageOf(found), fixes: fixOf(node, found, file) });
      },
    };
  },
};

function messageOf({ sign, parts }: Backtracking): string {
  const [first, second] = parts.map((part) => `\`${shortened(part)}\``);
  const signs = sign === '`' ? 'backticks' : `signs such as \`${JSON.stringify(sign).slice(1, -1)}\``;
  const who = second ? `${first} and ${second} can share` : `${first} can divide`;
  return `${who} ${signs} in many ways: where the rest of the pattern does not match, every few of them more double the time`;
}

/** `/…/.test('text')`. */
function isOfConstant({ parent }: ts.RegularExpressionLiteral, { names }: FileFacts): boolean {
  const searched = ts.isPropertyAccessExpression(parent) ? methodCall(parent.parent)?.args[0] : undefined;
  return searched !== undefined && constantText(searched, names) !== null;
}

function fixOf(node: ts.RegularExpressionLiteral, { better }: Backtracking, { source }: FileFacts): ProposedFix[] {
  if (!better) return [];
  const text = new RegExp(better.source, better.flags).toString();
  const edit = { start: node.getStart(source), end: node.end, text };
  return [{ title: 'Use a pattern that matches the same in one way', kind: 'suggestion', edits: [edit] }];
}
