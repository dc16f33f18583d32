import { createElement, useState } from 'react';
import type { RuleCosts } from '../../cost.ts';
import { reactPage, renderingPair, rowsOf, type Row } from '../../costRender.ts';

interface TableProps {
  readonly stored: string;
  readonly title: string;
}

const read = (stored: string): readonly Row[] => JSON.parse(stored) as Row[];

function EagerTable({ stored, title }: TableProps) {
  const [rows] = useState(read(stored));
  return createElement('p', { title }, rows.length);
}

function LazyTable({ stored, title }: TableProps) {
  const [rows] = useState(() => read(stored));
  return createElement('p', { title }, rows.length);
}

function rendererOf(Table: (props: TableProps) => ReturnType<typeof LazyTable>, stored: string) {
  const page = reactPage();
  let turn = 0;
  return {
    render() {
      turn += 1;
      return page.show(createElement(Table, { stored, title: `turn ${turn}` }));
    },
    end: page.end,
  };
}

export const costs: RuleCosts = {
  state: {
    unit: 'entries that are read',
    sizes: [10, 100, 1000],
    platform: 'browser',
    prepare(n) {
      const stored = JSON.stringify(rowsOf(n));
      return renderingPair(rendererOf(EagerTable, stored), rendererOf(LazyTable, stored));
    },
  },
};
