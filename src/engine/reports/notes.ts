import type { Failure } from '../../model/measurement.ts';
import type { Run } from '../../model/run.ts';
import { inSourceOrder } from '../../model/sourceOrder.ts';
import { adviceFor, markOf } from './advice.ts';
import { clippedLines, clippedText } from './clippedText.ts';
import type { Style } from './style.ts';
import { failureTitles, whereText } from './wording.ts';
import { wrapText } from './wrapText.ts';

const MOST_MESSAGE_LINES = 20;
const MOST_STACK_LINES = 12;
const MOST_OUTPUT_LINES = 10;
const MOST_NAMES = 3;
const MOST_ADVICE = 5;
const INDENT = '    ';

interface FailureNote {
  readonly subject: string;
  readonly where: string | null;
  readonly failure: Failure;
  readonly output: string;
}

/** Everything that failed in a run, files first. */
export function failureNotes(run: Run): readonly FailureNote[] {
  const files = run.fileFailures.map(({ file, failure, output }) => ({
    subject: file,
    where: whereText(failure, null),
    failure,
    output,
  }));
  const measurements = inSourceOrder(run.measurements).flatMap((measurement) =>
    measurement.state === 'failed'
      ? [
          {
            subject: measurement.benchmark.id,
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
export function failureLines(run: Run, width: number, style: Style): string[] {
  const notes = failureNotes(run);
  if (notes.length === 0) return [];
  return [
    style.bold('Failures'),
    ...notes.flatMap(({ subject, where, failure, output }) => {
      const head = `✗ ${clippedText(subject)}: ${failureTitles[failure.kind]}`;
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

/** `a · b · c and 4 more`. */
export function someOf(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return rest > 1 ? `${names.slice(0, MOST_NAMES).join(' · ')} and ${rest} more` : names.join(' · ');
}

/** What to do, each thing once, and who says more. */
export function warningLines(run: Run, width: number, style: Style): string[] {
  const advice = adviceFor(run);
  if (advice.length === 0) return [];
  const shown = advice.slice(0, MOST_ADVICE);
  const left = advice.length - shown.length;
  const isAll =
    left === 0 && shown.every(({ names }) => names.length === 0) && run.measurements.every(({ warnings }) => warnings.length <= 1);
  const more = `${left > 0 ? `${left} more, and what` : 'What'} each benchmark is warned of: --verbose`;
  return [
    style.bold('Warnings'),
    ...shown.flatMap(({ mark, text, names }) => [
      ...hanging(`${mark ?? ' '} `, style.spell(clippedText(text)), width, style),
      ...(names.length === 0 ? [] : indented(style.spell(clippedText(someOf(names))), INDENT, width).map(style.dim)),
    ]),
    ...(isAll ? [] : indented(more, '  ', width).map(style.dim)),
  ];
}

/** Every warning of every benchmark, those that only inform too. */
export function detailLines(run: Run, width: number, style: Style): string[] {
  const warned = inSourceOrder(run.measurements).filter(({ warnings }) => warnings.length > 0);
  if (warned.length === 0) return [];
  return [
    style.bold('What each benchmark is warned of'),
    ...warned.flatMap(({ benchmark, warnings }) => [
      ...indented(clippedText(benchmark.id), '  ', width, '  '),
      ...warnings.flatMap((warning) => hanging(`  ${markOf(warning) ?? ' '} `, style.spell(clippedText(warning.message)), width, style)),
    ]),
  ];
}

/** A mark, and the text wrapped beside it. */
function hanging(mark: string, text: string, width: number, style: Style): string[] {
  const lead = `  ${mark}`;
  return wrapText(text, width - lead.length).map(
    (line, place) => (place === 0 ? `  ${style.yellow(mark)}` : ' '.repeat(lead.length)) + line,
  );
}

/** Wrapped, every line behind `indent` and all but the first behind `hanging` too. */
function indented(text: string, indent: string, width: number, hanging = ''): string[] {
  const [lead] = /^ */u.exec(text)!;
  const room = width - indent.length - hanging.length - lead.length;
  return wrapText(text.trimStart(), Math.max(room, 10)).map((line, place) => indent + lead + (place > 0 ? hanging : '') + line);
}
