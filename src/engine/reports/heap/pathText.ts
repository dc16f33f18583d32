import type { RetainingPath, RetainingStep } from '../../../model/heap.ts';
import { clippedText } from '../clippedText.ts';

/** A path is longest where it is of least use: inside of Node's loader, between the root and the module. */
const MOST_STEPS = 10;
const FIRST_STEPS = 1;

/** Steps that are shown; null stands for those that are left out. */
function shownSteps(path: RetainingPath): readonly (RetainingStep | null)[] {
  if (path.length <= MOST_STEPS) return path;
  return [...path.slice(0, FIRST_STEPS), null, ...path.slice(FIRST_STEPS - MOST_STEPS)];
}

/** `global → .log Array → [12] Object`. */
export function pathText(path: RetainingPath): string {
  return shownSteps(path)
    .map((step) => (step === null ? '…' : clippedText([step.edge, step.name].filter((part) => part !== '').join(' '))))
    .join(' → ');
}
