import { createElement } from 'react';
import type { RuleCosts } from '../../cost.ts';
import { reactPage, renderingPair, rowsOf, type Row } from '../../costRender.ts';

const Item = ({ row }: { readonly row: Row }) =>
  createElement('li', { title: row.id }, createElement('b', null, row.name), createElement('i', null, row.price));

/** A list that shows all its rows in one turn, and in the next one only some. */
function listOf(n: number, isLeft: (place: number) => boolean, keyOf: (row: Row, index: number) => string | number) {
  const page = reactPage();
  const all = rowsOf(n);
  const some = all.filter((_, place) => isLeft(place));
  let isWhole = false;
  return {
    render() {
      isWhole = !isWhole;
      const items = (isWhole ? all : some).map((row, index) => createElement(Item, { key: keyOf(row, index), row }));
      return page.show(createElement('ul', null, items));
    },
    end: page.end,
  };
}

const pairOf = (n: number, isLeft: (place: number) => boolean) =>
  renderingPair(
    listOf(n, isLeft, (_, index) => index),
    listOf(n, isLeft, ({ id }) => id),
  );

export const costs: RuleCosts = {
  front: {
    unit: 'rows, of which the first comes and goes',
    sizes: [10, 100, 500],
    platform: 'browser',
    prepare: (n) => pairOf(n, (place) => place > 0),
  },
  some: {
    unit: 'rows, of which every third comes and goes',
    sizes: [10, 100, 500],
    platform: 'browser',
    prepare: (n) => pairOf(n, (place) => place % 3 !== 0),
  },
};
