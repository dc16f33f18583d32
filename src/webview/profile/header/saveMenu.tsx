import { useEffect, useRef, useState } from 'preact/hooks';
import type { ProfileForm } from '../../../protocol/profilePage.ts';
import { Button } from '../../controls.tsx';
import { actOnKey } from '../../keys.ts';
import { useOpen } from '../profilePage.ts';

const forms: readonly { readonly form: ProfileForm; readonly label: string }[] = [
  { form: 'cpuprofile', label: 'V8 CPU profile' },
  { form: 'speedscope', label: 'speedscope' },
  { form: 'collapsed', label: 'Collapsed stacks' },
  { form: 'svg', label: 'Picture (SVG)' },
];

/** Writes what is open in another form. */
export function SaveMenu() {
  const open = useOpen();
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  // V8's form knows only time.
  const offered = forms.filter(({ form }) => form !== 'cpuprofile' || open.summary.unit === 'microseconds');
  useEffect(() => {
    if (isOpen) menu.current?.querySelector('button')?.focus();
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  const move = (by: number) => {
    const items = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    items[(at + by + items.length) % items.length]?.focus();
  };
  return (
    <div
      ref={box}
      class="save-menu"
      onFocusOut={(event) => {
        if (!box.current!.contains(event.relatedTarget as Node | null)) setOpen(false);
      }}
    >
      <Button expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Save As…
      </Button>
      {isOpen && (
        <div
          ref={menu}
          class="menu"
          role="menu"
          aria-label="Save as"
          onKeyDown={(event) => actOnKey(event, { Escape: close, ArrowDown: () => move(1), ArrowUp: () => move(-1) })}
        >
          {offered.map(({ form, label }) => (
            <button
              key={form}
              type="button"
              class="menu-item"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                open.attempt(open.host.saveAs(form));
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
