import type { ts } from '../../syntax/index.ts';
import type { FileFacts } from './fileFacts.ts';
import { methodCall } from './shapes.ts';
import { hasWord, wordsOf } from './words.ts';

/** Words in names of calls that are meant to come one after the other. */
const ORDERED = wordsOf(
  'acquire append backoff begin bench click collect close commit connect consume delay drain exec execute fill flush goto idle lock migrate migration',
  'hook import measure navigate next pause poll press prompt pull question queue read retry require rollback run save seek sequential sleep step throttle tick timeout',
  'suite task test transact transaction trial type unlock wait write',
);
/** Words in names of things whose calls belong together. */
const OWNERS = wordsOf(
  'browser client conn connection cursor cy iterator lock locator mutex page pool query queue reader rl runner session stream term',
  'terminal tr transaction trx tx writer',
);

/** Whether a call reads like one of those that have an order: of a transaction, a cursor, a page; that retry, wait or write. */
export function isOrdered(call: ts.CallExpression, { textOf }: FileFacts): boolean {
  const method = methodCall(call);
  if (hasWord(method?.name ?? textOf(call.expression), ORDERED)) return true;
  return method !== null && hasWord(textOf(method.receiver), OWNERS);
}
