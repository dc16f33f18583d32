import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { CostPair } from './cost.ts';
import { pageWith } from './costPage.ts';

/** A place in a page that React fills. What is shown, or set, is there when the call returns; `end` takes it away. */
export function reactPage() {
  const { box } = pageWith(0);
  const root = createRoot(box);
  const done = (work: () => void): typeof box => {
    flushSync(work);
    return box;
  };
  return {
    show: (node: ReactNode) => done(() => root.render(node)),
    set: done,
    end() {
      root.unmount();
      box.remove();
    },
  };
}

/** Something that renders again with each call. */
interface Rendering {
  readonly render: () => unknown;
  readonly end: () => void;
}

export const renderingPair = (before: Rendering, after: Rendering): CostPair => ({
  before: before.render,
  after: after.render,
  end() {
    before.end();
    after.end();
  },
});

/** A row of a list, as programs have them. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly price: number;
}

export const rowsOf = (n: number): readonly Row[] =>
  Array.from({ length: n }, (_, index) => ({ id: `row-${index}`, name: `Article ${index}`, price: index * 1.5 }));
