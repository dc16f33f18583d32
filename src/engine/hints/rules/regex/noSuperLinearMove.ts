import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { patternOf, type Pattern } from '../../facts/patterns.ts';
import { methodCall, nodesIn, type MethodCall } from '../../facts/shapes.ts';
import { constantText } from '../../facts/values.ts';
import { losesComment } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Blanks as patterns say them: all that `trim` takes, and only those within a line. */
const ALL_BLANKS = String.raw`\\s|\[\\s(?:\\uFEFF|\\ufeff|\\xA0|\\xa0|\\u00A0|\\u00a0|\\n|\\r|\\t| )*\]`;
const LINE_BLANKS = String.raw` |\\t|\[(?: |\\t){2}\]|\[\^\\S(?:\\n|\\r|\\r\\n|\\n\\r)\]`;
const START = new RegExp(`^\\^(?:${ALL_BLANKS})[+*]$`, 'u');
const END = new RegExp(`^(?:${ALL_BLANKS})[+*]\\$$`, 'u');
const LINE_END = new RegExp(`^(?:${ALL_BLANKS}|${LINE_BLANKS})\\+\\$$`, 'u');

export const noSuperLinearMove: Rule = {
  id: 'no-super-linear-move',
  category: 'regex',
  gate: 'always',
  title: 'Blanks looked for at the end of a text',
  costs: ['trimEnd', 'trim', 'test'],
  docs: {
    why: 'A pattern that only says where it ends is tried at every place of the text. In a run of blanks that something follows it begins anew at each of them and goes through the rest of the run: for n blanks that are n²/2 steps. `trim` and `trimEnd` begin at the end, and are faster for short texts, too.',
    before: "const line = text.replace(/\\s+$/, '');\nconst name = input.replace(/^\\s+|\\s+$/g, '');\nif (/\\s+$/.test(line)) return;",
    after: 'const line = text.trimEnd();\nconst name = input.trim();\nif (/\\s$/.test(line)) return;',
    silent: [
      'The pattern says where it begins, or is sticky.',
      'It is about other signs than blanks: for those there is no method that begins at the end.',
      'What is found is replaced by something, or the ends of all lines are meant.',
      'It stands in for `trim` where that is missing.',
    ],
    beware: 'Where the file does not say that it is text, the fix is a suggestion: other things can have a `replace`.',
    peers: ['regexp/no-super-linear-move'],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        const method = methodCall(call);
        if (!method) return;
        if (method.name === 'test' && method.args.length === 1) {
          const pattern = patternOf(method.receiver, file.names);
          if (!pattern?.isInline || /[my]/u.test(pattern.flags) || !LINE_END.test(pattern.source)) return;
          report({ node: call, cost: 'test', message: messageOf(pattern), fixes: [withoutRepetition(pattern, file)] });
        } else if ((method.name === 'replace' || method.name === 'replaceAll') && method.args.length === 2) {
          const pattern = patternOf(method.args[0]!, file.names);
          const name = pattern && constantText(method.args[1]!, file.names) === '' ? methodFor(pattern) : null;
          if (!pattern || !name || !isText(method.receiver, file) || standsInForTrim(method)) return;
          report({ node: call, cost: name, message: messageOf(pattern), fixes: trimFix(method, name, file) });
        }
      },
    };
  },
};

const messageOf = ({ literal }: Pattern): string =>
  `\`${literal.text.replaceAll('`', '')}\` goes through each run of blanks again from every one of its blanks, where the text goes on behind it`;

/** What does the same as to replace a pattern by nothing. */
function methodFor({ source, flags }: Pattern): 'trim' | 'trimEnd' | null {
  if (/[my]/u.test(flags)) return null;
  const parts = (/^\((?:\?:)?([^()]*)\)$/u.exec(source)?.[1] ?? source).split('|');
  const [ends, starts] = [parts.filter((part) => END.test(part)).length, parts.filter((part) => START.test(part)).length];
  if (parts.length === 1 && ends === 1) return 'trimEnd';
  return parts.length === 2 && ends === 1 && starts === 1 && flags.includes('g') ? 'trim' : null;
}

/** `/\s$/` instead of `/\s+$/`: one is enough to say yes. */
function withoutRepetition({ literal, source }: Pattern, file: FileFacts): ProposedFix {
  const at = literal.getStart(file.source) + 1 + source.lastIndexOf('+');
  return { title: 'Ask for one blank', kind: 'safe', edits: [{ start: at, end: at + 1, text: '' }] };
}

function trimFix(method: MethodCall, name: 'trim' | 'trimEnd', file: FileFacts): ProposedFix[] {
  const { call, receiver, nameNode, args } = method;
  // `.replace(/^\s+/, '').replace(/\s+$/, '')` is both.
  const before = name === 'trimEnd' ? methodCall(receiver) : null;
  const isBoth = before !== null && isTrimStart(before, file);
  const text = isBoth ? before.receiver : receiver;
  const { parent } = isBoth ? before.nameNode : nameNode;
  if (call.expression !== nameNode.parent || losesComment(call, [parent, ...(isBoth ? before.args : []), ...args], file.source)) return [];
  const start = (isBoth ? before.nameNode : nameNode).getStart(file.source);
  const to = isBoth ? 'trim' : name;
  const isSafe = file.kinds.kindOf(text) === 'string';
  return [{ title: `Use ${to}`, kind: isSafe ? 'safe' : 'suggestion', edits: [{ start, end: call.end, text: `${to}()` }] }];
}

function isTrimStart({ call, name, nameNode, args, isOptional }: MethodCall, { names }: FileFacts): boolean {
  const pattern =
    name === 'replace' && args.length === 2 && !isOptional && call.expression === nameNode.parent ? patternOf(args[0]!, names) : null;
  return pattern !== null && START.test(pattern.source) && !/[my]/u.test(pattern.flags) && constantText(args[1]!, names) === '';
}

function isText(expression: ts.Expression, { kinds }: FileFacts): boolean {
  const kind = kinds.kindOf(expression);
  return kind === 'string' || kind === 'unknown';
}

/** Whether a call is what is done where there is no `trim`: on `this` as a whole, or behind the question whether there is one. */
function standsInForTrim({ call, receiver }: MethodCall): boolean {
  for (const node of nodesIn(receiver))
    if (node.kind === ts.SyntaxKind.ThisKeyword && !ts.isPropertyAccessExpression(node.parent)) return true;
  for (let [at, below]: [ts.Node, ts.Node] = [call.parent, call]; at; below = at, at = at.parent) {
    const asked = questionBefore(at, below);
    if (asked && asksForTrim(asked)) return true;
  }
  return false;
}

/** What decides whether a part of a node is run. */
function questionBefore(node: ts.Node, part: ts.Node): ts.Expression | null {
  if (ts.isConditionalExpression(node)) return part === node.condition ? null : node.condition;
  if (ts.isIfStatement(node)) return part === node.expression ? null : node.expression;
  return ts.isBinaryExpression(node) && part === node.right ? node.left : null;
}

function asksForTrim(expression: ts.Expression): boolean {
  for (const node of nodesIn(unwrapped(expression)))
    if (ts.isPropertyAccessExpression(node) && node.name.text.startsWith('trim') && !ts.isCallExpression(node.parent)) return true;
  return false;
}
