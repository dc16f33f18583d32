const paths = {
  run: 'M4.5 2.8v10.4L13 8z',
  cancel: 'M4 4h8v8H4z',
  copy: 'M5.5 5.5h7v8h-7zM10.5 5.5v-3h-7v8h2',
  settings: 'M2 4.5h7M12.5 4.5H14M2 11.5h1.5M7 11.5h7M9 3v3h3.5V3zM3.5 10v3H7v-3z',
  close: 'm4 4 8 8m0-8-8 8',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  source: 'M9 2.5H3.5v11h9V6zM9 2.5V6h3.5M6 9h4M6 11h4',
  up: 'm4 9.5 4-4 4 4',
  down: 'm4 6.5 4 4 4-4',
  right: 'm6.5 4 4 4-4 4',
  warning: 'M8 2.5 14.5 13.5h-13zM8 6.5v3.2M8 11v1',
  error: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM5.8 5.8l4.4 4.4m0-4.4-4.4 4.4',
  info: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 7.2v3.8M8 4.8v1',
  compare: 'M5.5 2.5v11m0 0L3 11m2.5 2.5L8 11M10.5 13.5v-11m0 0L8 5m2.5-2.5L13 5',
  diff: 'M8 3v5.5M5.2 5.7h5.6M5.2 12.5h5.6',
  history: 'M2.5 3v10.5h11M4.5 10.5l2.5-3 2.5 2 4-5',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  pulse: 'M1.5 8.5h3l2-5 3 9 2-4h3',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.4 3.4',
} as const;

export type IconName = keyof typeof paths;

const FILLED: ReadonlySet<IconName> = new Set(['run', 'cancel']);

/** Decoration: whatever carries it has its own name. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={FILLED.has(name) ? 'icon icon-filled' : 'icon'} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
