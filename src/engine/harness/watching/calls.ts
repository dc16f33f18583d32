import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { performance } from 'node:perf_hooks';
import { createLatencies, type Latencies } from '../../../base/latencies.ts';
import type { CallsReport } from '../../../protocol/watching.ts';
import type { OwnTime } from './ownTime.ts';

/** Calls of one kind, each by the object that its library has for it. */
export interface Calls {
  begin(call: object): void;
  /** Of one that has begun; all else is left out. `tookMs`: where its library knows better than the clock. */
  end(call: object, isError: boolean, tookMs?: number): void;
  /** One that has gone without an answer, and without an error that was told. */
  drop(call: object): void;
  active(): Iterable<object>;
  /** Null as long as there was none. */
  read(queued: number): CallsReport | null;
}

/** More are not held: what is never told to have ended would stay for ever. */
const MOST_ACTIVE = 20_000;
/** Times are counted so many at once, so that little is done between the work of the program itself. */
const AT_ONCE = 1024;

export function createCalls(): Calls {
  const begunMs = new Map<object, number>();
  let latencies: Latencies = createLatencies();
  const tooksMs = new Float64Array(AT_ONCE);
  let uncounted = 0;
  let ended = 0;
  let errors = 0;
  let isUsed = false;

  function count(): void {
    for (let at = 0; at < uncounted; at++) latencies.record(tooksMs[at]!);
    uncounted = 0;
  }

  return {
    begin(call) {
      isUsed = true;
      if (begunMs.size < MOST_ACTIVE) begunMs.set(call, performance.now());
    },
    end(call, isError, tookMs) {
      const sinceMs = begunMs.get(call);
      if (sinceMs === undefined) return;
      begunMs.delete(call);
      ended += 1;
      if (isError) errors += 1;
      tooksMs[uncounted++] = tookMs ?? performance.now() - sinceMs;
      if (uncounted === AT_ONCE) count();
    },
    drop: (call) => void begunMs.delete(call),
    active: () => begunMs.keys(),
    read(queued) {
      if (!isUsed) return null;
      count();
      const report = { ended, errors, active: begunMs.size, queued: Math.min(queued, begunMs.size), latencies: latencies.counts() };
      latencies = createLatencies();
      ended = 0;
      errors = 0;
      return report;
    },
  };
}

/** Listens to channels until it is stopped. What a listener throws would be an error of the program. */
export function listen(listeners: Readonly<Record<string, (message: never) => void>>, own: OwnTime): () => void {
  const all = Object.entries(listeners).map(([name, listener]) => {
    const guarded = own.sample((message: unknown) => {
      try {
        listener(message as never);
      } catch {
        // A library may publish something else under that name.
      }
    });
    subscribe(name, guarded);
    return [name, guarded] as const;
  });
  return () => {
    for (const [name, guarded] of all) unsubscribe(name, guarded);
  };
}
