import type { Failure } from '../../model/measurement.ts';
import type { Run } from '../../model/run.ts';
import { inSourceOrder } from '../../model/sourceOrder.ts';
import { clippedLines, clippedText } from './clippedText.ts';
import { indented } from './indent.ts';
import type { Style } from './style.ts';
import { failureTitles, whereText } from './wording.ts';

const MOST_MESSAGE_LINES = 20;
const MOST_STACK_LINES = 12;
const MOST_OUTPUT_LINES = 10;
const INDENT = '    ';

export interface FailureNote {
  readonly subject: string;
  /** What happened to it: `threw`. */
  readonly title: string;
  readonly where: string | null;
  readonly failure: Failure;
  readonly output: string;
}

/** Everything that failed in a run, files first. */
export function failureNotes(run: Run): readonly FailureNote[] {
  const files = run.fileFailures.map(({ file, failure, output }) => ({
    subject: file,
    title: failureTitles[failure.kind],
    where: whereText(failure, null),
    failure,
    output,
  }));
  const measurements = inSourceOrder(run.measurements).flatMap((measurement) =>
    measurement.state === 'failed'
      ? [
          {
            subject: measurement.benchmark.id,
            title: failureTitles[measurement.failure.kind],
            where: whereText(measurement.failure, measurement.benchmark),
            failure: measurement.failure,
            output: measurement.output,
          },
        ]
      : [],
  );
  return [...files, ...measurements];
}

/** Each failure with its place, message, stack and the end of what was printed. */
export function failureLines(notes: readonly FailureNote[], width: number, style: Style): string[] {
  if (notes.length === 0) return [];
  return [
    style.bold('Failures'),
    ...notes.flatMap(({ subject, title, where, failure, output }) => {
      const head = `✗ ${clippedText(subject)}: ${title}`;
      const stack = clippedLines(failure.stack, MOST_STACK_LINES, 'first');
      return [
        ...indented(style.spell(head), '  ', width, '  ').map(style.red),
        ...(where === null ? [] : indented(`at ${clippedText(where)}`, INDENT, width)),
        ...clippedLines(messageBeside(failure), MOST_MESSAGE_LINES, 'first').flatMap((line) => indented(line, INDENT, width)),
        ...stack.flatMap((line) => indented(style.spell(line), INDENT, width)).map(style.dim),
        ...printed(output, width, style),
      ];
    }),
  ];
}

/** The message, unless the stack begins with it, as V8's do. */
export const messageBeside = ({ message, stack }: Failure): string => (stack.includes(message) ? '' : message);

function printed(output: string, width: number, style: Style): string[] {
  const lines = clippedLines(output, MOST_OUTPUT_LINES, 'last');
  if (lines.length === 0) return [];
  return [`${INDENT}It printed:`, ...lines.flatMap((line) => indented(style.spell(line), `${INDENT}  `, width)).map(style.dim)];
}
