import type { Disposable } from '../../base/lifecycle.ts';
import type { Metric } from '../../model/metric.ts';

/** Reads some metrics, each time that it is asked. Disposed of when nobody needs them: what it holds is given back. */
export interface Collector extends Disposable {
  /** What it has read so far; known from the first reading on. The same objects as long as nothing of them changes. */
  metrics(): readonly Metric[];
  /**
   * Reads and reports. Takes well under a millisecond of its thread's time, or is asynchronous; a reading that is still under way when the
   * next is due is left out. What cannot be read is not reported. Rates are since the reading before, the first of which has none.
   */
  collect(report: (metric: string, value: number) => void, atMs: number): void | Promise<void>;
}
