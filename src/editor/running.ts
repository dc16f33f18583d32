import type { BisectEvent, BisectProgress } from '../model/bisection.ts';
import type { CompareEvent } from '../model/comparison.ts';
import type { RangeEvent } from '../model/history.ts';
import type { RunEvent } from '../model/run.ts';
import type { Folder } from './folders.ts';

/** What is measured now, and how far it is. */
export interface RunningState {
  readonly folder: Folder;
  readonly label: string;
  /** Benchmarks; commits where a range is measured; runs where a commit is searched, of as many as are expected. */
  readonly done: number;
  readonly total: number;
  readonly remainingMs: number | null;
  readonly current: Extract<RunEvent, { kind: 'progress' }> | null;
  /** What a comparison does, or what is made ready; null before the first event, and where a run runs. */
  readonly comparing: Extract<CompareEvent, { kind: 'progress' | 'preparing' }> | null;
  /** Where a commit is searched, once it has begun. */
  readonly searching: BisectProgress | null;
  /** Nothing is measured: a profile is recorded, and `Recordings` shows how far that is. */
  readonly isRecording: boolean;
}

export function begin(folder: Folder, label: string): RunningState {
  return { folder, label, done: 0, total: 0, remainingMs: null, current: null, comparing: null, searching: null, isRecording: false };
}

export const beginRecording = (folder: Folder, label: string): RunningState => ({ ...begin(folder, label), isRecording: true });

export function afterRun(running: RunningState, event: RunEvent): RunningState {
  if (event.kind === 'finished') return { ...running, done: event.done, total: event.total };
  if (event.kind !== 'progress') return running;
  const { done, total, remainingMs } = event;
  return { ...running, done, total, remainingMs, current: event };
}

export function afterComparison(running: RunningState, event: CompareEvent): RunningState {
  if (event.kind === 'preparing') return { ...running, comparing: event };
  if (event.kind !== 'progress') return running;
  const { done, total, remainingMs } = event;
  return { ...running, done, total, remainingMs, comparing: event };
}

export function afterSearch(running: RunningState, event: BisectEvent): RunningState {
  if (event.kind === 'preparing') return { ...running, comparing: event };
  if (event.kind === 'measured') return running;
  const { progress } = event;
  const { runs, runsLeft, remainingMs } = progress;
  return { ...running, done: runs, total: runs + runsLeft, remainingMs, searching: progress, comparing: null };
}

export function afterRange(running: RunningState, event: RangeEvent): RunningState {
  switch (event.kind) {
    case 'preparing':
      return { ...running, comparing: event, current: null };
    case 'planned':
      return { ...running, total: event.commits - event.known };
    case 'started':
      return { ...running, done: event.done, total: event.total };
    case 'measuring':
      if (event.event.kind !== 'progress') return running;
      return { ...running, remainingMs: event.remainingMs, current: event.event, comparing: null };
    case 'measured':
    case 'skipped':
      return { ...running, done: running.done + 1, current: null };
  }
}
