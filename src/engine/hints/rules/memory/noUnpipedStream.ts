import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { originOf } from '../../facts/origins.ts';
import { functionAround, inlineFunction, lastName, methodCall, parameterName } from '../../facts/shapes.ts';
import { constantOf } from '../../facts/values.ts';
import { receiverText } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Names of streams, and of things that are ones. */
const STREAM =
  /^(?:conn|connection|dest|destination|download|downstream|file|incoming|input|out|outgoing|output|proxy|readable|remote|reply|req|request|res|response|server|client|sink|socket|source|src|dst|stdin|stdout|target|upload|upstream|writable)$|(?:Conn|Connection|Dest|Destination|Input|Output|Pipe|Readable|Req|Request|Res|Response|Sink|Socket|Source|Stream|Writable)\d?$|^(?:r|w|read|write|in|out)[sS]tream$|^stream\d?$/u;
/** What shows or takes a little text, and what answers at once. */
const SMALL = /log|console|term|tty|pty|repl|shell|prompt|decoder|parser|hash|hmac|digest|sax/iu;
const MAKERS = new Set([
  ...['connect', 'createBrotliCompress', 'createBrotliDecompress', 'createCipheriv', 'createConnection', 'createDecipheriv'],
  ...['createDeflate', 'createGunzip', 'createGzip', 'createInflate', 'createReadStream', 'createWriteStream'],
]);

export const noUnpipedStream: Rule = {
  id: 'no-unpiped-stream',
  category: 'memory',
  gate: 'always',
  title: 'Stream passed on without waiting',
  costs: ['held'],
  docs: {
    why: 'What `write` gives back says whether the other side is ready for more. Where nobody looks at it, the source goes on as fast as it can, and all that the slower side has not taken yet piles up in memory. `pipe` and `pipeline` stop the source until there is room.',
    before: "source.on('data', (chunk) => response.write(chunk));\nsource.on('end', () => response.end());",
    after: "import { pipeline } from 'node:stream/promises';\n\nawait pipeline(source, response);",
    silent: [
      'The code around pauses the source, or waits for `drain`.',
      'What `write` gives back is used.',
      'What is written is not what came in.',
      'It goes to a terminal, a log, a parser or a hash, or is a stream of events.',
      'Neither side reads like a stream.',
    ],
    beware: '`pipeline` also ends the other side and destroys both where one fails; `pipe` does not pass errors on.',
    peers: [],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        // Most calls are no such ones.
        if (call.arguments.length !== 2) return;
        const listening = methodCall(call);
        if (!listening || (listening.name !== 'on' && listening.name !== 'addListener')) return;
        const [event, listener] = listening.args;
        const fn = inlineFunction(listener);
        if (!fn || !event || !ts.isStringLiteralLike(event) || event.text !== 'data') return;
        const name = parameterName(fn.parameters[0]);
        const sink = name && fn.parameters.length === 1 ? sinkOf(fn, name, file) : null;
        const source = sourceOf(listening.receiver);
        if (!sink || !isLarge(source, file) || !isLarge(sink, file) || /^std(?:err|out)$/u.test(lastName(sink)) || waits(call, file))
          return;
        report({
          node: call,
          end: listening.nameNode,
          cost: 'held',
          message: `All that \`${lastName(sink)}\` has not taken yet piles up in memory: nobody looks at what its \`write\` gives back`,
          fixes: fixesOf(call, listening.receiver, sink, fn, file),
        });
      },
    };
  },
};

/** What a listener writes all that comes in to, if nothing of `write` is used. */
function sinkOf(fn: ts.ArrowFunction | ts.FunctionExpression, chunk: ts.Identifier, { names }: FileFacts): ts.Expression | null {
  const variable = names.variableOf(chunk);
  for (const { identifier } of variable?.references ?? []) {
    const writing = methodCall(identifier.parent);
    if (writing?.name !== 'write' || writing.args[0] !== identifier || functionAround(writing.call) !== fn) continue;
    const { parent } = writing.call;
    const isDropped = ts.isExpressionStatement(parent) || (ts.isArrowFunction(parent) && parent.body === writing.call);
    // With a callback, somebody waits.
    if (isDropped && !writing.args.slice(1).some((each) => inlineFunction(each) || ts.isIdentifier(each))) return writing.receiver;
  }
  return null;
}

/** Of `stream.on(…).on(…)`, the stream. */
function sourceOf(receiver: ts.Expression): ts.Expression {
  let at = unwrapped(receiver);
  for (let call = methodCall(at); call && /^(?:on|once|addListener|setEncoding)$/u.test(call.name); call = methodCall(at))
    at = unwrapped(call.receiver);
  return at;
}

/** Whether an expression is a stream that much may go through, by how it is made or what it is called. */
function isLarge(stream: ts.Expression, { names }: FileFacts): boolean {
  if (SMALL.test(lastName(stream)) || isOfProcess(stream)) return false;
  const made = constantOf(stream, names);
  const maker = made && ts.isCallExpression(made) ? made : null;
  if (maker && MAKERS.has(lastName(maker.expression))) return true;
  return STREAM.test(lastName(stream)) && originOf(stream, names) === null;
}

const isOfProcess = (stream: ts.Expression): boolean =>
  ts.isPropertyAccessExpression(stream) && ts.isIdentifier(stream.expression) && stream.expression.text === 'process';

/** Whether the function around has anything to do with a source that waits, or with one that sends little. */
function waits(call: ts.CallExpression, { source }: FileFacts): boolean {
  const around = functionAround(call) ?? source;
  const text = source.text.slice(around.pos, around.end);
  return ['drain', 'pause', 'writableNeedDrain', 'highWaterMark', 'cork', 'event-stream'].some((word) => text.includes(word));
}

/** `pipe` instead, where the listener does nothing else and nothing is chained behind it. */
function fixesOf(
  call: ts.CallExpression,
  source: ts.Expression,
  sink: ts.Expression,
  { body }: ts.ArrowFunction | ts.FunctionExpression,
  file: FileFacts,
): ProposedFix[] {
  const isAlone = !ts.isBlock(body) || body.statements.length === 1;
  if (!isAlone || !ts.isExpressionStatement(call.parent) || call.questionDotToken) return [];
  const text = file.textOf(call);
  const written = ts.isBlock(body) ? (body.statements[0] as ts.ExpressionStatement).expression : body;
  const hasMore = !ts.isCallExpression(written) || written.arguments.length !== 1;
  if (hasMore || text.includes('//') || text.includes('/*') || text.includes('?.')) return [];
  return [
    {
      title: 'Use pipe',
      kind: 'suggestion',
      edits: [
        {
          start: call.getStart(file.source),
          end: call.end,
          text: `${receiverText(source, file.source)}.pipe(${file.textOf(sink)}, { end: false })`,
        },
      ],
    },
  ];
}
