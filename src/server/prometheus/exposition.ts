export interface Family {
  readonly name: string;
  /** A counter's samples end in `_total`, those of an info in `_info`; `name` is without it. */
  readonly type: 'gauge' | 'counter' | 'info';
  readonly help: string;
  readonly unit: string | null;
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

export type ExpositionFormat = 'text' | 'openMetrics';

export const CONTENT_TYPES: Readonly<Record<ExpositionFormat, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openMetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** What an `Accept` header likes better; text where it says nothing of either. */
export function formatFor(accept: string | undefined): ExpositionFormat {
  const qualityOf = (type: string) =>
    Math.max(
      0,
      ...(accept ?? '').split(',').map((part) => {
        const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
        if (name !== type) return 0;
        const quality = parameters.find((each) => each.startsWith('q='))?.slice(2);
        return quality === undefined ? 1 : Number(quality) || 0;
      }),
    );
  return qualityOf('application/openmetrics-text') > qualityOf('text/plain') ? 'openMetrics' : 'text';
}

const SUFFIXES = { gauge: '', counter: '_total', info: '_info' } as const;

/**
 * Families in Prometheus' text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/) or OpenMetrics 1.0
 * (https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md).
 */
export function toExposition(families: readonly Family[], format: ExpositionFormat): string {
  const lines = families.flatMap(({ name, type, help, unit, samples }) => {
    const sampleName = `${name}${SUFFIXES[type]}`;
    const isOpen = format === 'openMetrics';
    const familyName = isOpen ? name : sampleName;
    return [
      `# HELP ${familyName} ${escapeHelp(help, isOpen)}`,
      `# TYPE ${familyName} ${isOpen || type !== 'info' ? type : 'gauge'}`,
      ...(isOpen && unit !== null ? [`# UNIT ${familyName} ${unit}`] : []),
      ...samples.map(({ labels, value }) => `${sampleName}${labelText(labels)} ${numberText(value)}`),
    ];
  });
  return [...lines, ...(format === 'openMetrics' ? ['# EOF'] : []), ''].join('\n');
}

const escapeHelp = (text: string, isOpen: boolean) => {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return isOpen ? escaped.replaceAll('"', '\\"') : escaped;
};

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(value);
}
