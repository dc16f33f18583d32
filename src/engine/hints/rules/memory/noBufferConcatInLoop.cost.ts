import { Buffer } from 'node:buffer';
import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  chunks: {
    unit: 'parts of 1 KB',
    sizes: [10, 200, 2000],
    prepare(n) {
      const parts = Array.from({ length: n }, (_, index) => Buffer.alloc(1024, index % 256));
      return {
        before() {
          let all = Buffer.alloc(0);
          for (const part of parts) all = Buffer.concat([all, part]);
          return all;
        },
        after() {
          const chunks: Buffer[] = [];
          for (const part of parts) chunks.push(part);
          return Buffer.concat(chunks);
        },
      };
    },
  },
};
