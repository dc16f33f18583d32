import type { SharedFile } from './sharedTree.ts';

/**
 * The file that remembers what was removed: runs that began before are not shared again, else every machine that still has
 * them would bring them back.
 */
export const CUT_OFF_PATH = 'removed-before.json';
const FORMAT = 'laptime-removed';

export const writeCutOff = (beforeMs: number): string => `${JSON.stringify({ format: FORMAT, version: 1, beforeMs })}\n`;

/** Null when it is broken, or lies in the future: then it would keep everybody from sharing. */
export function readCutOff(text: string, nowMs: number): number | null {
  try {
    const { format, beforeMs } = JSON.parse(text) as Record<string, unknown>;
    return format === FORMAT && typeof beforeMs === 'number' && beforeMs <= nowMs ? beforeMs : null;
  } catch {
    return null;
  }
}

export interface Keep {
  /** The newest so many. */
  readonly runs?: number;
  /** Not older than so many days. */
  readonly days?: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** When the oldest run that is kept began; -Infinity when all are. `startedAtMs` are those of all shared runs. */
export function cutOffFor(keep: Keep, startedAtMs: readonly number[], nowMs: number): number {
  const byAge = keep.days === undefined ? -Infinity : nowMs - keep.days * DAY_MS;
  const newestFirst = startedAtMs.toSorted((a, b) => b - a);
  const byNumber = keep.runs === undefined || newestFirst.length <= keep.runs ? -Infinity : newestFirst[keep.runs - 1]!;
  return Math.max(byAge, byNumber);
}

export const isCutOff = (file: SharedFile): boolean => file.path === CUT_OFF_PATH;
