import type { Run } from '../../model/run.ts';
import { inSourceOrder } from '../../model/sourceOrder.ts';
import type { Advice } from './advice.ts';
import { clippedLines } from './clippedText.ts';
import { messageBeside, type FailureNote } from './failureNotes.ts';
import { code, escaped, fenced } from './markdownText.ts';
import { someOf } from './notes.ts';

const MOST_FAILURE_LINES = 40;

export function failureItem({ subject, title, where, failure }: FailureNote): string {
  const place = where === null || subject === where ? '' : ` at ${code(where)}`;
  const text = `${messageBeside(failure)}\n${failure.stack}`;
  return `- ${code(subject)} ${escaped(title)}${place}\n\n${fenced(clippedLines(text, MOST_FAILURE_LINES, 'first'))}`;
}

export function adviceItem({ mark, text, names }: Advice): string {
  const about = names.length === 0 ? '' : ` (${code(someOf(names))})`;
  return `- ${mark ? `${escaped(mark)} ` : ''}${escaped(text)}${about}`;
}

/** What each benchmark is warned of. */
export const warningItems = (all: readonly Pick<Run['measurements'][number], 'benchmark' | 'warnings'>[]): string[] =>
  inSourceOrder(all).flatMap(({ benchmark, warnings }) => warnings.map(({ message }) => `- ${code(benchmark.id)}: ${escaped(message)}`));
