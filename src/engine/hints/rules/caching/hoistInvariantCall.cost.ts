import type { RuleCosts } from '../../cost.ts';

const SIZES = [10, 100, 1000] as const;
const numbers = (n: number) => Array.from({ length: n }, (_, index) => (index * 7919) % 10_007);

export const costs: RuleCosts = {
  max: {
    unit: 'elements',
    sizes: SIZES,
    prepare(n) {
      const votes = numbers(n);
      return {
        before: () => votes.map((count) => count / Math.max(...votes)),
        after() {
          const most = Math.max(...votes);
          return votes.map((count) => count / most);
        },
      };
    },
  },
  set: {
    unit: 'elements',
    sizes: SIZES,
    prepare(n) {
      const wanted = numbers(n).map((number) => `id${number}`);
      const there = wanted.filter((_, index) => index % 3 !== 0);
      return {
        before: () => wanted.filter((id) => !new Set(there).has(id)),
        after() {
          const known = new Set(there);
          return wanted.filter((id) => !known.has(id));
        },
      };
    },
  },
  json: {
    unit: 'entries',
    sizes: SIZES,
    prepare(n) {
      const settings = Object.fromEntries(numbers(n).map((number, index) => [`setting${index}`, { number, isOn: index % 2 === 0 }]));
      const clients = numbers(n);
      return {
        before: () => clients.map((client) => `${client}:${JSON.stringify(settings)}`.length),
        after() {
          const message = JSON.stringify(settings);
          return clients.map((client) => `${client}:${message}`.length);
        },
      };
    },
  },
  keys: {
    unit: 'keys',
    sizes: SIZES,
    prepare(n) {
      const counts = Object.fromEntries(numbers(n).map((number, index) => [`key${index}`, number]));
      return {
        before() {
          let sum = 0;
          for (let index = 0; index < Object.keys(counts).length; index += 1) sum += counts[Object.keys(counts)[index]!]!;
          return sum;
        },
        after() {
          const keys = Object.keys(counts);
          let sum = 0;
          for (let index = 0; index < keys.length; index += 1) sum += counts[keys[index]!]!;
          return sum;
        },
      };
    },
  },
};
