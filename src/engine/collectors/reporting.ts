import type { Metric } from '../../model/metric.ts';
import { metricTexts } from './metricTexts.ts';

const texts = new Map(metricTexts.map((text, place) => [text.id, { text, place }]));

/** What a collector has reported so far. */
export interface Reporting {
  metrics(): readonly Metric[];
  /** Takes the values of one reading. */
  begin(report: (metric: string, value: number) => void): PutValue;
}

/** `id` as in `metricTexts`; nothing is reported of what could not be read. */
export type PutValue = (id: string, value: number | undefined, parts?: PutParts) => void;

interface PutParts {
  readonly most?: number | null;
  /** In place of N. */
  readonly number?: string;
  /** In place of the subject: `program@ID`. */
  readonly prefix?: string;
}

export function createReporting(): Reporting {
  const byId = new Map<string, { readonly metric: Metric; readonly place: number }>();
  let metrics: readonly Metric[] = [];

  function note(id: string, actual: string, { most = null, number = 'N' }: PutParts): void {
    const known = byId.get(actual);
    if (known?.metric.most === most) return;
    const found = texts.get(id);
    if (found === undefined) throw new Error(`there is no metric ${id}`);
    const { text, place } = found;
    byId.set(actual, { metric: { ...text, id: actual, title: text.title.replace(/\bN$/u, number), most }, place });
    // As they are written down, not as they were first read: rates come later.
    metrics = [...byId.values()].toSorted((a, b) => a.place - b.place).map(({ metric }) => metric);
  }

  return {
    metrics: () => metrics,
    begin:
      (report) =>
      (id, value, parts = {}) => {
        if (value === undefined || !Number.isFinite(value)) return;
        let actual = parts.number === undefined ? id : id.replace(/N$/u, parts.number);
        if (parts.prefix !== undefined) actual = parts.prefix + actual.slice(actual.indexOf('.'));
        note(id, actual, parts);
        report(actual, value);
      },
  };
}
