import type { Measurement } from '../../model/measurement.ts';
import type { Run } from '../../model/run.ts';
import { inSourceOrder } from '../../model/sourceOrder.ts';
import { csvCell, type CsvCell } from './csvCell.ts';
import { failureTitles } from './wording.ts';

const COLUMNS = [
  'id',
  'file',
  'name',
  'state',
  'failure',
  'median_ns',
  'interval_low_ns',
  'interval_high_ns',
  'relative_error',
  'mean_ns',
  'p75_ns',
  'p99_ns',
  'min_ns',
  'max_ns',
  'ops_per_second',
  'samples',
  'blocks',
  'heap_bytes_per_iteration',
  'gc_count',
  'gc_ms',
  'waited_share',
  'warnings',
] as const;

type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], CsvCell>>>;

/**
 * A run as CSV (RFC 4180: CRLF, quotes doubled) with a header line, one line a benchmark, then one a file that could not be
 * loaded. Numbers are in the unit of their column, unrounded, with a point.
 */
export function toCsv(run: Run): string {
  const rows: Row[] = [
    ...inSourceOrder(run.measurements).map(measurementRow),
    ...run.fileFailures.map(({ file, failure }) => ({
      id: file,
      file,
      state: 'failed',
      failure: `${failureTitles[failure.kind]}: ${failure.message}`,
    })),
  ];
  const lines = rows.map((row) => COLUMNS.map((column) => csvCell(row[column] ?? null)).join(','));
  return [COLUMNS.join(','), ...lines].map((line) => `${line}\r\n`).join('');
}

function measurementRow(measurement: Measurement): Row {
  const { benchmark, state, warnings } = measurement;
  const summary = measurement.state === 'skipped' ? null : measurement.summary;
  return {
    id: benchmark.id,
    file: benchmark.file,
    name: benchmark.path.join(' > '),
    state,
    failure: measurement.state === 'failed' ? `${failureTitles[measurement.failure.kind]}: ${measurement.failure.message}` : null,
    ...(summary && {
      median_ns: summary.medianNs,
      interval_low_ns: summary.intervalNs?.low ?? null,
      interval_high_ns: summary.intervalNs?.high ?? null,
      relative_error: summary.relativeError,
      mean_ns: summary.meanNs,
      p75_ns: summary.p75Ns,
      p99_ns: summary.p99Ns,
      min_ns: summary.minNs,
      max_ns: summary.maxNs,
      ops_per_second: summary.opsPerSecond,
      samples: summary.samples,
      blocks: summary.blocks,
      heap_bytes_per_iteration: summary.heapBytesPerIteration,
      gc_count: summary.gcCount,
      gc_ms: summary.gcMs,
      waited_share: summary.waitedShare,
    }),
    warnings: warnings.map(({ code }) => code).join(' '),
  };
}
