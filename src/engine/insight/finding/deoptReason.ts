import type { DeoptReason } from '../../../model/insight.ts';

/**
 * V8's reasons (deoptimize-reason.h of V8 11 to 13, where they differ in case and wording), the first pattern that fits. `null`: part of how
 * V8 moves from one tier to the next, and nothing that the code could avoid.
 */
const REASONS: readonly (readonly [RegExp, DeoptReason | null])[] = [
  [/on.?stack replacement|\bOSR\b|osr ?early ?exit/iu, null],
  [/^\(unknown\)$|debugger|deoptimize ?now|bailout from (?:maglev|tier)/iu, null],
  [/insufficient type feedback/iu, 'no-feedback'],
  [/wrong (?:map|instance type)|unstable map|unexpected(?: object)? (?:map|shape)|migration/iu, 'wrong-shape'],
  [/overflow|minus zero|\bzero\b|lost precision|division|bigint too big|exceeded|too large/iu, 'overflow'],
  [/out of bounds|\bhole\b|array length|detached|elements kind|negative|string too long|array.*(?:grow|full)/iu, 'out-of-bounds'],
  [/wrong (?:call target|function|feedback cell|name|value|constructor|enum)|call target/iu, 'wrong-target'],
  [/depend|tenuring|prototype|constness|property cell|code dependencies|field|protector|const ?tracking/iu, 'changed-assumption'],
  [/\bsmi\b|not an? |not int|not uint|number|string|symbol|boolean|oddball|bigint|\bnan\b|receiver|undefined|\bnull\b/iu, 'wrong-type'],
];

export function deoptReason(v8Reason: string): DeoptReason | null {
  for (const [pattern, reason] of REASONS) if (pattern.test(v8Reason)) return reason;
  return 'other-deopt';
}
