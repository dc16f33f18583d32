import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { callingLoop } from '../../facts/loops.ts';
import { mayBeNothing } from '../../facts/nothing.ts';
import { patternOf, plainText, type Pattern } from '../../facts/patterns.ts';
import { runsAgain } from '../../facts/repeated.ts';
import { isCondition, lastName, methodCall } from '../../facts/shapes.ts';
import { hasWord, wordsOf } from '../../facts/words.ts';
import { argumentOfParentheses, losesComment, quoted, receiverText } from '../../facts/writing.ts';
import type { Found, ProposedFix, Rule } from '../../rule.ts';

/** A call that looks for a pattern in a text. */
interface Search {
  readonly call: ts.CallExpression;
  readonly name: 'exec' | 'match' | 'test';
  /** The expression that stands for the pattern; what is known of it is null where it is no literal. */
  readonly by: ts.Expression;
  readonly pattern: Pattern | null;
  readonly text: ts.Expression;
}

export const preferRegexpTest: Rule = {
  id: 'prefer-regexp-test',
  category: 'regex',
  gate: 'loop',
  title: 'More of a search than its answer',
  costs: ['match', 'global', 'includes'],
  docs: {
    why: '`match` and `exec` make a list of what they found, with its groups and its place; with the flag `g`, `match` looks for everything there is. Where only whether there is something counts, `test` answers that at the first place. For plain text without any sign that has a meaning, `includes` does without regular expressions.',
    before: 'const notes = lines.filter((line) => line.match(/NOTE\\((\\w+)\\)/g));\nif (/draft/.test(title)) return;',
    after: "const notes = lines.filter((line) => /NOTE\\((\\w+)\\)/.test(line));\nif (title.includes('draft')) return;",
    silent: [
      'What was found is used, if only later.',
      'The expression is kept in a variable and has the flag `g` or `y`: `test` would go on where it ended before.',
      'The pattern is not known: what `match` is called on, or with, may be anything.',
      'It stands in no loop, and in no function that is called for each of many, such as by `filter`.',
      'No profile says that it is hot, and there is no flag `g`: that saves the list of one match, and not more the longer the text is.',
    ],
    beware:
      '`match` fails where it is called on `null` or `undefined`; `test` makes a text of them. Where the file does not say that it is text, the fix is a suggestion.',
    peers: ['unicorn/prefer-regexp-test', 'regexp/prefer-regexp-test', 'biome/useRegexTest'],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        const search = searchOf(call, file);
        const asked = search && (search.name === 'test' ? { node: call, isNegated: false } : askedIn(call));
        if (!search || !asked || !runsAgain(call, file.names)) return;
        const found = includesFor(search, asked, file) ?? testFor(search, asked, file);
        if (found) report(found);
      },
    };
  },
};

function searchOf(call: ts.CallExpression, { kinds, names }: FileFacts): Search | null {
  const method = methodCall(call);
  if (!method || method.isOptional || method.args.length !== 1) return null;
  const { name, receiver } = method;
  const argument = method.args[0]!;
  if ((name !== 'match' && name !== 'exec' && name !== 'test') || ts.isSpreadElement(argument)) return null;
  const [by, text] = name === 'match' ? [argument, receiver] : [receiver, argument];
  const pattern = patternOf(by, names);
  if (name === 'match') {
    // Of one that goes on where it ended before, `match` begins anew and `test` does not.
    if (!pattern || (!pattern.isInline && /[gy]/u.test(pattern.flags))) return null;
    const kind = kinds.kindOf(text);
    if (kind !== 'string' && (kind !== 'unknown' || isReader(text))) return null;
  } else if (name === 'test' ? !pattern?.isInline : !pattern && kinds.kindOf(by) !== 'regexp') return null;
  return { call, name, by, pattern, text };
}

/** Words in names of things that have a `match` of their own, which takes what it found out of a text. */
const READERS = wordsOf('cursor expect input lexer lex matcher parser reader route router scanner ss state stream tokenizer');

/** Whether something is most likely no text: `this`, or what reads one. */
function isReader(text: ts.Expression): boolean {
  const inner = unwrapped(text);
  if (inner.kind === ts.SyntaxKind.ThisKeyword || inner.kind === ts.SyntaxKind.SuperKeyword) return true;
  return hasWord(lastName(inner), READERS);
}

interface Asked {
  /** The call, or its comparison with `null`. */
  readonly node: ts.Expression;
  /** Whether the question is if nothing is found. */
  readonly isNegated: boolean;
}

/** Where all that counts is whether a call finds something; null where more of its result may be used. */
function askedIn(call: ts.CallExpression): Asked | null {
  let at: ts.Expression = call;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isBinaryExpression(parent) && parent.left === at && parent.right.kind === ts.SyntaxKind.NullKeyword) {
    const sign = ts.tokenToString(parent.operatorToken.kind);
    if (sign === '===' || sign === '==') return { node: parent, isNegated: true };
    return sign === '!==' || sign === '!=' ? { node: parent, isNegated: false } : null;
  }
  return isCondition(call) || isFirstOfTwo(at) || isAnswer(at) ? { node: call, isNegated: false } : null;
}

/** `found && use();` as a statement. */
const isFirstOfTwo = (node: ts.Expression): boolean =>
  ts.isBinaryExpression(node.parent) &&
  node.parent.left === node &&
  node.parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken &&
  ts.isExpressionStatement(node.parent.parent);

/** Methods that only ask whether what they call says yes. */
const ASKING = new Set(['every', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'some']);

/** What a function gives back that is called for each of many: `lines.filter((line) => …)`. */
function isAnswer({ parent }: ts.Expression): boolean {
  const fn = ts.isReturnStatement(parent) && ts.isBlock(parent.parent) ? parent.parent.parent : parent;
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return false;
  const loop = callingLoop(fn);
  return loop?.kind === 'callback' && ASKING.has(methodCall(loop.node)?.name ?? '');
}

/** For patterns that are plain text, in what is known to be text. */
function includesFor({ by, pattern, text }: Search, asked: Asked, file: FileFacts): Found | null {
  if (!pattern?.isInline || !/^g?$/u.test(pattern.flags) || file.kinds.kindOf(text) !== 'string') return null;
  const plain = plainText(pattern.source);
  if (plain === null) return null;
  const to = `${receiverText(text, file.source)}.includes(${quoted(plain)})`;
  return {
    node: asked.node,
    cost: 'includes',
    gate: 'heat',
    message: 'A regular expression for plain text is slower than `includes`',
    fixes: fixFor(asked, to, [by, text], 'Use includes', !mayBeNothing(text, file), file),
  };
}

function testFor({ name, by, pattern, text }: Search, asked: Asked, file: FileFacts): Found | null {
  if (name === 'test') return null;
  const isGlobal = name === 'match' && pattern !== null && pattern.flags.includes('g');
  // Without `g`, which changes nothing for one that is made anew.
  const expression = isGlobal ? `/${pattern.source}/${pattern.flags.replace('g', '')}` : file.textOf(by);
  const isSafe = name === 'exec' || (file.kinds.kindOf(text) === 'string' && !mayBeNothing(text, file));
  return {
    node: asked.node,
    cost: isGlobal ? 'global' : 'match',
    ...(!isGlobal && { gate: 'heat' }),
    message: isGlobal
      ? '`match` looks for everything that fits and makes a list of it, where only whether there is something counts'
      : `\`${name}\` makes a list of what it found, where only whether there is something counts`,
    fixes: fixFor(asked, `${expression}.test(${file.textOf(argumentOfParentheses(text))})`, [by, text], 'Use test', isSafe, file),
  };
}

function fixFor({ node, isNegated }: Asked, text: string, kept: readonly ts.Node[], title: string, isSafe: boolean, file: FileFacts) {
  const fixes: ProposedFix[] = [];
  if (!losesComment(node, kept, file.source)) {
    const edit = { start: node.getStart(file.source), end: node.end, text: `${isNegated ? '!' : ''}${text}` };
    fixes.push({ title, kind: isSafe ? 'safe' : 'suggestion', edits: [edit] });
  }
  return fixes;
}
