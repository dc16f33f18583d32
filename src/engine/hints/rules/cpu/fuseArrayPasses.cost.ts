import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  passes: {
    unit: 'elements, three passes',
    sizes: [10, 1000, 100_000],
    prepare(n) {
      const orders = Array.from({ length: n }, (_, index) => ({ isPaid: index % 3 !== 0, price: index % 97, count: index % 5 }));
      return {
        before: () =>
          orders
            .filter((order) => order.isPaid)
            .map((order) => order.price * order.count)
            .reduce((sum, price) => sum + price, 0),
        after() {
          let total = 0;
          for (const order of orders) if (order.isPaid) total += order.price * order.count;
          return total;
        },
      };
    },
  },
};
