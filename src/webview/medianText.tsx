import { formatDuration, formatError } from '../base/units.ts';
import type { Summary } from '../model/measurement.ts';

/** `1.23 µs ± 1.2 %`, in two parts that line up from row to row. */
export function MedianText({ summary: { medianNs, relativeError } }: { summary: Summary }) {
  return (
    <>
      <span>{formatDuration(medianNs)}</span> <span class="error-margin">{relativeError === null ? '' : formatError(relativeError)}</span>
    </>
  );
}
