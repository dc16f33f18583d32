import { formatPercent } from '../../base/units.ts';
import type { BottleneckClass, Diagnosis, Finding } from '../../model/finding.ts';
import type { Answer } from './answers.ts';
import { calibrated } from './calibration.ts';
import type { Reading } from './reading.ts';
import { agreement, evidence, rankOf, sign, type Sign } from './sign.ts';
import { signs } from './signs/index.ts';
import { suggestionsFor } from './suggestions.ts';

/** What takes so much off a health of 100, where it is sure. */
const COSTS: Readonly<Record<BottleneckClass, number>> = {
  'memory-leak': 0.6,
  'handle-leak': 0.5,
  'event-loop-blocked': 0.5,
  'gc-pressure': 0.4,
  'pool-saturated': 0.4,
  'threadpool-saturated': 0.4,
  'cpu-bound': 0.3,
  'io-disk': 0.3,
  'external-latency': 0.3,
  'cpu-contention': 0.2,
  'worker-cpu': 0.2,
  'child-cpu': 0.2,
  idle: 0,
  healthy: 0,
};

/** Less is not worth telling. */
const LEAST_SURE = 0.3;
/** From here on a finding may be the answer although another one is surer. */
const SURE = 0.5;
/** With cores of its own a program would be less busy, and answered sooner: what is left of surety where others have them. */
const HELD_BACK = 0.7;
const OF_TIME: ReadonlySet<BottleneckClass> = new Set([
  'cpu-bound',
  'worker-cpu',
  'child-cpu',
  'pool-saturated',
  'threadpool-saturated',
  'external-latency',
]);
/** How much of the doubt is left when the program itself has confirmed it. */
const DOUBT_LEFT = 0.25;

/** What the windows show, before the program is asked. Nearest to the cause first. */
export function findSigns(reading: Reading): readonly Sign[] {
  const found = signs.flatMap((look) => look(reading) ?? []);
  // All that a thread computes is what it waits for a core with. What is wrong with a program whoever has the cores is nearer to the cause.
  const beforeComputing = found.some((each) => each.class === 'cpu-bound') ? rankOf('cpu-bound') - 0.5 : null;
  return found
    .map((each) => (each.class === 'cpu-contention' ? { ...each, rank: beforeComputing ?? each.rank } : each))
    .toSorted((a, b) => a.rank - b.rank);
}

export interface Told {
  readonly signs: readonly Sign[];
  readonly answers: readonly Answer[];
  readonly fromMs: number;
  readonly untilMs: number;
  readonly problems: readonly string[];
}

/** The answer, from what the windows show and what the program said when it was asked. */
export function conclude(reading: Reading, { signs: found, answers, fromMs, untilMs, problems }: Told): Diagnosis {
  const refuted = new Set(answers.flatMap((answer) => (answer.holds === false ? [answer.class] : [])));
  const isHeldBack = found.some((each) => each.class === 'cpu-contention');
  const held = found
    .filter((each) => !refuted.has(each.class))
    .map((each) => confirmed(each, answers))
    .map((each) => (isHeldBack && OF_TIME.has(each.class) ? { ...each, confidence: each.confidence * HELD_BACK } : each))
    .filter(({ confidence }) => confidence >= LEAST_SURE);
  // What was measured are programs that told of themselves, and that were asked about leaks.
  const isProven = (about: BottleneckClass) =>
    about !== 'memory-leak' || answers.some((each) => each.class === about && each.holds === true);
  const said = (one: Sign): Sign => (reading.isWithin && isProven(one.class) ? { ...one, confidence: calibrated(one.confidence) } : one);
  const bySurety = held.toSorted((a, b) => b.confidence - a.confidence || a.rank - b.rank);
  const main = held.find(({ confidence }) => confidence >= SURE) ?? bySurety[0] ?? wellOrIdle(reading);
  const score = held.reduce((left, each) => left * (1 - COSTS[each.class] * said(each).confidence), 100);
  return {
    ...findingOf(said(main)),
    others: bySurety.filter((each) => each !== main).map((each) => findingOf(said(each))),
    suggestions: suggestionsFor(held),
    score: Math.round(score),
    fromMs,
    untilMs,
    problems,
  };
}

function confirmed(found: Sign, answers: readonly Answer[]): Sign {
  const own = answers.filter((answer) => answer.class === found.class);
  if (own.length === 0) return found;
  const isProven = own.some(({ holds }) => holds === true);
  // Doubt of a leak is all about what a collection leaves.
  const before = isProven ? Math.max(found.confidence, SURE) : found.confidence;
  return {
    ...found,
    confidence: isProven ? 1 - (1 - before) * DOUBT_LEFT : before,
    evidence: [...found.evidence, ...own.flatMap((answer) => answer.evidence)],
  };
}

const findingOf = ({ class: about, confidence, summary, evidence: rests }: Sign): Finding => ({
  class: about,
  confidence: Math.round(confidence * 100) / 100,
  summary,
  evidence: rests,
});

const IDLE = 0.05;
const CALLS_A_SECOND = 0.5;
/** The most that can be known of a program that is only looked at from outside. */
const FROM_OUTSIDE = 0.5;

function wellOrIdle(reading: Reading): Sign {
  const utilization = reading.mean('program.eventLoop.utilization');
  const cpu = reading.mean('program.cpu') ?? 0;
  const calls = ['http.server', 'http.client', 'database'].reduce((sum, name) => sum + (reading.mean(`program.${name}.rate`) ?? 0), 0);
  const isIdle = (utilization ?? cpu) < IDLE && cpu < IDLE && calls < CALLS_A_SECOND;
  const sure = agreement(1, reading.windows.length) * (reading.isWithin ? 1 : FROM_OUTSIDE);
  const gc = reading.mean('program.gc.share');
  return sign({
    class: isIdle ? 'idle' : 'healthy',
    confidence: sure,
    summary: isIdle ? 'The program has nothing to do.' : 'Nothing holds the program up.',
    evidence: [
      ...(utilization === null
        ? []
        : [
            evidence(
              `The event loop was busy ${formatPercent(utilization)} of the time`,
              'program.eventLoop.utilization',
              utilization,
              isIdle ? IDLE : null,
            ),
          ]),
      evidence(`The program used ${cpu.toFixed(2)} cores`, 'program.cpu', cpu, isIdle ? IDLE : null),
      ...(gc === null || isIdle ? [] : [evidence(`GC took ${formatPercent(gc)} of the time`, 'program.gc.share', gc)]),
    ],
  });
}
