import { metricText, speedText } from '../../base/historyWords.ts';
import type { HistoryMetric } from '../../model/history.ts';
import { formatDay } from '../format.ts';
import { against } from './levels.ts';

export const language = (): string => document.documentElement.lang;

/** `89abcde`: enough to tell commits apart here; what is copied is the whole hash. */
export const shortHash = ({ hash }: { readonly hash: string }): string => hash.slice(0, 7);

/** Dates that git has, but that are none, are left out. */
export const dayOf = ({ authoredAtMs }: { readonly authoredAtMs: number }): string | null =>
  Number.isNaN(new Date(authoredAtMs).getTime()) ? null : formatDay(authoredAtMs, language());

/** Subjects are shown as they are, but not whole books of them. */
const MOST_SUBJECT = 300;
export const subjectOf = ({ subject }: { readonly subject: string }): string =>
  subject.length > MOST_SUBJECT ? `${subject.slice(0, MOST_SUBJECT)}…` : subject;

export interface CommitWords {
  readonly hash: string;
  readonly authorName: string | null;
  readonly authoredAtMs: number;
  readonly subject: string;
}

/** `89abcde, 21 Nov 2026, Ada Lovelace: Sort with fewer copies`. */
export function commitWords(commit: CommitWords): string {
  const about = [shortHash(commit), dayOf(commit), commit.authorName].filter(Boolean).join(', ');
  return commit.subject.trim() === '' ? about : `${about}: ${subjectOf(commit)}`;
}

const SMALLEST_RATIO = 0.0005;

/** `8.2 % slower than its level of 1.14 µs`; `at its level of 1.14 µs` where nobody would see a difference. */
export function againstWords(metric: HistoryMetric, value: number, usual: number, what: string): string | null {
  const change = against(value, usual);
  if (change === null) return null;
  const level = `${what} of ${metricText(metric, usual)}`;
  const isSame = change.scale === 'ratio' ? Math.abs(Math.log(change.size)) < SMALLEST_RATIO : change.size === 0;
  return isSame ? `at ${level}` : `${speedText({ kind: 'step', size: change.size }, change.scale, metric)} than ${level}`;
}
