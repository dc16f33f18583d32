import { Buffer } from 'node:buffer';
import type { RuleCosts } from '../../cost.ts';

const [WHOLE, PART] = [100_000, 64];

/** A text that nobody else has, in one piece. */
const textOf = (index: number): string => Buffer.alloc(WHOLE, `line ${index} of a file, `).toString('latin1');
const bytesOf = (index: number): Buffer => Buffer.alloc(WHOLE, index % 256);

export const costs: RuleCosts = {
  texts: {
    unit: 'texts of 100 KB',
    sizes: [10, 50, 200],
    quantity: 'memory',
    prepare: (n) => ({
      before: () => Array.from({ length: n }, (_, index) => textOf(index).slice(0, PART)),
      after: () => Array.from({ length: n }, (_, index) => Buffer.from(textOf(index).slice(0, PART)).toString()),
    }),
  },
  buffers: {
    unit: 'buffers of 100 KB',
    sizes: [10, 50, 200],
    quantity: 'memory',
    prepare: (n) => ({
      before: () => Array.from({ length: n }, (_, index) => bytesOf(index).subarray(0, PART)),
      after: () => Array.from({ length: n }, (_, index) => Buffer.from(bytesOf(index).subarray(0, PART))),
    }),
  },
};
