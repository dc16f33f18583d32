import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isClassOf } from '../../facts/origins.ts';
import { lastName, methodCall } from '../../facts/shapes.ts';
import { constantOf, constantText } from '../../facts/values.ts';
import { hasWord, wordsOf } from '../../facts/words.ts';
import { argumentOfParentheses, losesComment, receiverText } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Encodings whose texts differ where the bytes do. */
const EXACT = new Set(['base64', 'base64url', 'binary', 'hex', 'latin1']);
/** Encodings that take every text, so that its length can be known without making the bytes. */
const OF_TEXT = new Set(['ascii', 'binary', 'latin1', 'ucs-2', 'ucs2', 'utf-16le', 'utf-8', 'utf16le', 'utf8']);
/** Words in names of what must be compared in a time that tells nothing. */
const SECRET = wordsOf(
  'auth credential csrf digest expected hmac mac nonce otp pass password pin received secret session sig signature signed token verifier',
);

export const bufferStringOps: Rule = {
  id: 'buffer-string-ops',
  category: 'cpu',
  gate: 'always',
  title: 'Bytes made for a comparison or a length',
  costs: ['equals', 'byteLength'],
  docs: {
    why: 'Two buffers are equal where their bytes are: a text of each, twice as long as the bytes in hexadecimal, is made only to be thrown away. So are the bytes of a text whose number is all that is asked.',
    before:
      "if (before.toString('hex') === after.toString('hex')) return;\nresponse.setHeader('content-length', Buffer.from(body).length);",
    after: "if (before.equals(after)) return;\nresponse.setHeader('content-length', Buffer.byteLength(body));",
    silent: [
      'Neither of both is known to be a `Buffer`: other classes have a `toString` with an argument as well.',
      'The text does not tell all bytes apart: different ones may be the same text in UTF-8.',
      'They are named like secrets, which are compared with `timingSafeEqual`.',
      'The bytes are of an encoding like `base64`, whose signs are not all taken.',
    ],
    beware: 'Secrets must be compared with `crypto.timingSafeEqual`: neither `===` nor `equals` takes the same time for all of them.',
    peers: [],
  },
  check(file, report) {
    const { names, source, textOf } = file;
    const replaced = (node: ts.Node, name: string, text: string, kept: readonly ts.Node[], isSafe: boolean): ProposedFix[] =>
      losesComment(node, kept, source)
        ? []
        : [{ title: `Use ${name}`, kind: isSafe ? 'safe' : 'suggestion', edits: [{ start: node.getStart(source), end: node.end, text }] }];
    return {
      BinaryExpression(node) {
        const sign = comparison(node);
        if (sign === null) return;
        const left = encoded(node.left, file);
        const right = left && encoded(node.right, file);
        if (!left || !right || left.encoding !== right.encoding) return;
        const [isLeft, isRight] = [isBuffer(left.buffer, file), isBuffer(right.buffer, file)];
        if ((!isLeft && !isRight) || isSecret(left.buffer) || isSecret(right.buffer)) return;
        report({
          node,
          cost: 'equals',
          message: `\`toString('${left.encoding}')\` makes a text of each buffer, only to compare them`,
          fixes: replaced(
            node,
            'equals',
            `${sign}${receiverText(left.buffer, source)}.equals(${textOf(argumentOfParentheses(right.buffer))})`,
            [left.buffer, left.argument, right.buffer, right.argument],
            isLeft && isRight,
          ),
        });
      },
      PropertyAccessExpression(node) {
        if ((node.name.text !== 'length' && node.name.text !== 'byteLength') || node.questionDotToken) return;
        const call = unwrapped(node.expression);
        const method = methodCall(call);
        if (method?.name !== 'from' || method.isOptional || !isClassOf(method.receiver, 'Buffer', 'buffer', names)) return;
        const [text, encoding, ...others] = method.args;
        if (!text || others.length > 0 || method.args.some(ts.isSpreadElement) || file.kinds.kindOf(text) !== 'string') return;
        const encodingText = encoding ? constantText(encoding, names) : 'utf8';
        if (encodingText === null || !OF_TEXT.has(encodingText.toLowerCase())) return;
        report({
          node,
          cost: 'byteLength',
          message: '`Buffer.from` makes all the bytes of the text, only to count them',
          fixes: replaced(
            node,
            'byteLength',
            `${textOf(method.receiver)}.byteLength(${method.args.map(textOf).join(', ')})`,
            [method.receiver, ...method.args],
            true,
          ),
        });
      },
    };
  },
};

/** What stands before a call that asks whether both sides are equal; null for what is no such comparison. */
function comparison({ operatorToken }: ts.BinaryExpression): '' | '!' | null {
  const sign = ts.tokenToString(operatorToken.kind);
  if (sign === '===' || sign === '==') return '';
  return sign === '!==' || sign === '!=' ? '!' : null;
}

/** `buffer.toString('hex')`. */
function encoded(node: ts.Expression, { names }: FileFacts) {
  const method = methodCall(unwrapped(node));
  if (method?.name !== 'toString' || method.isOptional || method.args.length !== 1) return null;
  const argument = method.args[0]!;
  const encoding = constantText(argument, names)?.toLowerCase();
  return encoding !== undefined && EXACT.has(encoding) ? { buffer: method.receiver, argument, encoding } : null;
}

/** Whether something is a `Buffer` by what is written, or what was read of a file without an encoding. */
function isBuffer(expression: ts.Expression, { kinds, names }: FileFacts): boolean {
  if (kinds.kindOf(expression) === 'buffer') return true;
  const value = constantOf(expression, names);
  const call = value && ts.isAwaitExpression(value) ? unwrapped(value.expression) : value;
  if (!call || !ts.isCallExpression(call)) return false;
  const method = methodCall(call);
  const name = method?.name ?? (ts.isIdentifier(call.expression) ? call.expression.text : '');
  return (name === 'readFileSync' || (name === 'readFile' && value !== call)) && call.arguments.length === 1;
}

function isSecret(expression: ts.Expression): boolean {
  const of = unwrapped(expression);
  const call = methodCall(of);
  if (call) return call.name === 'digest' || call.name === 'randomBytes' || isSecret(call.receiver);
  return hasWord(lastName(of), SECRET);
}
