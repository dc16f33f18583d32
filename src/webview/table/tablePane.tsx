import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { usePanel } from '../panel.ts';

export interface TablePaneProps {
  readonly label: string;
  /** Stays while the rest scrolls. */
  readonly toolbar: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The pane with the table and what stands around it; how far it is scrolled outlives a reload. */
export function TablePane({ label, toolbar, children }: TablePaneProps) {
  const panel = usePanel();
  const scroller = useRef<HTMLDivElement>(null);
  // Once, with the first content: later the place is the user's.
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = panel.takeOverviewScrollPx();
  }, []);
  const onScroll = (event: Event) => panel.keepScroll({ overview: (event.currentTarget as Element).scrollTop });
  return (
    <section class="overview" aria-label={label}>
      {toolbar}
      <div class="scroller" ref={scroller} onScroll={onScroll}>
        {children}
      </div>
    </section>
  );
}
