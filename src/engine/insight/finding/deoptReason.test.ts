import { describe, expect, it } from 'vitest';
import { deoptReason } from './deoptReason.ts';

describe('deoptReason', () => {
  // From deoptimize-reason.h of V8 11.3 (Node 20) and 13.6 (Node 24).
  it.each([
    ['wrong map', 'wrong-shape'],
    ['Unexpected object map', 'wrong-shape'],
    ['wrong instance type', 'wrong-shape'],
    ['not a Smi', 'wrong-type'],
    ['Smi', 'wrong-type'],
    ['not a heap number', 'wrong-type'],
    ['not a Number or Oddball', 'wrong-type'],
    ['not a String', 'wrong-type'],
    ['not a BigInt', 'wrong-type'],
    ['not int32', 'wrong-type'],
    ['NaN', 'wrong-type'],
    ['overflow', 'overflow'],
    ['minus zero', 'overflow'],
    ['division by zero', 'overflow'],
    ['lost precision or NaN', 'overflow'],
    ['BigInt too big', 'overflow'],
    ['out of bounds', 'out-of-bounds'],
    ['hole', 'out-of-bounds'],
    ['array buffer was detached', 'out-of-bounds'],
    ['wrong call target', 'wrong-target'],
    ['wrong feedback cell', 'wrong-target'],
    ['wrong enum indices', 'wrong-target'],
    ['wrong name', 'wrong-target'],
    ['wrong value', 'wrong-target'],
    ['Insufficient type feedback for call', 'no-feedback'],
    ['Insufficient type feedback for generic named access', 'no-feedback'],
    ['dependent allocation site tenuring changed', 'changed-assumption'],
    ['dependent prototype chain changed', 'changed-assumption'],
    ['code dependencies', 'changed-assumption'],
    ['prepare for on stack replacement (OSR)', null],
    ['OSREarlyExit', null],
    ['(unknown)', null],
    ['something that V8 will write in ten years', 'other-deopt'],
    ['', 'other-deopt'],
  ])('%s is %s', (words, reason) => {
    expect(deoptReason(words)).toBe(reason);
  });
});
