import type { RuleCosts } from '../../cost.ts';
import { pageWith } from '../../costPage.ts';

export const costs: RuleCosts = {
  read: {
    unit: 'elements',
    sizes: [10, 100, 500],
    platform: 'browser',
    prepare(n) {
      const { box, elements } = pageWith(n);
      return {
        before: () => elements.map((element) => element.innerText),
        after: () => elements.map((element) => element.textContent),
        end: () => box.remove(),
      };
    },
  },
};
