import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RuleCosts } from '../../cost.ts';

interface Taxes {
  readonly withTax: (price: number) => number;
}

const TAXES = './taxes.cjs';

/** A folder with a module in a file. */
function moduleFile() {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-module-'));
  writeFileSync(path.join(folder, TAXES), 'exports.withTax = (price) => price * 1.2;\n');
  return { folder, require: createRequire(path.join(folder, 'index.cjs')), end: () => rmSync(folder, { recursive: true }) };
}

const pricesOf = (n: number) => Array.from({ length: n }, (_, index) => index % 97);

export const costs: RuleCosts = {
  builtin: {
    unit: 'calls',
    sizes: [10, 100, 1000],
    prepare(n) {
      const require = createRequire(import.meta.url);
      const files = Array.from({ length: n }, (_, index) => `a/b/file${index}.ts`);
      const pathModule = () => require('node:path') as typeof path;
      const known = pathModule();
      return {
        before: () => files.map((file) => pathModule().basename(file)),
        after: () => files.map((file) => known.basename(file)),
      };
    },
  },
  file: {
    unit: 'calls',
    sizes: [10, 100, 1000],
    prepare(n) {
      const { require, end } = moduleFile();
      const prices = pricesOf(n);
      const taxes = () => require(TAXES) as Taxes;
      const known = taxes();
      return { before: () => prices.map((price) => taxes().withTax(price)), after: () => prices.map((price) => known.withTax(price)), end };
    },
  },
  import: {
    unit: 'calls',
    sizes: [10, 100, 1000],
    async prepare(n) {
      const { folder, end } = moduleFile();
      const prices = pricesOf(n);
      const { href } = pathToFileURL(path.join(folder, TAXES));
      const known = (await import(href)) as Taxes;
      return {
        async before() {
          const sums: number[] = [];
          for (const price of prices) sums.push(((await import(href)) as Taxes).withTax(price));
          return sums;
        },
        async after() {
          const sums: number[] = [];
          for (const price of prices) sums.push(known.withTax(price));
          return sums;
        },
        end,
      };
    },
  },
};
