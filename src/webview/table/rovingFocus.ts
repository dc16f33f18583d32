import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Where in its row a control stands: what up and down keep to. */
type Place = 'check' | 'name' | 'source' | 'run';

/** Marks a control of a row that the arrow keys reach: spread it on the control. */
export const rovingControl = (place: Place) => ({ 'data-roving': place, tabIndex: -1 }) as const;

const CONTROLS = '[data-roving]:not(:disabled)';

/**
 * One Tab stop for a whole table: up and down move between rows in the same place, left and right between the controls of
 * a row, Home and End to the first and last row. A row without a control in that place does not change it.
 */
export function useRovingFocus(table: RefObject<HTMLElement | null>): void {
  // After every drawing: the row that held the Tab stop may be gone.
  useLayoutEffect(() => {
    if (table.current?.querySelector(`${CONTROLS}[tabindex="0"]`) === null) {
      table.current.querySelector<HTMLElement>(`.row-name${CONTROLS}`)?.setAttribute('tabindex', '0');
    }
  });

  useLayoutEffect(() => {
    const root = table.current;
    if (root === null) return undefined;
    let place = 'name';
    let isVertical = false;
    const onFocus = (event: FocusEvent) => {
      const control = event.target as HTMLElement;
      if (!control.matches(CONTROLS)) return;
      if (!isVertical) place = control.dataset['roving'] ?? place;
      for (const other of root.querySelectorAll('[data-roving][tabindex="0"]')) other.setAttribute('tabindex', '-1');
      control.setAttribute('tabindex', '0');
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const control = event.target as HTMLElement;
      const next = control.matches(CONTROLS) ? neighbour(root, control, event.key, place) : undefined;
      if (next === undefined) return;
      event.preventDefault();
      isVertical = next.closest('tr') !== control.closest('tr');
      next.focus();
      isVertical = false;
      next.closest('tr')?.scrollIntoView({ block: 'nearest' });
    };
    root.addEventListener('focusin', onFocus);
    root.addEventListener('keydown', onKey);
    return () => {
      root.removeEventListener('focusin', onFocus);
      root.removeEventListener('keydown', onKey);
    };
  }, []);
}

const controlsOf = (row: Element): HTMLElement[] => [...row.querySelectorAll<HTMLElement>(CONTROLS)];

function neighbour(root: HTMLElement, control: HTMLElement, key: string, place: string): HTMLElement | undefined {
  const row = control.closest('tr');
  if (row === null) return undefined;
  const inRow = controlsOf(row);
  if (key === 'ArrowRight') return inRow[inRow.indexOf(control) + 1];
  if (key === 'ArrowLeft') return inRow[inRow.indexOf(control) - 1];
  const rows = [...root.querySelectorAll('tr')].filter((candidate) => candidate.querySelector(CONTROLS) !== null);
  const at = rows.indexOf(row);
  const target = { ArrowDown: rows[at + 1], ArrowUp: rows[at - 1], Home: rows[0], End: rows.at(-1) }[key];
  if (target === undefined || target === row) return undefined;
  return controlsOf(target).find((candidate) => candidate.dataset['roving'] === place) ?? controlsOf(target)[0];
}
