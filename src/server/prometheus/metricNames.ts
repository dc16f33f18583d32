import type { Metric, MetricUnit } from '../../model/metric.ts';

export interface Sample {
  /** In base units: `laptime_program_event_loop_delay_max_seconds`. */
  readonly family: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What the values of the metric are multiplied with. */
  readonly factor: number;
  /** As OpenMetrics has it: the family ends with it; null where there is none. */
  readonly unit: string | null;
}

const UNITS: Readonly<Record<MetricUnit, readonly [unit: string | null, factor: number]>> = {
  share: ['ratio', 1],
  cores: ['cores', 1],
  bytes: ['bytes', 1],
  bytesPerSecond: ['bytes_per_second', 1],
  milliseconds: ['seconds', 1 / 1000],
  perSecond: ['per_second', 1],
  count: [null, 1],
};

/** Metrics of the same kind, each with what tells them apart: that is a label, not a part of the name. */
const LABELLED: readonly (readonly [pattern: RegExp, kind: string, label: string])[] = [
  [/^machine\.cpu\.core\.(.+)$/u, 'machine.cpu.core', 'core'],
  [/^program\.heap\.space\.(.+)$/u, 'program.heap.space', 'space'],
  [/^program\.custom\.(.+)$/u, 'program.custom', 'name'],
];

/** What a metric is called in Prometheus. Of several programs the first has no label. */
export function sampleOf({ id, unit }: Pick<Metric, 'id' | 'unit'>): Sample {
  const other = /^program@([^.]+)\.(.+)$/u.exec(id);
  const plain = other ? `program.${other[2]}` : id;
  const found = LABELLED.map(([pattern, kind, label]) => ({ kind, label, value: pattern.exec(plain)?.[1] })).find(
    ({ value }) => value !== undefined,
  );
  const [unitName, factor] = UNITS[unit];
  const words = (found?.kind ?? plain)
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])/gu, '_')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/gu, '_');
  return {
    family: `laptime_${words}${unitName === null || words.endsWith(`_${unitName}`) ? '' : `_${unitName}`}`,
    labels: { ...(other?.[1] !== undefined && { program: other[1] }), ...(found?.value !== undefined && { [found.label]: found.value }) },
    factor,
    unit: unitName,
  };
}
