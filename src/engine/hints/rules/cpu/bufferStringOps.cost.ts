import { Buffer } from 'node:buffer';
import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  equals: {
    unit: 'bytes',
    sizes: [32, 1000, 100_000],
    prepare(n) {
      const [one, other] = [Buffer.alloc(n, 7), Buffer.alloc(n, 7)];
      return {
        before: () => one.toString('hex') === other.toString('hex'),
        after: () => one.equals(other),
      };
    },
  },
  byteLength: {
    unit: 'signs',
    sizes: [20, 1000, 100_000],
    prepare(n) {
      const text = 'Grüße '.repeat(Math.ceil(n / 6)).slice(0, n);
      return {
        before: () => Buffer.from(text).length,
        after: () => Buffer.byteLength(text),
      };
    },
  },
};
