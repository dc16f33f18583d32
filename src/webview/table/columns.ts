import type { ComponentChild } from 'preact';

export interface Column<R, K extends string> {
  /** Names the class of its cells. */
  readonly key: string;
  readonly title: string;
  /** What the number is, as the tooltip of its header. */
  readonly explanation: string;
  /** Null where there is nothing to sort by. */
  readonly sortKey: K | null;
  /** A table narrower than this, CSS pixels, leaves the column out: what it says is in the detail. */
  readonly fromWidthPx: number;
  render(row: R): ComponentChild;
  /** In place of the title, which then is for screen readers only. */
  head?(): ComponentChild;
}
