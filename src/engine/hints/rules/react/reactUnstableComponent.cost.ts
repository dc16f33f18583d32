import { createElement } from 'react';
import type { RuleCosts } from '../../cost.ts';
import { reactPage, renderingPair, rowsOf, type Row } from '../../costRender.ts';

interface ListProps {
  readonly rows: readonly Row[];
  readonly title: string;
}

const itemOf = ({ row }: { readonly row: Row }) =>
  createElement('li', null, createElement('b', null, row.name), createElement('i', null, row.price));

function MakingList({ rows, title }: ListProps) {
  const Item = (props: { readonly row: Row }) => itemOf(props);
  const items = rows.map((row) => createElement(Item, { key: row.id, row }));
  return createElement('ul', { title }, items);
}

const Item = (props: { readonly row: Row }) => itemOf(props);

function PlainList({ rows, title }: ListProps) {
  const items = rows.map((row) => createElement(Item, { key: row.id, row }));
  return createElement('ul', { title }, items);
}

function rendererOf(List: (props: ListProps) => ReturnType<typeof PlainList>, rows: readonly Row[]) {
  const page = reactPage();
  let turn = 0;
  return {
    render() {
      turn += 1;
      return page.show(createElement(List, { rows, title: `turn ${turn}` }));
    },
    end: page.end,
  };
}

export const costs: RuleCosts = {
  component: {
    unit: 'uses of the component',
    sizes: [10, 100, 500],
    platform: 'browser',
    prepare(n) {
      const rows = rowsOf(n);
      return renderingPair(rendererOf(MakingList, rows), rendererOf(PlainList, rows));
    },
  },
};
