import type { RuleCosts } from '../../cost.ts';

interface Order {
  id: number;
  draft?: boolean | undefined;
  price: number;
  count: number;
}

const ordersOf = (n: number): Order[] => Array.from({ length: n }, (_, id) => ({ id, draft: true, price: id % 97, count: id % 5 }));

function sumOf(orders: readonly Order[]): number {
  let sum = 0;
  for (const order of orders) sum += order.price * order.count + order.id;
  return sum;
}

export const costs: RuleCosts = {
  delete: {
    unit: 'objects',
    sizes: [10, 100, 10_000],
    prepare: (n) => ({
      before() {
        const orders = ordersOf(n);
        for (const order of orders) delete order.draft;
        return orders.length;
      },
      after() {
        const orders = ordersOf(n);
        for (const order of orders) order.draft = undefined;
        return orders.length;
      },
    }),
  },
  reads: {
    unit: 'objects that are read later',
    sizes: [10, 100, 10_000],
    prepare(n) {
      const [slow, fast] = [ordersOf(n), ordersOf(n)];
      for (const order of slow) delete order.draft;
      for (const order of fast) order.draft = undefined;
      return { before: () => sumOf(slow), after: () => sumOf(fast) };
    },
  },
};
