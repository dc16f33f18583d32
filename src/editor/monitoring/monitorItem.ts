/** A row of "Monitor", with those below it. */
export interface MonitorItem {
  /** The same for the same thing, so that what was opened stays open. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Plain text. */
  readonly tooltip: string;
  readonly icon: string;
  /** Id of a colour of the theme; null: as text. */
  readonly color: string | null;
  /** What menus go by; null: no commands. */
  readonly context: 'program' | 'alertFiring' | 'alertAcknowledged' | 'alertPending' | null;
  /** What commands of its menu are about. */
  readonly programId: string | null;
  readonly alertId: string | null;
  /** What a click opens: an absolute path, and a line from 1; null: nothing. */
  readonly place: { readonly file: string; readonly line: number } | null;
  /** What a click does where there is no place; `root` is that of the engine. */
  readonly command: { readonly id: string; readonly pid: number; readonly root: string } | null;
  readonly children: readonly MonitorItem[];
  /** Whether it begins open, also where its rows are still to come: the editor does not open later what began without any. */
  readonly isOpen: boolean;
}

/** What a row has unless it says otherwise. */
export const plainItem = {
  ...{ tooltip: '', color: null, context: null, programId: null, alertId: null, place: null, command: null },
  ...{ children: [], isOpen: false },
} as const;
