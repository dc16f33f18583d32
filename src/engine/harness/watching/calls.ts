import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { performance } from 'node:perf_hooks';
import { createLatencies, type Latencies } from '../../../base/latencies.ts';
import type { CallsReport } from '../../../protocol/watching.ts';
import { ActiveCalls } from './activeCalls.ts';
import type { OwnTime } from './ownTime.ts';

/** Calls of one kind, each by the object that its library has for it. */
export interface Calls {
  begin(call: object): void;
  /** Of one that has begun; all else is left out. `tookMs`: where its library knows better than the clock. */
  end(call: object, isError: boolean, tookMs?: number): void;
  /** The same of calls of which there may be very many: of more than `TIMED_A_SECOND` only some are followed, and stand for the others. */
  beginOneOfMany(call: object): void;
  /** Counts each: for what is told once, and of calls whose beginning was told. */
  endOneOfMany(call: object, isError: boolean): void;
  /** One that has gone without an answer, and without an error that was told. */
  drop(call: object): void;
  /** Those that are followed, as they are now. */
  active(): readonly object[];
  /** Null as long as there was none. */
  read(queued: number): CallsReport | null;
}

/** More are not held: what is never told to have ended would stay for ever. */
const MOST_ACTIVE = 20_000;
/** Times are counted so many at once, so that little is done between the work of the program itself. */
const AT_ONCE = 1024;
/** So many show their 99th percentile, and take about a thousandth of a core. */
const TIMED_A_SECOND = 1000;
/** After so many it is looked how fast they come. */
const LOOK_AFTER = 256;

export function createCalls(nowMs = () => performance.now()): Calls {
  const active = new ActiveCalls();
  let latencies: Latencies = createLatencies();
  const tooksMs = new Float64Array(AT_ONCE);
  const standFor = new Float64Array(AT_ONCE);
  let uncounted = 0;
  let ended = 0;
  let errors = 0;
  let isUsed = false;
  // Of those of which there may be many: since it was read, and since it was looked how fast they come.
  let begun = 0;
  let readMs = nowMs();
  let untilLook = LOOK_AFTER;
  let lookedMs = readMs;
  let oneIn = 1;
  let untilNext = 0;

  function look(): void {
    const atMs = nowMs();
    oneIn = Math.max(oneIn, oneInAt(LOOK_AFTER, atMs - lookedMs));
    untilLook = LOOK_AFTER;
    lookedMs = atMs;
  }

  function count(): void {
    for (let at = 0; at < uncounted; at++) latencies.record(tooksMs[at]!, standFor[at]);
    uncounted = 0;
  }

  function follow(call: object, weight: number): void {
    isUsed = true;
    if (active.size < MOST_ACTIVE) active.set(call, nowMs(), weight);
  }

  function countEnd(isError: boolean): void {
    ended += 1;
    if (isError) errors += 1;
  }

  function time(place: number, tookMs = nowMs() - active.begunMs(place)): void {
    standFor[uncounted] = active.weight(place);
    tooksMs[uncounted++] = tookMs;
    active.removeAt(place);
    if (uncounted === AT_ONCE) count();
  }

  return {
    begin: (call) => follow(call, 1),
    end(call, isError, tookMs) {
      const place = active.find(call);
      if (place === -1) return;
      countEnd(isError);
      time(place, tookMs);
    },
    beginOneOfMany(call) {
      begun += 1;
      if (--untilLook === 0) look();
      if (--untilNext > 0) return;
      // Not each of so many: what comes in turns would always be the same.
      untilNext = oneIn === 1 ? 0 : 1 + Math.floor(Math.random() * (2 * oneIn - 1));
      follow(call, oneIn);
    },
    endOneOfMany(call, isError) {
      countEnd(isError);
      const place = active.find(call);
      if (place !== -1) time(place);
    },
    drop: (call) => active.remove(call),
    active: () => active.all(),
    read(queued) {
      // Fewer where they come more slowly, now that a whole report shows it.
      const fromMs = readMs;
      readMs = nowMs();
      oneIn = Math.min(oneIn, oneInAt(begun, readMs - fromMs));
      untilNext = 0;
      begun = 0;
      untilLook = LOOK_AFTER;
      lookedMs = readMs;
      if (!isUsed) return null;
      count();
      const underWay = active.count();
      const report = { ended, errors, active: underWay, queued: Math.min(queued, underWay), latencies: latencies.counts() };
      latencies = createLatencies();
      ended = 0;
      errors = 0;
      return report;
    },
  };
}

/** Of so many in such a time, one in how many is followed. */
const oneInAt = (count: number, ms: number) => Math.max(1, Math.round((count * 1000) / Math.max(ms, 1) / TIMED_A_SECOND));

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
