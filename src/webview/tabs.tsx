import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

export interface TabsProps<T extends string> {
  readonly label: string;
  readonly shown: T;
  readonly tabs: readonly { readonly value: T; readonly label: ComponentChildren }[];
  readonly onShow: (value: T) => void;
  readonly children: ComponentChildren;
}

/** Several views in one place. The arrow keys move between the tabs, and Enter shows one: showing may take a while. */
export function Tabs<T extends string>({ label, shown, tabs, onShow, children }: TabsProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const all = [...(list.current?.children ?? [])] as HTMLElement[];
    const at = all.indexOf(event.target as HTMLElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    all[(next + all.length) % all.length]?.focus();
  };
  return (
    <>
      <div ref={list} class="views" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            class="view-tab"
            role="tab"
            id={`view-${tab.value}`}
            aria-selected={tab.value === shown}
            aria-controls="view"
            tabIndex={tab.value === shown ? 0 : -1}
            onClick={() => tab.value === shown || onShow(tab.value)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div class="view" id="view" role="tabpanel" aria-labelledby={`view-${shown}`}>
        {children}
      </div>
    </>
  );
}
