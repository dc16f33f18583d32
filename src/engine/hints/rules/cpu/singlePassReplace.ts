import { unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { methodCall, type MethodCall } from '../../facts/shapes.ts';
import { constantText } from '../../facts/values.ts';
import { losesComment } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

export const singlePassReplace: Rule = {
  id: 'single-pass-replace',
  category: 'cpu',
  gate: 'heat',
  title: 'Text taken apart to replace something in it',
  costs: ['split'],
  docs: {
    why: '`split` makes a list of all parts of the text, and `join` puts them together again. `replaceAll` goes through the text once, without a list.',
    before: "const slug = title.split(' ').join('-');",
    after: "const slug = title.replaceAll(' ', '-');",
    silent: [
      'What separates the parts is not written out as a text, or there is nothing between them.',
      'Something is done with the parts before they are put together.',
      'Several `replace` follow each other: one with a function was measured to be slower for long texts.',
    ],
    beware: 'A `$` in the new text means something to `replaceAll`, unless a function gives that text.',
    peers: ['unicorn/prefer-string-replace-all'],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        const join = methodCall(call);
        if (join?.name !== 'join' || join.isOptional || join.args.length !== 1) return;
        const split = methodCall(unwrapped(join.receiver));
        if (split?.name !== 'split' || split.isOptional || split.args.length !== 1) return;
        const separator = constantText(split.args[0]!, file.names);
        const kind = file.kinds.kindOf(split.receiver);
        if (separator === null || separator === '' || (kind !== 'string' && kind !== 'unknown')) return;
        report({
          node: split.nameNode,
          end: call,
          cost: 'split',
          message: 'A list of all parts is made only to put them together again',
          fixes: replaceFix(split, join, file),
        });
      },
    };
  },
};

/** With a new text that is written out; a function gives one that `replaceAll` would take for more than it says. */
function replaceFix(split: MethodCall, join: MethodCall, { source, names, textOf }: FileFacts): ProposedFix[] {
  const [separator, joint] = [split.args[0]!, join.args[0]!];
  const text = constantText(joint, names);
  if (text === null || join.receiver !== split.call || losesComment(join.call, [split.receiver, separator, joint], source)) return [];
  const written = text.includes('$') ? `() => ${textOf(joint)}` : textOf(joint);
  const start = split.nameNode.getStart(source);
  return [
    {
      title: 'Use replaceAll',
      kind: 'suggestion',
      edits: [{ start, end: join.call.end, text: `replaceAll(${textOf(separator)}, ${written})` }],
    },
  ];
}
