import { createContext, createElement, useContext, useMemo, useState, type ReactNode } from 'react';
import type { RuleCosts } from '../../cost.ts';
import { reactPage, renderingPair, rowsOf, type Row } from '../../costRender.ts';

interface UserValue {
  readonly user: string;
  readonly signOut: () => void;
}

const signOut = (): void => {};
const UserContext = createContext<UserValue>({ user: '', signOut });

function Reader({ row }: { readonly row: Row }) {
  const { user, signOut } = useContext(UserContext);
  return createElement('li', null, createElement('b', null, row.name), createElement('button', { onClick: signOut }, user));
}

/** A provider with a state that is not in its value, around readers which come from outside. */
function providerOf(n: number, valueOf: (user: string) => UserValue) {
  const page = reactPage();
  let open: (count: (before: number) => number) => void = () => {};
  const Provider = ({ children }: { readonly children: ReactNode }) => {
    const [count, setCount] = useState(0);
    open = setCount;
    return createElement(UserContext.Provider, { value: valueOf('Ada') }, children, createElement('i', null, count));
  };
  const readers = rowsOf(n).map((row) => createElement(Reader, { key: row.id, row }));
  page.show(createElement(Provider, null, readers));
  return { render: () => page.set(() => open((count) => count + 1)), end: page.end };
}

export const costs: RuleCosts = {
  object: {
    unit: 'components that read it',
    sizes: [10, 100, 500],
    platform: 'browser',
    prepare(n) {
      const before = providerOf(n, (user) => ({ user, signOut }));
      const after = providerOf(n, (user) => useMemo(() => ({ user, signOut }), [user]));
      return renderingPair(before, after);
    },
  },
};
