import { createElement, useMemo } from 'react';
import type { RuleCosts } from '../../cost.ts';
import { reactPage, renderingPair, rowsOf, type Row } from '../../costRender.ts';

interface ListProps {
  readonly rows: readonly Row[];
  readonly title: string;
}

/** The same list under another title each time; of the result a few rows are shown. */
function shownOf(n: number, useShown: (rows: readonly Row[]) => readonly Row[]) {
  const page = reactPage();
  const rows = rowsOf(n);
  const List = ({ rows, title }: ListProps) => {
    const shown = useShown(rows);
    return createElement(
      'ul',
      { title },
      shown.slice(0, 5).map((row) => createElement('li', { key: row.id }, row.name)),
    );
  };
  let turn = 0;
  return {
    render() {
      turn += 1;
      return page.show(createElement(List, { rows, title: `turn ${turn}` }));
    },
    end: page.end,
  };
}

const cost = (work: (rows: readonly Row[]) => readonly Row[]): RuleCosts[string] => ({
  unit: 'rows',
  sizes: [10, 100, 5000],
  platform: 'browser',
  prepare(n) {
    const before = shownOf(n, work);
    const after = shownOf(n, (rows) => useMemo(() => work(rows), [rows]));
    return renderingPair(before, after);
  },
});

export const costs: RuleCosts = {
  sort: cost((rows) => rows.toSorted((a, b) => (a.name < b.name ? 1 : -1))),
  filter: cost((rows) => rows.filter((row) => row.price > 3)),
};
