import type { BenchmarkHistory, HistorySeries, SuspectCheck } from '../../../model/history.ts';
import { clippedText } from '../clippedText.ts';
import { isoTime, shortHash } from '../commitText.ts';
import { fitSections, type Section } from '../comparison/fitSections.ts';
import { fitText } from '../fitText.ts';
import { code, escaped, tableLine } from '../markdownText.ts';
import { levelBars } from '../sparkline.ts';
import { lastChange } from './historyRows.ts';
import { historySteps } from './historySteps.ts';
import {
  changeParts,
  changesOf,
  checkText,
  extentText,
  metricNames,
  seriesNotes,
  settingTexts,
  sizeText,
  suspectText,
  valueText,
} from './historyText.ts';

/** Nobody sees it, and it never changes: whoever posts the report finds the comment to replace by it. */
const MARKER = '<!-- laptime-history -->';
/** Of a comment on GitHub. */
const MOST_CHARACTERS = 65_536;
const MOST_NAME_COLUMNS = 200;
const BARS = 24;

/**
 * Benchmarks over the commits in GitHub Flavored Markdown: a table, all changes, and what looks off; ends in a newline. Its first line
 * is a comment that marks it. Nothing from outside is markup, and it keeps to the length that GitHub allows.
 */
export function toHistoryMarkdown(history: BenchmarkHistory, checks: readonly SuspectCheck[] | null): string {
  const head = [MARKER, `## Laptime: ${metricNames[history.metric]} over the commits`, '', escaped(`${extentText(history)}.`)].join('\n');
  const { series } = history;
  const suspects = series.flatMap((each) => {
    const text = suspectText(history, each);
    return text === null ? [] : [`- ${name(each)}: ${escaped(text)}`];
  });
  const checked = (checks ?? []).map((check) => `- ${code(short(check.benchmarkId))}: ${escaped(checkText(check))}`);
  const notes = [...(series.length === 1 ? seriesNotes(history, series[0]!) : []), ...settingTexts(history)].map(
    (text) => `- ${escaped(text)}`,
  );
  const steps = historySteps(history, checks).map(({ command, reason }) => `- ${code(command)} (${escaped(reason)})`);
  return fitSections(
    head,
    [
      table(history),
      checks === null ? list('The newest values look off', suspects, 1) : list('Measured again', checked, 1),
      list('Changes', changeItems(history), 2),
      list('Notes', [...notes, ...steps], 3),
    ],
    MOST_CHARACTERS,
  );
}

const short = (text: string): string => fitText(clippedText(text.slice(0, 2 * MOST_NAME_COLUMNS)), MOST_NAME_COLUMNS);
const name = ({ benchmark }: HistorySeries): string => code(short(benchmark.id));

function table(history: BenchmarkHistory): Section {
  const header = [
    tableLine(['benchmark', 'over the commits', 'now', 'last change', 'with commit', 'of']),
    tableLine(['---', '---', '---:', '---:', '---', '---']),
  ];
  const rows = history.series.map((series) => {
    const last = lastChange(history, series);
    const now = valueText(history.metric, series.values.at(-1)!);
    const commit = last && `${code(shortHash(last.commit))} ${escaped(short(last.commit.subject))}`;
    const day = last && isoTime(last.commit)?.slice(0, 10);
    return tableLine([name(series), levelBars(series.values, BARS), escaped(now), escaped(last?.size ?? ''), commit ?? '', day ?? '']);
  });
  return { name: 'Benchmarks', before: `${header.join('\n')}\n`, items: rows, separator: '\n', after: '', rank: 0 };
}

const list = (title: string, items: readonly string[], rank: number): Section => ({
  name: title,
  before: `### ${title}\n\n`,
  items,
  separator: '\n',
  after: '',
  rank,
});

/** Of all benchmarks, the newest first. */
function changeItems(history: BenchmarkHistory): string[] {
  const all = history.series.flatMap((series) =>
    changesOf(series).map((change) => ({ series, change, place: series.places[change.index]! })),
  );
  return all
    .toSorted((a, b) => b.place - a.place)
    .map(({ series, change, place }) => {
      const commit = history.commits[place]!;
      const size = sizeText(change, series.changes!.scale, history.metric);
      const about = changeParts(history, series, change).join(' · ');
      return `- ${name(series)}: ${escaped(size)} with ${code(shortHash(commit))} ${escaped(short(commit.subject))} (${escaped(about)})`;
    });
}
