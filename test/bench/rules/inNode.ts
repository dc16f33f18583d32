// node --expose-gc inNode.ts FILE COST: measures one cost in a process of its own, and sends what it found to its parent.
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { RuleCosts } from '../../../src/engine/hints/cost.ts';
import { measureCost } from './measureCost.ts';

const [file = '', name = ''] = process.argv.slice(2);
const { costs } = (await import(pathToFileURL(file).href)) as { costs: RuleCosts };
const collect = globalThis.gc!;

const measured = await measureCost(costs[name]!, {
  isSame: isDeepStrictEqual,
  collectYoung: () => collect({ type: 'minor' }),
  async usedBytes() {
    // What is cleaned up after a collection is free after the next one.
    for (let turn = 0; turn < 2; turn += 1) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },
});
process.send!(measured, () => process.exit());
