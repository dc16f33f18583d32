import { fixedBenchmarkText, fixMeasurementText } from '../../../base/fixMeasurementWords.ts';
import { formatCount } from '../../../base/units.ts';
import type { FixOutcome, MeasuredFix } from '../../../model/fixMeasurement.ts';
import { clippedText } from '../clippedText.ts';
import { plural } from '../hints/hintsText.ts';
import { createStyle, type Style, type TextOptions } from '../style.ts';
import { joinSections, NARROWEST } from '../textSections.ts';
import { wrapText } from '../wrapText.ts';

/** What was measured of fixes, in all. */
export interface MeasuredFixes {
  readonly laptimeVersion: string;
  readonly measured: readonly MeasuredFix[];
  /** Hints that were found and have no fix. */
  readonly withoutFix: number;
  readonly problems: readonly string[];
}

const MOST_NAMED = 5;

const colors: Readonly<Record<FixOutcome, (style: Style) => (text: string) => string>> = {
  faster: ({ green }) => green,
  slower: ({ red }) => red,
  mixed: ({ yellow }) => yellow,
  'no-difference': ({ dim }) => dim,
  inconclusive: ({ yellow }) => yellow,
  refused: ({ red }) => red,
  unreached: ({ dim }) => dim,
};

/** What one fix was measured to do, for a terminal; ends in a newline. Names from files cannot steer the terminal. */
export function renderMeasuredFix(fix: MeasuredFix, options: TextOptions): string {
  const width = Math.max(options.width, NARROWEST);
  const style = createStyle(options);
  const write = (text: string, indent: number) =>
    wrapText(style.spell(clippedText(text)), width - indent).map((line) => ' '.repeat(indent) + line);
  const { file, line, rule, title, outcome, benchmarks, failures, tests, outputs, notes } = fix;
  const details = [
    ...(benchmarks.length > 1 ? benchmarks.map((each) => `${each.benchmark.id}: ${fixedBenchmarkText(each)}`) : []),
    ...(benchmarks.length > 0 ? failures.map((each) => `${each.benchmark.id} could not be measured: ${each.failure.message}`) : []),
    ...(tests?.state === 'run' ? tests.broken.slice(0, MOST_NAMED).map((test) => `Fails with it: ${test.file} > ${test.name}`) : []),
    ...(tests?.state === 'failed' ? [`Tests could not be run: ${tests.reason}.`] : []),
    ...(tests?.state === 'none' ? [`No tests ran: ${tests.reason}.`] : []),
    ...(outputs?.state === 'not-compared' ? [`Outputs could not be compared: ${outputs.reason}.`] : []),
    ...(outputs?.state === 'equal' && outputs.calls < outputs.allCalls
      ? [`Of ${formatCount(outputs.allCalls)} calls of the changed code, ${formatCount(outputs.calls)} were compared.`]
      : []),
    ...notes,
    ...(fix.written ? ['Written.'] : []),
  ];
  return joinSections([
    [
      ...write(`${file}:${line} · ${rule} · ${title}`, 0).map(style.bold),
      ...write(sentence(fixMeasurementText(fix)), 2).map(colors[outcome](style)),
      ...details.flatMap((detail) => write(detail, 2).map(style.dim)),
    ],
  ]);
}

/** `3 fixes measured: 1 faster, 1 makes no difference, 1 refused.`, for a terminal; ends in a newline. */
export function renderFixCounts({ measured, withoutFix }: MeasuredFixes, options: TextOptions): string {
  const style = createStyle(options);
  const counted = ORDER.flatMap((outcome) => {
    const count = measured.filter((each) => each.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${countWords[outcome]}`];
  });
  const written = measured.filter((each) => each.written).length;
  const text = [
    measured.length === 0
      ? 'No hint has a fix that could be measured.'
      : `${plural(measured.length, 'fix', 'fixes')} measured: ${counted.join(', ')}.`,
    ...(written === 0 ? [] : [`${written} written.`]),
    ...(withoutFix === 0 ? [] : [`${plural(withoutFix, 'hint')} without a fix.`]),
  ].join(' ');
  return joinSections([wrapText(style.spell(text), Math.max(options.width, NARROWEST)).map(style.bold)]);
}

const countWords: Readonly<Record<FixOutcome, string>> = {
  faster: 'faster',
  mixed: 'faster and slower',
  'no-difference': 'without a difference',
  slower: 'slower',
  inconclusive: 'inconclusive',
  refused: 'refused',
  unreached: 'reached by no benchmark',
};

const ORDER: readonly FixOutcome[] = ['faster', 'mixed', 'no-difference', 'slower', 'inconclusive', 'refused', 'unreached'];

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
