import type { RuleCosts } from '../../cost.ts';

interface Row {
  readonly name: string;
  readonly date: string;
  readonly path: string;
  readonly data: string;
}

/** In an order that is none, and the same each time. */
const rowsOf = (n: number): Row[] =>
  Array.from({ length: n }, (_, index) => {
    const number = (index * 7919) % 100_003;
    const date = new Date(1_600_000_000_000 + number * 60_000).toISOString();
    return { name: `User ${number}`, date, path: `src/part-${number % 17}/File${number}.ts`, data: `{"rank":${number},"tags":["a","b"]}` };
  });

const sortedBy = <K>(rows: readonly Row[], keyOf: (row: Row) => K, compare: (a: K, b: K) => number): Row[] =>
  rows
    .map((value) => ({ value, key: keyOf(value) }))
    .toSorted((a, b) => compare(a.key, b.key))
    .map(({ value }) => value);

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const compareNumbers = (a: number, b: number): number => a - b;
const numberIn = (text: string): number => Number(/(\d+)\.ts$/u.exec(text)![1]);
const lastPart = (path: string): string => path.split('/').at(-1)!;
const rankOf = (data: string): number => (JSON.parse(data) as { rank: number }).rank;

export const costs: RuleCosts = {
  date: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const rows = rowsOf(n);
      return {
        before: () => rows.toSorted((a, b) => new Date(a.date).getTime() - new Date(b.date).getTime()),
        after: () => sortedBy(rows, (row) => new Date(row.date).getTime(), compareNumbers),
      };
    },
  },
  case: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const rows = rowsOf(n);
      return {
        before: () => rows.toSorted((a, b) => compareTexts(a.name.toLowerCase(), b.name.toLowerCase())),
        after: () => sortedBy(rows, (row) => row.name.toLowerCase(), compareTexts),
      };
    },
  },
  pattern: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const rows = rowsOf(n);
      return {
        before: () => rows.toSorted((a, b) => numberIn(a.path) - numberIn(b.path)),
        after: () => sortedBy(rows, (row) => numberIn(row.path), compareNumbers),
      };
    },
  },
  split: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const rows = rowsOf(n);
      return {
        before: () => rows.toSorted((a, b) => compareTexts(lastPart(a.path), lastPart(b.path))),
        after: () => sortedBy(rows, (row) => lastPart(row.path), compareTexts),
      };
    },
  },
  json: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const rows = rowsOf(n);
      return {
        before: () => rows.toSorted((a, b) => rankOf(a.data) - rankOf(b.data)),
        after: () => sortedBy(rows, (row) => rankOf(row.data), compareNumbers),
      };
    },
  },
};
