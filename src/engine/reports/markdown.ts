import { groupedBy } from '../../base/groupedBy.ts';
import { formatDuration } from '../../base/units.ts';
import type { Run } from '../../model/run.ts';
import { adviceFor, marksOf } from './advice.ts';
import { failureNotes } from './failureNotes.ts';
import { adviceItem, failureItem, warningItems } from './markdownItems.ts';
import { code, escaped, tableLine } from './markdownText.ts';
import { reportGroups, type EarlierResults, type ReportGroup, type ReportRow } from './reportRows.ts';
import { changeText, medianText, outcomeText, relativeText, settingParts, stateText } from './wording.ts';

/**
 * A run as GitHub Flavored Markdown: a table a file, then failures, warnings and how it went; ends in a newline. Nothing
 * from outside is markup: names are code, text is escaped, and neither mentions, links nor embeds anything.
 */
export function toMarkdown(run: Run, earlier: EarlierResults = {}): string {
  const groups = reportGroups(run, earlier);
  const hasEarlier = Object.keys(earlier).length > 0;
  const tables = [...groupedBy(groups, (group) => group.file)].map(([file, own]) => `### ${code(file)}\n\n${table(own, hasEarlier)}`);
  const sections = [...tables, failures(run), warnings(run), `${escaped(outcomeText(run))}. ${escaped(settingParts(run).join(' · '))}.`];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

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
  const rows = groups.flatMap((group) =>
    group.rows.map((row) =>
      tableLine([code([...group.path, row.name].join(' > ')), ...columns.map((column) => escaped(column.text(row)))]),
    ),
  );
  return [
    tableLine(['benchmark', ...columns.map((column) => column.title)]),
    tableLine(['---', ...columns.map((column) => column.align)]),
    ...rows,
  ].join('\n');
}

const lastRun = ({ change, summary }: ReportRow): string => (summary ? changeText(change) : '');
const inGroup = ({ relative, measurement }: ReportRow): string => relativeText(relative, measurement.benchmark.baseline);

function failures(run: Run): string {
  const items = failureNotes(run).map(failureItem);
  return items.length === 0 ? '' : `### Failures\n\n${items.join('\n\n')}`;
}

/** What to do in short, and what each benchmark is warned of behind a fold. */
function warnings(run: Run): string {
  const advice = adviceFor(run).map(adviceItem);
  const details = warningItems(run.measurements);
  if (details.length === 0) return advice.length === 0 ? '' : `### Warnings\n\n${advice.join('\n')}`;
  const fold = `<details><summary>What each benchmark is warned of</summary>\n\n${details.join('\n')}\n\n</details>`;
  return advice.length === 0 ? fold : `### Warnings\n\n${advice.join('\n')}\n\n${fold}`;
}
