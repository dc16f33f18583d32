import { formatDuration, formatPercent } from '../../../base/units.ts';
import { agreement, evidence, sign, type SignOf } from '../sign.ts';
import type { Window } from '../window.ts';

const BLOCK_MS = 100;
const BLOCKED_WINDOWS = 0.2;
const COMPUTES = 0.5;
/** A collection that takes so much of a block is what it is made of. */
const GC_PART = 0.5;
const BUSY = 0.9;
/** Where others have the cores, what has pauses comes to have none; but most turns of its loop are not late. */
const HELD = 0.25;
const LATE_MS = 5;

/** The longest block that is the program's own: what it waited for a core, at most all of it during the block, is not. */
export function ownBlockMs({ values, durationMs }: Window): number {
  const longestMs = values.get('program.eventLoop.delay.max') ?? 0;
  // A report comes late by as long as a block, and is of as much time.
  return longestMs - (values.get('program.mainThread.runDelay') ?? 0) * Math.max(durationMs, longestMs);
}

const isLong = (window: Window): boolean =>
  ownBlockMs(window) >= BLOCK_MS &&
  (window.values.get('program.gc.pause.max') ?? 0) < GC_PART * window.values.get('program.eventLoop.delay.max')!;

/** Those in which something held the loop. Who waits for a core is silent as well: that is no block before it has run for as long. */
function blockedWindows(windows: readonly Window[]): readonly Window[] {
  const blocked: Window[] = [];
  let silent: Window[] = [];
  let silentMs = 0;
  for (const window of windows) {
    if (window.isSilent) {
      silent.push(window);
      silentMs += window.durationMs * (1 - (window.values.get('program.mainThread.runDelay') ?? 0));
      continue;
    }
    if (silentMs >= BLOCK_MS) blocked.push(...silent);
    [silent, silentMs] = [[], 0];
    if (isLong(window)) blocked.push(window);
  }
  if (silentMs >= BLOCK_MS) blocked.push(...silent);
  return blocked;
}

export const eventLoopBlocked: SignOf = (reading) => {
  const blocked = blockedWindows(reading.windows);
  const isBlocked = new Set(blocked);
  const share = reading.share((window) => isBlocked.has(window));
  if (!reading.isWithin || share < BLOCKED_WINDOWS) return null;
  const longestMs = Math.max(...blocked.map(({ values }) => values.get('program.eventLoop.delay.max') ?? 0));
  const sum = (valueOf: (window: Window) => number) => blocked.reduce((total, each) => total + valueOf(each) * each.durationMs, 0);
  const busy = sum(({ values, isSilent }) => (isSilent ? 1 : values.get('program.eventLoop.utilization')!));
  const ran = sum(({ values }) => (values.get('program.mainThread.cpu') ?? 0) + (values.get('program.mainThread.runDelay') ?? 0));
  const isKnown = blocked.some(({ values }) => values.has('program.mainThread.cpu'));
  const computes = busy === 0 ? 1 : Math.min(1, ran / busy);
  const kind = !isKnown || computes >= COMPUTES ? 'computing' : 'waiting';
  const impact = reading.mean('program.eventLoop.blocked');
  const serves = reading.windows.some(({ values }) => values.has('program.http.server.rate'));
  const utilization = reading.mean('program.eventLoop.utilization') ?? 0;
  // Of a program that nobody waits for, that it computes all the time says more.
  const isHeld = (reading.mean('program.mainThread.runDelay') ?? 0) >= HELD;
  const hasPauses = isHeld && (reading.median('program.eventLoop.delay.p50') ?? Infinity) < LATE_MS;
  const isBatch = !serves && kind === 'computing' && utilization >= BUSY && !hasPauses;
  return sign({
    class: 'event-loop-blocked',
    kind,
    confidence: Math.max(agreement(Math.min(1, share / (2 * BLOCKED_WINDOWS)), reading.windows.length), 0.5),
    impact,
    ...(isBatch && { rank: 5.5 }),
    summary:
      kind === 'computing'
        ? 'Single pieces of work hold the event loop for long: all else has to wait for their end.'
        : 'The main thread waits synchronously, for a file, a process or a lock: all else has to wait with it.',
    evidence: [
      evidence(
        `In ${formatPercent(share)} of the time something held the event loop for ${BLOCK_MS} ms or more`,
        'program.eventLoop.delay.max',
        share,
        BLOCKED_WINDOWS,
      ),
      ...(longestMs > 0
        ? [evidence(`The longest block took ${formatDuration(longestMs * 1e6)}`, 'program.eventLoop.delay.max', longestMs, BLOCK_MS)]
        : []),
      ...(isKnown
        ? [evidence(`Of these times the main thread computed ${formatPercent(computes)}`, 'program.mainThread.cpu', computes, COMPUTES)]
        : []),
    ],
  });
};
