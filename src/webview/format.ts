import { formatBytes, formatChange, formatDuration } from '../base/units.ts';
import type { Change } from '../model/change.ts';
import type { Side } from '../model/comparison.ts';
import type { Failure, FailureKind } from '../model/measurement.ts';
import type { Environment, Revision } from '../model/run.ts';

/** What stands where there is no number. */
export const NOTHING = '–';

export const orNothing = <T>(value: T | null, format: (value: T) => string): string => (value === null ? NOTHING : format(value));

export const formatMs = (durationMs: number): string => formatDuration(durationMs * 1e6);

/** `21 Nov 2026, 14:03`, in the user's language. */
export const formatTime = (timeMs: number, language: string): string =>
  dateFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(timeMs);

/** `21 Nov 2026`. */
export const formatDay = (timeMs: number, language: string): string => dateFormat(language, { dateStyle: 'medium' }).format(timeMs);

function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(language, options);
  } catch {
    return new Intl.DateTimeFormat('en', options);
  }
}

/** `main @ cea17c0 with uncommitted changes`; null outside git. */
export function formatRevision(revision: Revision): string | null {
  if (revision.commit === null && revision.branch === null) return null;
  const place = [revision.branch, revision.commit?.slice(0, 7)].filter((part) => part != null).join(' @ ');
  return revision.dirtyHash === null ? place : `${place} with uncommitted changes`;
}

/** What is not known, as of imported results, is left out. */
export function formatMachine({ cpuModel, cores, memoryBytes }: Environment): string {
  const facts = [cpuModel, ...(cores > 0 ? [plural(cores, 'core')] : []), ...(memoryBytes > 0 ? [formatBytes(memoryBytes)] : [])];
  return facts.join(', ');
}

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export const plural = (count: number, noun: string, nouns = `${noun}s`): string => `${count} ${count === 1 ? noun : nouns}`;

/** In words for a tooltip or a screen reader. */
export function describeChange(change: Change | null): string {
  switch (change?.kind) {
    case undefined:
      return 'No earlier result.';
    case 'faster':
      return `Faster: the median took ${formatChange(change.ratio)} against the earlier run; the intervals exclude each other.`;
    case 'slower':
      return `Slower: the median took ${formatChange(change.ratio)} against the earlier run; the intervals exclude each other.`;
    case 'unclear':
      return `No clear change: the medians differ by ${formatChange(change.ratio)}, but the intervals do not exclude each other.`;
    case 'other-environment':
      return 'Not compared: the earlier result comes from another machine, runtime or set of flags.';
    case 'other-loader':
      return 'Not compared: the earlier result was measured with another module loader.';
  }
}

export const failureTitles: Readonly<Record<FailureKind, string>> = {
  load: 'Could not be loaded',
  threw: 'Threw an error',
  timeout: 'Timed out',
  exited: 'Ended its process',
  'out-of-memory': 'Ran out of memory',
  crashed: 'Crashed',
  'over-budget': 'Over budget',
  expectation: 'Expectation failed',
  vanished: 'Not registered',
};

/** `Threw an error on the baseline`, `Not in the candidate`; without a side as in a run. */
export function failureTitle({ kind }: Pick<Failure, 'kind'>, side?: Side): string {
  if (side === undefined) return failureTitles[kind];
  return kind === 'vanished' ? `Not in the ${side}` : `${failureTitles[kind]} on the ${side}`;
}

export const skipTitles = {
  skip: 'skipped',
  todo: 'to do',
  'only-elsewhere': 'skipped: others are marked only',
} as const;
