import { formatBytes, formatDuration, formatPercent } from '../../../base/units.ts';
import type { Reading } from '../reading.ts';
import { evidence, sign, surety, type SignOf } from '../sign.ts';
import type { Window } from '../window.ts';

const GC_SHARE = 0.1;

/** From here on there is always something to do: with a core of its own, collections had the same share of the time. */
const SATURATED = 0.9;

export const gcPressure: SignOf = (reading) => {
  const measured = reading.mean('program.gc.share');
  if (measured === null) return null;
  // Collections that wait for a core take longer. What is left is what they would take without others, of a program with as much to do.
  const isSaturated = (reading.mean('program.eventLoop.utilization') ?? 0) >= SATURATED;
  const share = isSaturated ? measured : measured * reading.ran;
  if (share < GC_SHARE) return null;
  const minor = reading.mean('program.gc.minor') ?? 0;
  const major = reading.mean('program.gc.major') ?? 0;
  const longestMs = Math.max(...reading.windows.map(({ values }) => values.get('program.gc.pause.max') ?? 0));
  const kind = major >= 1 && major * 10 >= minor ? 'promoted' : 'short-lived';
  return sign({
    class: 'gc-pressure',
    kind,
    confidence: surety(share, GC_SHARE),
    impact: share,
    summary:
      kind === 'promoted'
        ? 'Garbage collection takes much of the time: objects live just long enough to be moved to the old part of the heap.'
        : 'Garbage collection takes much of the time: many objects are made and dropped at once.',
    evidence: [
      evidence(`GC took ${formatPercent(measured)} of the time`, 'program.gc.share', measured, GC_SHARE),
      evidence(
        `${minor.toFixed(1)} collections of young objects and ${major.toFixed(1)} of the whole heap a second`,
        'program.gc.minor',
        minor,
      ),
      evidence(`The longest took ${formatDuration(longestMs * 1e6)}`, 'program.gc.pause.max', longestMs),
    ],
  });
};

const RISES = 2;
const LEAK_BYTES = 0.4e6;
const LATER = 0.35;
/** As long as nobody has looked at what a collection leaves. */
const UNPROVEN = 0.5;

export const memoryLeak: SignOf = (reading) => {
  const [found] = (['program.heap.used', 'program.heap.arrayBuffers'] as const)
    .flatMap((metric) => {
      const rise = reading.rise(({ values }) => values.get(metric));
      return rise ? [{ metric, rise }] : [];
    })
    .filter(({ rise: { z, perSecond, laterPerSecond } }) => z > RISES && perSecond > LEAK_BYTES && laterPerSecond >= LATER * perSecond)
    .toSorted((a, b) => b.rise.perSecond - a.rise.perSecond);
  if (!found) return null;
  const { metric, rise } = found;
  const what = metric === 'program.heap.used' ? 'heap' : 'memory of its ArrayBuffers';
  const limit = metric === 'program.heap.used' ? reading.mean('program.heap.limit') : null;
  const left = limit === null ? null : (limit - rise.last) / rise.perSecond;
  return sign({
    class: 'memory-leak',
    kind: metric === 'program.heap.used' ? 'heap' : 'buffers',
    confidence: UNPROVEN * surety(rise.perSecond, LEAK_BYTES / 2),
    summary: `What the program keeps in its ${what} grows without end.`,
    evidence: [
      evidence(
        `The least of its ${what} rose by ${formatBytes(rise.perSecond)} a second, from ${formatBytes(rise.first)} to ${formatBytes(rise.last)}`,
        metric,
        rise.perSecond,
        LEAK_BYTES,
      ),
      ...(left === null || left < 0
        ? []
        : [evidence(`At this pace it reaches its limit in ${formatDuration(left * 1e9)}`, 'program.heap.limit', limit)]),
    ],
  });
};

const HANDLES_PER_SECOND = 3;
const HANDLES = 40;
/** A request that is under way has a socket, a timer, and perhaps a file. */
const OF_REQUEST = 3;
const CONNECTIONS = 'TCPSocketWrap';
const WAITS = 0.25;

export const handleLeak: SignOf = (reading) => {
  const rise = reading.rise(({ values }) => values.get('program.handles'));
  if (!rise) return null;
  const kind = fastest(reading.windows);
  if ((kind === null || kind.name === CONNECTIONS) && isLateServer(reading)) return null;
  const under = reading.rise(({ values }) => {
    const active = ['http.server', 'http.client', 'database'].map((name) => values.get(`program.${name}.active`) ?? 0);
    return active.reduce((sum, count) => sum + count, 0);
  });
  const explained = OF_REQUEST * Math.max(0, (under?.last ?? 0) - (under?.first ?? 0));
  const seconds = reading.windows.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
  const grown = rise.perSecond * seconds - explained;
  if (rise.z <= RISES || rise.perSecond < HANDLES_PER_SECOND || grown < HANDLES || rise.laterPerSecond < LATER * rise.perSecond)
    return null;
  return sign({
    class: 'handle-leak',
    confidence: Math.min(surety(rise.perSecond, HANDLES_PER_SECOND / 1.5), surety(grown, HANDLES / 1.5)),
    summary: `Handles are opened and never closed${kind === null ? '' : `: ${kind.name}`}.`,
    evidence: [
      evidence(
        `Active handles rose by ${rise.perSecond.toFixed(1)} a second, from ${rise.first} to ${rise.last}`,
        'program.handles',
        rise.perSecond,
        HANDLES_PER_SECOND,
      ),
      ...(kind === null ? [] : [evidence(`Most of them are of the kind ${kind.name}: ${kind.count} at the end`, kind.metric, kind.count)]),
    ],
  });
};

/** Connections pile up at a server that has no time for them, or no core. */
function isLateServer(reading: Reading): boolean {
  const serves = reading.windows.some(({ values }) => values.has('program.http.server.rate'));
  const isBusy = (reading.mean('program.eventLoop.utilization') ?? 0) >= SATURATED;
  return serves && (isBusy || (reading.mean('program.mainThread.runDelay') ?? 0) >= WAITS);
}

/** The kind of handles of which most have come. */
function fastest(windows: readonly Window[]): { readonly name: string; readonly metric: string; readonly count: number } | null {
  const [first, last] = [windows[0]?.values, windows.at(-1)?.values];
  if (!first || !last) return null;
  const kinds = [...last].flatMap(([metric, count]) => {
    const [, name] = /^program\.handles\.(.+)$/.exec(metric) ?? [];
    return name === undefined ? [] : [{ name, metric, count, grown: count - (first.get(metric) ?? 0) }];
  });
  return kinds.toSorted((a, b) => b.grown - a.grown)[0] ?? null;
}
