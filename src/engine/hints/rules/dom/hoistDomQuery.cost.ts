import type { RuleCosts } from '../../cost.ts';
import { openStorage, pageWith } from '../../costPage.ts';

export const costs: RuleCosts = {
  query: {
    unit: 'turns',
    sizes: [10, 100, 1000],
    platform: 'browser',
    prepare(n) {
      const { page, box, elements } = pageWith(n);
      elements.at(-1)!.id = 'last';
      return {
        before() {
          let sum = 0;
          for (const { childElementCount } of elements) sum += childElementCount + page.querySelector('#last')!.childElementCount;
          return sum;
        },
        after() {
          let sum = 0;
          const last = page.querySelector('#last')!;
          for (const { childElementCount } of elements) sum += childElementCount + last.childElementCount;
          return sum;
        },
        end: () => box.remove(),
      };
    },
  },
  list: {
    unit: 'elements',
    sizes: [10, 100, 500],
    platform: 'browser',
    prepare(n) {
      const { page, box } = pageWith(n);
      return {
        before() {
          let sum = 0;
          for (let index = 0; index < page.querySelectorAll('.row').length; index += 1)
            sum += page.querySelectorAll('.row')[index]!.childElementCount;
          return sum;
        },
        after() {
          let sum = 0;
          const rows = page.querySelectorAll('.row');
          for (let index = 0; index < rows.length; index += 1) sum += rows[index]!.childElementCount;
          return sum;
        },
        end: () => box.remove(),
      };
    },
  },
  live: {
    unit: 'elements',
    sizes: [10, 100, 500],
    platform: 'browser',
    prepare(n) {
      const { page, box } = pageWith(n);
      return {
        before() {
          let sum = 0;
          for (let index = 0; index < page.getElementsByClassName('row').length; index += 1)
            sum += page.getElementsByClassName('row')[index]!.childElementCount;
          return sum;
        },
        after() {
          let sum = 0;
          const rows = page.getElementsByClassName('row');
          for (let index = 0; index < rows.length; index += 1) sum += rows[index]!.childElementCount;
          return sum;
        },
        end: () => box.remove(),
      };
    },
  },
  storage: {
    unit: 'turns',
    sizes: [10, 100, 1000],
    platform: 'browser',
    prepare(n) {
      const storage = openStorage();
      storage.setItem('token', 'a'.repeat(200));
      return {
        before() {
          let sum = 0;
          for (let turn = 0; turn < n; turn += 1) sum += storage.getItem('token')!.length;
          return sum;
        },
        after() {
          let sum = 0;
          const token = storage.getItem('token')!;
          for (let turn = 0; turn < n; turn += 1) sum += token.length;
          return sum;
        },
        end: () => storage.removeItem('token'),
      };
    },
  },
};
