import type { ts } from '../syntax/index.ts';
import { ts as typescript } from '../syntax/index.ts';
import type { Candidate } from './candidates.ts';

/** What finds the recorder in whatever global the code runs; the types of what stands around it stay what they were. */
const RECORDER = 'Reflect.get(globalThis,Symbol.for("laptime.calls"))';

/** The text of a file in which one function tells its calls. Lines stay where they were, but in TypeScript one stands before the first. */
export function recordingText(source: ts.SourceFile, { site, access }: Candidate): string {
  const { text } = source;
  const marked =
    site.kind === 'body' ? inBody(text, site.body, access === 'instance' ? 'this' : 'undefined') : around(text, site.value, source);
  if (!/\.[cm]?tsx?$/i.test(source.fileName)) return marked;
  // A loader that checks types would find the recorder's, and nobody asked for its opinion of them.
  const [head = ''] = /^\uFEFF?(?:#!.*\r?\n)?/.exec(marked) ?? [];
  return `${head}// @ts-nocheck\n${marked.slice(head.length)}`;
}

function inBody(text: string, body: ts.Block, self: string): string {
  let at = body.getStart() + 1;
  for (const statement of body.statements) {
    if (!typescript.isExpressionStatement(statement) || !typescript.isStringLiteral(statement.expression)) break;
    at = statement.getEnd();
  }
  return `${text.slice(0, at)};${RECORDER}?.(${self},arguments);${text.slice(at)}`;
}

function around(text: string, value: ts.Expression, source: ts.SourceFile): string {
  const start = value.getStart(source);
  const end = value.getEnd();
  return `${text.slice(0, start)}(${RECORDER}?.wrap??((f)=>f))(${text.slice(start, end)})${text.slice(end)}`;
}
