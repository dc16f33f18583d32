import { formatDuration, formatPercent } from '../../src/base/units.ts';
import { CALIBRATION, conclude, findSigns, readingOf, windowsOf } from '../../src/engine/diagnosis/index.ts';
import { WELL } from '../../src/engine/diagnosis/windows.fixture.ts';
import {
  brierScore,
  calibratedBy,
  fitCalibration,
  joinedLines,
  median,
  reliability,
  sorted,
  type CalibrationLine,
  type Stated,
} from '../../src/engine/stats/index.ts';
import type { Tick } from '../../src/model/metric.ts';
import { diagnoseKnown, isRight, type WrittenDiagnosis } from '../diagnosis/support/diagnose.ts';
import { PLACES, placesFor, variedPrograms, type KnownProgram } from '../diagnosis/support/programs.ts';
import { createRoom } from '../diagnosis/support/room.ts';
import type { AccuracySection, AccuracyTable } from './accuracySection.ts';
import { markdownTable, writePart } from './writeSection.ts';

const REPEATS = 2;
const WINDOWS = 1200;
const TURNS = 50;
const MOST_MS = 10;
const GOAL = 0.95;
/** It may be a little less true than it was said. */
const OFF = 0.05;
const EDGES = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1];
/** As much as one program of which nobody knows anything. */
const PRIOR = 1;

export const diagnosis: AccuracySection = {
  name: 'diagnosis',
  title: 'Diagnosis',
  method: `Small programs that are each held up by one thing for sure, weakly, clearly and strongly, or that are well, though some of them look as if they were not. Each is diagnosed ${REPEATS} times for six seconds by the built command line, several at a time, so that they hold each other up. Contention for cores is true then as well: it may be named first of a program that only computes, and of one that is well, but nothing else. The last rows are the time of the decision itself, of ten minutes of windows of half a second; and the Brier score of what was said of how sure it is ([how sure](diagnosis.md#how-sure)). The goals: ${formatPercent(GOAL)} right, under ${MOST_MS} ms, and no bin of the reliability that was said to be surer than its interval by ${formatPercent(OFF)}.`,
  run,
};

interface Found {
  readonly known: KnownProgram;
  readonly diagnosis: WrittenDiagnosis;
  readonly repeat: number;
}

async function run(write: boolean): Promise<AccuracyTable> {
  const room = createRoom(PLACES);
  const work = Array.from({ length: REPEATS }, (_, repeat) => variedPrograms.map((known) => ({ known, repeat }))).flat();
  const found = await Promise.all(
    work.map((one): Promise<Found> => room(placesFor(one.known), async () => ({ ...one, diagnosis: await diagnoseKnown(one.known) }))),
  );
  const right = found.filter(({ known, diagnosis: answer }) => isRight(known, answer));
  const decisionMs = timeOfDecision();
  const rows = variedPrograms.map((known) => {
    const own = found.filter((each) => each.known === known);
    const answers = own.map(({ diagnosis: answer }) => answer.class);
    return [
      titleOf(known),
      known.class,
      `${own.filter((each) => right.includes(each)).length} of ${own.length}`,
      countsOf(answers),
      formatPercent(meanOf(own.map(({ diagnosis: answer }) => answer.confidence))),
    ];
  });
  const stated = found.map(statedOf);
  const isHonest = tellCalibration(found, stated, write);
  return {
    columns: ['program', 'what it is', 'right', 'answers', 'confidence'],
    rows: [
      ...rows,
      ['all', '', `${right.length} of ${found.length}`, '', ''],
      ['decision of ten minutes', '', formatDuration(decisionMs * 1e6), `under ${MOST_MS} ms`, ''],
      ['Brier score', '', brierScore(stated).toFixed(3), '', ''],
    ],
    met: right.length >= GOAL * found.length && decisionMs < MOST_MS && isHonest,
  };
}

const titleOf = ({ name, strength, pinnedWith }: KnownProgram): string =>
  `${name}${strength === undefined ? '' : `, ${strength}`}${pinnedWith === undefined ? '' : `, one core with ${pinnedWith} others`}`;

const statedOf = ({ known, diagnosis: answer }: Found): Stated => ({ confidence: answer.confidence, isRight: isRight(known, answer) });

/** How often came true what was said, and the line that would say it better. */
function tellCalibration(found: readonly Found[], stated: readonly Stated[], write: boolean): boolean {
  const bins = reliability(stated, EDGES);
  const table = {
    columns: ['said', 'on average', 'came true', '95 % interval', 'of'],
    rows: bins.map(({ from, until, said, right, interval, count }) => [
      `${formatPercent(from)} to ${formatPercent(until)}`,
      formatPercent(said),
      formatPercent(right),
      interval.map((end) => formatPercent(end)).join(' to '),
      String(count),
    ]),
  };
  console.log(`\nHow sure, and how often right\n\n${markdownTable(table)}`);
  // Fitted to one half of the diagnoses, and tried on the other.
  const half = (which: number) => found.filter(({ repeat }) => repeat % 2 === which).map(statedOf);
  const held = fitCalibration(half(0), PRIOR);
  const moved = half(1).map(({ confidence, isRight: came }) => ({ confidence: calibratedBy(held, confidence), isRight: came }));
  console.log(
    `\nBrier score of the second half: ${brierScore(half(1)).toFixed(4)}, and ${brierScore(moved).toFixed(4)} by a line of the first half.`,
  );
  const better = joinedLines(CALIBRATION, fitCalibration(stated, PRIOR));
  console.log(`The line of all of them: ${lineText(better)}; now it is ${lineText(CALIBRATION)}.`);
  if (write) writePart('diagnosis', 'reliability', 'diagnosis', table);
  return bins.every(({ said, interval }) => said <= interval[1] + OFF);
}

const lineText = ({ intercept, slope }: CalibrationLine): string => `intercept ${intercept.toFixed(2)}, slope ${slope.toFixed(2)}`;

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function countsOf(answers: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return [...counts].map(([answer, count]) => `${answer} ${count}`).join(', ');
}

/** Of a program that leaks and is busy, so that nothing is left out. */
function timeOfDecision(): number {
  const ticks: readonly Tick[] = Array.from({ length: WINDOWS + 4 }, (_, at) => ({
    atMs: at * 500,
    values: new Map(
      Object.entries({
        ...WELL,
        'program.heap.used': 30e6 + at * 1e6 + (at % 7) * 1e5,
        'program.handles': 12 + at * 4,
        'program.http.client.p50': 40 + (at % 5),
        'program.http.client.rate': 30,
      }),
    ),
  }));
  const times = Array.from({ length: TURNS }, () => {
    const beganMs = performance.now();
    const reading = readingOf(windowsOf(ticks, 'program'), 2);
    conclude(reading, { signs: findSigns(reading), answers: [], fromMs: 0, untilMs: 600_000, problems: [] });
    return performance.now() - beganMs;
  });
  return median(sorted(times));
}
