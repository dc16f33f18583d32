import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import type { RuleCosts } from '../../cost.ts';

/** A file with the rates of some currencies. */
function ratesFile() {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-rates-'));
  const file = path.join(folder, 'rates.json');
  const rates = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`C${index}`, 1 + index / 100]));
  writeFileSync(file, JSON.stringify(rates));
  return { file, end: () => rmSync(folder, { recursive: true }) };
}

const ordersOf = (n: number) => Array.from({ length: n }, (_, index) => ({ sum: index, currency: `C${index % 40}` }));
const ratesIn = (text: string): Record<string, number> => JSON.parse(text);

export const costs: RuleCosts = {
  sync: {
    unit: 'turns',
    sizes: [5, 50, 500],
    prepare(n) {
      const { file, end } = ratesFile();
      const orders = ordersOf(n);
      return {
        before: () => orders.map(({ sum, currency }) => sum * ratesIn(readFileSync(file, 'utf8'))[currency]!),
        after() {
          const rates = ratesIn(readFileSync(file, 'utf8'));
          return orders.map(({ sum, currency }) => sum * rates[currency]!);
        },
        end,
      };
    },
  },
  promise: {
    unit: 'turns',
    sizes: [5, 50, 500],
    prepare(n) {
      const { file, end } = ratesFile();
      const orders = ordersOf(n);
      return {
        async before() {
          const sums: number[] = [];
          for (const { sum, currency } of orders) sums.push(sum * ratesIn(await readFile(file, 'utf8'))[currency]!);
          return sums;
        },
        async after() {
          const rates = ratesIn(await readFile(file, 'utf8'));
          const sums: number[] = [];
          for (const { sum, currency } of orders) sums.push(sum * rates[currency]!);
          return sums;
        },
        end,
      };
    },
  },
  cores: {
    unit: 'turns',
    sizes: [5, 50, 500],
    prepare(n) {
      const loads = Array.from({ length: n }, (_, index) => index);
      return {
        before: () => loads.map((load) => load / cpus().length),
        after() {
          const { length } = cpus();
          return loads.map((load) => load / length);
        },
      };
    },
  },
};
