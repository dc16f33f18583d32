import { messageOf } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import type { Metric } from '../../model/metric.ts';
import type { Collector } from '../collectors/index.ts';

/** What failed is tried again after this. */
const RETRY_MS = 30_000;

/** A collector that is made when somebody needs what it reads. */
export interface CollectorPart {
  /** For the log. */
  readonly name: string;
  readonly subject: Metric['subject'];
  create(): Collector | Promise<Collector>;
}

/** One collector, from the first need to the last. */
export interface Collecting {
  readonly subject: Metric['subject'];
  /** Makes it ready, unless it is, or has failed a short time ago. */
  wake(nowMs: number): Promise<void> | undefined;
  collect(report: (metric: string, value: number) => void, atMs: number, nowMs: number): void;
  /** What came to be known since the last question; null where nothing did. */
  news(): readonly Metric[] | null;
  /** All that it has read so far. */
  known(): readonly Metric[];
  /** Gives back what it holds. */
  sleep(): void;
}

/** `nowMs` is of the monotonic clock throughout. */
export function createCollecting(part: CollectorPart, log: Log): Collecting {
  let collector: Collector | undefined;
  let making: object | undefined;
  let underWay = false;
  let retryAtMs = -Infinity;
  let isTold = false;
  let known: readonly Metric[] = [];

  function fail(error: unknown, nowMs: number): void {
    sleep();
    retryAtMs = nowMs + RETRY_MS;
    if (isTold) return;
    isTold = true;
    log.warn(`monitoring: ${part.name} cannot be read, and is tried again from time to time: ${messageOf(error)}`);
  }

  function sleep(): void {
    const old = collector;
    collector = undefined;
    making = undefined;
    underWay = false;
    try {
      old?.dispose();
    } catch (error) {
      log.warn(`monitoring: ${part.name} did not end well: ${messageOf(error)}`);
    }
  }

  async function make(nowMs: number): Promise<void> {
    const own = (making = {});
    try {
      const made = await part.create();
      // Nobody needs it any more, or somebody needed it anew.
      if (making !== own) return made.dispose();
      collector = made;
    } catch (error) {
      if (making === own) fail(error, nowMs);
    } finally {
      if (making === own) making = undefined;
    }
  }

  return {
    subject: part.subject,
    wake: (nowMs) => (collector !== undefined || making !== undefined || nowMs < retryAtMs ? undefined : make(nowMs)),
    collect(report, atMs, nowMs) {
      const current = collector;
      if (current === undefined || underWay) return;
      const end = () => {
        if (collector !== current) return;
        underWay = false;
        isTold = false;
      };
      try {
        const pending = current.collect((metric, value) => {
          if (collector === current) report(metric, value);
        }, atMs);
        if (pending === undefined) return end();
        underWay = true;
        pending.then(end, (error: unknown) => {
          if (collector === current) fail(error, nowMs);
        });
      } catch (error) {
        fail(error, nowMs);
      }
    },
    news() {
      const now = collector?.metrics() ?? known;
      if (now === known || (now.length === known.length && now.every((metric, place) => metric === known[place]))) return null;
      known = now;
      return now;
    },
    known: () => known,
    sleep() {
      retryAtMs = -Infinity;
      sleep();
    },
  };
}
