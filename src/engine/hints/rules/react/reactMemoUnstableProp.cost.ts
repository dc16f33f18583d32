import { createElement, memo, type CSSProperties } from 'react';
import type { RuleCosts } from '../../cost.ts';
import { reactPage, renderingPair, rowsOf, type Row } from '../../costRender.ts';

interface RowProps {
  readonly row: Row;
  readonly style?: CSSProperties;
  readonly onPick?: (id: string) => void;
}

const RowView = memo(({ row, style, onPick }: RowProps) =>
  createElement(
    'li',
    { style },
    createElement('b', null, row.name),
    createElement('button', { onClick: () => onPick?.(row.id) }, 'pick'),
    row.price.toFixed(2),
  ),
);
const rowStyle: CSSProperties = { padding: 4 };
const picked: string[] = [];
const pick = (id: string): void => void picked.push(id);

/** A list that renders again because something else of it changed, as what is typed into a field does. */
function listOf(rows: readonly Row[], propsOf: () => Omit<RowProps, 'row'>) {
  const page = reactPage();
  let typed = 0;
  return {
    render() {
      typed += 1;
      const items = rows.map((row) => createElement(RowView, { key: row.id, row, ...propsOf() }));
      return page.show(createElement('ul', { title: `typed ${typed}` }, items));
    },
    end: page.end,
  };
}

function pairOf(n: number, unstable: () => Omit<RowProps, 'row'>, stable: () => Omit<RowProps, 'row'>) {
  const rows = rowsOf(n);
  return renderingPair(listOf(rows, unstable), listOf(rows, stable));
}

export const costs: RuleCosts = {
  object: {
    unit: 'rows',
    sizes: [10, 100, 500],
    platform: 'browser',
    prepare: (n) =>
      pairOf(
        n,
        () => ({ style: { padding: 4 } }),
        () => ({ style: rowStyle }),
      ),
  },
  function: {
    unit: 'rows',
    sizes: [10, 100, 500],
    platform: 'browser',
    prepare: (n) =>
      pairOf(
        n,
        () => ({ onPick: (id) => pick(id) }),
        () => ({ onPick: pick }),
      ),
  },
};
