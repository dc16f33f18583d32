import { formatDuration } from '../../base/units.ts';
import type { Run } from '../../model/run.ts';
import { inSourceOrder } from '../../model/sourceOrder.ts';
import { adviceFor, marksOf } from './advice.ts';
import { clippedLines, clippedText } from './clippedText.ts';
import { failureNotes, messageBeside, someOf } from './notes.ts';
import { reportGroups, type EarlierResults, type ReportGroup, type ReportRow } from './reportRows.ts';
import { changeText, failureTitles, medianText, outcomeText, relativeText, settingParts, stateText } from './wording.ts';

/**
 * A run as GitHub Flavored Markdown: a table a file, then failures, warnings and how it went; ends in a newline. Nothing
 * from outside is markup: names are code, text is escaped, and neither mentions, links nor embeds anything.
 */
export function toMarkdown(run: Run, earlier: EarlierResults = {}): string {
  const groups = reportGroups(run, earlier);
  const files = [...new Set(groups.map((group) => group.file))];
  const tables = files.map((file) => {
    const own = groups.filter((group) => group.file === file);
    return `### ${code(file)}\n\n${table(own, Object.keys(earlier).length > 0)}`;
  });
  const sections = [...tables, failures(run), warnings(run), `${escaped(outcomeText(run))}. ${escaped(settingParts(run).join(' · '))}.`];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

const MOST_FAILURE_LINES = 40;

interface Column {
  readonly title: string;
  readonly align: '---' | '---:';
  readonly text: (row: ReportRow) => string;
}

function table(groups: readonly ReportGroup[], hasEarlier: boolean): string {
  const isCompared = groups.some((group) => group.rows.some((row) => row.relative !== null));
  const columns: Column[] = [
    {
      title: 'median',
      align: '---:',
      text: ({ measurement, summary }) =>
        summary ? `${medianText(summary)} ${marksOf(measurement)}`.trim() : measurement.state === 'measured' ? '' : stateText(measurement),
    },
    ...(hasEarlier ? [{ title: 'last run', align: '---', text: lastRun } as const] : []),
    ...(isCompared ? [{ title: 'in group', align: '---', text: inGroup } as const] : []),
    { title: 'p99', align: '---:', text: ({ summary }) => (summary ? formatDuration(summary.p99Ns) : '') },
  ];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rows = groups.flatMap((group) =>
    group.rows.map((row) => line([code([...group.path, row.name].join(' > ')), ...columns.map((column) => escaped(column.text(row)))])),
  );
  return [
    line(['benchmark', ...columns.map((column) => column.title)]),
    line(['---', ...columns.map((column) => column.align)]),
    ...rows,
  ].join('\n');
}

const lastRun = ({ change, summary }: ReportRow): string => (summary ? changeText(change) : '');
const inGroup = ({ relative, measurement }: ReportRow): string => relativeText(relative, measurement.benchmark.baseline);

function failures(run: Run): string {
  const items = failureNotes(run).map(({ subject, where, failure }) => {
    const place = where === null || subject === where ? '' : ` at ${code(where)}`;
    const text = `${messageBeside(failure)}\n${failure.stack}`;
    return `- ${code(subject)} ${failureTitles[failure.kind]}${place}\n\n${fenced(clippedLines(text, MOST_FAILURE_LINES, 'first'))}`;
  });
  return items.length === 0 ? '' : `### Failures\n\n${items.join('\n\n')}`;
}

/** What to do in short, and what each benchmark is warned of behind a fold. */
function warnings(run: Run): string {
  const advice = adviceFor(run).map(({ mark, text, names }) => {
    const about = names.length === 0 ? '' : ` (${code(someOf(names))})`;
    return `- ${mark ? `${escaped(mark)} ` : ''}${escaped(text)}${about}`;
  });
  const details = inSourceOrder(run.measurements).flatMap(({ benchmark, warnings: own }) =>
    own.map(({ message }) => `- ${code(benchmark.id)}: ${escaped(message)}`),
  );
  if (details.length === 0) return advice.length === 0 ? '' : `### Warnings\n\n${advice.join('\n')}`;
  const fold = `<details><summary>What each benchmark is warned of</summary>\n\n${details.join('\n')}\n\n</details>`;
  return advice.length === 0 ? fold : `### Warnings\n\n${advice.join('\n')}\n\n${fold}`;
}

/**
 * As inline code. What a code span in a table cannot hold (backticks, pipes, backslashes) goes into an element with every
 * sign as a character reference, which Markdown never reads as its own.
 */
function code(text: string): string {
  const line = clippedText(text);
  if (/^[^`|\\]*[^`|\\\s][^`|\\]*$/u.test(line) && line === line.trim()) return `\`${line}\``;
  return `<code>${references(line)}</code>`;
}

const references = (text: string): string => text.replace(/[^\p{L}\p{M}\p{N}\s]/gu, (sign) => `&#${sign.codePointAt(0)};`);

/** Signs that Markdown, GitHub's mentions and its automatic links begin with, as character references. */
const escaped = (text: string): string =>
  clippedText(text).replace(/[\\`*_~[\]<>|#@&$!]|(?<=www)\.|:(?=\/)/giu, (sign) => `&#${sign.charCodeAt(0)};`);

/** A fenced block inside a list item; its fence is longer than any run of backticks in it. */
function fenced(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/gu)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...lines, fence].map((line) => `  ${line}`).join('\n');
}
