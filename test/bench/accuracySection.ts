/** What Laptime gets right, beside what others do: a part of docs/accuracy.md that is measured and written by itself. */
export interface AccuracySection {
  readonly name: string;
  readonly title: string;
  /** What was measured and how, for who reads the table. */
  readonly method: string;
  /** `write`: other documents too have to be written, if it has any. */
  readonly run: (write: boolean) => Promise<AccuracyTable>;
}

export interface AccuracyTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** False where a goal is missed; the table says which. */
  readonly met: boolean;
}
