import type { RuleCosts } from '../../cost.ts';
import { pageWith } from '../../costPage.ts';

export const costs: RuleCosts = {
  append: {
    unit: 'elements',
    sizes: [10, 100, 300],
    platform: 'browser',
    prepare(n) {
      const { box } = pageWith(0);
      const rows = Array.from({ length: n }, (_, index) => `<li><a href="#${index}">row ${index}</a></li>`);
      return {
        before() {
          box.innerHTML = '';
          for (const row of rows) box.innerHTML += row;
          return box.childElementCount;
        },
        after() {
          box.innerHTML = '';
          for (const row of rows) box.insertAdjacentHTML('beforeend', row);
          return box.childElementCount;
        },
        end: () => box.remove(),
      };
    },
  },
};
