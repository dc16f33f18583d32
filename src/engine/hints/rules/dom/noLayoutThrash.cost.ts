import type { RuleCosts } from '../../cost.ts';
import { pageWith } from '../../costPage.ts';

const WIDTHS = ['101px', '100px'];

export const costs: RuleCosts = {
  size: {
    unit: 'elements',
    sizes: [10, 100, 500],
    platform: 'browser',
    prepare(n) {
      const { box, elements } = pageWith(n);
      for (const { style } of elements) style.width = '100px';
      return {
        before() {
          let sum = 0;
          for (const width of WIDTHS) {
            for (const element of elements) {
              sum += element.offsetWidth;
              element.style.width = width;
            }
          }
          return sum;
        },
        after() {
          let sum = 0;
          for (const width of WIDTHS) {
            for (const { offsetWidth } of elements) sum += offsetWidth;
            for (const { style } of elements) style.width = width;
          }
          return sum;
        },
        end: () => box.remove(),
      };
    },
  },
  text: {
    unit: 'elements',
    sizes: [10, 100, 500],
    platform: 'browser',
    prepare(n) {
      const { box, elements } = pageWith(n);
      for (const { style } of elements) style.width = '100px';
      return {
        before() {
          let sum = 0;
          for (const width of WIDTHS) {
            for (const element of elements) {
              sum += element.innerText.length;
              element.style.width = width;
            }
          }
          return sum;
        },
        after() {
          let sum = 0;
          for (const width of WIDTHS) {
            for (const { innerText } of elements) sum += innerText.length;
            for (const { style } of elements) style.width = width;
          }
          return sum;
        },
        end: () => box.remove(),
      };
    },
  },
};
