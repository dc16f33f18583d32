import { formatBytes, formatChange, formatDuration } from '../base/units.ts';
import type { Change } from '../model/change.ts';
import type { FailureKind } from '../model/measurement.ts';
import type { Environment, Revision } from '../model/run.ts';

/** What stands where there is no number. */
export const NOTHING = '–';

export const orNothing = <T>(value: T | null, format: (value: T) => string): string => (value === null ? NOTHING : format(value));

export const formatMs = (durationMs: number): string => formatDuration(durationMs * 1e6);

/** `21 Nov 2026, 14:03`, in the user's language. */
export function formatTime(timeMs: number, language: string): string {
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat(language, options);
  } catch {
    format = new Intl.DateTimeFormat('en', options);
  }
  return format.format(timeMs);
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

export const skipTitles = {
  skip: 'skipped',
  todo: 'to do',
  'only-elsewhere': 'skipped: others are marked only',
} as const;
