import type { Rule } from '../rule.ts';
import { noAwaitInLoop } from './async/noAwaitInLoop.ts';
import { noAccumulatingSpread } from './cpu/noAccumulatingSpread.ts';
import { preferStartsEndsWith } from './cpu/preferStartsEndsWith.ts';

/** Every rule there is. */
export const rules: readonly Rule[] = [noAccumulatingSpread, noAwaitInLoop, preferStartsEndsWith];
