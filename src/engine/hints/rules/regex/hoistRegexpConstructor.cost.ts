import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  pattern: {
    unit: 'texts',
    sizes: [10, 100, 1000],
    prepare(n) {
      const names = Array.from({ length: n }, (_, index) => `src/components/panel${index}.${index % 3 === 0 ? 'test.ts' : 'ts'}`);
      const ending = '\\.(?:test|spec)\\.[jt]sx?$';
      return {
        before: () => names.filter((name) => new RegExp(ending, 'i').test(name)),
        after() {
          const pattern = new RegExp(ending, 'i');
          return names.filter((name) => pattern.test(name));
        },
      };
    },
  },
};
