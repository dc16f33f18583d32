import type { Metric, MetricUnit, Tick } from '../../model/metric.ts';

/** UCUM, as OpenTelemetry wants units. */
const UNITS: Readonly<Record<MetricUnit, string>> = {
  share: '1',
  cores: '{core}',
  bytes: 'By',
  bytesPerSecond: 'By/s',
  milliseconds: 'ms',
  perSecond: '1/s',
  count: '1',
};

const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });
/** Exact: the number of nanoseconds is beyond what a double holds. */
const nanoseconds = (ms: number) => String(BigInt(Math.round(ms * 1000)) * 1000n);

/**
 * Ticks as an `ExportMetricsServiceRequest` in OTLP's JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): a gauge
 * for each metric.
 */
export function toOtlp(ticks: readonly Tick[], metrics: readonly Metric[], laptimeVersion: string): object {
  return {
    resourceMetrics: [
      {
        resource: { attributes: [attribute('service.name', 'laptime'), attribute('service.version', laptimeVersion)] },
        scopeMetrics: [
          {
            scope: { name: 'laptime', version: laptimeVersion },
            metrics: metrics.flatMap(({ id, description, unit }) => {
              const dataPoints = ticks.flatMap(({ atMs, values }) => {
                const value = values.get(id);
                return value === undefined ? [] : [{ timeUnixNano: nanoseconds(atMs), asDouble: value }];
              });
              return dataPoints.length === 0 ? [] : [{ name: `laptime.${id}`, description, unit: UNITS[unit], gauge: { dataPoints } }];
            }),
          },
        ],
      },
    ],
  };
}
