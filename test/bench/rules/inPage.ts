import type { RuleCosts } from '../../../src/engine/hints/cost.ts';
import { measureCost, type MeasuredPair } from './measureCost.ts';

/** Measures one cost in a page. Only time: a page cannot say what it holds. */
export function measureInPage(costs: RuleCosts, name: string): Promise<MeasuredPair> {
  return measureCost(costs[name]!, {
    isSame: (before, after) => textOf(before) === textOf(after),
    collectYoung: () => undefined,
    usedBytes: () => Promise.reject(new Error('the memory of a page is not measured')),
  });
}

const textOf = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => (part instanceof Element ? part.outerHTML : part));
