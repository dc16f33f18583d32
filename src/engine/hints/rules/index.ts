import type { Rule } from '../rule.ts';
import { noAwaitInLoop } from './async/noAwaitInLoop.ts';
import { bufferStringOps } from './cpu/bufferStringOps.ts';
import { noAccumulatingSpread } from './cpu/noAccumulatingSpread.ts';
import { noSplitForPart } from './cpu/noSplitForPart.ts';
import { preferStartsEndsWith } from './cpu/preferStartsEndsWith.ts';
import { urlParseCost } from './cpu/urlParseCost.ts';
import { noSuperLinearMove } from './regex/noSuperLinearMove.ts';
import { preferRegexpTest } from './regex/preferRegexpTest.ts';

/** Every rule there is. */
export const rules: readonly Rule[] = [
  bufferStringOps,
  noAccumulatingSpread,
  noAwaitInLoop,
  noSplitForPart,
  noSuperLinearMove,
  preferRegexpTest,
  preferStartsEndsWith,
  urlParseCost,
];
