import type { RuleCosts } from '../../cost.ts';

interface Row {
  readonly id: number;
  label?: string;
}

class Model {
  readonly id: number;

  constructor(id: number) {
    this.id = id;
  }
}

const rowsOf = (n: number): Row[] => Array.from({ length: n }, (_, id) => ({ id }));

export const costs: RuleCosts = {
  compile: {
    unit: 'calls',
    sizes: [1, 10, 100],
    prepare(n) {
      const rows = rowsOf(n);
      const calculate = (id: number) => id * 2 + 1;
      return {
        // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- what the rule finds
        before: () => rows.map(({ id }) => (new Function('id', 'return id * 2 + 1') as typeof calculate)(id)),
        after: () => rows.map(({ id }) => calculate(id)),
      };
    },
  },
  proxy: {
    unit: 'reads',
    sizes: [10, 100, 1000],
    prepare(n) {
      const rows = rowsOf(n);
      const watched = rows.map((row) => new Proxy(row, { get: (target, name) => Reflect.get(target, name) as unknown }));
      const sumOf = (list: readonly Row[]) => {
        let sum = 0;
        for (const { id } of list) sum += id;
        return sum;
      };
      const plainSumOf = (list: readonly Row[]) => {
        let sum = 0;
        for (const { id } of list) sum += id;
        return sum;
      };
      return { before: () => sumOf(watched), after: () => plainSumOf(rows) };
    },
  },
  define: {
    unit: 'objects',
    sizes: [10, 100, 1000],
    prepare(n) {
      const ids = rowsOf(n);
      return {
        before: () =>
          ids.map(({ id }) => Object.defineProperty({ id }, 'label', { value: 'a', enumerable: true, writable: true, configurable: true }))
            .length,
        after: () =>
          ids.map(({ id }) => {
            const row: Row = { id };
            row.label = 'a';
            return row;
          }).length,
      };
    },
  },
  prototype: {
    unit: 'objects',
    sizes: [10, 100, 1000],
    prepare(n) {
      const rows = rowsOf(n);
      return {
        before: () => rows.map(({ id }) => Object.setPrototypeOf({ id }, Model.prototype) as Model).length,
        after: () => rows.map(({ id }) => new Model(id)).length,
      };
    },
  },
};
