import { ts } from '../../syntax/index.ts';
import type { FileFacts } from './fileFacts.ts';
import { methodCall } from './shapes.ts';
import { hasWord, wordsOf } from './words.ts';

/** Words in names of calls that are meant to come one after the other. */
const ORDERED = wordsOf(
  'acquire append backoff begin bench call click collect close commit connect consume delay drain exec execute fill flush goto hook idle',
  'import keep lock measure migrate migration navigate next pause poll press prompt pull question queue read record require retry rollback',
  'register route run save seek sequential sleep step store suite task test throttle tick timeout transact transaction trial type unlock wait write',
);
/** Words in names of things whose calls belong together. */
const OWNERS = wordsOf(
  'browser client conn connection cursor cy iterator lock locator mutex page pool query queue reader rl runner session stream term',
  'terminal tr transaction trx tx writer',
);

/** Whether a call reads like one of those that have an order: of a transaction, a cursor, a page; that retry, wait or write. */
export function isOrdered(whole: ts.CallExpression, { textOf }: FileFacts): boolean {
  const call = promiseOf(whole);
  const method = methodCall(call);
  if (hasWord(method?.name ?? textOf(call.expression), ORDERED)) return true;
  return method !== null && hasWord(textOf(method.receiver), OWNERS);
}

/** The call whose promise it is: of `load().catch(…)`, `load()`. */
function promiseOf(call: ts.CallExpression): ts.CallExpression {
  let at = call;
  for (let method = methodCall(at); method && /^(?:catch|finally|then)$/u.test(method.name); method = methodCall(at)) {
    if (!ts.isCallExpression(method.receiver)) break;
    at = method.receiver;
  }
  return at;
}
