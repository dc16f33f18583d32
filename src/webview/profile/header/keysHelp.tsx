import { useRef } from 'preact/hooks';
import { useOpen } from '../profilePage.ts';

/** What the pointer and the keyboard do in a flame graph. */
export function KeysHelp() {
  const open = useOpen();
  const box = useRef<HTMLDetailsElement>(null);
  const ways: readonly (readonly [keys: string, does: string])[] = [
    ['Click', 'Select, and show the source beside; once more, or with Ctrl, go there'],
    ['Double click, Enter', 'Zoom to a call'],
    ['Wheel, pinch, + −', 'Zoom'],
    ['Drag, Shift+wheel', 'Move'],
    ['Alt+wheel, Page Up, Page Down', 'Move up and down'],
    ...(open.hasTime ? ([['Shift+drag', 'In the order of time, and without Shift in the map above: look at a part only']] as const) : []),
    ['0, Escape', 'Show all'],
    ['Arrows', 'To the caller, what was called, the neighbours'],
    ['Home', 'Hottest path'],
    ['O', 'Open the source'],
    ['S', 'Callers and callees'],
    ['/, n, N, F3', 'Search, next and previous match'],
  ];
  return (
    <details
      ref={box}
      class="keys-help"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && box.current) box.current.open = false;
      }}
      onFocusOut={(event) => {
        if (box.current && !box.current.contains(event.relatedTarget as Node | null)) box.current.open = false;
      }}
    >
      <summary>Keys</summary>
      <dl class="menu">
        {ways.map(([keys, does]) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
