import { createElement, useLayoutEffect, useState } from 'react';
import type { RuleCosts } from '../../cost.ts';
import { reactPage, renderingPair, rowsOf, type Row } from '../../costRender.ts';

interface ListProps {
  readonly rows: readonly Row[];
}

const isShown = (row: Row): boolean => row.price > 3;

const listOf = (rows: readonly Row[]) =>
  createElement(
    'ul',
    null,
    rows.map((row) => createElement('li', { key: row.id }, row.name)),
  );

function EffectList({ rows }: ListProps) {
  const [shown, setShown] = useState<readonly Row[]>([]);
  // React works it off at once: what it costs is that of `useEffect`, without the time until that runs.
  useLayoutEffect(() => {
    setShown(rows.filter((row) => isShown(row)));
  }, [rows]);
  return listOf(shown);
}

const RenderList = ({ rows }: ListProps) => listOf(rows.filter((row) => isShown(row)));

/** Another list of the same rows each time. */
function rendererOf(List: (props: ListProps) => ReturnType<typeof listOf>, n: number) {
  const page = reactPage();
  const rows = rowsOf(n);
  return { render: () => page.show(createElement(List, { rows: [...rows] })), end: page.end };
}

export const costs: RuleCosts = {
  effect: {
    unit: 'rows',
    sizes: [10, 100, 500],
    platform: 'browser',
    prepare: (n) => renderingPair(rendererOf(EffectList, n), rendererOf(RenderList, n)),
  },
};
