import { ts, unwrapped } from '../../../syntax/index.ts';
import { isTarget } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { runsAgain } from '../../facts/repeated.ts';
import { lastName, methodCall, type MethodCall } from '../../facts/shapes.ts';
import { constantNumber, constantText } from '../../facts/values.ts';
import { hasWord, wordsOf } from '../../facts/words.ts';
import { losesComment } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Words in names of texts that are always short, or have few parts. */
const SHORT = wordsOf(
  'arch arg branch charset code color country date datetime day email encoding err error ext extension flag hour hours iso key lang language',
  'locale major message mime minor minute minutes month msg name npm output patch percent platform range ratio region result semver size stack',
  'exec stderr stdout tag time timestamp type version year',
);
/** What gives short texts. */
const SHORT_CALLS = new Set([
  'toFixed',
  'toISOString',
  'toJSON',
  'toLocaleDateString',
  'toLocaleString',
  'toLocaleTimeString',
  'toPrecision',
]);

/** What is read of the parts of a text, and the node that does it. */
interface Use {
  readonly part: 'count' | 'first' | 'last';
  readonly node: ts.Expression;
}

export const noSplitForPart: Rule = {
  id: 'no-split-for-part',
  category: 'cpu',
  gate: 'loop',
  title: 'All parts of a text for one',
  costs: ['first', 'last', 'count'],
  docs: {
    why: '`split` goes through the whole text and makes a list of all its parts. Where only the first one is read, a limit as its second argument ends that there; the last one is what comes after `lastIndexOf`.',
    before: "const header = csv.split('\\n')[0];\nconst files = paths.map((path) => path.split('/').pop());",
    after: "const header = csv.split('\\n', 1)[0];\nconst files = paths.map((path) => path.slice(path.lastIndexOf('/') + 1));",
    silent: [
      'It is separated by a regular expression, by nothing, or by what the file does not say.',
      'Several parts are used, or the list is kept.',
      'The text is short by what it is: a version, a date, a number, the output of a command.',
      'It stands in no loop, and in no function that is called for each of many, such as by `filter`.',
      'No profile says that it is hot, and what is divided is no text of lines: a path, an address or a line has few parts.',
    ],
    beware:
      'Many separators are counted in a loop over `indexOf`. Where the file does not say that it is text, the fix is a suggestion: other things can have a `split`.',
    peers: ['unicorn/prefer-split-limit', 'e18e/prefer-slice-over-split-index'],
  },
  check(file, report) {
    const { kinds, names, source } = file;
    return {
      CallExpression(call) {
        const method = methodCall(call);
        if (method?.name !== 'split' || method.isOptional || method.args.length !== 1) return;
        const separator = constantText(method.args[0]!, names);
        if (!separator) return;
        const ofLines = separator.includes('\n');
        const use = useOf(call, ofLines, file);
        if (!use || isShort(method.receiver, file) || !runsAgain(call, names)) return;
        const kind = kinds.kindOf(method.receiver);
        if (kind !== 'string' && kind !== 'unknown') return;
        const fixKind = kind === 'string' ? 'safe' : 'suggestion';
        // Little is gained of a few parts, which only a hot line makes much.
        const gate = ofLines ? {} : ({ gate: 'heat' } as const);
        if (use.part === 'first') {
          const { end } = method.args[0]!;
          report({
            node: call,
            cost: 'first',
            ...gate,
            message: '`split` makes a list of all parts, of which only the first one is read',
            fixes: [{ title: 'Take one part only', kind: fixKind, edits: [{ start: end, end, text: ', 1' }] }],
          });
        } else if (use.part === 'last') {
          report({
            node: use.node,
            cost: 'last',
            ...gate,
            message: '`split` makes a list of all parts, of which only the last one is read',
            fixes:
              separator.length === 1 && !losesComment(use.node, [method.receiver, method.args[0]!], source)
                ? lastFix(use.node, method, file)
                : [],
          });
        } else report({ node: use.node, cost: 'count', ...gate, message: '`split` makes a list of all parts, only to count them' });
      },
    };
  },
};

function useOf(call: ts.CallExpression, ofLines: boolean, { names }: FileFacts): Use | null {
  let at: ts.Expression = call;
  while (ts.isParenthesizedExpression(at.parent) || ts.isNonNullExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isVariableDeclaration(parent))
    return ts.isArrayBindingPattern(parent.name) && isOfFirst(parent.name) ? { part: 'first', node: call } : null;
  if (ts.isElementAccessExpression(parent) && parent.expression === at)
    return constantNumber(parent.argumentExpression, names) === 0 && !isTarget(parent) ? { part: 'first', node: parent } : null;
  if (!ts.isPropertyAccessExpression(parent)) return null;
  const { parent: around } = parent;
  if (parent.name.text === 'length') return isCount(parent, ofLines) ? { part: 'count', node: parent } : null;
  if (!ts.isCallExpression(around) || around.expression !== parent || around.questionDotToken || parent.questionDotToken) return null;
  const [argument] = around.arguments;
  switch (parent.name.text) {
    case 'shift':
      return argument ? null : { part: 'first', node: around };
    case 'pop':
      return argument ? null : { part: 'last', node: around };
    case 'at': {
      const index = argument ? constantNumber(argument, names) : null;
      if (index === 0) return { part: 'first', node: around };
      return index === -1 ? { part: 'last', node: around } : null;
    }
    default:
      return null;
  }
}

/** `const [a] = …`. Who names more than one knows most often that there are no others. */
const isOfFirst = ({ elements: [first, ...others] }: ts.ArrayBindingPattern): boolean =>
  first !== undefined && others.length === 0 && !ts.isOmittedExpression(first) && !first.dotDotDotToken;

/** `….length - 1`, and how many lines there are. */
const isCount = ({ parent }: ts.Expression, ofLines: boolean): boolean =>
  ofLines ||
  (ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.MinusToken &&
    ts.isNumericLiteral(parent.right) &&
    parent.right.text === '1');

/** What comes after the last separator. It is all of the text where there is none, as of `split`. */
function lastFix(node: ts.Expression, { receiver, args }: MethodCall, { kinds, source, textOf }: FileFacts): ProposedFix[] {
  const of = unwrapped(receiver);
  if (!isRepeatable(of)) return [];
  const text = textOf(receiver);
  const whole = ts.isNonNullExpression(node.parent) ? node.parent : node;
  return [
    {
      title: 'Take what comes after the last separator',
      kind: ts.isIdentifier(of) && kinds.kindOf(receiver) === 'string' ? 'safe' : 'suggestion',
      edits: [{ start: node.getStart(source), end: whole.end, text: `${text}.slice(${text}.lastIndexOf(${textOf(args[0]!)}) + 1)` }],
    },
  ];
}

/** Whether an expression may be written twice: a name, or properties of one. */
function isRepeatable(node: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(node)) return !node.questionDotToken && isRepeatable(unwrapped(node.expression));
  return ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword;
}

function isShort(receiver: ts.Expression, file: FileFacts): boolean {
  const of = unwrapped(receiver);
  if (ts.isStringLiteralLike(of)) return true;
  const call = methodCall(of);
  if (!call) return hasWord(lastName(ts.isCallExpression(of) ? of.expression : of), SHORT);
  const isOfNumber = call.name === 'toString' && file.kinds.kindOf(call.receiver) === 'number';
  return isOfNumber || SHORT_CALLS.has(call.name) || isShort(call.receiver, file);
}
