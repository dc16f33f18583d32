import { metricNames, metricText, sizeText } from '../../../base/historyWords.ts';
import type { BenchmarkHistory, HistorySeries, SuspectCheck } from '../../../model/history.ts';
import { isoTime, shortHash } from '../commitText.ts';
import { fitSections, listSection, MOST_COMMENT_CHARACTERS, type Section } from '../fitSections.ts';
import { code, escaped, shortName, tableLine } from '../markdownText.ts';
import { levelBars } from '../sparkline.ts';
import { lastChange } from './historyRows.ts';
import { historySteps } from './historySteps.ts';
import { changeParts, changesOf, checkText, extentText, notesOf, settingTexts, suspectText } from './historyText.ts';

/** Nobody sees it, and it never changes: whoever posts the report finds the comment to replace by it. */
const MARKER = '<!-- laptime-history -->';
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
  const checked = (checks ?? []).map((check) => `- ${code(shortName(check.benchmarkId))}: ${escaped(checkText(check))}`);
  const notes = [...(series.length === 1 ? notesOf(history, series[0]!) : []), ...settingTexts(history)].map(
    (text) => `- ${escaped(text)}`,
  );
  const steps = historySteps(history, checks).map(({ command, reason }) => `- ${code(command)} (${escaped(reason)})`);
  return fitSections(
    head,
    [
      table(history),
      checks === null ? listSection('The newest values look off', suspects, 1) : listSection('Measured again', checked, 1),
      listSection('Changes', changeItems(history), 2),
      listSection('Notes', [...notes, ...steps], 3),
    ],
    MOST_COMMENT_CHARACTERS,
  );
}

const name = ({ benchmark }: HistorySeries): string => code(shortName(benchmark.id));

function table(history: BenchmarkHistory): Section {
  const header = [
    tableLine(['benchmark', 'over the commits', 'now', 'last change', 'with commit', 'of']),
    tableLine(['---', '---', '---:', '---:', '---', '---']),
  ];
  const rows = history.series.map((series) => {
    const last = lastChange(history, series);
    const now = metricText(history.metric, series.values.at(-1)!);
    const commit = last && `${code(shortHash(last.commit))} ${escaped(shortName(last.commit.subject))}`;
    const day = last && isoTime(last.commit)?.slice(0, 10);
    return tableLine([name(series), levelBars(series.values, BARS), escaped(now), escaped(last?.size ?? ''), commit ?? '', day ?? '']);
  });
  return { name: 'Benchmarks', before: `${header.join('\n')}\n`, items: rows, separator: '\n', after: '', rank: 0 };
}

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
      return `- ${name(series)}: ${escaped(size)} with ${code(shortHash(commit))} ${escaped(shortName(commit.subject))} (${escaped(about)})`;
    });
}
