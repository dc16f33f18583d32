import { ts } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { flatShape, type FlatShape } from '../../facts/flatTypes.ts';
import { isShortList } from '../../facts/lengths.ts';
import { mayBeNothing } from '../../facts/nothing.ts';
import { methodCall, wrapped } from '../../facts/shapes.ts';
import { losesComment, receiverText } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Lists of so few that are written out are copied in no time. */
const FEW = 4;

const WHAT: Readonly<Record<FlatShape, string>> = {
  list: 'a list that has only plain values, which a spread copies',
  object: 'an object that has only plain values, which a spread copies',
  rows: 'objects that have only plain values, which a spread of each copies',
};

export const noJsonCloneFlat: Rule = {
  id: 'no-json-clone-flat',
  category: 'cpu',
  gate: 'always',
  title: 'Copy of a flat object by way of a text',
  costs: ['object', 'list', 'rows'],
  docs: {
    why: 'The object is written as a text, and the text is read again. Where it has nothing but texts, numbers and truth values, there is nothing within that must be copied, too: a spread makes the same copy.',
    before: 'const draft = JSON.parse(JSON.stringify(user));',
    after: 'const draft = { ...user };',
    silent: [
      'The file does not say what it has, or it has lists, dates or other objects within.',
      'Its type comes from another file, extends another one, or is a class.',
    ],
    beware:
      'JSON leaves out properties that are `undefined`, and makes `null` of `NaN`; a spread keeps them. For what is nested, `structuredClone` is slower than JSON for small objects.',
    peers: [],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        const copied = copiedByJson(call, file);
        const shape = copied && flatShape(copied, file);
        if (!copied || !shape || (shape !== 'object' && isShortList(copied, FEW, file.names))) return;
        report({
          node: call,
          cost: shape,
          message: `JSON makes a text of ${WHAT[shape]}`,
          fixes: spreadFix(call, copied, shape, file),
        });
      },
    };
  },
};

/** What `JSON.parse(JSON.stringify(…))` copies. */
function copiedByJson(call: ts.CallExpression, { names }: FileFacts): ts.Expression | null {
  let at: ts.Expression | undefined = call;
  for (const wanted of ['parse', 'stringify']) {
    const method = methodCall(at);
    if (method?.name !== wanted || method.args.length !== 1 || method.isOptional) return null;
    if (!ts.isIdentifier(method.receiver) || method.receiver.text !== 'JSON' || !names.isGlobal(method.receiver)) return null;
    at = method.args[0];
  }
  return at && !ts.isSpreadElement(at) ? at : null;
}

function spreadFix(call: ts.CallExpression, copied: ts.Expression, shape: FlatShape, file: FileFacts): ProposedFix[] {
  const { source, textOf } = file;
  if (mayBeNothing(copied, file) || losesComment(call, [copied], source)) return [];
  const { parent } = wrapped(call);
  // A brace or bracket would begin something else there.
  if (ts.isExpressionStatement(parent)) return [];
  const object = `{ ...${textOf(copied)} }`;
  const isBody = ts.isArrowFunction(call.parent) && call.parent.body === call;
  const isOwner = ts.isPropertyAccessExpression(call.parent) || ts.isAsExpression(call.parent);
  const texts: Readonly<Record<FlatShape, string>> = {
    list: `[...${textOf(copied)}]`,
    object: isBody || isOwner ? `(${object})` : object,
    rows: `${receiverText(copied, source)}.map((each) => ({ ...each }))`,
  };
  return [
    {
      title: shape === 'rows' ? 'Spread each object' : 'Use a spread',
      kind: 'suggestion',
      edits: [{ start: call.getStart(source), end: call.end, text: texts[shape] }],
    },
  ];
}
